"""Who signs an acta at its end, beside the row that each attendee signs in the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Attendance
from fieldapp.rules.acta_content import Signature, Signer
from fieldapp.rules.visits import came

SIGN_THE_ACTA: Final = ("interpreter", "community_authority", "witness")
"""Qualities in the list with which somebody also signs the acta itself (field rule R16)."""


def signers_of(
    minutes: Minutes, attendance: Sequence[Attendance], officer: Signer, pack: Pack
) -> tuple[Signer, ...]:
    """Who presides, who keeps the minutes, interpreters, authorities, witnesses, the officer.

    `attendance` is in its order; each person signs once in each capacity, and the officer once.
    """
    capacities = pack.catalogue("ink_capacities")
    found: dict[tuple[str, str], Signer] = {}
    for code, name, position in _named(minutes, attendance):
        if name and name != officer.name and (code, name) not in found:
            found[code, name] = Signer(
                id=code, name=name, capacity=capacities.label(code), position=position
            )
    return (*found.values(), officer)


def signature_of(signer: Signer, given: Sequence[Signature]) -> Signature | None:
    """The signature under the acta that is this signer's; several may share a capacity."""
    return next(
        (one for one in given if one.capacity == signer.id and one.name in ("", signer.name)), None
    )


def _named(minutes: Minutes, attendance: Sequence[Attendance]) -> Iterator[tuple[str, str, str]]:
    """Capacity, name and position of each."""
    yield "president", minutes.presides, ""
    yield "secretary", minutes.secretary, ""
    for capacity in SIGN_THE_ACTA:
        for row in attendance:
            if row.role == capacity and came(row) and not row.minor:
                yield capacity, row.full_name, row.position_title or row.organization_name
        if capacity == "interpreter":
            yield capacity, minutes.interpreter, ""
