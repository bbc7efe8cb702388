"""`fieldapp export KIND FILE`: a register as XLSX, CSV or JSON, told by the file's ending."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import UUID

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("escribe una lista de registros en un archivo XLSX, CSV o JSON")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the kind, the file, and the columns that are left out unless asked for."""
    parser.add_argument("kind", metavar="KIND", help=words(say("qué registros")))
    parser.add_argument("file", type=Path, metavar="FILE", help=words(say("el archivo")))
    parser.add_argument(
        "--record", type=UUID, metavar="ID", help=words(say("solo este registro, con sus filas"))
    )
    parser.add_argument(
        "--personal", action="store_true", help=words(say("con las columnas de datos personales"))
    )


def run(chosen: Namespace, call: Call) -> int:
    """Write the list; works beside an open window, unless personal data leave: that is noted."""
    from fieldapp.app import assemble_work, open_vault
    from fieldapp.store.disk import write_whole

    file: Path = chosen.file
    with open_vault(call.places, call.passphrase(), writing=chosen.personal) as opened:
        work = assemble_work(opened, call.now)
        form = file.suffix.lower().removeprefix(".")
        only = {"id": chosen.record} if chosen.record else None
        content = work.exports.table(chosen.kind, form, personal=chosen.personal, filters=only)
    write_whole(file, content)
    call.tell(str(file))
    return DONE
