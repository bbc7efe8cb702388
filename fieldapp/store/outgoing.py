"""What a closed vault leaves beside it: its unsent work, sealed to headquarters (field rule R10).

Whoever has a signal can send it without opening the vault. In clear lies only where it goes: the
address of headquarters and the certificate of its authority, both public. Nobody on this laptop
opens the envelope again, not even its owner; what comes back waits here, sealed to the vault.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from fieldapp.store.disk import disk_in_words, write_whole

_ENVELOPE: Final = "outgoing.sobre"
_DESTINATION: Final = "outgoing.json"
_ANSWER: Final = "incoming-{mark}.sobre"


class Destination(msgspec.Struct, frozen=True):
    """Where an envelope goes."""

    address: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An envelope that nobody sent yet."""

    content: bytes
    destination: Destination


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The envelopes of one vault, by its folder."""

    folder: Path

    @property
    def there(self) -> bool:
        """Whether an envelope lies here, sent or not."""
        return (self.folder / _ENVELOPE).exists()

    def leave(self, content: bytes, destination: Destination) -> None:
        """Put an envelope in the place of an earlier one. Raises Outside if the disk refuses."""
        write_whole(self.folder / _DESTINATION, msgspec.json.encode(destination))
        write_whole(self.folder / _ENVELOPE, content)

    def clear(self) -> None:
        """Take the envelope away: headquarters has acknowledged all that was in it."""
        with disk_in_words():
            (self.folder / _ENVELOPE).unlink(missing_ok=True)
            (self.folder / _DESTINATION).unlink(missing_ok=True)

    def waiting(self) -> Waiting | None:
        """The envelope to send; None if there is none or its answer is here."""
        try:
            content = (self.folder / _ENVELOPE).read_bytes()
            written = (self.folder / _DESTINATION).read_bytes()
            destination = msgspec.json.decode(written, type=Destination)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        answered = (self.folder / _name(content)).exists()
        return None if answered else Waiting(content, destination)

    def keep_answer(self, envelope: bytes, answer: bytes) -> None:
        """Keep what headquarters answered until the vault is opened."""
        write_whole(self.folder / _name(envelope), answer)

    def answers(self) -> list[Path]:
        """Answers to take in; whoever has taken one in deletes it."""
        return sorted(self.folder.glob(_ANSWER.format(mark="*")))


def _name(envelope: bytes) -> str:
    return _ANSWER.format(mark=hashlib.sha256(envelope).hexdigest()[:16])
