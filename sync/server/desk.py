"""Headquarters' counter: a request frame comes in, an answer frame goes out.

Push before pull, always; whatever happened to a batch, the answer is a signed frame. Only bytes
that are no frame at all are left to the routes to refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID

from msgspec.structs import replace

from fieldapp.records.values import microseconds
from fieldapp.rules.old_visits import in_full_since
from fieldapp.signing.keys import is_signed_by
from sync.protocol import PROTOCOL_VERSION, frame
from sync.protocol.dictionary import NO_DICTIONARIES, Dictionaries, Dictionary
from sync.protocol.messages import (
    Answer,
    AnswerState,
    Beacon,
    Certificate,
    Request,
    Signed,
    read_request,
    read_statement,
    write_answer,
)
from sync.protocol.packing import FrameError, TooLarge
from sync.protocol.signing import Purpose
from sync.server.books import Books, Realm
from sync.server.certifying import Certifying
from sync.server.checking import Checks
from sync.server.keys import Keys, RandomBytes
from sync.server.pulling import Budget, Offer, Pulling
from sync.server.pushing import Intake, Pushing
from sync.server.senders import Device, Seen, next_sync_after_s

_VALUES_PER_ANSWER_BYTE: Final = 6
"""How much values shrink on their way into an answer; a first guess that is checked."""

_STANDING_MAX: Final = 2_000
"""Rows that do not stand as sent, after which no further batch of the request is taken."""

_BEACON_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in both spellings: for people, and signed for the laptop."""

    message: Answer
    frame: bytes


class Arrived:
    """A request's frame as it came, read when somebody first looks into it, and then once.

    Looking raises `FrameError` when the bytes are no frame.
    """

    def __init__(self, content: bytes, dictionaries: Dictionaries) -> None:
        self.content = content
        self._dictionaries = dictionaries

    @cached_property
    def frame(self) -> frame.Frame:
        """Who sent it, and with which signature."""
        return frame.read(self.content, dictionaries=self._dictionaries)

    @cached_property
    def request(self) -> Request:
        """What is asked; nothing of it is believed yet."""
        return read_request(self.frame.payload())

    @property
    def brings_work(self) -> bool:
        """Tell whether it carries batches."""
        try:
            return bool(self.request.batches)
        except FrameError:
            return False


