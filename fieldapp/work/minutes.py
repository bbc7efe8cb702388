"""The acta of a visit: written, read through, issued with its number, signed for ever.

Two steps cannot be taken back and each is one transaction. Freezing fixes the content (`D`) and
takes the official number. Sealing comes after: the papers are made and checked, written to the
disk, and only then does the record say "sealed"; a power cut at any point leaves either the state
before or the state after.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.acta import ActaContent, acta_content, acta_of_draft
from fieldapp.rules.permissions import Action
from fieldapp.rules.visits import Lack, VisitStatus
from fieldapp.store.ledger import (
    ActaSaid,
    Fate,
    NumberTaken,
    keep_content,
    number_of,
    settle_number,
    take_number,
)
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_records import issue_of, issuer_of, records_of
from fieldapp.work.changing import annul, change, create, fetch, must_may, put, required
from fieldapp.work.clock import doubt_of_the_clock
from fieldapp.work.closing import missing_of
from fieldapp.work.desk import Changes, Desk, Question, Saved
from fieldapp.work.issued import ISSUED, acta_of, actas_of
from fieldapp.work.reasons import TAKEN_OUT
from fieldapp.work.sealing import seal
from fieldapp.work.signature_voids import signed_under, void_under
from fieldapp.work.visits import closed, finished

_DRAFTED = ("draft", "review")


class Actas:
    """What an officer does with an acta; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, activity: UUID) -> Minutes | None:
        """The acta of a visit under way or issued last; None if there is none."""
        with self._desk.reading() as reading:
            return acta_of(reading, activity)

    def draft(self, activity: UUID) -> Saved:
        """Begin the acta of a visit; the one that is there already if there is one."""
        with self._desk.writing() as writing:
            drafted = acta_of(writing, activity) or self._new(writing, activity)
            return put(self._desk, writing, drafted)

    def clarify(self, sealed: UUID) -> Saved:
        """Begin an acta that clarifies a signed one, which it names; the signed one stays."""
        with self._desk.writing() as writing:
            earlier = fetch(writing, Minutes, sealed)
            if earlier.status != "sealed" or earlier.activity is None:
                raise Refused(say("Solo se aclara un acta firmada."))
            drafted = self._new(writing, earlier.activity)
            named = msgspec.structs.replace(drafted, supersedes=sealed, title=earlier.title)
            return put(self._desk, writing, named)

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed in the acta itself. Refused once it is issued."""
        with self._desk.writing() as writing:
            return put(self._desk, writing, change(self._desk, self._drafted(writing, id), changes))

    def to_review(self, id: UUID) -> Saved:
        """Hand the draft to whoever reads it through."""
        return self._marked(id, "review")

    def back_to_draft(self, id: UUID) -> Saved:
        """Take it back to write on."""
        return self._marked(id, "draft")

    def discard(self, id: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Give up a draft that never got a number."""
        with self._desk.writing() as writing:
            return annul(self._desk, writing, self._drafted(writing, id), reason)

    def what_stops(self, id: UUID) -> list[Lack]:
        """What keeps the acta from being issued: what the visit lacks, what cannot be printed."""
        with self._desk.reading() as reading:
            minutes = fetch(reading, Minutes, id)
            visit = _visit_of(reading, minutes)
            stops = missing_of(reading, visit)
            try:
                self._must_be_printable(reading, minutes, visit)
            except Refused as refusal:
                stops.append(Lack("minutes", id, "title", refusal.text))
            return stops

    def freeze(self, id: UUID, *, date_confirmed: bool = False) -> Saved | Question:
        """Issue the acta: its content is fixed and it takes its number ("Emitir").

        The visit is finished and closed with it. Asks when the laptop's clock is behind what it
        has seen, unless the officer has confirmed the date. Refused while something is missing.
        """
        with self._desk.writing() as writing:
            minutes = self._drafted(writing, id)
            doubt = None if date_confirmed else self._doubt(writing, minutes)
            return doubt or self._frozen(writing, minutes)

    def seal(self, id: UUID, *, pin: str | None = None) -> Saved:
        """Close the issued acta with its signatures; its file never changes again.

        `pin` opens the officer's token, where one was chosen.
        """
        return seal(self._desk, id, pin)

    def issue(
        self, activity: UUID, *, date_confirmed: bool = False, pin: str | None = None
    ) -> Saved | Question:
        """Do it all, "Cerrar y firmar el acta": close the visit, issue its acta and seal it."""
        with self._desk.writing() as writing:
            minutes = acta_of(writing, activity) or self._new(writing, activity)
            if minutes.status in _DRAFTED:
                doubt = None if date_confirmed else self._doubt(writing, minutes)
                if doubt is not None:
                    return doubt
                issued = self._frozen(writing, minutes).kinds
            else:
                issued = frozenset[str]()
        sealed = self.seal(minutes.id, pin=pin)
        return Saved(sealed.kinds | issued, minutes.id)

    def back_to_review(self, id: UUID, reason: str = "") -> Saved:
        """Open an issued text again; it keeps its number (R15).

        Once somebody signed it, only with a reason: what was signed is voided for everybody to
        see, and has to be signed again. The earlier text stays in the ledger by its `D`.
        """
        with self._desk.writing() as writing:
            minutes = fetch(writing, Minutes, id)
            if reason.strip() and minutes.status == "frozen":
                void_under(writing, minutes, reason.strip())
            self._must_be_unsigned(writing, minutes)
            _must_be_issued_here(writing, minutes)
            self._reopen_visit(writing, minutes)
            return put(self._desk, writing, msgspec.structs.replace(minutes, status=Code("review")))

    def void(self, id: UUID, reason: str) -> Saved:
        """Give up an issued acta that was not signed; its number stays in the ledger with why."""
        with self._desk.writing() as writing:
            minutes = fetch(writing, Minutes, id)
            self._must_be_unsigned(writing, minutes)
            must_may(self._desk, Action.VOID, minutes)
            why = required(reason, say("Escriba por qué se anula el acta."))
            settle_number(writing, minutes.number, Fate.VOID, why)
            self._reopen_visit(writing, minutes)
            return put(
                self._desk,
                writing,
                msgspec.structs.replace(minutes, status=Code("void"), void_reason=why),
            )

    def _new(self, reading: Reading, activity: UUID) -> Minutes:
        visit = fetch(reading, Activity, activity)
        title = visit.objective.splitlines()[0][:200] if visit.objective else ""
        return create(self._desk, Minutes, {"title": title}, activity=activity)

    def _drafted(self, reading: Reading, id: UUID) -> Minutes:
        minutes = fetch(reading, Minutes, id)
        if minutes.status not in _DRAFTED:
            raise Refused(
                say("El acta {number} ya está emitida y no se cambia.", number=minutes.number)
            )
        if minutes.annulled:
            raise Refused(say("Este borrador del acta se descartó. Empiece otro."))
        return minutes

    def _marked(self, id: UUID, status: str) -> Saved:
        with self._desk.writing() as writing:
            minutes = self._drafted(writing, id)
            return put(self._desk, writing, msgspec.structs.replace(minutes, status=Code(status)))

    def _doubt(self, reading: Reading, minutes: Minutes) -> Question | None:
        text = doubt_of_the_clock(self._desk, reading, self._desk.now())
        return Question(text, minutes.id) if text else None

    def _frozen(self, writing: Writing, minutes: Minutes) -> Saved:
        now = self._desk.now()
        _must_be_issued_here(writing, minutes)
        visit = self._closed_visit(writing, _visit_of(writing, minutes))
        self._must_be_printable(writing, minutes, visit)
        series = self._desk.series(writing)
        taken = take_number(
            writing, series, minutes.id, now, lambda seq: self._number(visit, series, seq)
        )
        said = self._content(writing, minutes, visit, taken, now)
        keep_content(
            writing, ActaSaid(said.digest.hex(), minutes.id, said.content, said.personal, now)
        )
        frozen = msgspec.structs.replace(
            minutes,
            status=Code("frozen"),
            number=taken.number,
            digest=said.digest.hex(),
            frozen_at=now,
        )
        return put(self._desk, writing, frozen)

    def _closed_visit(self, writing: Writing, visit: Activity) -> Activity:
        """The visit finished and closed, as its acta says it is."""
        if visit.annulled:
            raise Refused(say("La visita está anulada: no se le hace acta."))
        if visit.status == VisitStatus.IN_PROGRESS:
            visit = finished(self._desk, writing, visit)
            writing.put(visit)
        if visit.status != VisitStatus.CLOSED:
            visit = closed(self._desk, writing, visit)
            writing.put(visit)
        must_may(self._desk, Action.SEAL, visit)
        return visit

    def _number(self, visit: Activity, series: str, seq: int) -> str:
        """The official number; its year is that of the meeting, not of a clock."""
        day = visit.starts_at or self._desk.now()
        return self._desk.pack.numbering.number(
            office=self._desk.posting.office_code,
            year=self._desk.day_of(day).year,
            device=series,
            seq=seq,
        )

    def _content(
        self, reading: Reading, minutes: Minutes, visit: Activity, taken: NumberTaken, at: datetime
    ) -> ActaContent:
        records = records_of(self._desk, reading, minutes, visit)
        issue = issue_of(self._desk, reading, minutes, taken, at)
        return acta_content(records, self._desk.pack, issuer_of(self._desk), issue)

    def _must_be_printable(self, reading: Reading, minutes: Minutes, visit: Activity) -> None:
        from fieldapp.documents.acta_texts import refuse_unprintable_acta

        records = records_of(self._desk, reading, minutes, visit)
        refuse_unprintable_acta(acta_of_draft(records, self._desk.pack, issuer_of(self._desk)))

    def _must_be_unsigned(self, reading: Reading, minutes: Minutes) -> None:
        if minutes.status != "frozen" or minutes.frozen_at is None:
            raise Refused(say("Solo se puede hacer con un acta emitida que nadie ha firmado."))
        if signed_under(reading, minutes):
            raise Refused(
                say(
                    "El acta {number} ya tiene firmas. Para corregirla, diga por qué: las firmas "
                    "se anulan y se piden otra vez. O ciérrela y haga un acta aclaratoria.",
                    number=minutes.number,
                )
            )

    def _reopen_visit(self, writing: Writing, minutes: Minutes) -> None:
        """Open the visit with its text again, unless another acta of it holds it closed."""
        visit = _visit_of(writing, minutes)
        others = [one for one in actas_of(writing, visit.id) if one.id != minutes.id]
        if any(one.status in ISSUED for one in others):
            return
        writing.put(msgspec.structs.replace(visit, status=Code(VisitStatus.IN_PROGRESS.value)))


def _must_be_issued_here(reading: Reading, minutes: Minutes) -> None:
    """The laptop that gave a number finishes what bears it: no other can seal what it said."""
    taken = number_of(reading, minutes.id)
    if minutes.number and (taken is None or taken.number != minutes.number):
        raise Refused(
            say(
                "El acta {number} se emitió en otro equipo: solo allí se devuelve a revisión "
                "y se emite de nuevo.",
                number=minutes.number,
            )
        )


def _visit_of(reading: Reading, minutes: Minutes) -> Activity:
    if minutes.activity is None:
        raise Refused(say("El acta no dice de qué visita es."))
    return fetch(reading, Activity, minutes.activity)
