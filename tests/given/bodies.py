"""Bodies that an invented laptop sends, and what the answers to them say."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from sync.protocol.body import Body, Changed, Created, Unit
from sync.protocol.canonical import base_hash
from sync.protocol.messages import Answer, Receipt, read_statement
from sync.protocol.packing import columns_of


def receipts(answer: Answer) -> list[Receipt]:
    """Read the receipts of an answer."""
    return [read_statement(Receipt, signed) for signed in answer.receipts]


def verdicts(answer: Answer) -> list[str]:
    """Give the verdicts of all units of all batches of an answer."""
    return [ruling.verdict.value for receipt in receipts(answer) for ruling in receipt.rulings]


def created(
    scope: str, root: UUID, kind: str, *records: tuple[str, UUID, Mapping[str, Any]]
) -> Body:
    """A body with one unit of new records."""
    groups: dict[str, list[tuple[UUID, Mapping[str, Any]]]] = {}
    for name, record, vals in records:
        groups.setdefault(name, []).append((record, vals))
    return Body(
        units=[Unit(kind, root, scope)],
        created=[
            Created(
                name,
                [0] * len(rows),
                [record for record, _ in rows],
                columns_of([dict(vals) for _, vals in rows]),
            )
            for name, rows in groups.items()
        ],
    )


def a_visit(scope: str, visit: UUID, attendees: int = 0, **fields: Any) -> Body:
    """A visit to Guapi with attendees who left telephone, ethnic group and ink."""
    vals = {"objective": "Instalar la mesa", "territory": f"{scope}318", "status": "planned"}
    rows: list[tuple[str, UUID, Mapping[str, Any]]] = [("activity", visit, {**vals, **fields})]
    for place in range(attendees):
        attendance = derived(visit, "attendance", place)
        rows.append(
            (
                "attendance",
                attendance,
                {
                    "activity": str(visit),
                    "full_name": f"Asistente {place}",
                    "phone": f"31055500{place:02}",
                    "ethnic_group": "afro",
                },
            )
        )
        ink = {
            "activity": str(visit),
            "attendance": str(attendance),
            "method": "drawn",
            "strokes": "AAEC",
        }
        rows.append(("ink", derived(visit, "ink", place), ink))
    return created(scope, visit, "activity", *rows)


def changed(
    scope: str, root: tuple[str, UUID], record: tuple[str, UUID], **fields: tuple[Any, Any]
) -> Body:
    """A body that changes fields of one record: name=(value seen, new value)."""
    patch = {name: (new, base_hash(seen)) for name, (seen, new) in fields.items()}
    return Body(
        units=[Unit(root[0], root[1], scope)], changed=[Changed(record[0], 0, record[1], patch)]
    )


def derived(root: UUID, kind: str, place: int) -> UUID:
    """An id that is the same in every run."""
    return UUID(bytes=sha256(root.bytes + kind.encode() + bytes([place])).digest()[:16])
