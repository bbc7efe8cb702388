"""Recommendations to a territory: the document, its two pages of summary, who has both (D43)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.policies import Recommendation, RecommendationDoc
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.recommending import SUMMARY_WORDS_MOST, Recommended
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table

_WITHOUT: Final = "Sin problema asociado"
_MATRIX: Final = (
    ("N.º", 9),
    ("Recomendación", 80),
    ("Instrumento", 32),
    ("Responsable", 32),
    ("Plazo", 20),
)
_HAVING: Final = (
    ("Territorio", 40),
    ("Documento", 18),
    ("Resumen", 18),
    ("Completo", 18),
    ("Socializado", 18),
    ("Estado", 24),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A workshop in which the recommendations were told: its day, to whom, and what for."""

    day: date | None
    audience: str
    objective: str


@dataclass(frozen=True, slots=True)
class RecommendationPaper:
    """A document with what travels with it. `problems` are the words of each one it answers."""

    document: RecommendationDoc
    recommendations: Sequence[Recommendation]
    problems: Mapping[UUID, str]
    workshops: Sequence[Told] = ()

    def problem_of(self, one: Recommendation) -> str:
        """The problem that a recommendation answers, in words."""
        return self.problems.get(one.problem, "") if one.problem else ""


def recommendation_document(paper: RecommendationPaper, pack: Pack, *, today: date) -> Report:
    """The long document: context, problems, and what is recommended against each."""
    blocks: list[Block] = [Heading("Contexto y diagnóstico"), _words(paper.document.context)]
    told = list(dict.fromkeys(paper.problem_of(one) for one in paper.recommendations))
    named = [one for one in told if one]
    blocks += [
        Heading("Problemas que se atienden"),
        Paragraph("\n".join(f"{n}. {one}" for n, one in enumerate(named, start=1)) or _WITHOUT),
        Heading("Recomendaciones"),
    ]
    for problem in told:
        blocks.append(Heading(problem or _WITHOUT, level=2))
        own = [one for one in paper.recommendations if paper.problem_of(one) == problem]
        blocks += _in_full(own, paper, pack)
    blocks += [
        _matrix(paper, paper.recommendations, pack),
        table(
            (("Fecha", 25), ("A quiénes", 50), ("Taller", 85)),
            [(one.day, one.audience, one.objective) for one in paper.workshops],
            caption="Talleres de socialización",
            empty="Todavía no se ha socializado.",
        ),
    ]
    return _report("recomendaciones", paper.document.title, paper, pack, today, blocks)


def executive_summary(paper: RecommendationPaper, pack: Pack, *, today: date) -> Report:
    """The summary: its words, and as many recommendations as two pages hold."""
    words = paper.document.executive_summary
    left = SUMMARY_WORDS_MOST - len(words.split())
    shown: list[Recommendation] = []
    for one in paper.recommendations:
        left -= len(one.text.split()) + len(one.responsible.split())
        if left < 0:
            break
        shown.append(one)
    rest = len(paper.recommendations) - len(shown)
    more = f"Y {rest} más, en el documento de recomendaciones." if rest else ""
    blocks = [_words(words), _matrix(paper, shown, pack, note=more)]
    title = f"Resumen ejecutivo. {paper.document.title}"
    return _report("resumen_ejecutivo", title, paper, pack, today, blocks)


def completeness_report(territories: Sequence[Recommended], pack: Pack, *, today: date) -> Report:
    """Which departments have their document and their summary, and which lack one."""
    documents = sum(one.has_document for one in territories)
    summaries = sum(one.has_summary for one in territories)
    complete = sum(one.complete for one in territories)
    return Report(
        name="recomendaciones_por_territorio",
        title="Recomendaciones y resúmenes ejecutivos por territorio",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            Paragraph(
                f"Territorios: {len(territories)}. Documentos: {documents}. "
                f"Resúmenes ejecutivos: {summaries}. Completos, con ambos: {complete}."
            ),
            table(
                _HAVING,
                [_standing_row(one, pack) for one in territories],
                caption="Por territorio",
            ),
        ),
    )


def _standing_row(one: Recommended, pack: Pack) -> Row:
    states = {label(pack, "recommendation_status", doc.status) for doc in one.documents}
    return (
        pack.territories.path(one.territory),
        one.has_document,
        one.has_summary,
        one.complete,
        one.socialised,
        ", ".join(sorted(states - {""})),
    )


def _report(
    name: str,
    title: str,
    paper: RecommendationPaper,
    pack: Pack,
    today: date,
    blocks: Sequence[Block],
) -> Report:
    document = paper.document
    years = "–".join(str(year) for year in (document.first_year, document.last_year) if year)
    status = label(pack, "recommendation_status", document.status)
    return Report(
        name=name,
        title=title,
        subtitle=", ".join(
            part for part in (pack.territories.path(document.territory or ""), years) if part
        ),
        stamp=f"Versión {document.version or 1} · {status} · {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
    )


def _words(text: str) -> Paragraph:
    return Paragraph(text.strip() or "Sin redactar.")


def _in_full(
    own: Sequence[Recommendation], paper: RecommendationPaper, pack: Pack
) -> list[Paragraph]:
    numbers = {one.id: n for n, one in enumerate(paper.recommendations, start=1)}
    told: list[Paragraph] = []
    for one in own:
        aside = [
            f"{name}: {value}."
            for name, value in (
                ("Instrumento", label(pack, "policy_instrument_types", one.instrument)),
                ("Responsable", one.responsible),
                ("Plazo", label(pack, "terms", one.term)),
            )
            if value
        ]
        told.append(Paragraph(f"{numbers[one.id]}. {one.text}"))
        if aside:
            told.append(Paragraph(" ".join(aside), aside=True))
    return told


def _matrix(
    paper: RecommendationPaper, shown: Sequence[Recommendation], pack: Pack, note: str = ""
) -> Block:
    numbers = {one.id: n for n, one in enumerate(paper.recommendations, start=1)}
    return table(
        (
            ("N.º", 9),
            ("Recomendación", 80),
            ("Instrumento", 32),
            ("Responsable", 32),
            ("Plazo", 20),
        ),
        [
            (
                numbers[one.id],
                one.text,
                label(pack, "policy_instrument_types", one.instrument),
                one.responsible,
                label(pack, "terms", one.term),
            )
            for one in shown
        ],
        caption="Recomendaciones",
        note=note,
    )
