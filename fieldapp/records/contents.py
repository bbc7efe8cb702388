"""What headquarters sends to the field to read and use, and who received it (domain D53)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    MASCULINE,
    REQUIRED,
    Code,
    EditedBy,
    Fact,
    FileName,
    Merge,
    Record,
    kind,
)


@kind(
    "Contenido",
    "Contenidos",
    gender=MASCULINE,
    title="title",
    scope_by="",
    edited_by=EditedBy.HQ,
    group="training",
)
class ContentItem(Record, frozen=True, kw_only=True):
    """A guide, manual or ficha for every office. What is of the induction kit greets newcomers."""

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    kind: Annotated[Code | None, Fact("Tipo", catalogue="content_kinds", listed=True)] = None
    version: Annotated[str, Fact("Versión", listed=True, longest=40)] = ""
    valid_from: Annotated[date | None, Fact("Vigente desde", listed=True)] = None
    audience: Annotated[str, Fact("Para quién")] = ""
    induction: Annotated[bool | None, Fact("Es del kit de inducción", listed=True)] = None
    text: Annotated[str, Fact("Texto", long=True, search=True)] = ""
    file_name: FileName = ""
    sha256: Annotated[str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.HQ)] = ""


@kind(
    "Recibo de contenido",
    "Recibos de contenidos",
    gender=MASCULINE,
    title="read_by",
    scope_by="office",
    group="training",
)
class ContentReceipt(Record, frozen=True, kw_only=True):
    """That a content reached an office, and who read it there."""

    content: Annotated[
        UUID | None, Fact("Contenido", to=("content_item",), close=REQUIRED, listed=True)
    ] = None
    office: Annotated[UUID | None, Fact("Oficina", to=("office",), listed=True)] = None
    received_on: Annotated[date | None, Fact("Recibido el", close=REQUIRED, listed=True)] = None
    read_by: Annotated[str, Fact("Lo leyó", listed=True, names=True)] = ""
