"""An acta that was never synced, rebuilt from a copy of it that somebody has (field rule R21).

The copy itself becomes the acta's file. It is marked "recuperada de una copia": the copy shows what
was delivered, and whether it is genuine is told by verifying it, not by having it here.
"""

from __future__ import annotations

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attachment
from fieldapp.rules.acta_content import write_content
from fieldapp.rules.acta_recovery import ActaCopy, Recovered, records_of_copy
from fieldapp.rules.verdict import Outcome
from fieldapp.store.ledger import ActaSaid, IssuedFile, Version, issue_file, keep_content
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_records import paper_name
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.verifying import Verifying


def recover(desk: Desk, pdf: bytes) -> Saved:
    """Rebuild the acta of a copy, with its visit; one transaction.

    Raises Refused for what is no copy of an acta, is here already, or is of another country or of
    a territory that is not this officer's.
    """
    from fieldapp.signing.copies import read_copy

    copy = read_copy(pdf)
    _must_be_ours(desk, copy)
    _must_be_unaltered(desk, pdf)
    found = records_of_copy(copy, desk.pack, desk.now())
    with desk.reading() as reading:
        _must_be_new(reading, copy, found)
    name = desk.files.put(pdf)
    with desk.writing() as writing:
        _must_be_new(writing, copy, found)
        minutes = _with_clarified(writing, copy, found.minutes)
        for record in (found.activity, *found.parts):
            if writing.get(type(record), record.id) is None:
                writing.put(record)
        writing.put(_attachment(desk, copy, found, name, len(pdf)))
        _remember(desk, writing, copy, minutes)
        writing.put(minutes)
        return Saved(writing.changed_kinds, minutes.id)


def _must_be_ours(desk: Desk, copy: ActaCopy) -> None:
    acta = copy.acta
    if acta.country != desk.pack.country:
        raise Refused(say("El acta {number} es de otro país.", number=acta.number))
    territory = desk.pack.territories.get(acta.meeting.territory)
    scope = desk.pack.territories.level1(territory.code) if territory else ""
    if scope and scope not in desk.posting.scopes:
        raise Refused(
            say(
                "El acta {number} es de {place}, que no es de su territorio: la recupera quien "
                "trabaja allí.",
                number=acta.number,
                place=acta.meeting.place,
            )
        )


def _must_be_unaltered(desk: Desk, pdf: bytes) -> None:
    verdict = Verifying(desk).verify(pdf)
    if verdict.outcome is Outcome.ALTERED:
        raise Refused(
            say("{why} No se importó nada.", why=verdict.sentences[0] if verdict.sentences else "")
        )


def _must_be_new(reading: Reading, copy: ActaCopy, found: Recovered) -> None:
    number = copy.acta.number
    here = reading.get(Minutes, found.minutes.id)
    same = reading.all(Minutes, {"number": number})
    if same or (here is not None and here.status in ("frozen", "sealed", "void")):
        raise Refused(
            say("El acta {number} ya está en este equipo. No se importó nada.", number=number)
        )


def _with_clarified(reading: Reading, copy: ActaCopy, minutes: Minutes) -> Minutes:
    """The acta with the one that it clarifies, where that one is here."""
    number = copy.acta.supersedes.number
    named = reading.all(Minutes, {"number": number}) if number else []
    return msgspec.structs.replace(minutes, supersedes=named[0].id) if named else minutes


def _attachment(
    desk: Desk, copy: ActaCopy, found: Recovered, name: str, size_bytes: int
) -> Attachment:
    archive = copy.personal is not None
    visit: Activity = found.activity
    return Attachment(
        id=desk.new_id(),
        activity=visit.id,
        kind=Code("acta_archive" if archive else "acta"),
        name=paper_name(desk, visit, archive=archive),
        sha256=name,
        media_type="application/pdf",
        size_bytes=size_bytes,
        sensitivity=Code("reserved" if archive else "public"),
    )


def _remember(desk: Desk, writing: Writing, copy: ActaCopy, minutes: Minutes) -> None:
    """Keep what it says and know its file again, as if it had been issued here."""
    personal = write_content(copy.personal) if copy.personal else None
    issued = minutes.frozen_at or desk.now()
    keep_content(writing, ActaSaid(copy.digest, minutes.id, copy.content, personal, issued))
    version = Version.ARCHIVE if copy.personal else Version.DELIVERED
    issue_file(writing, IssuedFile(copy.sha256, minutes.id, version, issued))
