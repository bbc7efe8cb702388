"""Choosing the token an officer signs with, and signing later what it was not there for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from fieldapp.records.text import Outside, Refused, Text, say
from fieldapp.rules.holder_names import are_of_one
from fieldapp.store.ledger import as_handed_over
from fieldapp.store.settings import remember
from fieldapp.work.clock import believed_now
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.later_signing import lacks_signature, sign_one
from fieldapp.work.token_choice import REMEMBERED_AS, ChosenToken, opened, token_in_use, token_of

if TYPE_CHECKING:
    from fieldapp.signing.tokens import SeenToken


@dataclass(frozen=True, slots=True)
class Offered:
    """A certificate on a token that is plugged in.

    `holder` is whose it is, `issuer` who made it; `fault` says why it cannot sign here, None when
    it can.
    """

    token: ChosenToken
    label: str
    holder: str
    issuer: str
    fault: Text | None


@dataclass(frozen=True, slots=True)
class SigningWith:
    """What the officer signs with: the token, if one was chosen, and whether it is in use."""

    label: str = ""
    holder: str = ""
    issuer: str = ""
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class PinTried:
    """What a token said to a PIN: `fault` is None when it opened, `again` lets retype it."""

    fault: Text | None = None
    again: bool = False


class Tokens:
    """Tokens, and which one signs at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def offered(self, libraries: Iterable[str]) -> list[Offered]:
        """The certificates for signing on what is plugged in, by the libraries of their makers.

        Raises Outside when there is but one library and it cannot be used.
        """
        from fieldapp.signing.tokens import tokens_by

        asked = list(libraries)
        seen: list[SeenToken] = []
        for library in asked:
            try:
                seen += tokens_by(library)
            except Outside:
                if len(asked) == 1:
                    raise
        return [one for token in seen for one in self._of(token)]

    def use(self, offered: Offered) -> Saved:
        """Sign with this certificate from now on. Refused when it cannot be the officer's."""
        if offered.fault is not None:
            raise Refused(offered.fault)
        return self._keep(offered.token)

    def switch(self, *, in_use: bool) -> Saved:
        """Sign with the chosen token, or with the laptop's own key."""
        with self._desk.reading() as reading:
            chosen = token_of(reading)
        if chosen is None:
            raise Refused(say("Todavía no se eligió ningún token: elíjalo en Ajustes."))
        return self._keep(msgspec.structs.replace(chosen, in_use=in_use))

    def forget(self) -> Saved:
        """Know of no token any more; nothing on the token itself changes."""
        return self._keep(None)

    def signing_with(self) -> SigningWith:
        """What signs now."""
        from fieldapp.signing.certificates import read_certificate

        with self._desk.reading() as reading:
            chosen = token_of(reading)
        if chosen is None:
            return SigningWith()
        read = read_certificate(chosen.certificate)
        return SigningWith(chosen.label, read.holder, read.issuer_name, chosen.in_use)

    def try_pin(self, pin: str) -> PinTried:
        """Open the token in use with a PIN and close it, before anything depends on it."""
        from fieldapp.signing.tokens import PinLocked, PinRefused

        try:
            with self._desk.reading() as reading:
                chosen = token_in_use(reading)
                if chosen is not None:
                    with opened(reading, chosen, pin):
                        pass
        except PinLocked as fault:
            return PinTried(fault.text)
        except PinRefused as fault:
            return PinTried(fault.text, again=True)
        except (Refused, Outside) as fault:
            return PinTried(fault.text)
        return PinTried()

    def waits(self, minutes: UUID) -> bool:
        """Whether an acta sealed here still waits for its electronic signature."""
        with self._desk.reading() as reading:
            return minutes in as_handed_over(reading) and lacks_signature(
                self._desk, reading, minutes
            )

    def waiting(self) -> list[UUID]:
        """The actas sealed here that wait for their electronic signature."""
        with self._desk.reading() as reading:
            found = as_handed_over(reading)
        return [one for one in found if self.waits(one)]

    def sign(self, minutes: UUID, pin: str | None = None) -> Saved:
        """Lay the officer's signature behind an acta that was sealed without it.

        Raises Refused or Outside, in words, while it cannot be given.
        """
        return Saved(sign_one(self._desk, minutes, pin), minutes)

    def _of(self, seen: SeenToken) -> list[Offered]:
        from fieldapp.signing.certificates import read_certificate

        offered: list[Offered] = []
        for held in seen.certificates:
            read = read_certificate(held.certificate)
            if not read.for_documents:
                continue
            token = ChosenToken(
                library=seen.library,
                label=seen.label,
                serial=seen.serial,
                certificate=held.certificate,
            )
            fault = self._fault(held.certificate)
            offered.append(Offered(token, held.label, read.holder, read.issuer_name, fault))
        return offered

    def _fault(self, certificate: bytes) -> Text | None:
        from fieldapp.signing.certificates import read_certificate
        from fieldapp.signing.strength import weakness_of

        read, officer = read_certificate(certificate), self._desk.posting.officer_name
        with self._desk.reading() as reading:
            ended = read.valid_until < believed_now(self._desk, reading)
        if ended:
            return say(
                "El certificado venció el {day}: pida otro a «{issuer}».",
                day=self._desk.pack.formats.day(self._desk.day_of(read.valid_until)),
                issuer=read.issuer_name,
            )
        if not are_of_one(officer, read.names):
            return say(
                "El certificado es de «{holder}» y esta bitácora es de {officer}: nadie firma con "
                "el token de otra persona. Si el nombre está mal escrito, avise al nivel central.",
                holder=read.holder,
                officer=officer,
            )
        return weakness_of(certificate)

    def _keep(self, chosen: ChosenToken | None) -> Saved:
        with self._desk.writing() as writing:
            remember(writing, REMEMBERED_AS, chosen)
        return Saved(frozenset({"minutes"}), self._desk.posting.officer)
