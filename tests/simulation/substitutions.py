"""Putting something else in the place of parts of the product, for a while."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

Substitution = tuple[Any, str, Any]
"""A class or module, the name of something in it, and what stands there instead."""


@contextmanager
def substituted(substitutions: Sequence[Substitution]) -> Generator[None]:
    """Let other things stand in these places until the end of the block."""
    genuine = [(where, what, vars(where)[what]) for where, what, _ in substitutions]
    try:
        for where, what, other in substitutions:
            setattr(where, what, other)
        yield
    finally:
        for where, what, own in genuine:
            setattr(where, what, own)
