"""`fieldapp restore FILE`: bring a copy back; nothing that is here is touched."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("recupera una copia en una carpeta de datos sin bitácora")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the copy."""
    parser.add_argument("file", type=Path, metavar="FILE", help=words(say("la copia")))


def run(chosen: Namespace, call: Call) -> int:
    """Check the copy and lay it out; its numbers go on in a series of their own."""
    from fieldapp.app import open_vault
    from fieldapp.work.restoring import restore_vault

    passphrase = call.passphrase()
    restore_vault(call.places, chosen.file, passphrase, call.now())
    with open_vault(call.places, passphrase, writing=False) as opened:
        series = opened.identity.series
    call.tell(say("Copia recuperada. La serie de números es ahora {series}.", series=series))
    return DONE
