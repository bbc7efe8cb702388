"""`fieldapp support FILE`: the log and the state of this laptop, for whoever gives support."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say

SUMMARY = say("guarda el registro del programa para soporte, sin datos personales")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=words(say("el archivo")))


def run(chosen: Namespace, call: Call) -> int:
    """Save the package; what needs the password is left out where there is none."""
    from fieldapp import __version__
    from fieldapp.app import assemble_standing, assemble_work, open_vault
    from fieldapp.work.support import Support, about_machine, save_package

    log = call.places.log
    try:
        opened = open_vault(call.places, call.passphrase(), writing=False)
    except Refused as refused:
        save_package(log, chosen.file, about_machine(__version__, log))
        call.tell(refused.text)
        call.tell(say("El estado de la bitácora no va en el paquete; el registro sí."))
    else:
        with opened:
            desk = assemble_work(opened, call.now).desk
            Support(desk, assemble_standing(opened), log, __version__).save(chosen.file)
    call.tell(say("Paquete para soporte, sin datos personales: {file}", file=str(chosen.file)))
    return DONE
