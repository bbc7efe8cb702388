"""A ficha diagnóstico: which values may be shown, and what publishing it lacks (domain D21)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldapp.packs import Pack
from fieldapp.records.situation import ProfileSheet, SheetValue
from fieldapp.records.text import Text, say


def may_be_published(value: SheetValue) -> bool:
    """Tell whether a figure says what it is, when and who says so; a bare number is a rumour."""
    return (
        value.indicator is not None
        and value.value is not None
        and value.year is not None
        and bool(value.source.strip())
    )


def unsourced(values: Iterable[SheetValue]) -> list[SheetValue]:
    """The figures that may not be published."""
    return [one for one in values if not may_be_published(one)]


def what_publishing_lacks(
    sheet: ProfileSheet, values: Sequence[SheetValue], pack: Pack
) -> list[Text]:
    """Say what is missing before a ficha may be published: its place, its day, any source."""
    lacks: list[Text] = []
    if sheet.territory is None or sheet.cut_off is None:
        lacks.append(say("Para publicar la ficha faltan su territorio o su corte."))
    bare = [
        pack.catalogue("profile_indicators").label(one.indicator or "") or "—"
        for one in unsourced(values)
    ]
    if bare:
        lacks.append(
            say(
                "Un dato sin valor, año o fuente no se publica. Complete: {indicators}.",
                indicators=", ".join(bare),
            )
        )
    if not values:
        lacks.append(say("La ficha no tiene todavía ningún dato."))
    return lacks


def by_part(values: Sequence[SheetValue], pack: Pack) -> dict[str, list[SheetValue]]:
    """Figures under the parts of the ficha (labour market, informality…), in the pack's order."""
    found: dict[str, list[SheetValue]] = {}
    for choice in pack.catalogue("profile_indicators"):
        own = [one for one in values if one.indicator == choice.code]
        if own:
            found.setdefault(choice.part, []).extend(
                sorted(own, key=lambda one: (one.year or 0, one.coverage or ""))
            )
    return found
