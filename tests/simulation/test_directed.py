"""Each remedy has a written trace that ends well with the product, and is caught without it."""

from __future__ import annotations

import pytest

from tests.simulation.directed import TRACES
from tests.simulation.mutants import MUTANTS, without
from tests.simulation.traces import ALL, tell
from tests.simulation.world import Workshop

_workshop = Workshop()


@pytest.mark.parametrize("name", ALL)
def test_a_trace_ends_well_with_the_product(name: str) -> None:
    assert tell(name, _workshop) is None


@pytest.mark.parametrize("name", MUTANTS)
def test_a_trace_ends_badly_without_its_remedy(name: str) -> None:
    with without(name):
        assert tell(name, _workshop)


def test_every_mutant_has_its_trace() -> None:
    assert TRACES.keys() <= MUTANTS.keys() <= ALL.keys()
