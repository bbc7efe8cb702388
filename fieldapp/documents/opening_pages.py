"""The page that opens a meeting: what was agreed the last time, who owes what, since when.

One sheet for each municipality of a trip. What it tells is the first section of the acta to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from fieldapp.documents.agreed_before import agreed_table
from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    NOTE,
    PLAIN,
    SECTION,
    SUBTITLE,
    TITLE,
    Sheet,
    lay_out,
    listed,
    text,
)
from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_content import AgreedBefore, Heading
from fieldapp.rules.agreed_before import AGREED_BEFORE

_NAME = "Página de apertura"
_HEAD_AND_ROW = 34 * mm
_AIR = 3 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPage:
    """What is known of a place before a meeting there.

    `planned` are the meetings to come, `last_meeting` the newest one that was closed, with what it
    decided; `agreed` is still owed, `agreements` are in force.
    """

    place: str
    planned: Sequence[str] = ()
    last_meeting: str = ""
    decisions: Sequence[str] = ()
    agreed: Sequence[AgreedBefore] = ()
    agreements: Sequence[str] = ()


def render_opening_pages(
    pages: Sequence[OpeningPage], pack: Pack, *, office: str, today: date
) -> bytes:
    """The PDF: each place begins on a page of its own."""
    institution = pack.wording("institution.name")
    as_of = f"Al {pack.formats.day_long(today)}"
    sheet = Sheet(
        title=f"{_NAME} · {'; '.join(page.place for page in pages)}",
        author=institution,
        language=pack.locale,
        paper=pack.paper,
        running=f"{institution} · {_NAME} · {as_of}",
        foot=lambda _: f"{_NAME} · {as_of} · No es un acta",
    )
    heading = Heading(
        institution=institution,
        area=pack.wording("institution.area"),
        programme=pack.wording("institution.programme"),
        office=office,
    )
    story: list[Flowable] = []
    for page in pages:
        if story:
            story.append(PageBreak())
        story += _page(page, heading, as_of)
    return finish(lay_out(sheet, story))


def _page(page: OpeningPage, heading: Heading, as_of: str) -> list[Flowable]:
    return [
        *letterhead(heading),
        text(page.place, TITLE),
        text(_NAME, SUBTITLE),
        text(f"{as_of}.", NOTE),
        *(text(one, PLAIN) for one in page.planned),
        *_last_meeting(page),
        *_agreed(page),
        *_listed("Convenios y acuerdos vigentes", page.agreements),
    ]


def _last_meeting(page: OpeningPage) -> list[Flowable]:
    said = page.last_meeting or "No hay reuniones anteriores en este equipo."
    return [
        text("La última reunión", SECTION),
        text(said, PLAIN),
        *_points(page.decisions),
    ]


def _agreed(page: OpeningPage) -> list[Flowable]:
    heading = text(AGREED_BEFORE, ABOVE_TABLE)
    if not page.agreed:
        return [heading, text("No hay compromisos abiertos.", PLAIN)]
    late = sum(bool(one.late_text) for one in page.agreed)
    return [
        CondPageBreak(_HEAD_AND_ROW),
        heading,
        text(f"Compromisos abiertos: {len(page.agreed)}. Vencidos: {late}.", NOTE),
        agreed_table(page.agreed, by_hand="Queda hoy"),
        Spacer(0, _AIR),
    ]


def _listed(heading: str, lines: Sequence[str]) -> list[Flowable]:
    return [text(heading, SECTION), *_points(lines)] if lines else []


def _points(lines: Sequence[str]) -> list[Flowable]:
    return [listed(f"{n}.", line) for n, line in enumerate(lines, start=1)]
