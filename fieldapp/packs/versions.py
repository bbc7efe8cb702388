"""Which of two versions of a pack is the newer, and what a newer one may not do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.text import Refused, say

_VERSION: Final = re.compile(r"\d{4}(\.\d{1,4}){1,2}")


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: "2026.10" comes after "2026.9".

    Raises:
        Refused: it is not written so.
    """
    if not _VERSION.fullmatch(version):
        raise Refused(
            say("La versión de un paquete se escribe como 2026.2, no «{version}».", version=version)
        )
    return tuple(map(int, version.split(".")))


def in_force(pack: Pack, today: date) -> bool:
    """Tell whether the day from which a pack counts has come."""
    return pack.valid_from is None or pack.valid_from <= today


def must_follow(newer: Pack, older: Pack) -> None:
    """Check that a pack may take the place of another, whose records must stay readable.

    Raises:
        Refused: another country's, not newer, or a code of the older is gone: a code that is no
            longer used keeps its place with `until`.
    """
    if newer.country != older.country:
        raise Refused(
            say(
                "El paquete es de {other} y aquí se trabaja con {country}.",
                other=newer.name,
                country=older.name,
            )
        )
    if order(newer.version) <= order(older.version):
        raise Refused(
            say(
                "El paquete {version} no es más nuevo que el {older} que ya está.",
                version=newer.version,
                older=older.version,
            )
        )
    for catalogue, codes in gone(newer, older).items():
        raise Refused(
            say(
                "El paquete {version} quitó códigos de «{catalogue}»: {codes}. Un código no se "
                "quita, se retira con «until»: los registros que lo tienen deben poder leerse.",
                version=newer.version,
                catalogue=catalogue,
                codes=", ".join(codes),
            )
        )


def gone(newer: Pack, older: Pack) -> Mapping[str, list[str]]:
    """The codes of the older pack that the newer one lacks, by catalogue."""
    lost: dict[str, list[str]] = {}
    for name, choices in older.catalogues.items():
        there = newer.catalogues.get(name)
        missing = [one.code for one in choices if there is None or one.code not in there]
        if missing:
            lost[name] = missing
    return lost
