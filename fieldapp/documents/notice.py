"""The data notice above a list that is signed on paper, in the language that it is read in."""

from __future__ import annotations

from reportlab.platypus import Flowable

from fieldapp.documents.paper import ASIDE, SMALL, text
from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.rules.notices import language_words

_DRAFT = "Texto en borrador, pendiente de aprobación."


def notice_lines(pack: Pack, language: str = SPANISH) -> list[Flowable]:
    """The notice, that it is a draft, and a line for who interprets it.

    In a language without a text of its own the Spanish one is printed, and the line asks for the
    name of who said it in that language.
    """
    notice = pack.data_protection.read_in(language)
    story: list[Flowable] = [text(notice.text.replace("\n", " "), SMALL)]
    if notice.draft:
        story.append(text(_DRAFT, ASIDE))
    if language != SPANISH:
        spoken = language_words(pack, language)
        read = f"Aviso leído en {spoken} con este texto (versión {notice.version})."
        if notice.language != language:
            read = f"Aviso leído en español e interpretado en {spoken} por: {'_' * 40}"
        story.append(text(read, ASIDE))
    return story
