"""The program's words in another language (resources/translations), or as a country says them."""

from __future__ import annotations

from fieldapp.packs.pack import Pack
from fieldapp.packs.resources import resource_path
from fieldapp.records.text import SPANISH, Words


def load_words(language: str) -> Words:
    """Load the translations of a language; Spanish, in which the program is written, needs none.

    Babel reads the file and is imported only then. A language without a file is said in Spanish.
    """
    path = resource_path("translations", f"{language}.po")
    if language == SPANISH.language or not path.is_file():
        return SPANISH
    from babel.messages.pofile import read_po

    with path.open("rb") as lines:
        translated = read_po(lines)
    catalogue: dict[str, str] = {}
    for message in translated:
        if not message.id or not message.string or message.fuzzy:
            continue
        sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        wordings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        catalogue |= {
            source: wording for source, wording in zip(sources, wordings, strict=True) if wording
        }
    return Words(language, catalogue)


def country_words(pack: Pack, words: Words = SPANISH) -> Words:
    """Give the words of a country: with its own name of headquarters, and sentences of its own.

    Other languages than Spanish have one word for it and stay as they are.
    """
    if words.language != SPANISH.language:
        return words
    return Words(words.language, pack.sentences, pack.words.named)
