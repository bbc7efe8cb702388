"""`fieldapp-server pack check | sign | publish`: a country pack on its way to the laptops."""

import secrets
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from fieldapp.packs import load_pack, read_pack
from fieldapp.packs.pack import Pack
from fieldapp.records.text import Outside, Refused, Text, say, say_n
from fieldapp.rules.pack_checks import drafts_in, what_breaks
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.country_packs import publish_pack, sign_pack

_STANDS, _DRAFT, _LACKS, _OLD, _UNPRINTABLE = "ready", "draft", "missing", "old", "unprintable"
_WORDS = {
    _STANDS: say("tiene su texto"),
    _DRAFT: say("tiene un texto en borrador, pendiente de aprobación"),
    _LACKS: say("no tiene texto: se lee en español y alguien lo interpreta"),
    _OLD: say("traduce una versión anterior del aviso: no se usa"),
    _UNPRINTABLE: say("tiene un carácter que no se puede imprimir"),
}
_WRONG = (_OLD, _UNPRINTABLE)


def check_pack(call: Call, chosen: Namespace) -> None:
    """Tell of each language whether the data notice has a text in it (rule R16).

    A language without a text is told and is no fault: the ministry gives the texts. Raises
    `Outside`, exit 69, for a text that cannot be used. Needs no database.
    """
    where = Path(chosen.pack)
    pack = read_pack(where) if where.is_dir() else load_pack(chosen.pack.upper())
    states = {
        one.code: _state(pack, one.code) for one in pack.catalogue("languages") if one.written
    }
    if call.json:
        call.tell(say(""), pack=pack.version, notice=pack.data_protection.version, languages=states)
    else:
        for code, state in states.items():
            call.tell(_line(pack, code, state))
        lacking = sum(state == _LACKS for state in states.values())
        if lacking:
            call.tell(_how_to_add(pack, lacking))
    wrong = [code for code, state in states.items() if state in _WRONG]
    if wrong:
        raise Outside(say("Corrija en notices.json el aviso en: {codes}.", codes=", ".join(wrong)))


def sign(call: Call, chosen: Namespace) -> None:
    """Check a pack against the edition it follows, and write its signed zip.

    Raises `Refused` with everything that keeps it from following that one: nothing is written.
    """
    folder = Path(chosen.folder)
    pack = read_pack(folder)
    before = read_pack(Path(chosen.after)) if chosen.after else load_pack(pack.country)
    written = msgspec.json.decode((folder / "pack.json").read_bytes(), type=dict[str, Any])
    broken = what_breaks(pack, before, tuple(written["catalogues"]))
    if broken:
        raise Refused(
            say("El paquete no se firmó. {told}", told=" ".join(call.words(one) for one in broken))
        )
    content = sign_pack(folder, pack, call.keys())
    try:
        Path(chosen.file).write_bytes(content)
    except OSError as fault:
        raise Outside(say("No se puede escribir {file}.", file=chosen.file)) from fault
    drafts = drafts_in(written)
    call.tell(
        say(
            "Paquete de {country} {version} firmado en {file} ({size} bytes). "
            "En borrador: {drafts}.",
            country=pack.name,
            version=pack.version,
            file=chosen.file,
            size=len(content),
            drafts=", ".join(drafts) or say("nada"),
        ),
        country=pack.country,
        version=pack.version,
        bytes=len(content),
        drafts=drafts,
    )


def publish(call: Call, chosen: Namespace) -> None:
    """Give a signed pack to every laptop at its next sync, and to this server at its next start."""
    content = _content(Path(chosen.file))
    keys = call.keys()
    with call.places.database_open() as engine, engine.begin() as connection:
        about = publish_pack(connection, content, keys, utc_now(), secrets.token_bytes).manifest
    call.tell(
        say(
            "Paquete {country} {version} publicado: los equipos lo reciben al sincronizar. "
            "Reinicie el servicio para que también lo use.",
            country=about.country,
            version=about.version,
        ),
        country=about.country,
        version=about.version,
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Outside(say("No se puede leer {file}.", file=str(file))) from fault


def _state(pack: Pack, code: str) -> str:
    from fieldapp.documents.fonts import refuse_unprintable

    notice = pack.data_protection.in_language(code)
    if notice is None:
        return _OLD if code in pack.data_protection.translations else _LACKS
    try:
        refuse_unprintable([(say("Aviso"), notice.text)])
    except Refused:
        return _UNPRINTABLE
    return _DRAFT if notice.draft else _STANDS


def _line(pack: Pack, code: str, state: str) -> Text:
    label = pack.catalogue("languages").label(code)
    return say("{language} ({code}): {state}", language=label, code=code, state=_WORDS[state])


def _how_to_add(pack: Pack, lacking: int) -> Text:
    return say_n(
        "Falta el texto de {n} lengua. La traducción es del ministerio; se escribe en "
        "notices.json del paquete y dice a qué versión traduce: {version}.",
        "Faltan los textos de {n} lenguas. La traducción es del ministerio; se escribe en "
        "notices.json del paquete y dice a qué versión traduce: {version}.",
        lacking,
        version=pack.data_protection.version,
    )
