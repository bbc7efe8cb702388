"""Agreements: acuerdos de voluntades and convenios, their parties and what they promise."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.agreements import Agreement, Commitment, Party
from fieldapp.records.describe import Code
from fieldapp.records.products import Publication
from fieldapp.records.text import Refused
from fieldapp.rules.agreements import must_move, what_signing_lacks
from fieldapp.rules.commitments import what_commitment_lacks
from fieldapp.rules.visits import Lack
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import named_in
from fieldapp.work.agreement_list import AgreementFilter, AgreementPage, AgreementRoom, page_of
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.commitment_lines import lines_of_origin
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.issued import must_be_open
from fieldapp.work.naming import with_name
from fieldapp.work.order import in_order, last_position, position_after
from fieldapp.work.reasons import TAKEN_OUT


class Agreements:
    """What an officer does with agreements; each method is one transaction.

    Once signed, its text, parties and promises are fixed: what becomes of a promise is told by its
    follow-ups.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def create(self, changes: Changes) -> Saved:
        """Begin an agreement. Raises WrongFields."""
        with self._desk.writing() as writing:
            return put(self._desk, writing, create(self._desk, Agreement, _unmoved(changes)))

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed."""
        with self._desk.writing() as writing:
            must_be_open(writing, id)
            agreement = fetch(writing, Agreement, id)
            return put(self._desk, writing, change(self._desk, agreement, _unmoved(changes)))

    def add_party(self, agreement: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """Add an institution that signs, last or after another one."""
        with self._desk.writing() as writing:
            must_be_open(writing, agreement)
            parties = _parties(writing, agreement)
            place = position_after(parties, after) if after else last_position(parties)
            typed = self._named(writing, changes)
            party = create(self._desk, Party, typed, agreement=agreement, position=place)
            return put(self._desk, writing, party)

    def edit_party(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed of a party."""
        with self._desk.writing() as writing:
            party = fetch(writing, Party, id)
            must_be_open(writing, party.agreement)
            return put(
                self._desk, writing, change(self._desk, party, self._named(writing, changes))
            )

    def move_party(self, id: UUID, after: UUID | None) -> Saved:
        """Put a party after another one, or first."""
        with self._desk.writing() as writing:
            party = fetch(writing, Party, id)
            must_be_open(writing, party.agreement)
            others = [one for one in _parties(writing, party.agreement) if one.id != id]
            place = position_after(others, after)
            return put(self._desk, writing, change(self._desk, party, {}, position=place))

    def remove_party(self, id: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Take a party out before the agreement is signed."""
        with self._desk.writing() as writing:
            party = fetch(writing, Party, id)
            must_be_open(writing, party.agreement)
            return annul(self._desk, writing, party, reason)

    def advance(self, id: UUID, status: str) -> Saved:
        """Move an agreement on: negotiation, signed, in_force, expired, terminated.

        Signing is Refused, in words, without its day or the parties that its type asks for.
        """
        with self._desk.writing() as writing:
            agreement = fetch(writing, Agreement, id)
            must_move(agreement.status or "draft", status)
            if status == "signed":
                lacks = self._lacks(writing, agreement)
                if lacks:
                    raise Refused(lacks[0].text)
            moved = change(self._desk, agreement, {"status": Code(status)})
            return put(self._desk, writing, moved)

    def annul(self, id: UUID, reason: str) -> Saved:
        """Mark an agreement written by mistake."""
        with self._desk.writing() as writing:
            return annul(self._desk, writing, fetch(writing, Agreement, id), reason)

    def restore(self, id: UUID) -> Saved:
        """Take the annulment back."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, Agreement, id))

    def missing(self, id: UUID) -> list[Lack]:
        """What the agreement still needs before it is signed."""
        with self._desk.reading() as reading:
            return self._lacks(reading, fetch(reading, Agreement, id))

    def page(
        self, wanted: AgreementFilter | None = None, limit: int = 200, offset: int = 0
    ) -> AgreementPage:
        """The agreements, the one signed last first."""
        with self._desk.reading() as reading:
            return page_of(self._desk, reading, wanted or AgreementFilter(), limit, offset)

    def room(self, id: UUID) -> AgreementRoom:
        """One agreement with all that belongs to it, and what it still needs."""
        with self._desk.reading() as reading:
            agreement = fetch(reading, Agreement, id)
            return AgreementRoom(
                agreement,
                _parties(reading, id),
                lines_of_origin(self._desk, reading, id),
                self._lacks(reading, agreement),
                reading.all(Publication, {"agreement": id}, ("-on",)),
            )

    def pdf(self, id: UUID) -> bytes:
        """The agreement on paper; BORRADOR until it is signed."""
        from fieldapp.documents.agreement import render_agreement

        with self._desk.reading() as reading:
            agreement, parties = fetch(reading, Agreement, id), _parties(reading, id)
            promises = sorted(reading.all(Commitment, {"origin": id}), key=in_order)
            named = {one.organization for one in parties} | {one.responsible for one in promises}
            return render_agreement(
                agreement,
                parties,
                promises,
                self._desk.pack,
                office=self._desk.posting.office_name,
                organizations=named_in(reading, named),
            )

    def _named(self, reading: Reading, changes: Changes) -> Changes:
        return with_name(self._desk, reading, changes, "organization", "organization_name")

    def _lacks(self, reading: Reading, agreement: Agreement) -> list[Lack]:
        parties = _parties(reading, agreement.id)
        found = [
            Lack("agreement", agreement.id, fault.field, fault.text)
            for fault in what_signing_lacks(agreement, parties, self._desk.pack)
        ]
        for promise in sorted(reading.all(Commitment, {"origin": agreement.id}), key=in_order):
            found += [
                Lack("commitment", promise.id, fault.field, fault.text)
                for fault in what_commitment_lacks(promise)
            ]
        return found


def _parties(reading: Reading, agreement: UUID | None) -> list[Party]:
    return sorted(reading.all(Party, {"agreement": agreement}), key=in_order)


def _unmoved(changes: Changes) -> Changes:
    """What was typed without the state, which `advance` moves."""
    return {name: value for name, value in changes.items() if name != "status"}
