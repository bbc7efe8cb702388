"""A legal framework as documents list it: one citation a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fieldapp.records.describe import Code, Record
from fieldapp.records.norms import Norm, NormRelation
from fieldapp.records.text import say
from fieldapp.rules.norms import read_norm
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet


def _norms(sheet: Sheet) -> Iterator[Record]:
    """Each citation is a norm with what changed it; one without type or number is kept as told."""
    types = tuple(sheet.desk.pack.catalogue("norm_types"))
    for row in sheet.rows:
        citation = sheet.text(row, "norm")
        if not citation:
            sheet.fault(row, "norm", say("escriba la norma."))
            continue
        read = read_norm(citation, types)
        typed: dict[str, object] = {"number": read.number, "title": read.title}
        if read.type:
            typed["type"] = Code(read.type)
        norm = sheet.make(row, Norm, typed, {"title": "norm", "number": "norm"})
        if norm is None:
            continue
        yield norm
        for place, one in enumerate(read.relations, start=1):
            related: dict[str, object] = {"effect": Code(one.effect), "other_number": one.number}
            if one.type:
                related["other_type"] = Code(one.type)
            relation = sheet.make(row, NormRelation, related, norm=norm.id, position=Decimal(place))
            if relation is not None:
                yield relation


IMPORTERS: Final = (
    Importer(
        name="norms",
        label=say("Marco legal"),
        columns=(
            ImportColumn(
                "norm",
                say("La norma como se cita: tipo, número, qué la modificó y su título."),
                also=("norma",),
            ),
            ImportColumn("n", say("Número de orden; no se guarda."), must=False),
        ),
        records=_norms,
    ),
)
