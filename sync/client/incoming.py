"""Rows of an answer, column by column, read as records for the laptop's store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known
from sync.protocol.messages import Rows


def incoming(rows: Rows, scope: str, unsent: Mapping[UUID, frozenset[str]]) -> Iterator[Incoming]:
    """Walk columns as records; a field without a value is left out, and so is empty."""
    withheld = frozenset(rows.withheld)
    columns: Sequence[tuple[str, list[Any]]] = [
        (name, column) for name, column in rows.columns.items() if name not in withheld
    ]
    for place, record in enumerate(rows.ids):
        waiting = unsent.get(record, frozenset())
        kept = withheld | waiting
        values = (
            {}
            if WHOLE_RECORD in waiting
            else {
                name: column[place]
                for name, column in columns
                if column[place] is not None and name not in waiting
            }
        )
        hidden: dict[str, Any] = {
            name: rows.columns[name][place] if name in rows.columns else None
            for name in waiting - withheld - {WHOLE_RECORD}
        }
        yield Incoming(
            id=record,
            scope=scope,
            rev=rows.revs[place],
            values=values,
            kept=kept,
            account=rows.accounts[place],
            at=rows.ats[place],
            device=rows.devices[place],
            hidden=hidden,
            withheld=withheld,
        )


def is_later(rev: int, record: UUID, known: Mapping[UUID, Known]) -> bool:
    """Tell whether a word on a record is newer than what the laptop has of it."""
    here = known.get(record)
    return here is None or rev > here.rev
