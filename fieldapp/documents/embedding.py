"""The last step of a PDF: files carried inside, and bytes that depend on nothing but the input."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF. `relationship` is its AFRelationship: Source, Data, Supplement."""

    name: str
    content: bytes
    relationship: str
    description: str


def embed(pdf: bytes, files: Sequence[Embedded], *, made_at: datetime | None = None) -> bytes:
    """Put files inside a PDF as associated files and write it again, compact and repeatable.

    `made_at` is what the file says of its own making; without it the file says nothing.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _forget_what_reportlab_adds(document, made_at)
        if files:
            filespecs = [_filespec(document, file) for file in files]
            named = sorted(zip((file.name for file in files), filespecs, strict=True), key=_name)
            document.Root.AF = Array(filespecs)
            document.Root.Names = Dictionary(
                EmbeddedFiles=Dictionary(
                    Names=Array([part for name, spec in named for part in (String(name), spec)])
                )
            )
        written = io.BytesIO()
        document.remove_unreferenced_resources()
        document.save(
            written,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            recompress_flate=True,
        )
    return written.getvalue()


def _name(pair: tuple[str, pikepdf.Object]) -> str:
    return pair[0]


def _forget_what_reportlab_adds(document: pikepdf.Pdf, made_at: datetime | None) -> None:
    """Drop empty outlines, and the invented date that makes reportlab's output repeatable."""
    for key in ("/Outlines", "/PageMode"):
        if key in document.Root:
            del document.Root[key]
    for key in ("/CreationDate", "/ModDate"):
        if made_at:
            document.docinfo[key] = String(f"D:{made_at:%Y%m%d%H%M%S}Z")
        else:
            del document.docinfo[key]


def _filespec(document: pikepdf.Pdf, file: Embedded) -> pikepdf.Object:
    stream = pikepdf.Stream(document, file.content)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/application/json")
    stream.Params = Dictionary(Size=len(file.content))
    held = document.make_indirect(stream)
    return document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(file.name),
            UF=String(file.name),
            Desc=String(file.description),
            AFRelationship=Name(f"/{file.relationship}"),
            EF=Dictionary(F=held, UF=held),
        )
    )
