"""Sealing an acta: papers first, the record last.

The papers of an issued acta are made, signed, checked as a stranger would check them, and written
to the disk; only then one transaction says "sealed" and names them. Whatever is cut off leaves an
issued acta, and at most a file that nobody names. A signature that cannot be given holds back
nothing: `later_signing` adds it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attachment
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.permissions import Action
from fieldapp.store.ledger import ActaSaid, Fate, IssuedFile, Version, issue_file, settle_number
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_codes import codes_of
from fieldapp.work.acta_records import paper_name, said_by, signatures_of
from fieldapp.work.changing import create, fetch, must_may, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.signing_papers import Copies, drawn_and_signed, pen_at_hand


@dataclass(frozen=True, slots=True)
class _Papers:
    """Both copies of one acta and the signatures that they carry."""

    said: ActaSaid
    signatures: bytes
    copies: Copies


def seal(desk: Desk, id: UUID, pin: str | None = None) -> Saved:
    """Make an issued acta's papers and close it. Refused unless it is issued and not yet sealed.

    `pin` is of the officer's token, where one signs; without it the papers say so.
    """
    with desk.reading() as reading:
        minutes, _ = _issued(desk, reading, id)
        papers = _rendered(desk, reading, minutes, pin)
    _check(papers)
    copies = papers.copies
    delivered, archive = desk.files.put(copies.delivered), desk.files.put(copies.archive)
    with desk.writing() as writing:
        minutes, visit = _issued(desk, writing, id)
        if signatures_of(desk, writing, minutes) != papers.signatures:
            raise Refused(say("Alguien firmó mientras se hacía el papel. Inténtelo de nuevo."))
        issue_file(writing, IssuedFile(delivered, id, Version.DELIVERED, desk.now()))
        issue_file(writing, IssuedFile(archive, id, Version.ARCHIVE, desk.now()))
        attach_copies(desk, writing, visit, copies)
        settle_number(writing, minutes.number, Fate.SEALED)
        sealed = msgspec.structs.replace(
            minutes,
            status=Code("sealed"),
            file_sha256=delivered,
            archive_sha256=archive,
            sealed_at=desk.now(),
        )
        return put(desk, writing, sealed)


def _issued(desk: Desk, reading: Reading, id: UUID) -> tuple[Minutes, Activity]:
    minutes = fetch(reading, Minutes, id)
    if minutes.status != "frozen" or minutes.activity is None:
        raise Refused(say("Solo se firma un acta emitida que aún no está firmada."))
    visit = fetch(reading, Activity, minutes.activity)
    must_may(desk, Action.SEAL, visit)
    return minutes, visit


def _rendered(desk: Desk, reading: Reading, minutes: Minutes, pin: str | None) -> _Papers:
    from fieldapp.documents.acta import render_acta

    said = said_by(reading, minutes)
    signatures = signatures_of(desk, reading, minutes)
    codes = codes_of(reading, minutes, said.content)
    drawn = partial(
        render_acta, said.content, signatures, code=codes.code, promises_code=codes.promises_code
    )
    with pen_at_hand(desk, reading, pin) as pen:
        copies = drawn_and_signed(
            desk,
            pen,
            place_in(said.content),
            delivered=lambda words: drawn(electronic=words),
            archive=lambda words: drawn(said.personal, electronic=words),
        )
    return _Papers(said, signatures, copies)


def _check(papers: _Papers) -> None:
    """Read both copies back as a stranger would, before anybody is given one.

    A copy that does not prove itself is a fault of the program: nothing has been written yet.
    """
    from fieldapp.rules.verdict import Outcome
    from fieldapp.signing.verify import verify

    for paper in (papers.copies.delivered, papers.copies.archive):
        verdict = verify(paper, _OnlyThis(papers.said, paper))
        if verdict.outcome is not Outcome.PROVEN:
            message = "; ".join(str(sentence) for sentence in verdict.sentences)
            raise AssertionError(message)


@dataclass(frozen=True, slots=True)
class _OnlyThis:
    """A ledger that knows one file of one acta."""

    said: ActaSaid
    paper: bytes

    def number_of_file(self, sha256: str) -> str | None:
        known = hashlib.sha256(self.paper).hexdigest() == sha256
        return _number_in(self.said) if known else None

    def number_of_content(self, digest: str) -> str | None:
        return _number_in(self.said) if digest == self.said.digest else None


def place_in(content: bytes) -> str:
    """Where the meeting of an acta was, as its signature says."""
    return read_content(content, Acta).meeting.place


def _number_in(said: ActaSaid) -> str:
    return read_content(said.content, Acta).number


def attach_copies(desk: Desk, writing: Writing, visit: Activity, copies: Copies) -> None:
    """A row for each copy, so that the file travels and a second laptop knows to fetch it."""
    _attach(desk, writing, visit, "acta", copies.delivered)
    _attach(desk, writing, visit, "acta_archive", copies.archive)


def _attach(desk: Desk, writing: Writing, visit: Activity, kind: str, paper: bytes) -> None:
    row = create(
        desk,
        Attachment,
        {"kind": Code(kind), "sensitivity": Code("public" if kind == "acta" else "reserved")},
        activity=visit.id,
        name=paper_name(desk, visit, archive=kind != "acta"),
        sha256=hashlib.sha256(paper).hexdigest(),
        media_type="application/pdf",
        size_bytes=len(paper),
    )
    writing.put(row)
