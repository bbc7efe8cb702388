"""`fieldapp content`: the induction kit; `content --publish FILE`, `content --open ID FILE`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

if TYPE_CHECKING:
    from fieldapp.work.contents import Contents
    from fieldapp.work.record_files import RecordFiles

SUMMARY = say("dice qué contenidos llegaron para leer, guarda uno o publica otro")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare what is done: without anything, the kit is listed."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=words(say("el archivo")))
    parser.add_argument(
        "--open", type=UUID, metavar="ID", help=words(say("guarda un contenido y lo da por leído"))
    )
    parser.add_argument(
        "--publish", action="store_true", help=words(say("envía el archivo a todas las oficinas"))
    )
    parser.add_argument("--title", default="", help=words(say("el título del contenido")))
    parser.add_argument("--version", default="", help=words(say("la versión del contenido")))
    parser.add_argument(
        "--induction", action="store_true", help=words(say("es del kit de quien llega nuevo"))
    )


def run(chosen: Namespace, call: Call) -> int:
    """List the kit, keep a content as a file, or publish one (headquarters alone)."""
    from fieldapp.app import assemble_work, open_vault

    changes_something = chosen.publish or chosen.open is not None
    with open_vault(call.places, call.passphrase(), writing=changes_something) as opened:
        work = assemble_work(opened, call.now)
        if chosen.file is not None and chosen.publish:
            _publish(work.contents, chosen, call)
        elif chosen.file is not None and chosen.open is not None:
            _keep(work.registers.files, chosen, call)
        else:
            _list(work.contents, call)
    return DONE


def _publish(contents: Contents, chosen: Namespace, call: Call) -> None:
    file: Path = chosen.file
    changes: dict[str, Any] = {"version": chosen.version, "induction": chosen.induction or None}
    if chosen.title:
        changes["title"] = chosen.title
    call.tell(str(contents.publish(file.name, file.read_bytes(), changes).id))


def _keep(files: RecordFiles, chosen: Namespace, call: Call) -> None:
    from fieldapp.store.disk import write_whole

    write_whole(chosen.file, files.content("content_item", chosen.open))
    files.taken("content_item", chosen.open)
    call.tell(str(chosen.file))


def _list(contents: Contents, call: Call) -> None:
    for piece in contents.kit():
        state = say("leído") if piece.is_read else say("por leer")
        call.tell(f"{piece.content.id} {piece.content.title}: {call.words(state)}")
