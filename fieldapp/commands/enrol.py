"""`fieldapp enrol URL CODE`: activate this laptop with a one-time code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Outside, Words, say

SUMMARY = say("activa este equipo con el código que entrega el nivel central")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the address, the code and, for a ministry's own authority, its certificate."""
    parser.add_argument("url", metavar="URL", help=words(say("dirección del nivel central")))
    parser.add_argument("code", metavar="CODE", help=words(say("código de un solo uso")))
    parser.add_argument(
        "--ca", metavar="FILE", help=words(say("certificado de la autoridad de la entidad (PEM)"))
    )


def run(chosen: Namespace, call: Call) -> int:
    """Activate, and say who the laptop works for now."""
    from fieldapp.app import enrol
    from fieldapp.work.enrolment import Headquarters

    headquarters = Headquarters(chosen.url, _authority(chosen.ca))
    who = enrol(call.places, headquarters, chosen.code, call.passphrase(), call.now).enrolment
    call.tell(
        say(
            "Equipo {device} activado para {officer} ({office}). "
            "Ahora traiga los registros de su territorio: fieldapp sync",
            device=who.device_code,
            officer=who.officer.name,
            office=who.office.name,
        )
    )
    return DONE


def _authority(path: str | None) -> str:
    if path is None:
        return ""
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise Outside(say("No se puede leer «{path}».", path=path)) from fault
