"""The activation that headquarters hands out: a file to send, a QR to print or to show."""

import os
from pathlib import Path

import segno

from fieldapp.records.text import Refused, say
from fieldapp.rules.activation import ActivationCard, certificate_bytes, write_card, write_qr

_MODULE_PX = 8
_QUIET_MODULES = 4


def activation_card(
    address: str | None, code: str, headquarters_key: bytes, authority: Path | None
) -> ActivationCard:
    """Put a card together; raises `Refused` without an address, or for a bad certificate."""
    if not address:
        raise Refused(
            say("Falta --url: la dirección por la que los equipos llegan a este servidor.")
        )
    pem = authority.read_text(encoding="utf-8") if authority else ""
    if pem:
        try:
            certificate_bytes(pem)
        except ValueError:
            raise Refused(
                say(
                    "«{file}» debe ser un solo certificado (PEM): el de la autoridad.",
                    file=str(authority),
                )
            ) from None
    return ActivationCard(
        address=address, code=code, headquarters_key=headquarters_key, authority=pem
    )


def save_card(card: ActivationCard, file: Path) -> None:
    """Write the file; whoever reads it can use the code, so nobody else on this machine may."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(write_card(card))


def save_qr(card: ActivationCard, picture: Path) -> None:
    """Draw the QR, dark on light: error level M, as large as a phone's camera likes it."""
    drawn = segno.make(write_qr(card), error="m", micro=False, boost_error=False)
    with os.fdopen(os.open(picture, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        drawn.save(out, kind="png", scale=_MODULE_PX, border=_QUIET_MODULES)
