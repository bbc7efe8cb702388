"""Signatures: drawn on the screen, given on paper, or refused with the person's reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Activity, Attendance, Ink
from fieldapp.rules.attendance import no_signature
from fieldapp.rules.ink import (
    Drawing,
    acta_ink_digest,
    attendance_ink_digest,
    pack_drawing,
    unpack_drawing,
)
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.attendance_rows import consent_of
from fieldapp.work.changing import annul, create, fetch, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import acta_of
from fieldapp.work.reasons import SIGNED_AGAIN


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who gives a signature: an attendee of the list, or somebody who signs the acta itself."""

    activity: UUID
    row: Attendance | None
    signer: str
    capacity: str

    @property
    def person(self) -> str:
        """What a signature binds to of the person: the row, or else the capacity."""
        return str(self.row.id) if self.row else self.capacity


class Inks:
    """What is done with signatures; each method is one transaction.

    A signature given before the acta exists binds to the meeting, the row and the notice that the
    person read; one given under an issued acta binds to what the acta says and to the signature
    before it. Giving it again replaces it visibly.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draw(self, attendance: UUID, drawing: Drawing) -> Saved:
        """Keep what an attendee drew.

        Refused for a blank pad, for who is under 18 (R4), and once the acta is signed and closed.
        """
        with self._desk.writing() as writing:
            return self._drawn(writing, self._hand(writing, attendance), drawing)

    def draw_for(self, activity: UUID, capacity: str, signer: str, drawing: Drawing) -> Saved:
        """Keep what somebody drew who signs the acta itself: "president", "secretary", "witness".

        The officer's own capacity is "officer".
        """
        with self._desk.writing() as writing:
            fetch(writing, Activity, activity)
            return self._drawn(writing, _Hand(activity, None, signer, capacity), drawing)

    def on_paper(self, attendances: Iterable[UUID], *, folder: str = "", folio: str = "") -> Saved:
        """Mark that these people signed the printed list, and where the original is kept."""
        with self._desk.writing() as writing:
            saved = [
                self._kept(writing, self._hand(writing, one), "paper", folder=folder, folio=folio)
                for one in attendances
            ]
            if not saved:
                raise Refused(say("Marque a quienes firmaron en papel."))
            return Saved(writing.changed_kinds, saved[-1].id)

    def fingerprint(self, attendance: UUID, *, folder: str = "", folio: str = "") -> Saved:
        """Mark a fingerprint on the printed list."""
        with self._desk.writing() as writing:
            hand = self._hand(writing, attendance)
            return self._kept(writing, hand, "fingerprint", folder=folder, folio=folio)

    def refuse(self, attendance: UUID, reason: str) -> Saved:
        """Keep that somebody does not sign, in their words; it holds nobody else back (R15)."""
        with self._desk.writing() as writing:
            why = required(reason, say("Escriba el motivo por el que no firma."))
            _must_be_printable(why)
            return self._kept(writing, self._hand(writing, attendance), "refused", reason=why)

    def remove(self, ink: UUID, reason: str) -> Saved:
        """Take a signature out before the acta is closed, saying why."""
        with self._desk.writing() as writing:
            given = fetch(writing, Ink, ink)
            _must_not_be_sealed(writing, given.activity)
            return annul(self._desk, writing, given, reason)

    def drawing(self, ink: UUID) -> Drawing | None:
        """The strokes of a signature; None if it was not drawn on a screen."""
        with self._desk.reading() as reading:
            strokes = fetch(reading, Ink, ink).strokes
            return unpack_drawing(strokes) if strokes else None

    def _hand(self, reading: Reading, attendance: UUID) -> _Hand:
        row = fetch(reading, Attendance, attendance)
        if row.activity is None:
            raise Refused(say("Este asistente no es de ninguna visita."))
        if row.minor:
            raise no_signature(row)
        return _Hand(row.activity, row, row.full_name, "attendee")

    def _drawn(self, writing: Writing, hand: _Hand, drawing: Drawing) -> Saved:
        if drawing.is_blank:
            raise Refused(say("El recuadro de la firma está en blanco."))
        packed = pack_drawing(drawing)
        return self._kept(
            writing,
            hand,
            "drawn",
            strokes=packed,
            digest=hashlib.sha256(packed).hexdigest(),
            bound_to=self._bound(writing, hand, packed),
        )

    def _bound(self, reading: Reading, hand: _Hand, packed: bytes) -> str:
        acta = acta_of(reading, hand.activity)
        if acta is not None and acta.status == "frozen":
            before = reading.all(Ink, {"activity": hand.activity}, ("-signed_at",), 1)
            return acta_ink_digest(
                acta_digest=acta.digest,
                person=hand.person,
                packed=packed,
                signed_at_us=microseconds(self._stamp(reading, hand.activity)),
                previous=before[0].bound_to if before else "",
            )
        consent = consent_of(reading, hand.row.id) if hand.row else None
        return attendance_ink_digest(
            activity=str(hand.activity),
            attendance=hand.person,
            consent_sha256=consent.text_sha256 if consent else "",
            packed=packed,
        )

    def _stamp(self, reading: Reading, activity: UUID) -> datetime:
        """Now, or as late as the text signed and the signature before it, should a clock go back.

        Which text a signature is under is told by these times.
        """
        acta = acta_of(reading, activity)
        earlier = reading.listing("ink", ("signed_at",), {"activity": activity})
        known = [acta.frozen_at if acta else None, *(one for (one,) in earlier)]
        return max([self._desk.now(), *(one for one in known if one)])

    def _kept(self, writing: Writing, hand: _Hand, method: str, **given: object) -> Saved:
        """Keep one signature; the one that the same hand gave before stays, marked replaced."""
        _must_not_be_sealed(writing, hand.activity)
        stamp = self._stamp(writing, hand.activity)
        if hand.row:
            same_hand: dict[str, object] = {"attendance": hand.row.id}
        else:
            same_hand = {"activity": hand.activity, "capacity": hand.capacity, "attendance": None}
        for earlier in writing.all(Ink, same_hand):
            writing.put(msgspec.structs.replace(earlier, annulled=SIGNED_AGAIN))
        ink = create(
            self._desk,
            Ink,
            {},
            activity=hand.activity,
            attendance=hand.row.id if hand.row else None,
            signer=hand.signer,
            capacity=Code(hand.capacity),
            method=Code(method),
            signed_at=stamp,
            **given,
        )
        return put(self._desk, writing, ink)


def _must_be_printable(reason: str) -> None:
    """A reason given after the acta was issued is printed beside the name all the same."""
    from fieldapp.documents.fonts import refuse_unprintable

    refuse_unprintable([(say("Motivo"), reason)])


def _must_not_be_sealed(reading: Reading, activity: UUID | None) -> None:
    acta = acta_of(reading, activity) if activity else None
    if acta is not None and acta.status == "sealed":
        raise Refused(
            say("El acta {number} ya está firmada y cerrada con sus firmas.", number=acta.number)
        )
