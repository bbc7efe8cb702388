"""`fieldapp-server pack check | sign | publish`: a country pack from its folder to every laptop."""

import secrets
from argparse import Namespace
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from fieldapp.packs import load_pack, read_pack
from fieldapp.packs.checking import faults, ignored_keys
from fieldapp.packs.pack import Pack, pack_of
from fieldapp.packs.pack_file import NotAPack, read_pack_file, write_pack_file
from fieldapp.packs.versions import must_follow
from fieldapp.records.text import Outside, Refused, Text, say, say_n
from fieldapp.signing.keys import is_signed_by
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.file_rows import note_whole
from sync.server.files import open_files
from sync.server.published_packs import tell_pack

_STANDS, _DRAFT, _LACKS, _OLD, _UNPRINTABLE = "ready", "draft", "missing", "old", "unprintable"
_WORDS = {
    _STANDS: say("tiene su texto"),
    _DRAFT: say("tiene un texto en borrador, pendiente de aprobación"),
    _LACKS: say("no tiene texto: se lee en español y alguien lo interpreta"),
    _OLD: say("traduce una versión anterior del aviso: no se usa"),
    _UNPRINTABLE: say("tiene un carácter que no se puede imprimir"),
}
_WRONG = (_OLD, _UNPRINTABLE)
_PARTS = (".json", ".csv", ".docx", ".xlsx", ".svg")


def check_pack(call: Call, chosen: Namespace) -> None:
    """Tell what the ministry still has to give, and what in the pack nobody reads or can print.

    What is missing is no fault: of each language whether the data notice has a text in it (rule
    R16), the logo, the drafts. Raises `Outside`, exit 69, for a text that cannot be used, `Refused`
    for a logo that cannot be printed. Needs no database.
    """
    where = Path(chosen.pack)
    pack = read_pack(where) if where.is_dir() else load_pack(chosen.pack.upper())
    states = {
        one.code: _state(pack, one.code) for one in pack.catalogue("languages") if one.written
    }
    ignored, wrong_texts = ignored_keys(pack), faults(pack)
    if call.json:
        call.tell(
            say(""),
            pack=pack.version,
            valid_from=str(pack.valid_from or ""),
            notice=pack.data_protection.version,
            languages=states,
            logo=pack.logo is not None,
            ignored=list(ignored),
            drafts={one.part: one.why for one in pack.drafts},
            faults=[str(fault) for fault in wrong_texts],
        )
    else:
        for line in _about(pack, ignored, wrong_texts):
            call.tell(line)
        for code, state in states.items():
            call.tell(_line(pack, code, state))
        lacking = sum(state == _LACKS for state in states.values())
        if lacking:
            call.tell(_how_to_add(pack, lacking))
    if wrong_texts:
        raise Outside(
            say(
                "Corrija los textos de wording.json: una palabra entre llaves que no se "
                "conoce detendría el documento."
            )
        )
    wrong = [code for code, state in states.items() if state in _WRONG]
    if wrong:
        raise Outside(say("Corrija en notices.json el aviso en: {codes}.", codes=", ".join(wrong)))


def sign_pack(call: Call, chosen: Namespace) -> None:
    """Check the pack in a folder against the one in force, and write it as one signed file.

    Raises `Refused` for another country's, one that is not newer, one that lost a code, or one
    with a text or a logo that could not be printed.
    """
    folder = Path(chosen.folder)
    pack = read_pack(folder)
    must_follow(pack, call.places.pack(pack.country))
    for fault in faults(pack):
        raise Refused(fault)
    parts = {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.suffix in _PARTS}
    content = write_pack_file(pack.country, pack.version, parts, call.keys().answers.sign)
    file = Path(chosen.file)
    file.write_bytes(content)
    call.tell(
        say("Paquete {version} firmado en «{file}».", version=pack.version, file=str(file)),
        version=pack.version,
        file=str(file),
        bytes=len(content),
    )


def publish_pack(call: Call, chosen: Namespace) -> None:
    """Put a signed pack in force here, and tell every laptop, which fetches it by itself."""
    content = Path(chosen.file).read_bytes()
    keys = call.keys()
    try:
        packed = read_pack_file(content, partial(is_signed_by, keys.answers_public))
    except NotAPack as fault:
        raise Refused(
            say("El archivo no es un paquete firmado aquí: fírmelo con «pack sign».")
        ) from fault
    pack = pack_of(packed.parts.get, chosen.file)
    with call.register() as register:
        must_follow(pack, call.places.pack(register.country()))
        name = open_files(call.places.files, call.places.files_endpoint).write(content)
        with register.engine.begin() as connection:
            note_whole(connection, name, len(content), None, utc_now())
            tell_pack(connection, pack.version, name, utc_now(), secrets.token_bytes)
        call.places.keep_pack(pack.version, content)
    call.tell(
        say(
            "Paquete {version} publicado: los equipos lo reciben al sincronizar y lo usan desde "
            "que se abren otra vez. Reinicie el servidor para que lo use también.",
            version=pack.version,
        ),
        version=pack.version,
    )


def _about(pack: Pack, ignored: Sequence[str], wrong: Sequence[Text]) -> Iterator[Text]:
    """From when it counts, what is wrong in it, what nobody reads, and what is still missing."""
    since = pack.formats.day_long(pack.valid_from) if pack.valid_from else ""
    version, name = pack.version, pack.name
    if since:
        yield say(
            "{name} {version}, vigente desde el {since}.", name=name, version=version, since=since
        )
    yield from wrong
    for key in ignored:
        yield say("Nadie lee «{key}»: quizá está mal escrito.", key=key)
    if pack.logo is None:
        yield say("No hay logotipo: el ministerio lo da en logo.svg y sale en actas e informes.")
    for draft in pack.drafts:
        yield say("Por confirmar, {part}: {why}.", part=draft.part, why=draft.why)


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
