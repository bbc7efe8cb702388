"""`fieldapp pack [FILE]`: which country pack is in use, or take in the one of a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Outside, Words, say

SUMMARY = say("dice qué paquete de país se usa, o instala el de un archivo firmado")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the file."""
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=words(say("el archivo del paquete"))
    )


def run(chosen: Namespace, call: Call) -> int:
    """Say the version, or install one; works beside an open window when it only tells."""
    from fieldapp.app import open_vault

    file: Path | None = chosen.file
    with open_vault(call.places, call.passphrase(), writing=file is not None) as opened:
        if file is None:
            pack = opened.pack
            call.tell(say("{country}, {version}", country=pack.name, version=pack.version))
            return DONE
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise Outside(say("No se puede leer {file}.", file=str(file))) from fault
        installed = opened.shelf.install(content)
    call.tell(
        say(
            "Quedó instalado el paquete {version}: se usa desde la próxima vez que abra. El "
            "anterior se conserva.",
            version=installed.version,
        )
    )
    return DONE
