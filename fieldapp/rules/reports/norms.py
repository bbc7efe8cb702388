"""The register of norms with what changed each, and an exchange of letters as a time line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.norms import Letter, Norm, NormRelation
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.norms import number_clashes
from fieldapp.rules.report import Block, Paragraph, Report, Row, table


def norms_report(
    norms: Sequence[Norm], relations: Mapping[UUID, Sequence[NormRelation]], pack: Pack
) -> Report:
    """Every norm, its relations in words, and the numbers that were told twice (domain D56)."""
    rows = [
        (
            label(pack, "norm_types", norm.type),
            norm.number,
            norm.issued_on,
            norm.title,
            "; ".join(_related(one, pack) for one in relations.get(norm.id, ())),
            norm.issuer,
        )
        for norm in norms
    ]
    heads = (("Tipo", 16), ("Número", 14), "Fecha", ("Título", 44), ("Relaciones", 24), "Expide")
    links = sum(len(found) for found in relations.values())
    blocks: list[Block] = [
        Paragraph(f"Normas: {len(norms)}. Relaciones entre normas: {links}."),
        table(heads, rows, caption="Normas"),
    ]
    clashes = [
        (label(pack, "norm_types", one.type), one.number, one.title)
        for found in number_clashes(norms)
        for one in found
    ]
    if clashes:
        note = "El mismo número está escrito más de una vez o con dos tipos: revise cuál es."
        heads_twice = (("Tipo", 20), ("Número", 16), ("Título", 50))
        blocks.append(table(heads_twice, clashes, caption="Números repetidos", note=note))
    return Report(name="marco_legal", title="Marco legal", blocks=tuple(blocks), sideways=True)


def letter_chain_report(chain: Sequence[Letter], pack: Pack) -> Report:
    """An exchange as it went: each letter after the one it answers (domain D57)."""
    numbers = {one.id: one.number for one in chain}
    rows: list[Row] = [
        (
            n,
            one.on,
            label(pack, "letter_types", one.type),
            one.number,
            one.sender,
            one.recipient,
            one.subject,
            numbers.get(one.answers, "") if one.answers else "",
        )
        for n, one in enumerate(chain, start=1)
    ]
    heads = (
        ("N.º", 5),
        ("Fecha", 16),
        ("Tipo", 14),
        ("Número", 28),
        ("De", 20),
        ("Para", 20),
        ("Asunto", 34),
        ("Responde a", 28),
    )
    undated = sum(one.on is None for one in chain)
    note = f"Sin fecha: {undated}; van en el orden de las respuestas." if undated else ""
    return Report(
        name="correspondencia",
        title="Correspondencia: línea de tiempo",
        blocks=(table(heads, rows, caption="Cartas y oficios", note=note),),
        sideways=True,
    )


def _related(relation: NormRelation, pack: Pack) -> str:
    told = (
        label(pack, "norm_effects", relation.effect),
        label(pack, "norm_types", relation.other_type),
        relation.other_number,
    )
    return " ".join(part for part in told if part)
