"""In which language the data notice was read, to whom, and by whom it was interpreted (rule R16).

Which language somebody speaks may say of which people they are. So an acta says in which languages
the notice was read in the room, with each text, and of no row in which one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.visits import Consent
from fieldapp.rules.acta_content import NoticeRead

_ANOTHER = "other"


def is_interpreted(pack: Pack, language: str | None) -> bool:
    """Tell whether a language has no text of its own, so that somebody has to interpret."""
    return pack.data_protection.in_language(language) is None


def as_read(pack: Pack, language: str | None, interpreter: str = "") -> dict[str, object]:
    """What a consent keeps of the notice: the legal text, and the one that was read out."""
    legal = pack.data_protection
    read = legal.read_in(language)
    translated = read.language != SPANISH
    return {
        "text_version": legal.version,
        "text_sha256": legal.sha256,
        "language": Code(language or SPANISH),
        "interpreter": interpreter.strip(),
        "translation_version": read.version if translated else "",
        "translation_sha256": read.sha256 if translated else "",
    }


def must_name_the_interpreter(pack: Pack, language: str | None, interpreter: str) -> None:
    """Refuse a notice that somebody interpreted and nobody says who."""
    if is_interpreted(pack, language) and not interpreter.strip():
        raise Refused(
            say(
                "Escriba quién interpretó el aviso: en {language} no hay texto.",
                language=language_words(pack, language),
            )
        )


def how_to_read(pack: Pack, language: str | None) -> Text | None:
    """What an officer must do where the notice has no text in a language; None where it has."""
    if not is_interpreted(pack, language):
        return None
    return say(
        "El aviso no tiene texto en {language}. Léalo en español, que alguien lo interprete, "
        "y anote quién.",
        language=language_words(pack, language),
    )


def language_words(pack: Pack, language: str | None) -> str:
    """A language inside a sentence: "wayuunaiki", "otra lengua"."""
    label = pack.catalogue("languages").label(language or SPANISH).lower()
    return f"{label} lengua" if language == _ANOTHER else label


def notices_read(consents: Iterable[Consent], pack: Pack) -> tuple[NoticeRead, ...]:
    """The notices that were read in a room, Spanish first; a consent that does not say is none.

    A text that the pack no longer has is named by its version and digest alone.
    """
    interpreters: dict[tuple[str, str, str], set[str]] = {}
    for one in consents:
        if one.language and one.data is not None and not one.annulled:
            version = one.translation_version or one.text_version
            key = (one.language, version, one.translation_sha256 or one.text_sha256)
            interpreters.setdefault(key, set()).add(one.interpreter)
    read = [
        NoticeRead(
            language=language_words(pack, language),
            version=version,
            digest=digest,
            text=_text(pack, language, digest),
            interpreters=tuple(sorted(names - {""})),
        )
        for (language, version, digest), names in interpreters.items()
    ]
    spanish = language_words(pack, SPANISH)
    return tuple(sorted(read, key=lambda one: (one.language != spanish, one.language, one.digest)))


def notices_sentence(notices: Sequence[NoticeRead]) -> str:
    """What the paper says of it; nothing where no consent says its language."""
    if not notices:
        return ""
    told = dict.fromkeys(_told(one) for one in notices)
    return f"El aviso de datos personales se leyó {'; '.join(told)}."


def _told(one: NoticeRead) -> str:
    through = f", con interpretación de {', '.join(one.interpreters)}" if one.interpreters else ""
    return f"en {one.language}{through}"


def _text(pack: Pack, language: str, digest: str) -> str:
    read = pack.data_protection.read_in(language)
    return read.text if read.sha256 == digest else ""