class _Visitor(NamedTuple):
    """A device that was recognised, and the beacon to hand it, if any."""

    device: Device
    beacon: Signed | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers syncs. Clock and randomness are handed in; it keeps nothing between requests."""

    realm: Realm
    checks: Checks
    keys: Keys
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    dictionaries: Dictionaries = NO_DICTIONARIES
    offer: Offer | None = None
    """Offers large scopes as bundles, where there is a place to keep them."""
    certifying: Certifying | None = None
    """Certifies officers' keys, where there are authorities."""

    def arrived(self, asked: bytes) -> Arrived:
        """Take bytes that may be a request frame."""
        return Arrived(asked, self.dictionaries)

    def answer(self, asked: bytes) -> Answered:
        """Answer a request frame; raises `FrameError` when the bytes are none."""
        return self.answer_to(self.arrived(asked))

    def answer_to(self, arrived: Arrived) -> Answered:
        """Answer a request that somebody may have looked into before."""
        request, dictionary = arrived.request, arrived.frame.dictionary
        visitor = self._recognised(arrived.frame, request)
        mark = frame.answer_mark(arrived.content)
        bare = Answer(PROTOCOL_VERSION, microseconds(self.now()), mark)
        if visitor is None:
            return self._framed(replace(bare, state=AnswerState.WHO), dictionary)
        device = visitor.device
        intake = self._take_in(device, request)
        received = replace(
            bare,
            receipts=intake.receipts,
            forked=intake.forked,
            successor=self._successor(device, request.successor),
            next_sync_after_s=next_sync_after_s(device.id),
        )
        if not device.active:
            farewell = self._farewell(received, device, request, intake)
            return self._framed(farewell, dictionary)
        if request.signing_request and self.certifying:
            # Before the news: the certificate is among them.
            self.certifying.chain(device.id, request.signing_request)
        received = replace(received, beacon=visitor.beacon)
        return self._with_news(received, device, request, intake, dictionary)

    def _recognised(self, arrived: frame.Frame, request: Request) -> _Visitor | None:
        """Find the device whose key signed the frame; a forgotten one by its certificate."""
        with self.realm.writing(()) as books:
            if visitor := self._seen(books, arrived, request):
                return visitor
            known = books.device(arrived.sender, self.now()) is not None
        if known or request.certificate is None or not self._vouched(arrived, request.certificate):
            return None
        with self.realm.writing(()) as books:
            return self._seen(books, arrived, request)

    def _seen(self, books: Books, arrived: frame.Frame, request: Request) -> _Visitor | None:
        """Note that a device was here, if the frame is its own."""
        now = self.now()
        device = books.device(arrived.sender, now)
        if device is None or not is_signed_by(device.public_key, arrived.signature, arrived.signed):
            return None
        ahead_us = request.now - microseconds(now)
        seen = Seen(request.schema, request.app, ahead_us, request.series)
        books.note_seen(device.id, seen, now)
        return _Visitor(device, self._beacon_after(books, request.beacon))

    def _vouched(self, arrived: frame.Frame, shown: Signed) -> bool:
        """Register again a device that shows headquarters' own word on it; tell whether it did."""
        if not self.keys.stated(Purpose.CERTIFICATE, shown):
            return False
        try:
            certificate = read_statement(Certificate, shown)
        except FrameError:
            return False
        genuine = certificate.device == arrived.sender and is_signed_by(
            certificate.device_key, arrived.signature, arrived.signed
        )
        if genuine:
            self.realm.register_again(certificate, self.now())
        return genuine

    def _take_in(self, device: Device, request: Request) -> Intake:
        pushing = Pushing(self.realm, self.checks, self.keys, self.now, self.random_bytes)
        intake = Intake()
        for batch in request.batches:
            # What must be told at once fits one answer; batches left over come again.
            if len(intake.standing) > _STANDING_MAX:
                break
            pushing.take(device, batch, intake)
        return intake

    def _successor(self, device: Device, public_key: bytes | None) -> Signed | None:
        """Certify the device that a copied vault is from now on; one and the same for each key."""
        if public_key is None:
            return None
        now = self.now()
        fresh = UUID(bytes=self.random_bytes(16), version=4)
        made = self.realm.succeed(device.id, public_key, fresh, now)
        if made is None:
            return None
        successor, code = made
        certificate = Certificate(
            successor, public_key, code, device.author.account, microseconds(now)
        )
        return self.keys.state(Purpose.CERTIFICATE, certificate)

    def _farewell(
        self, received: Answer, device: Device, request: Request, intake: Intake
    ) -> Answer:
        """A revoked laptop learns nothing but what it still has to deliver."""
        with self.realm.snapshot(()) as books:
            return replace(
                received,
                state=AnswerState.REVOKED,
                resend=_to_resend(books, device, request, intake),
                files_lacking=books.files_lacking(device.author.account, request.held_files),
            )

    def _with_news(
        self,
        received: Answer,
        device: Device,
        request: Request,
        intake: Intake,
        dictionary: Dictionary,
    ) -> Answered:
        """Add what the laptop lacks, in pages that fit the answer it asked for."""
        most = min(request.answer_bytes_max, frame.ANSWER_BYTES_MAX)
        values_bytes = most * _VALUES_PER_ANSWER_BYTE
        while True:
            with self.realm.snapshot(device.read_scopes) as books:
                answer = self._news(received, books, device, request, intake, Budget(values_bytes))
            try:
                answered = self._framed(answer, dictionary)
            except TooLarge:
                if values_bytes <= 1:
                    raise
            else:
                if len(answered.frame) <= most or values_bytes <= 1:
                    return answered
            values_bytes //= 2

    def _news(
        self,
        received: Answer,
        books: Books,
        device: Device,
        request: Request,
        intake: Intake,
        budget: Budget,
    ) -> Answer:
        pulling = Pulling(
            books,
            self.checks.kinds,
            device.author,
            device.read_scopes,
            intake.plain,
            intake.whole if request.by_batch else (),
            in_full_since(self.now(), self.checks.pack.full_months),
        )
        truths, absent = pulling.truths(request.asked, budget)
        return replace(
            received,
            resend=_to_resend(books, device, request, intake),
            standing=pulling.standing(intake.standing),
            truths=truths,
            absent=absent,
            scopes=pulling.pages(request.cursors, budget, self.offer if request.bundles else None),
            files_lacking=books.files_lacking(device.author.account, request.held_files),
        )

    def _beacon_after(self, books: Books, held_us: int) -> Signed | None:
        """Give the newest beacon if the laptop's is older, making one every hour."""
        now = self.now()
        newest = books.beacon()
        if newest is not None and newest[0] > now - _BEACON_EVERY:
            return None if microseconds(newest[0]) <= held_us else newest[1]
        made = self.keys.state(Purpose.BEACON, Beacon(microseconds(now), self.random_bytes(16)))
        books.keep_beacon(now, made)
        return made

    def _framed(self, answer: Answer, dictionary: Dictionary) -> Answered:
        written = frame.write(write_answer(answer), frame.HEADQUARTERS, self.keys.sign, dictionary)
        return Answered(answer, written)


def _to_resend(
    books: Books, device: Device, request: Request, intake: Intake
) -> list[tuple[UUID, int]]:
    """Name the batches lacking: of devices of this account that know of more than is here."""
    acknowledged = request.acknowledged
    known = books.last_batches(device.author.account, [one for one, _ in acknowledged])
    lacking = {
        one: known[one] + 1 for one, number in acknowledged if number > known.get(one, number)
    }
    return sorted((lacking | intake.resend).items())
