"""What an acta tells, part by part, in the order that its country gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from fieldapp.documents.agreed_before import agreed_table
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    ASIDE,
    COLUMN,
    NOTE,
    PLAIN,
    POINT,
    SECTION,
    SUBTITLE,
    TITLE,
    listed,
    paragraphs,
    text,
)
from fieldapp.documents.tables import Cell, labelled_table, ruled_table
from fieldapp.rules.acta_content import Acta, Personal, Promise
from fieldapp.rules.acta_correcting import correction_words
from fieldapp.rules.acta_facts import facts_of
from fieldapp.rules.acta_marks import short_digest
from fieldapp.rules.agreed_before import AGREED_BEFORE

_LABELS = 30 * mm
_HEAD_AND_ROW = 34 * mm
_AIR = 3 * mm
_AS_IT_IS = (
    "El acta N.º {number} queda como se firmó. Esta la nombra, corrige lo que sigue y la repite "
    "con lo corregido."
)
_PROMISED = (
    ("N.º", 9 * mm),
    ("Compromiso", 72 * mm),
    ("Responsable", 38 * mm),
    ("Fecha", 25 * mm),
)
_EVIDENCE = ("Evidencia esperada", 26 * mm)


def acta_body(acta: Acta, personal: Personal | None = None) -> list[Flowable]:
    """Everything from the letterhead to what comes before the list of who was there.

    With `personal` corrected documents are whole.
    """
    story: list[Flowable] = [*letterhead(acta.heading), text(acta.document.upper(), TITLE)]
    if acta.number:
        story.append(text(_number_line(acta), SUBTITLE))
    if acta.nature:
        story.append(text(acta.nature, ASIDE))
    story += _corrections(acta, personal)
    for part in acta.parts:
        story += _PARTS[part](acta)
    return story


def _number_line(acta: Acta) -> str:
    if not acta.supersedes.number:
        return f"N.º {acta.number}"
    clarified = short_digest(bytes.fromhex(acta.supersedes.digest))
    return f"N.º {acta.number}\nAclara el acta N.º {acta.supersedes.number} ({clarified})"


def _corrections(acta: Acta, personal: Personal | None) -> list[Flowable]:
    """What a clarifying acta changes, old words and new, before it says all of it again."""
    if not acta.corrections:
        return []
    return [
        text("Qué aclara esta acta", SECTION),
        text(_AS_IT_IS.format(number=acta.supersedes.number), PLAIN),
        *(
            listed(f"{n}.", correction_words(one, personal))
            for n, one in enumerate(acta.corrections, start=1)
        ),
    ]


def _facts(acta: Acta) -> list[Flowable]:
    return [Spacer(0, _AIR), labelled_table(facts_of(acta), [_LABELS, COLUMN - _LABELS])]


def _opening(acta: Acta) -> list[Flowable]:
    return [Spacer(0, _AIR), *paragraphs(acta.opening)] if acta.opening else []


def _agreed_before(acta: Acta) -> list[Flowable]:
    """What the meeting said of earlier commitments; a meeting that spoke of none says nothing."""
    if not acta.agreed_before:
        return []
    note = [text(acta.agreed_before_note, NOTE)] if acta.agreed_before_note else []
    return [
        CondPageBreak(_HEAD_AND_ROW),
        text(AGREED_BEFORE, ABOVE_TABLE),
        agreed_table(acta.agreed_before),
        Spacer(0, 1 * mm),
        *note,
    ]


def _agenda(acta: Acta) -> list[Flowable]:
    points = [
        listed(
            f"{n}.",
            f"{point.title} (expone {point.presenter})" if point.presenter else point.title,
        )
        for n, point in enumerate(acta.agenda, start=1)
    ]
    return [text(acta.words.agenda, SECTION), *points] if points else []


def _development(acta: Acta) -> list[Flowable]:
    story: list[Flowable] = []
    for n, point in enumerate(acta.agenda, start=1):
        if point.discussion:
            story += [text(f"{n}. {point.title}", POINT), *paragraphs(point.discussion)]
    story += paragraphs(acta.development)
    return [text(acta.words.development, SECTION), *story] if story else []


def _decisions(acta: Acta) -> list[Flowable]:
    decided = [
        listed(f"{n}.", point.decision + (f" ({point.votes})" if point.votes else ""))
        for n, point in enumerate((p for p in acta.agenda if p.decision), start=1)
    ]
    none = text("No se tomaron decisiones.", PLAIN)
    return [text(acta.words.decisions, SECTION), *(decided or [none])]


def _commitments(acta: Acta) -> list[Flowable]:
    heading = text(acta.words.commitments, ABOVE_TABLE)
    if not acta.commitments:
        return [heading, text("No se asumieron compromisos.", PLAIN)]
    rows: list[list[Cell]] = [
        [text(str(n)), text(promise.text), text(_who(promise)), text(promise.due_text)]
        for n, promise in enumerate(acta.commitments, start=1)
    ]
    columns = _PROMISED
    if any(promise.evidence for promise in acta.commitments):
        columns = (*_PROMISED, _EVIDENCE)
        for row, promise in zip(rows, acta.commitments, strict=True):
            row.append(text(promise.evidence))
    return [
        CondPageBreak(_HEAD_AND_ROW),
        heading,
        ruled_table(
            [head for head, _ in columns], rows, [width for _, width in columns], within=COLUMN
        ),
    ]


def _who(promise: Promise) -> str:
    return f"{promise.responsible}\n{promise.person}".strip()


def _said(heading: str, words: str) -> list[Flowable]:
    return [text(heading, SECTION), *paragraphs(words)] if words else []


_PARTS: Final[dict[str, Callable[[Acta], list[Flowable]]]] = {
    "facts": _facts,
    "opening": _opening,
    "agreed_before": _agreed_before,
    "agenda": _agenda,
    "development": _development,
    "decisions": _decisions,
    "commitments": _commitments,
    "results": lambda acta: _said("Resultados", acta.results),
    "recommendations": lambda acta: _said("Recomendaciones", acta.recommendations),
    "remarks": lambda acta: _said("Constancias y salvedades", acta.remarks),
    "next_meeting": lambda acta: _said(acta.words.next_meeting, acta.next_meeting),
}
