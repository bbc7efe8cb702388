"""The final report of a mission: seven headings in the order of its source (domain D60)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.products import Product, Project, ProjectPoint
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Block, Heading, Paragraph, Report, table

HEADINGS: Final = (
    "Título",
    "Institución beneficiaria",
    "Periodo de desarrollo",
    "Justificación",
    "Objetivos",
    "Resultados y productos elaborados",
    "Conclusiones y recomendaciones",
)
_EMPTY: Final = "Sin registrar."


def mission_report(
    project: Project, points: Sequence[ProjectPoint], products: Sequence[Product], pack: Pack
) -> Report:
    """The seven parts, each with its heading though it be empty; products stand with results."""
    by_id = {one.id: one for one in products}
    parts: tuple[Sequence[Block], ...] = (
        [_words(project.title)],
        [_words(project.beneficiary_name)],
        [_words(_period(project, pack))],
        [_words(project.justification)],
        _listed(points, "objective"),
        [*_results(points, by_id), *_products(products, pack)],
        _listed(points, "conclusion", "recommendation"),
    )
    blocks: list[Block] = []
    for heading, part in zip(HEADINGS, parts, strict=True):
        blocks += [Heading(heading), *part]
    return Report(
        name="informe_final_de_mision",
        title="Informe final",
        subtitle=project.title,
        stamp=project.cooperant,
        blocks=tuple(blocks),
    )


def _words(text: str) -> Paragraph:
    return Paragraph(text.strip() or _EMPTY)


def _period(project: Project, pack: Pack) -> str:
    """From the month it began to that in which it ended: "Julio de 2023 a febrero de 2024"."""
    told = [_month(day, pack) for day in (project.starts_on, project.ends_on) if day is not None]
    return " a ".join(told).capitalize()


def _month(day: date, pack: Pack) -> str:
    return f"{pack.formats.dates.months.split()[day.month - 1]} de {day.year}"


def _listed(points: Sequence[ProjectPoint], *parts: str) -> list[Block]:
    texts = [f"– {one.text}" for part in parts for one in points if one.part == part]
    return [_words("\n".join(texts))]


def _results(points: Sequence[ProjectPoint], products: Mapping[UUID, Product]) -> list[Block]:
    """Results under what they were made in the frame of, each heading once."""
    results = [one for one in points if one.part == "result"]
    frames = list(dict.fromkeys(one.heading for one in results))
    ordered = sorted(results, key=lambda one: frames.index(one.heading))
    blocks: list[Block] = []
    for heading, own in groupby(ordered, key=lambda one: one.heading):
        if heading:
            blocks.append(Heading(f"En el marco de: {heading}", level=2))
        blocks.append(Paragraph("\n".join(f"– {_with_product(one, products)}" for one in own)))
    return blocks or [_words("")]


def _with_product(point: ProjectPoint, products: Mapping[UUID, Product]) -> str:
    product = products.get(point.product) if point.product else None
    return f"{point.text} (producto: {product.title})" if product else point.text


def _products(products: Sequence[Product], pack: Pack) -> list[Block]:
    if not products:
        return []
    return [
        table(
            (("Producto", 60), ("Clase", 30), ("Estado", 24), ("Aprobado por", 36), ("Fecha", 24)),
            [
                (
                    one.title,
                    label(pack, "product_kinds", one.kind),
                    label(pack, "product_status", one.status),
                    one.approved_by,
                    one.approved_on,
                )
                for one in products
            ],
            caption="Productos",
        )
    ]
