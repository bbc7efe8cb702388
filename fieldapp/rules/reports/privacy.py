"""What is held of a person, as it is handed to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.packs.pack import Pack
from fieldapp.rules.report import Block, Heading, Paragraph, Report, table


@dataclass(frozen=True, slots=True)
class HeldHere:
    """One record that speaks of the person: what it is, of what, since when, and its values."""

    kind: str
    of: str
    on: date | None
    values: Sequence[tuple[str, str]]
    stays: str = ""


def personal_data_report(held: Sequence[HeldHere], pack: Pack, *, today: date) -> Report:
    """Every record with each of its values, the rights by law, and what cannot be taken out."""
    protection = pack.data_protection
    blocks: list[Block] = [
        Paragraph(
            f"Registros de este equipo que hablan de la persona: {len(held)}. "
            "Lo que haya en otros equipos y en el servidor se pide a la entidad."
        )
    ]
    for one in held:
        blocks.append(Heading(f"{one.kind}: {one.of}" if one.of else one.kind, level=2))
        if one.on is not None:
            blocks.append(Paragraph(f"Escrito el {pack.formats.day_long(one.on)}.", aside=True))
        blocks.append(table((("Dato", 30), ("Valor", 70)), one.values))
        if one.stays:
            blocks.append(Paragraph(one.stays, aside=True))
    blocks += [Heading("Sus derechos"), Paragraph(protection.rights)]
    return Report(
        name="datos_personales",
        title="Datos personales que se conservan",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
    )
