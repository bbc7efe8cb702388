"""The country's pack as headquarters publishes it, so that small texts change without a release."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID, uuid5

from fieldapp.records.describe import MASCULINE, EditedBy, Fact, Merge, Record, kind

_PACKS: Final = UUID("2f6d6c0b-7f0a-5d83-9f0e-1c54a1b7c9e2")


def country_pack_id(country: str, version: str) -> UUID:
    """The id of a pack's record: one for each country and version."""
    return uuid5(_PACKS, f"{country}:{version}")


@kind(
    "Paquete de país",
    "Paquetes de país",
    gender=MASCULINE,
    title="version",
    scope_by="",
    edited_by=EditedBy.HQ,
    keep_years=80,
)
class CountryPack(Record, frozen=True, kw_only=True):
    """A signed pack, everybody's. `content` is its zip, at most 64 KiB; `sha256` its digest.

    Laptops believe the signatures inside it, not this record. Older ones stay, so that what was
    written under them can still be read.
    """

    country: Annotated[str, Fact("País", merge=Merge.HQ, listed=True, longest=2)] = ""
    version: Annotated[str, Fact("Versión", merge=Merge.HQ, listed=True, longest=30)] = ""
    sha256: Annotated[str, Fact("Huella del archivo", merge=Merge.HQ, hidden=True, longest=64)] = ""
    content: Annotated[bytes | None, Fact("Contenido", merge=Merge.HQ, hidden=True)] = None
    published_at: Annotated[datetime | None, Fact("Publicado el", merge=Merge.HQ, listed=True)] = (
        None
    )
