"""The finishing pass of every paper: PDF/A-3a for the archive, PDF/UA-1 for who hears it read.

The drawn pages get their structure, a colour profile, what the file says of itself, the files it
carries, and on papers that are signed one empty invisible field for the officer's signature. The
bytes depend on nothing but the input.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fieldapp.documents.paper import LaidOut
from fieldapp.documents.structure import StructureWriter
from fieldapp.documents.xmp import AboutFile
from fieldapp.packs.resources import resource_path

SIGNATURE_FIELD: Final = "FirmaFuncionario"
_SIGNATURE_WORDS: Final = "Firma electrónica del funcionario"
_PRINTED_AND_LOCKED: Final = 132
"""Annotation flags: an archive wants each printed, so what is invisible has no size instead."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF. `relationship` is its AFRelationship: Source, Data, Supplement."""

    name: str
    content: bytes
    relationship: str
    description: str


def finish(
    laid_out: LaidOut,
    files: Sequence[Embedded] = (),
    *,
    made_at: datetime | None = None,
    to_sign: bool = False,
) -> bytes:
    """Make a file of drawn pages, compact and repeatable, with files carried inside.

    `made_at` is what it says of its own making; without it the file says nothing. `to_sign`
    prepares the field `SIGNATURE_FIELD`.
    """
    sheet = laid_out.sheet
    about = AboutFile(sheet.title, sheet.author, sheet.language, made_at)
    with pikepdf.open(io.BytesIO(laid_out.pdf)) as document:
        _forget_what_reportlab_adds(document)
        _introduce(document, about)
        structure = StructureWriter(document, laid_out.structure)
        if to_sign:
            _prepare_signature(document, structure)
        structure.close()
        _carry(document, files, made_at)
        written = io.BytesIO()
        document.remove_unreferenced_resources()
        document.save(
            written,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return written.getvalue()


def _forget_what_reportlab_adds(document: pikepdf.Pdf) -> None:
    """Drop empty outlines, page transitions, an invented date and an identity made from it."""
    for key in ("/Outlines", "/PageMode"):
        if key in document.Root:
            del document.Root[key]
    for page in document.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    for key in list(document.docinfo.keys()):
        del document.docinfo[key]
    del document.trailer["/ID"]


def _introduce(document: pikepdf.Pdf, about: AboutFile) -> None:
    """Write what the file is: title, language, metadata, and what its colours mean."""
    root = document.Root
    for key, said in about.info().items():
        document.docinfo[key] = String(said)
    packet = pikepdf.Stream(document, about.packet())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    root.Metadata = document.make_indirect(packet)
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pikepdf.Stream(document, _colour_profile())
    profile.N = 3
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=document.make_indirect(profile),
            )
        ]
    )


@cache
def _colour_profile() -> bytes:
    return resource_path("colour", "srgb.icc").read_bytes()


def _prepare_signature(document: pikepdf.Pdf, structure: StructureWriter) -> None:
    """Put one empty field on the last page: no size, because its visible part is page content."""
    page = document.pages[-1].obj
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(SIGNATURE_FIELD),
            TU=String(_SIGNATURE_WORDS),
            F=_PRINTED_AND_LOCKED,
            P=page,
            Rect=Array([0, 0, 0, 0]),
        )
    )
    page.Annots = Array([field])
    document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([field]), SigFlags=1))
    structure.add_form(field, page, _SIGNATURE_WORDS)


def _carry(document: pikepdf.Pdf, files: Sequence[Embedded], made_at: datetime | None) -> None:
    """Put files inside, each said to be source, data or supplement of the pages."""
    if not files:
        return
    specs = {file.name: _filespec(document, file, made_at) for file in files}
    document.Root.AF = Array(list(specs.values()))
    names = [part for name in sorted(specs) for part in (String(name), specs[name])]
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))


def _filespec(document: pikepdf.Pdf, file: Embedded, made_at: datetime | None) -> pikepdf.Object:
    stream = pikepdf.Stream(document, file.content)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/application/json")
    stream.Params = Dictionary(Size=len(file.content))
    if made_at:
        stream.Params.ModDate = String(f"D:{made_at.astimezone(UTC):%Y%m%d%H%M%S}Z")
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
