"""`fieldapp pack [install FILE]`: the country's pack in use, and a newer one from a file."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Outside, Words, say

SUMMARY = say("dice qué paquete de país se usa, o instala uno más nuevo desde un archivo")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the file of a pack, and the machine's form of the answer."""
    parser.add_argument(
        "--install", type=Path, metavar="FILE", help=words(say("el paquete firmado, en un ZIP"))
    )
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Install what was named, beside an open window too; it is used from the next opening on."""
    from fieldapp.app import open_vault
    from fieldapp.signing.packs_in_use import install_pack

    content = _read(chosen.install) if chosen.install else None
    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        call = call.in_country(opened.pack)
        pack = opened.pack
        if content is not None:
            key = opened.identity.enrolment.headquarters_key
            pack = install_pack(opened.shelf, content, key)
    told = {"country": pack.country, "version": pack.version, "installed": content is not None}
    if chosen.json:
        call.tell(json.dumps(told, sort_keys=True))
    elif content is None:
        text = say("Paquete de {country}: {version}.", country=pack.name, version=pack.version)
        call.tell(text)
    else:
        text = say(
            "Paquete de {country} {version} instalado. Se usará al abrir de nuevo la bitácora; el "
            "anterior se conserva.",
            country=pack.name,
            version=pack.version,
        )
        call.tell(text)
    return DONE


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Outside(say("No se puede leer {file}.", file=str(file))) from fault
