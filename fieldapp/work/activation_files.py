"""What an officer brings to activate a laptop: the file, or a picture of the QR, became a card."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fieldapp.records.text import Outside, Refused, say
from fieldapp.rules.activation import ActivationCard, certificate_digest, read_card, read_qr
from fieldapp.work.enrolment import Headquarters

_BYTES_MAX: Final = 40 * 1024 * 1024


def read_activation(path: Path, authority: str = "") -> tuple[Headquarters, str]:
    """Where an activation file, or a picture of its QR, leads; and its one-time code.

    `authority` is the certificate given by hand, if any. Raises Refused or Outside, in words.
    """
    content = _whole(path)
    card = read_card(content) if content.lstrip().startswith(b"{") else _pictured(content)
    if card is None:
        raise Refused(
            say(
                "En «{file}» no se encuentra una activación de Bitácora. Elija el archivo que le "
                "enviaron o una foto en la que el código QR se vea entero y nítido.",
                file=path.name,
            )
        )
    return _headquarters(card, authority), card.code


def read_authority(path: str | None) -> str:
    """The certificate (PEM) of a ministry's own authority, from a file; "" for no file."""
    if path is None:
        return ""
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise Outside(say("No se puede leer «{path}».", path=path)) from fault


def _headquarters(card: ActivationCard, authority: str) -> Headquarters:
    """Where a card leads, with the authority's certificate given by hand where the card asks.

    Raises Refused when it asks for one and none, or another, was given.
    """
    chosen = authority or card.authority
    if card.authority_digest:
        if not chosen:
            raise Refused(
                say(
                    "El certificado de la autoridad no cabe en el QR: use el archivo de "
                    "activación, o agregue el certificado con --ca."
                )
            )
        try:
            same = certificate_digest(chosen) == card.authority_digest
        except ValueError:
            same = False
        if not same:
            raise Refused(
                say(
                    "El certificado de --ca no es el que nombra la activación. Pida el archivo de "
                    "activación a quien le dio el QR."
                )
            )
    return Headquarters(card.address, chosen, card.headquarters_key)


def _whole(path: Path) -> bytes:
    """The bytes of a small file. Raises Outside when it cannot be read, Refused when it is huge."""
    try:
        if path.stat().st_size > _BYTES_MAX:
            raise Refused(say("«{file}» es demasiado grande.", file=path.name))
        return path.read_bytes()
    except OSError as fault:
        raise Outside(say("No se puede leer «{path}».", path=str(path))) from fault


def _pictured(content: bytes) -> ActivationCard | None:
    # A picture's reader is heavy, and who has the file does without it.
    from fieldapp.signing.pictures import codes_in_picture

    read = (read_qr(text) for text in codes_in_picture(content) or ())
    return next((card for card in read if card is not None), None)
