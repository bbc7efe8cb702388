"""Matrices as ministries keep them, taken in whole: each subject is a module with `IMPORTERS`.

A file is told by its headings, or named (`fieldapp import --as NAME`). All of its records are kept
in one transaction, or none and every fault is told by row and column; what came in leaves a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from fieldapp.work.importers import (
    budget,
    diagnosis,
    indicative_plan,
    indicators,
    norms,
    plans,
)
from fieldapp.work.importers.shape import Importer

IMPORTERS: Final[tuple[Importer, ...]] = (
    *budget.IMPORTERS,
    *diagnosis.IMPORTERS,
    *indicative_plan.IMPORTERS,
    *indicators.IMPORTERS,
    *norms.IMPORTERS,
    *plans.IMPORTERS,
)


def importer_of(headings: Iterable[str], name: str = "", file: str = "") -> Importer | None:
    """The importer of that name; without a name, the only one that knows all the headings.

    Of several that know them it is the one whose name the file's own name ends with, as
    `puno_causes.csv` does.
    """
    if name:
        return next((one for one in IMPORTERS if one.name == name), None)
    heads = tuple(headings)
    knowing = [one for one in IMPORTERS if one.knows(heads)]
    if len(knowing) > 1:
        stem = PurePath(file).stem
        knowing = [one for one in knowing if stem.endswith(one.name)]
    return knowing[0] if len(knowing) == 1 else None
