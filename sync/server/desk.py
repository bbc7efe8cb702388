"""Headquarters' counter: a request frame comes in, an answer frame goes out.

Push before pull, always; whatever happened to a batch, the answer is a signed frame. Only bytes
that are no frame at all are left to the routes to refuse.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, text

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
from sync.server.checking import Checks
from sync.server.database import as_app
from sync.server.devices import (
    Device,
    find_device,
    next_sync_after_s,
    note_seen,
    register_again,
)
from sync.server.keys import Keys, RandomBytes
from sync.server.pulling import Budget, Pulling
from sync.server.pushing import Intake, Pushing

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


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers syncs. Clock and randomness are handed in; it keeps nothing between requests."""

    engine: Engine
    checks: Checks
    keys: Keys
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    dictionaries: Dictionaries = NO_DICTIONARIES

    def answer(self, asked: bytes) -> Answered:
        """Answer a request frame; raises `FrameError` when the bytes are none."""
        arrived = frame.read(asked, dictionaries=self.dictionaries)
        request = read_request(arrived.payload())
        device = self._recognised(arrived, request)
        bare = Answer(PROTOCOL_VERSION, microseconds(self.now()), frame.answer_mark(asked))
        if device is None:
            return self._framed(replace(bare, state=AnswerState.WHO), arrived.dictionary)
        with as_app(self.engine, ()) as connection:
            note_seen(connection, device.id, request, self.now())
        intake = self._take_in(device, request)
        received = replace(
            bare,
            receipts=intake.receipts,
            resend=sorted(intake.resend.items()),
            forked=intake.forked,
            next_sync_after_s=next_sync_after_s(device.id),
        )
        if not device.active:
            return self._framed(self._farewell(received, request), arrived.dictionary)
        return self._with_news(received, device, request, intake, arrived.dictionary)

    def _recognised(self, arrived: frame.Frame, request: Request) -> Device | None:
        """Find the device whose key signed the frame; a forgotten one by its certificate."""
        with as_app(self.engine, ()) as connection:
            device = find_device(connection, arrived.sender, self.now())
        if device is None and request.certificate is not None:
            device = self._vouched(arrived, request.certificate)
        if device is None:
            return None
        signed = is_signed_by(device.public_key, arrived.signature, arrived.signed)
        return device if signed else None

    def _vouched(self, arrived: frame.Frame, shown: Signed) -> Device | None:
        """Register again a device that shows headquarters' own word on it."""
        if not self.keys.stated(Purpose.CERTIFICATE, shown):
            return None
        try:
            certificate = read_statement(Certificate, shown)
        except FrameError:
            return None
        genuine = certificate.device == arrived.sender and is_signed_by(
            certificate.device_key, arrived.signature, arrived.signed
        )
        if not genuine:
            return None
        with self.engine.begin() as connection:
            register_again(connection, certificate, self.now())
            return find_device(connection, arrived.sender, self.now())

    def _take_in(self, device: Device, request: Request) -> Intake:
        pushing = Pushing(self.engine, self.checks, self.keys, self.now, self.random_bytes)
        intake = Intake()
        for batch in request.batches:
            # What must be told at once fits one answer; batches left over come again.
            if len(intake.standing) > _STANDING_MAX:
                break
            pushing.take(device, batch, intake)
        with as_app(self.engine, ()) as connection:
            for forgetful, last in _last_batches(connection, device, request.acknowledged):
                intake.resend.setdefault(forgetful, last + 1)
        return intake

    def _farewell(self, received: Answer, request: Request) -> Answer:
        """A revoked laptop learns nothing but what it still has to deliver."""
        with as_app(self.engine, ()) as connection:
            lacking = _files_lacking(connection, request.held_files)
        return replace(received, state=AnswerState.REVOKED, files_lacking=lacking)

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
        beacon = self._beacon_after(request.beacon)
        while True:
            with as_app(self.engine, device.read_scopes, snapshot=True) as connection:
                pulling = Pulling(connection, self.checks.kinds, device.author, intake.plain)
                answer = replace(
                    received,
                    standing=pulling.standing(intake.standing, device.read_scopes),
                    scopes=pulling.pages(device.read_scopes, request.cursors, Budget(values_bytes)),
                    files_lacking=_files_lacking(connection, request.held_files),
                    beacon=beacon,
                )
            one_row = sum(len(rows.ids) for page in answer.scopes for rows in page.rows) <= 1
            try:
                answered = self._framed(answer, dictionary)
            except TooLarge:
                if one_row:
                    raise
            else:
                if one_row or len(answered.frame) <= most:
                    return answered
            values_bytes //= 2

    def _beacon_after(self, held_us: int) -> Signed | None:
        """Give the newest beacon if the laptop's is older, making one every hour."""
        now = self.now()
        with as_app(self.engine, ()) as connection:
            newest = connection.execute(
                text("select at, body, signature from beacon order by at desc limit 1")
            ).one_or_none()
            if newest is not None and newest.at > now - _BEACON_EVERY:
                held = microseconds(newest.at) <= held_us
                return None if held else Signed(newest.body, newest.signature)
            made = self.keys.state(Purpose.BEACON, Beacon(microseconds(now), self.random_bytes(16)))
            connection.execute(
                text("insert into beacon values (:at, :body, :signature) on conflict do nothing"),
                {"at": now, "body": made.body, "signature": made.signature},
            )
            return made

    def _framed(self, answer: Answer, dictionary: Dictionary) -> Answered:
        written = frame.write(write_answer(answer), frame.HEADQUARTERS, self.keys.sign, dictionary)
        return Answered(answer, written)


def microseconds(instant: datetime) -> int:
    """Spell an instant as messages do: UTC microseconds."""
    return int(instant.timestamp() * 1_000_000)


def _last_batches(
    connection: Connection, device: Device, acknowledged: Collection[tuple[UUID, int]]
) -> list[tuple[UUID, int]]:
    """Give the devices of this account of which headquarters knows fewer batches than they do."""
    known = connection.execute(
        text("select id, last_batch from device where id = any(:ids) and account = :account"),
        {"ids": [one for one, _ in acknowledged], "account": device.author.account},
    )
    last: dict[UUID, int] = {row.id: row.last_batch for row in known}
    return [(one, last[one]) for one, number in acknowledged if number > last.get(one, number)]


def _files_lacking(connection: Connection, held: Collection[bytes]) -> list[tuple[bytes, int]]:
    """Of the files a laptop holds, give those that are not here, all from their first byte."""
    if not held:
        return []
    here = set(
        connection.execute(
            text("select sha256 from file where sha256 = any(:held)"), {"held": list(held)}
        ).scalars()
    )
    return [(name, 0) for name in held if name not in here]
