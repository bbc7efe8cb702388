"""How each question of the kiosk is put, and which answers it offers."""

from __future__ import annotations

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import Text, say
from fieldapp.rules.kiosk import Ask, KioskCard
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.pages.visit_room.kiosk.cards import (
    DECLINED,
    Answer,
    ChoiceCard,
    ChoicesCard,
    LinesCard,
)
from fieldapp.work.kiosk import KioskSaved

_PUT = {
    "id_type": say("¿Qué documento tiene?"),
    "id_number": say("Escriba el número de su documento"),
    "full_name": say("¿Cómo se llama?"),
    "organization_name": say("¿A qué entidad u organización representa?"),
    "phone": say("¿Cómo podemos comunicarnos con usted?"),
    "sex": say("¿Cuál es su sexo?"),
    "age_range": say("¿Qué edad tiene?"),
    "disability": say("¿Tiene alguna discapacidad?"),
    "population_groups": say("¿Se reconoce en alguno de estos grupos?"),
}
"""Questions in the program's words; `_PACKS` are in the country's."""
_PACKS = {"minor": "attendance.minor_question", "ethnic_group": "attendance.ethnic_question"}
_YES_NO: tuple[Answer, ...] = ((True, say("Sí")), (False, say("No")))


def question_card(tools: PageTools, pack: Pack, asked: KioskCard, saved: KioskSaved) -> Card:
    """The card of a question, with what this attendee answered before."""
    if asked.ask in (Ask.IMAGE, Ask.SENSITIVE):
        return _permission(tools, pack, asked.ask, saved)
    spec = tools.kinds["attendance"]
    fields = [spec[name] for name in asked.fields]
    first = fields[0]
    question = _question(pack, first)
    said = getattr(saved.row, first.name)
    if asked.ask is Ask.LINES:
        values = {field.name: getattr(saved.row, field.name) for field in fields}
        return LinesCard(tools, fields, question, values, pack.cards)
    if asked.ask is Ask.TRUTH:
        return ChoiceCard(tools, first, (question, ""), _YES_NO, said)
    answers = _answers(pack, first, tools.clock.today().year, optional=asked.optional)
    if asked.ask is Ask.CHOICES:
        return ChoicesCard(tools, first, question, answers, said)
    chosen = said if said is not None or asked.optional else answers[0][0]
    return ChoiceCard(tools, first, (question, ""), answers, chosen)


def _question(pack: Pack, field: FieldSpec) -> Text | str:
    if field.name in _PACKS:
        return pack.wording(_PACKS[field.name])
    return _PUT.get(field.name, Text(field.label))


def _answers(pack: Pack, field: FieldSpec, year: int, *, optional: bool) -> list[Answer]:
    """The choices of a catalogue; who says nothing leaves the field as if nobody had asked."""
    offered = pack.catalogue(field.fact.catalogue).offered(year)
    choices: list[Answer] = [
        (one.code, one.label) for one in offered if not one.organization and not one.declines
    ]
    return [(None, DECLINED), *choices] if optional else choices


def _permission(tools: PageTools, pack: Pack, ask: Ask, saved: KioskSaved) -> Card:
    """A permission of its own, not given until somebody gives it."""
    consent, notice = tools.kinds["consent"], pack.data_protection
    given = saved.consent
    if ask is Ask.IMAGE:
        said = bool(given and given.image)
        answers: tuple[Answer, ...] = ((False, say("No autorizo")), (True, say("Autorizo")))
        put = (say("¿Autoriza el uso de su imagen?"), notice.image)
        return ChoiceCard(tools, consent["image"], put, answers, said)
    said = bool(given and given.sensitive)
    answers = ((False, DECLINED), (True, say("Autorizo y respondo")))
    put = (say("Unas preguntas que puede no responder"), notice.sensitive)
    return ChoiceCard(tools, consent["sensitive"], put, answers, said)
