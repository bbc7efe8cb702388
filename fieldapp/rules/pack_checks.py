"""What a new edition of a pack must not do to the one before it (domain section 7).

A code is for ever: records that hold it must stay readable. What is no longer offered keeps its
place with `until`, the last year in which it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from fieldapp.packs import Pack
from fieldapp.packs.versions import edition
from fieldapp.records.text import Text, say


def what_breaks(new: Pack, before: Pack, catalogues: tuple[str, ...]) -> list[Text]:
    """Say what keeps a pack from following another: its version, its country, codes it drops."""
    told: list[Text] = []
    if new.country != before.country:
        told.append(
            say(
                "El paquete es de {new} y el anterior de {before}.",
                new=new.name,
                before=before.name,
            )
        )
        return told
    if edition(new.version) <= edition(before.version):
        told.append(
            say(
                "La versión {new} no es posterior a {before}.",
                new=new.version,
                before=before.version,
            )
        )
    for name in catalogues:
        held = new.catalogue(name)
        told += [
            say(
                "El catálogo «{catalogue}» ya no tiene el código «{code}» ({label}): consérvelo y "
                "póngale «until», el último año en que se ofrece.",
                catalogue=name,
                code=one.code,
                label=one.label,
            )
            for one in before.catalogue(name)
            if one.code not in held
        ]
    return told


def drafts_in(written: Mapping[str, Any]) -> list[str]:
    """The parts of a pack that say they are drafts, by their path in pack.json."""
    return [path for path, part in _parts(written, "") if part.get("draft") is True]


def _parts(written: Mapping[str, Any], path: str) -> list[tuple[str, Mapping[str, Any]]]:
    found: list[tuple[str, Mapping[str, Any]]] = [(path, written)] if path else []
    for key, value in written.items():
        if isinstance(value, dict):
            found += _parts(cast("dict[str, Any]", value), f"{path}.{key}" if path else key)
    return found
