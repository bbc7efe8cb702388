"""Which country pack headquarters published: laptops fetch it by itself (domain 49, rule R19)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fieldapp.records.describe import (
    MASCULINE,
    REQUIRED,
    EditedBy,
    Fact,
    Merge,
    Record,
    kind,
)


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
    """One version of the pack. The older ones stay: papers and records were made under them."""

    version: Annotated[
        str, Fact("Versión", close=REQUIRED, listed=True, merge=Merge.HQ, longest=20)
    ] = ""
    valid_from: Annotated[date | None, Fact("Rige desde", listed=True, merge=Merge.HQ)] = None
    file_sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, merge=Merge.HQ, longest=64)
    ] = ""
