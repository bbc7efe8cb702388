"""What help says of a country."""

from __future__ import annotations

from fieldapp.packs.pack import Pack
from fieldapp.records.text import Text, say


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
    lines += [say("Por confirmar: {why}.", why=one.why) for one in pack.drafts]
    return tuple(lines)


def told_drafts(pack: Pack) -> dict[str, Text]:
    """What a person is told of the parts that a ministry still owes, by the part's name."""
    return {
        one.part: say("Borrador: {why}. Lo da o lo confirma el ministerio.", why=one.why)
        for one in pack.drafts
        if one.told
    }


def draft_catalogues(pack: Pack) -> dict[str, Text]:
    """The same by the name of the catalogue, for the fields that are chosen from one."""
    drafts = told_drafts(pack)
    names = {f"catalogues.{name}": name for name in pack.catalogues}
    return {names[part]: text for part, text in drafts.items() if part in names}
