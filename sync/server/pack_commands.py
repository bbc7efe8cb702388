"""`fieldapp-server pack check`: what a country pack still lacks before officers may use it."""

from argparse import Namespace
from pathlib import Path

from fieldapp.packs import load_pack, read_pack
from fieldapp.packs.pack import Pack
from fieldapp.records.text import Outside, Refused, Text, say, say_n
from sync.server.commands import Call

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
