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
_HANDED: Final = "handed-{mark}.sobre"


class Destination(msgspec.Struct, frozen=True):
    """Where an envelope goes."""

    address: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The envelopes of one vault, by its folder; who only sends them on needs no more of it."""

    folder: Path
    address: str = ""
    authority: str = ""

    @property
    def there(self) -> bool:
        """Whether an envelope lies here, sent or not."""
        return (self.folder / _ENVELOPE).exists()

    def leave(self, content: bytes) -> None:
        """Put an envelope in the place of an earlier one. Raises Outside if the disk refuses."""
        self._name_destination()
        write_whole(self.folder / _ENVELOPE, content)

    def clear(self) -> None:
        """Take the envelope away: headquarters has acknowledged all that was in it."""
        with disk_in_words():
            (self.folder / _ENVELOPE).unlink(missing_ok=True)
            if not self.handed():
                (self.folder / _DESTINATION).unlink(missing_ok=True)

    def hand_on(self, letter: bytes) -> None:
        """Keep a colleague's envelope, which goes to headquarters before what rests on it."""
        self._name_destination()
        write_whole(self.folder / _name(letter, _HANDED), letter)

    def handed(self) -> list[Path]:
        """Colleagues' envelopes to hand in; whoever has handed one in deletes it."""
        return sorted(self.folder.glob(_HANDED.format(mark="*")))

    def destination(self) -> Destination | None:
        """Where the envelopes go; None if there are none."""
        try:
            written = (self.folder / _DESTINATION).read_bytes()
            return msgspec.json.decode(written, type=Destination)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def waiting(self) -> bytes | None:
        """The envelope to send; None if there is none or its answer is here."""
        if not self.there:
            return None
        content = (self.folder / _ENVELOPE).read_bytes()
        return None if (self.folder / _name(content, _ANSWER)).exists() else content

    def keep_answer(self, envelope: bytes, answer: bytes) -> None:
        """Keep what headquarters answered until the vault is opened."""
        write_whole(self.folder / _name(envelope, _ANSWER), answer)

    def answers(self) -> list[Path]:
        """Answers to take in; whoever has taken one in deletes it."""
        return sorted(self.folder.glob(_ANSWER.format(mark="*")))

    def _name_destination(self) -> None:
        written = msgspec.json.encode(Destination(self.address, self.authority))
        write_whole(self.folder / _DESTINATION, written)


def _name(envelope: bytes, form: str) -> str:
    return form.format(mark=hashlib.sha256(envelope).hexdigest()[:16])
