"""Commitments: who promised what by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.records.describe import Code
from fieldapp.rules.commitments import what_report_lacks
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.commitment_board import BoardFilter, BoardGroup, board_of
from fieldapp.work.commitment_lines import CommitmentLine, lines_of, lines_of_origin
from fieldapp.work.desk import Changes, Desk, Saved, WrongFields
from fieldapp.work.issued import is_issued, must_be_open
from fieldapp.work.naming import with_name
from fieldapp.work.order import last_position, position_after
from fieldapp.work.promises import read_promise
from fieldapp.work.reasons import TAKEN_OUT

_NOT_PRINTED: Final = frozenset({"responsible_person", "expected_evidence"})


@dataclass(frozen=True, slots=True)
class CommitmentRoom:
    """One commitment with all that was reported of it, the newest first."""

    line: CommitmentLine
    commitment: Commitment
    follow_ups: list[FollowUp]


class Commitments:
    """What an officer does with commitments; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def promise(self, origin: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """Write down a commitment of a visit or an agreement, last or after another one."""
        with self._desk.writing() as writing:
            must_be_open(writing, origin)
            rows = writing.all(Commitment, {"origin": origin})
            place = position_after(rows, after) if after else last_position(rows)
            typed = self._named(writing, changes)
            promised = create(self._desk, Commitment, typed, origin=origin, position=place)
            return put(self._desk, writing, promised)

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed. Refused once the acta is issued, but for what it does not print."""
        with self._desk.writing() as writing:
            commitment = fetch(writing, Commitment, id)
            if not _NOT_PRINTED.issuperset(changes):
                must_be_open(writing, commitment.origin)
            typed = self._named(writing, changes)
            return put(self._desk, writing, change(self._desk, commitment, typed))

    def move(self, id: UUID, after: UUID | None) -> Saved:
        """Put it after another one, or first."""
        with self._desk.writing() as writing:
            commitment = fetch(writing, Commitment, id)
            must_be_open(writing, commitment.origin)
            rows = writing.all(Commitment, {"origin": commitment.origin})
            place = position_after([row for row in rows if row.id != id], after)
            return put(self._desk, writing, change(self._desk, commitment, {}, position=place))

    def remove(self, id: UUID, reason: str = "") -> Saved:
        """Take a commitment out before the acta is issued."""
        with self._desk.writing() as writing:
            commitment = fetch(writing, Commitment, id)
            must_be_open(writing, commitment.origin)
            return annul(self._desk, writing, commitment, reason or TAKEN_OUT)

    def restore(self, id: UUID) -> Saved:
        """Take that back."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, Commitment, id))

    def read_sentence(self, text: str) -> Changes:
        """What a sentence says: "@Alcaldía de Guapi: convocar la mesa, en 15 días"."""
        with self._desk.reading() as reading:
            known = [row[0] for row in reading.listing("organization", ("name",)) if row[0]]
        return read_promise(text, self._desk.today(), self._desk.pack, known)

    def of(self, origin: UUID) -> list[CommitmentLine]:
        """The commitments of a visit or an agreement, in their order."""
        with self._desk.reading() as reading:
            return lines_of_origin(self._desk, reading, origin)

    def board(self, wanted: BoardFilter | None = None) -> list[BoardGroup]:
        """What is owed, grouped by date, entity or territory."""
        with self._desk.reading() as reading:
            return board_of(self._desk, reading, wanted or BoardFilter())

    def get(self, id: UUID) -> CommitmentRoom:
        """One commitment and its follow-ups."""
        with self._desk.reading() as reading:
            commitment = fetch(reading, Commitment, id)
            reports = reading.all(FollowUp, {"commitment": id}, ("-on", "-created_at"))
            return CommitmentRoom(
                lines_of(self._desk, reading, [commitment])[0], commitment, reports
            )

    def follow_up(
        self,
        commitment: UUID,
        changes: Changes,
        *,
        meeting: UUID | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> Saved:
        """Report what became of a commitment; only appended, never changed.

        Done needs evidence; a new date, or giving it up, needs its reason in the text. What is
        said in a `meeting` stands in its acta; once that is issued, it is a report like any other.
        A `file`, its name and its bytes, is evidence: it is named where nothing else is written.
        """
        known = self._kept(*file) if file else {}
        with self._desk.writing() as writing:
            fetch(writing, Commitment, commitment)
            changes = {"on": self._desk.today(), **changes}
            if file and not changes.get("evidence"):
                changes["evidence"] = file[0]
            known["activity"] = None if is_issued(writing, meeting) else meeting
            report = create(self._desk, FollowUp, changes, commitment=commitment, **known)
            faults = what_report_lacks(report)
            if faults:
                raise WrongFields(tuple(faults))
            return put(self._desk, writing, report)

    def set_status(
        self,
        commitment: UUID,
        status: str,
        text: str = "",
        evidence: str = "",
        *,
        meeting: UUID | None = None,
    ) -> Saved:
        """The one-key form of `follow_up`."""
        changes = {"status": Code(status), "text": text, "evidence": evidence}
        return self.follow_up(commitment, changes, meeting=meeting)

    def reschedule(
        self, commitment: UUID, new_due_on: date, reason: str, *, meeting: UUID | None = None
    ) -> Saved:
        """Move the due day; the first one stays in the record and the reason beside the new."""
        changes = {"status": Code("rescheduled"), "new_due_on": new_due_on, "text": reason}
        return self.follow_up(commitment, changes, meeting=meeting)

    def _kept(self, name: str, content: bytes) -> dict[str, object]:
        # Imported here: few reports have a file.
        from fieldapp.work.evidence import store_file

        return {"file_name": name, "sha256": store_file(self._desk, name, content)["sha256"]}

    def _named(self, reading: Reading, changes: Changes) -> Changes:
        return with_name(self._desk, reading, changes, "responsible", "responsible_name")
