"""What may be kept or shown of a person at all, whatever way it comes or goes.

Everything that is put passes here, so that no page and no file can go around the person's answer
(R2) or the protection of who is under 18 (R4).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

import msgspec

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.visits import Attendance, Consent, Ink
from fieldapp.rules import attendance as rules
from fieldapp.rules.permissions import is_headquarters
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.attendance_rows import consent_of
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.issued import is_issued
from fieldapp.work.reasons import IS_A_MINOR
from fieldapp.work.signature_voids import void_if_another

R = TypeVar("R", bound=Record)


def must_be_allowed(desk: Desk, reading: Reading, record: Record, typed: Collection[str]) -> None:
    """Raise WrongFields for sensitive answers typed that the person did not let us keep."""
    if isinstance(record, Attendance):
        faults = rules.not_allowed(record, consent_of(reading, record.id), desk.kinds, typed)
        if faults:
            raise WrongFields(faults)


def seen_by(desk: Desk, reading: Reading, spec: KindSpec) -> dict[str, object]:
    """What a list of a kind is narrowed to: of a private one, what is this officer's (R6).

    Another's comes from headquarters without a word in it; an empty line would only puzzle.
    """
    if not spec.private or is_headquarters(desk.posting.role):
        return {}
    officer = desk.posting.officer
    own = [name for name in ("created_by", "lead_officer") if name in spec]
    return {
        "id": {
            row[0] for name in own for row in reading.listing(spec.name, ("id",), {name: officer})
        }
    }


def as_may_be_kept(desk: Desk, writing: Writing, record: R) -> R:
    """The record as it may be kept; what goes with it and may not stay is erased."""
    if isinstance(record, Attendance) and record.minor:
        _erase_around(writing, record)
        return rules.without_a_minors_contact(record, desk.kinds)
    if isinstance(record, Attendance):
        void_if_another(writing, record)
    if isinstance(record, Ink):
        _must_not_be_a_minors(writing, record)
    if isinstance(record, Consent):
        return _as_answered(desk, writing, record)
    return record


def _erase_around(writing: Writing, row: Attendance) -> None:
    """Take out what was signed and allowed before anybody said that the person is a minor."""
    for ink in writing.all(Ink, {"attendance": row.id}):
        writing.put(msgspec.structs.replace(ink, strokes=None, annulled=IS_A_MINOR))
    given = consent_of(writing, row.id)
    if given is not None and (given.sensitive or given.image):
        writing.put(rules.as_a_minor_may(given))


def _must_not_be_a_minors(writing: Writing, ink: Ink) -> None:
    row = writing.get(Attendance, ink.attendance) if ink.attendance else None
    if row is not None and row.minor and not ink.annulled:
        raise rules.no_signature(row)


def _as_answered(desk: Desk, writing: Writing, given: Consent) -> Consent:
    """The answer, applied to the row it is about; what an issued acta holds stays in it."""
    row = writing.get(Attendance, given.attendance) if given.attendance else None
    if row is None or given.annulled:
        return given
    if row.minor:
        given = rules.as_a_minor_may(given)
    allowed = rules.as_allowed(row, given, desk.kinds)
    if allowed != row and not is_issued(writing, row.activity):
        writing.put(allowed)
    return given
