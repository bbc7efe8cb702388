"""`fieldapp enrol URL CODE` or `--file F`: activate this laptop with a one-time code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say

if TYPE_CHECKING:
    from fieldapp.work.enrolment import Headquarters

SUMMARY = say("activa este equipo con el código que entrega el nivel central")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the address and the code, or the file that holds both, and a ministry's authority."""
    parser.add_argument(
        "url", metavar="URL", nargs="?", help=words(say("dirección del nivel central"))
    )
    parser.add_argument("code", metavar="CODE", nargs="?", help=words(say("código de un solo uso")))
    parser.add_argument(
        "--file", metavar="FILE", help=words(say("archivo de activación, o una foto de su QR"))
    )
    parser.add_argument(
        "--ca", metavar="FILE", help=words(say("certificado de la autoridad de la entidad (PEM)"))
    )


def run(chosen: Namespace, call: Call) -> int:
    """Activate, and say who the laptop works for now."""
    from fieldapp.app import enrol

    headquarters, code = _wished(chosen)
    who = enrol(call.places, headquarters, code, call.passphrase(), call.now).enrolment
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


def _wished(chosen: Namespace) -> tuple[Headquarters, str]:
    """Where to activate and with which code, from the file or from the words."""
    from fieldapp.work.activation_files import read_activation, read_authority
    from fieldapp.work.enrolment import Headquarters

    authority = read_authority(chosen.ca)
    if chosen.file and not chosen.url:
        return read_activation(Path(chosen.file), authority)
    if chosen.file or not chosen.url or not chosen.code:
        raise Refused(
            say("Escriba la dirección y el código, o bien --file con el archivo de activación.")
        )
    return Headquarters(chosen.url, authority), chosen.code
