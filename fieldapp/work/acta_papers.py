"""The papers of a visit: previews, copies of the acta, lists, and the ledger of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.acta import acta_of_draft, draft_content
from fieldapp.rules.acta_content import Acta, write_content
from fieldapp.rules.acta_reading import ReadPart, reading_of
from fieldapp.rules.acta_standing import ActaStanding
from fieldapp.store.ledger import Fate, NumberTaken, Version, newest_file, numbers
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.access_notes import note_access
from fieldapp.work.acta_codes import codes_of
from fieldapp.work.acta_records import issuer_of, paper_name, records_of, said_by, signatures_of
from fieldapp.work.acta_room import standings
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.issued import ISSUED, acta_of
from fieldapp.work.photographs import photographs_of


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An official number and what became of it. `fate` is taken, sealed or void.

    `standing` is how the acta that bears it stands now; None when its record is not here.
    """

    number: str
    seq: int
    fate: str
    reason: str
    standing: ActaStanding | None
    clarifies: str
    taken_on: date
    minutes: UUID
    activity: UUID | None
    title: str
    digest: str

    @property
    def state(self) -> str:
        """The state of the acta, void ones included."""
        if self.fate == Fate.VOID.value or self.standing is None:
            return "void" if self.fate == Fate.VOID.value else ""
        return self.standing.state

    @property
    def superseded_by(self) -> str:
        """The number of the acta that takes its place; "" if none does."""
        return self.standing.superseded_by if self.standing else ""


