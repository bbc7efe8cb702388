"""Approving an acta: a draft goes round, remarks come back, somebody or silence approves it."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import msgspec

from fieldapp.records.approval import Approval, Circulation, Remark
from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.acta import draft_content
from fieldapp.rules.approval import STANDS_IN_ACTA, Approving, why_not_tacit
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_records import approving_of, issuer_of, records_of
from fieldapp.work.changing import annul, create, fetch, put, required
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.reasons import TAKEN_OUT

_DRAFTED = ("draft", "review")


class Approvals:
    """What is done to have an acta approved; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, minutes: UUID) -> Approving:
        """All that was written down of an acta's approval."""
        with self._desk.reading() as reading:
            return approving_of(reading, minutes)

    def circulate(self, minutes: UUID, sent_to: str, answer_by: date | None) -> Saved:
        """Send the draft round: to whom, and until when remarks are awaited.

        It goes to review with it. Refused once it is issued, or for a day that is past.
        """
        with self._desk.writing() as writing:
            acta = _drafted(writing, minutes)
            required(sent_to, say("Escriba a quiénes se envía el borrador."))
            if answer_by is None or answer_by < self._desk.today():
                raise Refused(say("El plazo para observaciones es hoy o un día que viene."))
            changed = {"status": Code("review"), "approval": Code("circulated")}
            put(self._desk, writing, msgspec.structs.replace(acta, **changed))
            circulation = create(
                self._desk,
                Circulation,
                {"sent_to": sent_to, "answer_by": answer_by},
                minutes=minutes,
                sent_at=self._desk.now(),
                text_sha256=hashlib.sha256(self._text(writing, acta)).hexdigest(),
            )
            return put(self._desk, writing, circulation)

    def remark(self, minutes: UUID, said_by: str, text: str, *, kind: str = "observation") -> Saved:
        """Put down what somebody says, in their words.

        A statement or a reservation stands in the acta and so comes before it is issued; an
        observation on the draft may come at any time. Refused for a character no font has.
        """
        with self._desk.writing() as writing:
            acta = fetch(writing, Minutes, minutes)
            if kind in STANDS_IN_ACTA:
                _drafted(writing, minutes)
            said = {
                "said_by": required(said_by, say("Escriba quién lo pide.")),
                "text": required(text, say("Escriba lo que pide, en sus palabras.")),
                "kind": Code(kind),
            }
            _must_be_printable(said)
            remark = create(
                self._desk,
                Remark,
                said,
                activity=acta.activity,
                minutes=minutes,
                said_at=self._desk.now(),
            )
            return put(self._desk, writing, remark)

    def answer(self, remark: UUID, outcome: str, answer: str = "") -> Saved:
        """Say what was done with an observation: "taken" or "not_taken", and why."""
        with self._desk.writing() as writing:
            told = fetch(writing, Remark, remark)
            if outcome == "not_taken":
                required(answer, say("Escriba por qué no se acoge la observación."))
            changed = {"outcome": Code(outcome), "answer": answer.strip()}
            return put(self._desk, writing, msgspec.structs.replace(told, **changed))

    def remove(self, remark: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Take a remark out while the text is still written; it stays, marked as taken out."""
        with self._desk.writing() as writing:
            told = fetch(writing, Remark, remark)
            if told.minutes is not None and told.kind in STANDS_IN_ACTA:
                _drafted(writing, told.minutes)
            return annul(self._desk, writing, told, reason)

    def approve(self, minutes: UUID, on: date, approved_by: str) -> Saved:
        """Put down that the acta was approved on a day, and by whom: "la mesa en pleno"."""
        with self._desk.writing() as writing:
            acta = fetch(writing, Minutes, minutes)
            if acta.status == "void":
                raise Refused(say("El acta está anulada: no se aprueba."))
            if on > self._desk.today():
                raise Refused(say("El día de la aprobación todavía no ha llegado."))
            circulation = approving_of(writing, minutes).circulation
            return self._approved(writing, acta, on, circulation, approved_by=approved_by)

    def approve_by_silence(self, minutes: UUID) -> Saved:
        """Put down that nobody objected in time; Refused before that, saying what lacks."""
        with self._desk.writing() as writing:
            acta = fetch(writing, Minutes, minutes)
            approving = approving_of(writing, minutes)
            why_not = why_not_tacit(approving, self._desk.today())
            if why_not is not None:
                raise Refused(why_not)
            return self._approved(
                writing, acta, self._desk.today(), approving.circulation, tacit=True
            )

    def take_back(self, approval: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Take an approval back that was put down by mistake; it stays, with the reason."""
        with self._desk.writing() as writing:
            return annul(self._desk, writing, fetch(writing, Approval, approval), reason)

    def _approved(
        self,
        writing: Writing,
        acta: Minutes,
        on: date,
        circulation: Circulation | None,
        **known: object,
    ) -> Saved:
        circulated = acta.approval == "circulated" and circulation is not None
        approval = create(
            self._desk,
            Approval,
            {},
            minutes=acta.id,
            form=acta.approval or Code("read"),
            on=on,
            circulation=circulation.id if circulated and circulation else None,
            **known,
        )
        return put(self._desk, writing, approval)

    def _text(self, reading: Reading, acta: Minutes) -> bytes:
        """The draft's content as it goes round: what a remark speaks of can be told later."""
        if acta.activity is None:
            raise Refused(say("El acta no dice de qué visita es."))
        records = records_of(self._desk, reading, acta, fetch(reading, Activity, acta.activity))
        return draft_content(records, self._desk.pack, issuer_of(self._desk))


def _drafted(reading: Reading, minutes: UUID) -> Minutes:
    acta = fetch(reading, Minutes, minutes)
    if acta.status not in _DRAFTED:
        raise Refused(
            say(
                "El acta {number} ya está emitida y su texto no se cambia. "
                "Si todavía no la ha firmado nadie, devuélvala a revisión.",
                number=acta.number,
            )
        )
    return acta


def _must_be_printable(said: Changes) -> None:
    from fieldapp.documents.fonts import refuse_unprintable

    refuse_unprintable(
        [(say("Quién la pide"), str(said["said_by"])), (say("En sus palabras"), str(said["text"]))]
    )
