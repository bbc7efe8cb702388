"""Each remedy has a written trace that ends well with the product, and is caught without it."""

from __future__ import annotations

import pytest

from tests.simulation.directed import TRACES
from tests.simulation.mutants import MUTANTS, caught_by_its_trace, trace_of_the_product


@pytest.mark.parametrize("name", TRACES)
def test_a_trace_ends_well_with_the_product(name: str) -> None:
    trace_of_the_product(name)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_trace_ends_badly_without_its_remedy(name: str) -> None:
    assert caught_by_its_trace(name)


def test_every_mutant_has_its_trace() -> None:
    assert TRACES.keys() == MUTANTS.keys()
