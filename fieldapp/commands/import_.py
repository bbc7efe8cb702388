"""`fieldapp import FILE`: records from a file, all or none; or an acta from a copy of it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Text, Words, say

SUMMARY = say("trae visitas, asistencia o registros de JSON, XLSX o CSV, o un acta de su PDF")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the file, and what its rows do not say by themselves."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=words(say("el archivo")))
    parser.add_argument(
        "--columns", action="store_true", help=words(say("dice qué columnas lleva cada matriz"))
    )
    parser.add_argument(
        "--kind", "--as", dest="kind", default="", help=words(say("qué registros son las filas"))
    )
    parser.add_argument(
        "--into", default="", help=words(say("el registro al que pertenecen las filas"))
    )
    parser.add_argument("--visit", default="", help=words(say("la visita de una asistencia")))
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Import the file; every fault is printed with its row and column, and nothing is kept."""
    if chosen.columns:
        return _tell_columns(call)
    if chosen.file is None:
        raise Refused(say("Diga qué archivo se importa."))
    from fieldapp.app import assemble_work, open_vault
    from fieldapp.store.disk import disk_in_words
    from fieldapp.work.import_keeping import WrongFile

    with disk_in_words():
        content = chosen.file.read_bytes()
    with open_vault(call.places, call.passphrase()) as opened:
        work = assemble_work(opened, call.now)
        visit = work.papers.find(chosen.visit) if chosen.visit else None
        try:
            into = work.imports.owner(chosen.into) if chosen.into else None
            brought = work.imports.bring(
                chosen.file.name, content, kind=chosen.kind, visit=visit, into=into
            )
        except WrongFile as wrong:
            for fault in wrong.faults:
                print(call.words(fault.sentence), file=sys.stderr)
            raise
        kinds = work.desk.kinds
    if chosen.json:
        call.tell(json.dumps({"imported": brought.counts}, sort_keys=True))
        return DONE
    if not brought.counts:
        call.tell(say("Todo lo del archivo ya estaba aquí."))
    for kind, count in brought.counts.items():
        call.tell(say("{kinds}: {n}", kinds=Text(kinds[kind].plural), n=count))
    return DONE


def _tell_columns(call: Call) -> int:
    """Print what each importer reads: its name, whose rows they are, and each column."""
    from fieldapp.records import KINDS
    from fieldapp.work.importers import IMPORTERS

    for importer in IMPORTERS:
        into = f" --into {KINDS[importer.into].name}" if importer.into else ""
        call.tell(f"{importer.name}{into}: {call.words(importer.label)}")
        for column in importer.columns:
            names = " | ".join((column.name, *column.also))
            needed = "" if column.must else f" ({call.words(say('puede faltar'))})"
            call.tell(f"  {names}: {call.words(column.told)}{needed}")
    return DONE
