"""`fieldapp check`: tells whether the records and files of this laptop are whole."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Outside, Words, say, say_n

SUMMARY = say("revisa que los registros y los archivos estén enteros")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """It needs nothing."""
    del parser, words


def run(chosen: Namespace, call: Call) -> int:
    """Read every page and every file; each fault is said, and nothing is changed."""
    from fieldapp.app import open_vault
    from fieldapp.store.backup import check

    del chosen
    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        faults = check(opened.store.database, opened.files)
    for fault in faults:
        print(call.words(fault), file=sys.stderr)
    if faults:
        raise Outside(
            say_n(
                "Hay un daño. Recupere la última copia: fieldapp restore",
                "Hay {n} daños. Recupere la última copia: fieldapp restore",
                len(faults),
            )
        )
    call.tell(say("Todo está entero."))
    return DONE
