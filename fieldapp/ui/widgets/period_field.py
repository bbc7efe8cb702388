"""A period of the programme (vigencia), offered wherever days are asked for."""

from __future__ import annotations

from typing import Final

from fieldapp.records.describe import Fact, FieldSpec, FieldType

PERIOD: Final = FieldSpec(
    "period", FieldType.CODE, Fact("Vigencia", catalogue="periods", hint="Llena las fechas"), None
)
