"""A choice of a catalogue of the house, and how some are written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and the Spanish words a person reads for it."""

    code: str
    label: str


def choices_of(**labels: str) -> tuple[Choice, ...]:
    """Choices by code, in the order in which people see them."""
    return tuple(Choice(code, label) for code, label in labels.items())
