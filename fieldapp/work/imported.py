"""What a file brought, and that it is brought once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.text import Refused, say
from fieldapp.records.values import instant_of, microseconds
from fieldapp.store.settings import remember, remembered
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk

LOOK_EACH: Final = 10
"""Rows between two looks at whether the person still wants them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: the kinds to broadcast, and how many records of each."""

    kinds: frozenset[str]
    counts: dict[str, int]


def must_be_new(desk: Desk, writing: Writing, content: bytes, into: UUID | None = None) -> None:
    """Remember a file with the records it brings; Refused for one that is remembered.

    A national matrix is brought into the plan of each region: there the same file is a new one.
    """
    where = f" into {into}" if into else ""
    mark = f"imported {hashlib.sha256(content).hexdigest()}{where}"
    before = remembered(writing, mark, int)
    if before is not None:
        formats = desk.pack.formats
        raise Refused(
            say(
                "Este archivo ya se importó el {day} y sus registros están aquí. "
                "No se importó nada.",
                day=formats.day(formats.day_of(instant_of(before))),
            )
        )
    remember(writing, mark, microseconds(desk.now()))
