"""The text of an acta as it is read out: for the ear and the projector, without what is private.

Everybody in the room hears it, so it has no document number, phone or e-mail; what a projector
must not show is left out here and not hidden by a screen (field rule R16).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fieldapp.rules.acta_content import Acta, AgreedBefore, Attendee
from fieldapp.rules.acta_correcting import correction_words
from fieldapp.rules.agreed_before import AGREED_BEFORE

_CLARIFIES: Final = "Qué aclara esta acta"


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A heading ("" at the beginning) and what is read under it, a paragraph each."""

    heading: str
    paragraphs: tuple[str, ...]


def reading_of(acta: Acta) -> tuple[ReadPart, ...]:
    """What is read, in the order of the paper; parts with nothing to say are left out."""
    meeting, words = acta.meeting, acta.words
    place = ", ".join(one for one in (meeting.venue, meeting.place) if one)
    opening = (meeting.subject, place, meeting.day_text, meeting.hours_text, acta.opening)
    parts = (
        (acta.document, opening),
        (_CLARIFIES, [correction_words(one) for one in acta.corrections]),
        (AGREED_BEFORE, (*map(_agreed, acta.agreed_before), acta.agreed_before_note)),
        (words.agenda, [f"{n}. {one.title}" for n, one in enumerate(acta.agenda, start=1)]),
        (words.development, (*_discussed(acta), *acta.development.splitlines())),
        (words.decisions, [f"{one.decision} {_voted(one.votes)}" for one in acta.agenda]),
        (words.commitments, _promised(acta)),
        ("Resultados", acta.results.splitlines()),
        ("Recomendaciones", acta.recommendations.splitlines()),
        ("Constancias y salvedades", acta.remarks.splitlines()),
        (words.attendance, [_present(one) for one in acta.attendance]),
        ("Próxima reunión", (acta.next_meeting,)),
        ("", acta.closing.splitlines()),
    )
    read = (
        ReadPart(heading, tuple(line.strip() for line in said if line.strip()))
        for heading, said in parts
    )
    return tuple(part for part in read if part.paragraphs)


def _agreed(one: AgreedBefore) -> str:
    told = (one.responsible, one.text, one.late_text, one.status_text, *one.said.splitlines())
    return ". ".join(part.rstrip(".") for part in told if part)


def _discussed(acta: Acta) -> Iterator[str]:
    for n, point in enumerate(acta.agenda, start=1):
        if point.discussion:
            yield f"{n}. {point.title}. {point.discussion}"


def _voted(votes: str) -> str:
    return f"({votes})" if votes else ""


def _promised(acta: Acta) -> list[str]:
    return [
        ". ".join(one.rstrip(".") for one in (promise.responsible, promise.text, promise.due_text))
        for promise in acta.commitments
    ]


def _present(row: Attendee) -> str:
    return ", ".join(
        one for one in (row.name, row.position, row.organization, row.role, row.mark) if one
    )
