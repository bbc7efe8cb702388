"""`fieldapp backup FILE`: a copy of everything, encrypted as it lies on the disk."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("copia toda la bitácora, cifrada, en un archivo")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the file, best on a USB memory."""
    parser.add_argument("file", type=Path, metavar="FILE", help=words(say("el archivo")))


def run(chosen: Namespace, call: Call) -> int:
    """Make the copy; works beside an open window."""
    from fieldapp.app import open_vault
    from fieldapp.work.safekeeping import Safekeeping

    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        database = opened.store.database
        Safekeeping(opened.vault, database, opened.files, call.now).copy_to(chosen.file)
    call.tell(say("Copia hecha: {file}", file=str(chosen.file)))
    return DONE
