"""Matrices as ministries keep them, taken in whole: each subject is a module with `IMPORTERS`.

A file is told by its headings, or named (`fieldapp import --as NAME`). All of its records are kept
in one transaction, or none and every fault is told by row and column; what came in leaves a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fieldapp.work.importers import (
    budget,
    diagnosis,
    plans,
)
from fieldapp.work.importers.shape import Importer

IMPORTERS: Final[tuple[Importer, ...]] = (
    *budget.IMPORTERS,
    *diagnosis.IMPORTERS,
    *plans.IMPORTERS,
)


def importer_of(headings: Iterable[str], name: str = "") -> Importer | None:
    """The importer of that name; without a name, the only one that knows all the headings."""
    if name:
        return next((one for one in IMPORTERS if one.name == name), None)
    heads = tuple(headings)
    knowing = [one for one in IMPORTERS if one.knows(heads)]
    return knowing[0] if len(knowing) == 1 else None
