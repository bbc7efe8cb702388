"""`fieldapp visit give ID FILE` and `take FILE CODE`: a visit for a colleague's laptop."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import UUID

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say, say_n

SUMMARY = say("pasa una visita al equipo de un colega, por memoria USB o carpeta compartida")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the two sides of passing a visit on."""
    parser.add_argument(
        "action",
        choices=("give", "take"),
        help=words(say("give: escribe la visita en un archivo; take: la toma de él")),
    )
    parser.add_argument(
        "first",
        metavar="ID|FILE",
        help=words(say("para give, el identificador de la visita; para take, el archivo")),
    )
    parser.add_argument(
        "second",
        metavar="FILE|CODE",
        help=words(say("para give, el archivo; para take, el código que dicta su colega")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Give or take."""
    from fieldapp.app import assemble_handing, open_vault

    with open_vault(call.places, call.passphrase()) as opened:
        handing = assemble_handing(opened, call.now)
        if chosen.action == "give":
            given = handing.give(_id(chosen.first), Path(chosen.second))
            call.tell(
                say("Dícteselo a su colega; no se guarda en ninguna parte: {code}", code=given.code)
            )
            return DONE
        taken = handing.take(Path(chosen.first), chosen.second)
    call.tell(
        say_n(
            "{n} registro nuevo de la visita {visit}.",
            "{n} registros nuevos de la visita {visit}.",
            taken.records,
            visit=str(taken.visit),
        )
    )
    return DONE


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as fault:
        raise Refused(say("«{id}» no es el identificador de una visita.", id=written)) from fault
