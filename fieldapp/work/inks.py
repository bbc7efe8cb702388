"""Signatures: drawn on the screen, given on paper, or refused with the person's reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Ink
from fieldapp.rules.ink import (
    Drawing,
    acta_ink_digest,
    attendance_ink_digest,
    how_given,
    pack_drawing,
    unpack_drawing,
)
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.attendance_rows import consent_of
from fieldapp.work.changing import annul, create, fetch, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.hands import Hand, OnRequest, hand_of_row, hand_of_signer
from fieldapp.work.issued import acta_of
from fieldapp.work.reasons import SIGNED_AGAIN

_NEXT = timedelta(microseconds=1)
"""Between two signatures, however fast they are given: their order is told by their times."""


class Inks:
    """What is done with signatures; each method is one transaction.

    A signature given before the acta exists binds to the meeting, the row and the notice that the
    person read; one given under an issued acta, refusals too, binds to what the acta says and to
    the signature before it. Giving it again replaces it visibly. Whoever signs for a person who
    cannot (`OnRequest`) is named with the witness.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draw(self, attendance: UUID, drawing: Drawing, request: OnRequest | None = None) -> Saved:
        """Keep what an attendee drew.

        Refused for a blank pad, for who is under 18 (R4), and once the acta is signed and closed.
        """
        with self._desk.writing() as writing:
            return self._drawn(writing, hand_of_row(writing, attendance, request), drawing)

    def draw_for(self, activity: UUID, capacity: str, signer: str, drawing: Drawing) -> Saved:
        """Keep what somebody drew who signs the acta itself: "president", "secretary", "witness".

        The officer's own capacity is "officer".
        """
        with self._desk.writing() as writing:
            hand = hand_of_signer(writing, activity, capacity, signer)
            return self._drawn(writing, hand, drawing)

    def on_paper(
        self,
        attendances: Iterable[UUID],
        *,
        folder: str = "",
        folio: str = "",
        request: OnRequest | None = None,
    ) -> Saved:
        """Mark that these people signed the printed list, and where the original is kept."""
        with self._desk.writing() as writing:
            hands = [hand_of_row(writing, one, request) for one in attendances]
            if not hands:
                raise Refused(say("Marque a quienes firmaron en papel."))
            return self.mark_on_paper(writing, hands, folder=folder, folio=folio)

    def on_paper_for(self, activity: UUID, capacity: str, signer: str) -> Saved:
        """Mark that somebody who signs the acta itself did so on its signature sheet."""
        with self._desk.writing() as writing:
            hand = hand_of_signer(writing, activity, capacity, signer)
            return self.mark_on_paper(writing, [hand])

    def mark_on_paper(
        self, writing: Writing, hands: Iterable[Hand], *, folder: str = "", folio: str = ""
    ) -> Saved:
        """The same in a transaction under way, for a paper that is attached with it."""
        saved = [self._kept(writing, one, "paper", folder=folder, folio=folio) for one in hands]
        return saved[-1]

    def fingerprint(
        self,
        attendance: UUID,
        *,
        folder: str = "",
        folio: str = "",
        request: OnRequest | None = None,
    ) -> Saved:
        """Mark a fingerprint on the printed list."""
        with self._desk.writing() as writing:
            hand = hand_of_row(writing, attendance, request)
            return self._kept(writing, hand, "fingerprint", folder=folder, folio=folio)

    def refuse(self, attendance: UUID, reason: str) -> Saved:
        """Keep that somebody does not sign, in their words; it holds nobody else back (R15)."""
        with self._desk.writing() as writing:
            return self._refused(writing, hand_of_row(writing, attendance), reason)

    def refuse_for(self, activity: UUID, capacity: str, signer: str, reason: str) -> Saved:
        """Keep that somebody who should sign the acta itself does not."""
        with self._desk.writing() as writing:
            hand = hand_of_signer(writing, activity, capacity, signer)
            return self._refused(writing, hand, reason)

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

    def _refused(self, writing: Writing, hand: Hand, reason: str) -> Saved:
        why = required(reason, say("Escriba el motivo por el que no firma."))
        _must_be_printable(why)
        return self._kept(writing, replace(hand, reason=why), "refused")

    def _drawn(self, writing: Writing, hand: Hand, drawing: Drawing) -> Saved:
        if drawing.is_blank:
            raise Refused(say("El recuadro de la firma está en blanco."))
        return self._kept(writing, hand, "drawn", packed=pack_drawing(drawing))

    def _kept(
        self,
        writing: Writing,
        hand: Hand,
        method: str,
        *,
        packed: bytes = b"",
        folder: str = "",
        folio: str = "",
    ) -> Saved:
        """Keep one signature; the one that the same hand gave before stays, marked replaced."""
        _must_not_be_sealed(writing, hand.activity)
        newest = _newest(writing, hand.activity)
        for earlier in writing.all(Ink, hand.same_hand):
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
            strokes=packed or None,
            digest=hashlib.sha256(packed).hexdigest() if packed else "",
            signed_at=self._stamp(writing, hand.activity, newest),
            reason=hand.reason,
            witness=hand.witness,
            folder=folder,
            folio=folio,
        )
        return put(self._desk, writing, self._bound(writing, hand, ink, newest))

    def _bound(self, reading: Reading, hand: Hand, ink: Ink, newest: Ink | None) -> Ink:
        """The signature with what it binds to: under an issued acta its text and its order."""
        packed = ink.strokes or b""
        acta = acta_of(reading, hand.activity)
        if acta is not None and acta.status == "frozen" and ink.signed_at is not None:
            previous = newest.bound_to if newest else ""
            given = how_given(
                method=ink.method or "",
                capacity=hand.capacity,
                signer=hand.signer,
                reason=hand.reason,
                witness=hand.witness,
            )
            bound = acta_ink_digest(
                acta_digest=acta.digest,
                person=hand.person,
                packed=packed,
                signed_at_us=microseconds(ink.signed_at),
                previous=previous,
                said=given,
            )
            return msgspec.structs.replace(ink, bound_to=bound, previous=previous)
        if not packed:
            return ink
        consent = consent_of(reading, hand.row.id) if hand.row else None
        bound = attendance_ink_digest(
            activity=str(hand.activity),
            attendance=hand.person,
            consent_sha256=consent.text_sha256 if consent else "",
            packed=packed,
        )
        return msgspec.structs.replace(ink, bound_to=bound)

    def _stamp(self, reading: Reading, activity: UUID, newest: Ink | None) -> datetime:
        """Now, or as late as the text signed and after the signature before it.

        Which text a signature is under, and in which order they were given, is told by these
        times, also where a clock goes back.
        """
        acta = acta_of(reading, activity)
        earliest = [acta.frozen_at if acta else None]
        if newest is not None and newest.signed_at is not None:
            earliest.append(newest.signed_at + _NEXT)
        return max([self._desk.now(), *(one for one in earliest if one)])


def _newest(reading: Reading, activity: UUID) -> Ink | None:
    """The signature given last, whether it still counts or not."""
    found = reading.all(Ink, {"activity": activity}, ("-signed_at",), 1, include_annulled=True)
    return found[0] if found else None


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
