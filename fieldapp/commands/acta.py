"""`fieldapp acta ID FILE`: the PDF of an acta, or of its draft."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("escribe el PDF de un acta; antes de emitirla, su borrador")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare which acta, the file, and which of its two copies."""
    which = say("el número del acta, o el identificador de ella o de su visita")
    parser.add_argument("id", metavar="ID", help=words(which))
    parser.add_argument("file", type=Path, metavar="FILE", help=words(say("el archivo")))
    parser.add_argument(
        "--archive",
        action="store_true",
        help=words(say("la copia de archivo, con todos los datos")),
    )
    parser.add_argument(
        "--photos",
        action="store_true",
        help=words(say("en su lugar, el anexo con las fotografías de la visita")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Write the PDF; works beside an open window, unless it is the archive copy: that is noted."""
    from fieldapp.app import assemble_work, open_vault
    from fieldapp.store.disk import write_whole

    with open_vault(call.places, call.passphrase(), writing=chosen.archive) as opened:
        work = assemble_work(opened, call.now)
        visit = work.papers.find(chosen.id)
        acta = work.minutes.of(visit)
        if chosen.photos:
            content = work.papers.photo_annex(visit)
        elif acta is not None and acta.number and acta.status in ("frozen", "sealed"):
            content = work.papers.pdf(acta.id, archive=chosen.archive)
        else:
            content = work.papers.preview(visit)
    write_whole(chosen.file, content)
    call.tell(str(chosen.file))
    return DONE
