"""The norms a country's work rests on, its own words explained, and its planning periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from fieldapp.records.text import Text, say

if TYPE_CHECKING:
    from fieldapp.packs.pack import Pack


class LegalBasis(msgspec.Struct, frozen=True):
    """Norms by what they are about; `draft` until the ministry's lawyers confirmed them.

    `mission` are those of the programme, `signatures` those of electronic signatures, `archive`
    how the institution keeps its documents.
    """

    mission: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    archive: str = ""
    draft: bool = True


class Meaning(msgspec.Struct, frozen=True):
    """A word of the country and what it means."""

    word: str
    meaning: str


class PlanPeriod(msgspec.Struct, frozen=True):
    """A period of the programme (vigencia), its days, and what it is about."""

    code: str
    label: str
    since: date
    until: date
    focus: str = ""


def about_country(pack: Pack) -> tuple[Text, ...]:
    """What help says of the country: its pack, its words, its norms, and what is still a draft."""
    lines = [say("Paquete de {country}: {version}.", country=pack.name, version=pack.version)]
    lines += [
        say("{word}: {meaning}.", word=one.word, meaning=one.meaning) for one in pack.glossary
    ]
    for heading, norms in (
        (say("Normas del programa"), pack.legal.mission),
        (say("Firma electrónica"), pack.legal.signatures),
        (say("Datos personales"), pack.data_protection.laws),
    ):
        if norms:
            lines.append(say("{heading}: {norms}.", heading=heading, norms="; ".join(norms)))
    if pack.legal.archive:
        lines.append(say("Archivo: {archive}.", archive=pack.legal.archive))
    if pack.legal.draft:
        lines.append(say("Estas normas son un borrador: falta que el ministerio las confirme."))
    return tuple(lines)
