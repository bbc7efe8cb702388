"""From which file records came: what was brought in by an importer, when, and what is amiss in it.

A matrix typed by others has pages missing and dates that contradict each other; the note says so
beside the records, and nothing is smoothed over.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import MASCULINE, Fact, Merge, Record, TerritoryCode, kind


@kind(
    "Archivo importado",
    "Archivos importados",
    gender=MASCULINE,
    title="name",
    scope_by="territory",
    group="planning",
)
class ImportNote(Record, frozen=True, kw_only=True):
    """A file that was brought in; `about` is the record that its rows belong to."""

    name: Annotated[
        str, Fact("Archivo", search=True, listed=True, merge=Merge.IMMUTABLE, longest=255)
    ] = ""
    importer: Annotated[
        str, Fact("Se leyó como", listed=True, merge=Merge.IMMUTABLE, longest=60)
    ] = ""
    sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
    rows: Annotated[
        int | None, Fact("Filas leídas", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", hidden=True)] = None
    about: Annotated[
        UUID | None, Fact("Registro al que pertenece", hidden=True, merge=Merge.IMMUTABLE)
    ] = None
    note: Annotated[
        str,
        Fact(
            "Nota sobre la fuente",
            search=True,
            listed=True,
            long=True,
            hint="Páginas que faltan, fechas que se contradicen, de dónde salió.",
        ),
    ] = ""
