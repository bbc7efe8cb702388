"""The last step of a PDF: files carried inside, and bytes that depend on nothing but the input."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF. `relationship` is its AFRelationship: Source, Data, Supplement."""

    name: str
    content: bytes
    relationship: str
    description: str


def embed(pdf: bytes, files: Sequence[Embedded]) -> bytes:
    """Put files inside a PDF as associated files and write it again, compact and repeatable."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _forget_outlines(document)
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


def _forget_outlines(document: pikepdf.Pdf) -> None:
    """Drop what reportlab adds and nothing uses."""
    for key in ("/Outlines", "/PageMode"):
        if key in document.Root:
            del document.Root[key]


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
