"""Envelopes at headquarters: opened, believed, taken in like any sync, and acknowledged.

The same file again gets the same number and the same answer. Who hands it in does not matter (a
browser, a colleague, a memory stick); it counts for the signature of the device inside, and its
answer is sealed to that device.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text

from fieldapp.records.text import Refused, say
from fieldapp.signing.envelope import EnvelopeKey, sealing_to
from fieldapp.signing.keys import is_signed_by
from sync.protocol import frame
from sync.protocol.envelope import (
    LETTER_BYTES_MAX,
    Form,
    begin,
    read_head,
    seal_whole,
    unseal_whole,
)
from sync.protocol.letter import (
    Letter,
    LetterAnswer,
    read_letter,
    read_signed,
    write_letter_answer,
)
from sync.protocol.messages import Certificate, Signed, read_request, read_statement
from sync.protocol.packing import FrameError
from sync.protocol.signing import Purpose, statement_to_sign
from sync.server.database import as_app
from sync.server.desk import Desk
from sync.server.devices import find_device
from sync.server.file_parts import FileParts, FileRefused, Piece
from sync.server.files import FilesAway
from sync.server.keys import Keys

_ANSWERS_BYTES: Final = LETTER_BYTES_MAX - 64 * 1024


class NotOurEnvelope(Refused):
    """The bytes are no letter of a laptop to this headquarters; nothing was taken of them."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What whoever handed an envelope in may know: its number, and the sealed answer."""

    number: int
    answer: bytes


@dataclass(frozen=True, slots=True)
class EnvelopeDesk:
    """Takes envelopes in; keeps nothing between two of them."""

    engine: Engine
    desk: Desk
    files: FileParts

    def take_in(self, envelope: bytes) -> Acknowledged:
        """Take an envelope in; raises `NotOurEnvelope`, in words, when it is none of ours."""
        name = sha256(envelope).digest()
        before = self.answer_to(name)
        if before is not None:
            return before
        try:
            signed, letter = self._opened(envelope)
            answers = [self.desk.answer(asked).frame for asked in letter.frames]
            received = self._keep(letter)
            bare = LetterAnswer(0, sha256(signed.body).digest(), _fitting(answers), received)
            return self._acknowledged(name, letter, bare)
        except FrameError as fault:
            raise NotOurEnvelope(
                say(
                    "El archivo no es un archivo de envío, o llegó dañado o incompleto. "
                    "No se tomó nada de él: cópielo otra vez."
                )
            ) from fault

    def answer_to(self, name: bytes) -> Acknowledged | None:
        """Give what was answered to the envelope with this SHA-256, if it was taken in."""
        with as_app(self.engine, ()) as connection:
            found = connection.execute(
                text("select number, answer from envelope where sha256 = :name"), {"name": name}
            ).one_or_none()
        return Acknowledged(found.number, bytes(found.answer)) if found else None

    def answer_named(self, hexadecimal: str) -> Acknowledged | None:
        """Give the answer to an envelope by its SHA-256 as written in an address."""
        try:
            return self.answer_to(bytes.fromhex(hexadecimal))
        except ValueError:
            return None

    @staticmethod
    def name_of(envelope: bytes) -> str:
        """Give the name in an address under which the answer to an envelope is found.

        Only who has the envelope knows it.
        """
        return sha256(envelope).hexdigest()

    @property
    def _keys(self) -> Keys:
        return self.desk.keys

    def _opened(self, envelope: bytes) -> tuple[Signed, Letter]:
        """Open and believe a letter; raises `FrameError` for what is none."""
        key = EnvelopeKey(self._keys.envelope.private_bytes_raw())
        head = read_head(envelope)
        if head.form is not Form.LETTER or not head.is_for(key.public):
            raise NotOurEnvelope(
                say(
                    "El archivo no es un envío para este servidor (¿es una respuesta, o de otra "
                    "entidad?). No se tomó nada de él."
                )
            )
        signed = read_signed(unseal_whole(head, key.box, envelope))
        letter = read_letter(signed)
        known = self.desk.dictionaries
        requests = [frame.read(asked, dictionaries=known) for asked in letter.frames]
        message = statement_to_sign(Purpose.LETTER, signed.body)
        own = all(request.sender == letter.sender for request in requests)
        public = self._key_of(letter.sender, requests)
        if not own or not is_signed_by(public, signed.signature, message):
            raise NotOurEnvelope(
                say("No se reconoce el equipo que firma el envío. No se tomó nada de él.")
            )
        return signed, letter

    def _key_of(self, sender: UUID, requests: list[frame.Frame]) -> bytes:
        """Give the key of a device; of a forgotten one, by headquarters' own word on it."""
        with as_app(self.engine, ()) as connection:
            device = find_device(connection, sender, self.desk.now())
        if device is not None:
            return device.public_key
        for request in requests:
            shown = read_request(request.payload()).certificate
            if shown is not None and self._keys.stated(Purpose.CERTIFICATE, shown):
                certificate = read_statement(Certificate, shown)
                if certificate.device == sender:
                    return certificate.device_key
        return b""

    def _keep(self, letter: Letter) -> list[tuple[bytes, int]]:
        """Keep parts of files; what is not taken now is not confirmed, and so comes again."""
        with as_app(self.engine, ()) as connection:
            sender = find_device(connection, letter.sender, self.desk.now())
        received: dict[bytes, int] = {}
        if sender is None:
            return []
        for part in letter.parts:
            piece = Piece(part.total, part.offset, part.content)
            with suppress(FileRefused, FilesAway):
                received[part.sha256] = self.files.keep(sender, part.sha256, piece).received
        return list(received.items())

    def _acknowledged(self, name: bytes, letter: Letter, bare: LetterAnswer) -> Acknowledged:
        """Give it a number, and seal and keep the answer that says it."""
        with as_app(self.engine, ()) as connection:
            number = connection.execute(
                text(
                    "insert into envelope (sha256, device, at, answer) "
                    "values (:name, :device, :now, '') on conflict do nothing returning number"
                ),
                {"name": name, "device": letter.sender, "now": self.desk.now()},
            ).scalar_one_or_none()
            if number is not None:
                answer = self._sealed(letter, number, bare)
                connection.execute(
                    text("update envelope set answer = :answer where number = :number"),
                    {"answer": answer, "number": number},
                )
                return Acknowledged(number, answer)
        # Somebody handed the same file in at the same moment and was first.
        first = self.answer_to(name)
        if first is None:
            raise LookupError("an envelope was neither kept nor there already")
        return first

    def _sealed(self, letter: Letter, number: int, bare: LetterAnswer) -> bytes:
        answer = LetterAnswer(number, bare.letter, bare.frames, bare.received)
        seal = partial(sealing_to, entropy=self.desk.random_bytes)
        head, box = begin(Form.ANSWER, letter.reply_key, seal)
        return seal_whole(head, box, write_letter_answer(answer, self._keys.sign))


def _fitting(answers: Iterable[bytes]) -> list[bytes]:
    """Give as many answers as an envelope holds; a laptop asks again for what is not answered."""
    room = _ANSWERS_BYTES
    fitting: list[bytes] = []
    for answer in answers:
        room -= len(answer)
        if room < 0:
            break
        fitting.append(answer)
    return fitting