class ActaPapers:
    """Papers of a visit as bytes; nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, activity: UUID) -> bytes:
        """The acta as it stands: BORRADOR until it is issued, then with its number. A PDF."""
        from fieldapp.documents.acta import render_draft

        with self._desk.reading() as reading:
            visit = fetch(reading, Activity, activity)
            minutes = acta_of(reading, activity) or Minutes(id=self._desk.new_id())
            if minutes.status in ISSUED:
                return self._pdf(reading, minutes, archive=False)
            records = records_of(self._desk, reading, minutes, visit)
            return render_draft(draft_content(records, self._desk.pack, issuer_of(self._desk)))

    def draft_docx(self, activity: UUID, *, answer_by: date | None = None) -> bytes:
        """The draft as a DOCX to write remarks into."""
        from fieldapp.documents.draft_docx import render_draft_docx

        until = self._desk.pack.formats.day_long(answer_by) if answer_by else ""
        return render_draft_docx(write_content(self._draft(activity)), answer_by=until)

    def reading(self, activity: UUID) -> tuple[ReadPart, ...]:
        """What is read aloud of the acta: without document numbers, phones or e-mails (R16)."""
        return reading_of(self._draft(activity))

    def draft_name(self, activity: UUID) -> str:
        """How the draft that goes round is called: "Borrador_Acta_Guapi_2026-11-20.pdf"."""
        with self._desk.reading() as reading:
            return f"Borrador_{paper_name(self._desk, fetch(reading, Activity, activity))}"

    def pdf(self, minutes: UUID, *, archive: bool = False) -> bytes:
        """The acta's PDF: the stored file once it is signed; before that, as issued so far.

        The delivered copy hides personal values, the archive copy carries them (R8) and its taking
        out is written down. Outside when the file has not reached this laptop yet.
        """
        if archive:
            with self._desk.writing() as writing:
                note_access(
                    self._desk, writing, "archive_copy", about_kind="minutes", about=minutes
                )
        with self._desk.reading() as reading:
            return self._pdf(reading, fetch(reading, Minutes, minutes), archive=archive)

    def find(self, said: str) -> UUID:
        """The visit whose acta somebody names: by its number, its id or the id of the visit.

        Raises Refused when this laptop holds none.
        """
        with self._desk.reading() as reading:
            found = [one.activity for one in reading.all(Minutes, {"number": said.strip()})]
            if not found:
                found = _by_id(reading, said)
        if not found or found[0] is None:
            raise Refused(say("En este equipo no hay acta ni visita «{said}».", said=said))
        return found[0]

    def file_name(self, minutes: UUID, *, archive: bool = False) -> str:
        """How the copy is called: "Acta_Guapi_2026-11-20.pdf"."""
        with self._desk.reading() as reading:
            acta = fetch(reading, Minutes, minutes)
            visit = reading.get(Activity, acta.activity) if acta.activity else None
            return paper_name(self._desk, visit, archive=archive) if visit else "Acta.pdf"

    def annex_name(self, activity: UUID) -> str:
        """How the photographs of a visit are called beside its acta."""
        with self._desk.reading() as reading:
            copy = paper_name(self._desk, fetch(reading, Activity, activity))
        return f"{copy.removesuffix('.pdf')}_fotos.pdf"

    def signature_sheet(self, minutes: UUID) -> bytes:
        """The numbered sheet on which the people of an issued acta sign by hand (R12). A PDF."""
        from fieldapp.documents.signature_sheet import render_signature_sheet

        with self._desk.reading() as reading:
            acta = fetch(reading, Minutes, minutes)
            content = said_by(reading, acta).content
            return render_signature_sheet(content, code=codes_of(reading, acta, content).code)

    def attendance_list(
        self,
        activity: UUID,
        *,
        blank_rows: int = 0,
        personal: bool = False,
        language: str = SPANISH,
    ) -> bytes:
        """The list as a PDF, with blank rows for who is still to come; the notice in `language`."""
        from fieldapp.documents.attendance import render_attendance

        with self._desk.reading() as reading:
            visit = fetch(reading, Activity, activity)
            minutes = acta_of(reading, activity) or Minutes(id=self._desk.new_id())
            return render_attendance(
                records_of(self._desk, reading, minutes, visit),
                self._desk.pack,
                issuer_of(self._desk),
                personal=personal,
                blank_rows=blank_rows,
                language=language,
            )

    def photo_annex(self, activity: UUID) -> bytes:
        """The photographs of a visit that are on this laptop, as an annex to its acta. A PDF.

        Those marked as reserved stay out. Refused when there is none.
        """
        from fieldapp.documents.photo_annex import render_photo_annex

        with self._desk.reading() as reading:
            visit = fetch(reading, Activity, activity)
            photographs = photographs_of(self._desk, reading, activity)
            if not photographs:
                raise Refused(say("En este equipo no hay fotografías de esta visita."))
            minutes = acta_of(reading, activity) or Minutes(id=self._desk.new_id())
            if minutes.status in ISSUED:
                content = said_by(reading, minutes).content
            else:
                records = records_of(self._desk, reading, minutes, visit)
                content = draft_content(records, self._desk.pack, issuer_of(self._desk))
            return render_photo_annex(content, photographs)

    def ledger(self) -> list[LedgerLine]:
        """Every number of this laptop in order, with its fate."""
        with self._desk.reading() as reading:
            taken = numbers(reading)
            actas = reading.many(Minutes, {one.minutes for one in taken})
            stand = standings(reading, list(actas.values()))
            named = reading.many(
                Minutes, {one.supersedes for one in actas.values() if one.supersedes}
            )
            return [
                self._line(one, actas.get(one.minutes), stand.get(one.minutes), named)
                for one in taken
            ]

    def _draft(self, activity: UUID) -> Acta:
        with self._desk.reading() as reading:
            visit = fetch(reading, Activity, activity)
            minutes = acta_of(reading, activity) or Minutes(id=self._desk.new_id())
            records = records_of(self._desk, reading, minutes, visit)
            return acta_of_draft(records, self._desk.pack, issuer_of(self._desk))

    def _pdf(self, reading: Reading, minutes: Minutes, *, archive: bool) -> bytes:
        from fieldapp.documents.acta import render_acta

        if minutes.status not in ISSUED:
            raise Refused(say("El acta todavía no está emitida: vea su borrador."))
        if minutes.status == "sealed":
            newest = newest_file(
                reading, minutes.id, Version.ARCHIVE if archive else Version.DELIVERED
            )
            first = minutes.archive_sha256 if archive else minutes.file_sha256
            return self._desk.files.read(newest.sha256 if newest else first)
        said = said_by(reading, minutes)
        signatures = signatures_of(self._desk, reading, minutes)
        codes = codes_of(reading, minutes, said.content)
        return render_acta(
            said.content,
            signatures,
            said.personal if archive else None,
            code=codes.code,
            promises_code=codes.promises_code,
        )

    def _line(
        self,
        taken: NumberTaken,
        minutes: Minutes | None,
        stands: ActaStanding | None,
        named: Mapping[UUID, Minutes],
    ) -> LedgerLine:
        # A coordinator may have voided it on another laptop.
        void = minutes is not None and minutes.status == "void"
        clarified = named.get(minutes.supersedes) if minutes and minutes.supersedes else None
        return LedgerLine(
            number=taken.number,
            seq=taken.seq,
            fate=Fate.VOID.value if void else taken.fate.value,
            reason=minutes.void_reason if minutes and void else taken.reason,
            standing=stands,
            clarifies=clarified.number if clarified else "",
            taken_on=self._desk.day_of(taken.taken_at),
            minutes=taken.minutes,
            activity=minutes.activity if minutes else None,
            title=minutes.title if minutes else "",
            digest=minutes.digest if minutes else "",
        )


def _by_id(reading: Reading, said: str) -> list[UUID | None]:
    try:
        ident = UUID(said.strip())
    except ValueError:
        return []
    minutes = reading.get(Minutes, ident)
    if minutes is not None:
        return [minutes.activity]
    return [ident] if reading.get(Activity, ident) is not None else []
