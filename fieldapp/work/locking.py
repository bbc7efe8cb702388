"""What opens a locked screen again: the officer's password, or a short PIN chosen for it.

The vault stays open behind a locked screen, so the PIN opens nothing by itself: whoever takes the
laptop away meets the password. A PIN is kept inside the encrypted vault, stretched, so that not
even a copy of an open database tells it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

import msgspec

from fieldapp.records.text import Refused, say
from fieldapp.store.settings import remember, remembered
from fieldapp.work.desk import Desk

PIN_DIGITS: Final = (4, 8)
"""How many digits a PIN has: at least, at most."""

WRONG_PINS_MAX: Final = 5
"""After so many wrong ones only the password opens."""

_PIN = "pin"
_SALT_BYTES = 16


class Keyring(Protocol):
    """What is asked of the open vault."""

    def proves(self, passphrase: str) -> bool:
        """Whether this is the officer's passphrase."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Take another passphrase. Raises Refused."""
        ...


class KeptPin(msgspec.Struct, frozen=True):
    """A PIN as it is kept: 16 bytes of salt, 32 of the stretched digits."""

    salt: bytes
    stretched: bytes


@dataclass(slots=True)
class Locking:
    """One officer's lock. What takes a while (a password: half a second) runs on a worker."""

    desk: Desk
    keyring: Keyring
    entropy: Callable[[int], bytes]
    _wrong_pins: int = 0

    def has_pin(self) -> bool:
        """Whether a PIN opens the locked screen."""
        with self.desk.reading() as reading:
            return remembered(reading, _PIN) is not None

    def choose_pin(self, pin: str) -> None:
        """Open the locked screen with these digits from now on; none forgets the PIN.

        Raises Refused when they are not 4 to 8 digits, or digits anybody would try first.
        """
        if pin:
            _check(pin)
        with self.desk.writing() as writing:
            remember(writing, _PIN, self._kept(pin) if pin else None)
        self._wrong_pins = 0

    def open(self, secret: str) -> None:
        """Open the locked screen. Raises Refused when this is neither the PIN nor the password."""
        if self._is_pin(secret) or self.keyring.proves(secret):
            self._wrong_pins = 0
            return
        if secret.isdecimal() and len(secret) <= PIN_DIGITS[1] and self.has_pin():
            self._wrong_pins += 1
            if self._wrong_pins >= WRONG_PINS_MAX:
                raise Refused(
                    say("Ese no es el PIN, y ya no se puede probar otro. Escriba su contraseña.")
                )
            raise Refused(say("Ese no es el PIN. Pruebe otra vez o escriba su contraseña."))
        raise Refused(
            say("La contraseña no es correcta. Revise mayúsculas y teclado, e inténtelo.")
        )

    def change_password(self, old: str, new: str) -> None:
        """Take another password. Raises Refused (the old one is not right, the new is short)."""
        self.keyring.change_passphrase(old, new)

    def _is_pin(self, secret: str) -> bool:
        if self._wrong_pins >= WRONG_PINS_MAX or not secret.isdecimal():
            return False
        with self.desk.reading() as reading:
            kept: KeptPin | None = remembered(reading, _PIN, KeptPin)
        return kept is not None and hmac.compare_digest(kept.stretched, _stretch(secret, kept.salt))

    def _kept(self, pin: str) -> KeptPin:
        salt = self.entropy(_SALT_BYTES)
        return KeptPin(salt, _stretch(pin, salt))


def _check(pin: str) -> None:
    least, most = PIN_DIGITS
    if not (pin.isdecimal() and pin.isascii() and least <= len(pin) <= most):
        raise Refused(say("El PIN lleva de {least} a {most} números.", least=least, most=most))
    if _is_guessed_first(pin):
        raise Refused(
            say(
                "Ese PIN es de los primeros que alguien probaría. Elija otro, por ejemplo 4 o 6 "
                "números sin orden."
            )
        )


def _is_guessed_first(pin: str) -> bool:
    """Whether the digits are all equal or follow one another (1111, 1234, 9876)."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _stretch(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
