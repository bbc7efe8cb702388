"""Looks for what our own papers could do wrong against PDF/A-3a and PDF/UA-1.

It runs before every signature, because a signed file cannot be mended, and again on what
headquarters completes: time-stamps and revocation answers must not cost the file its conformance.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Final, cast

import pikepdf
from pikepdf import Dictionary, Object

from fieldapp.documents.embedded_letters import EmbeddedLetters
from fieldapp.documents.page_marks import PageMarks, read_marks
from fieldapp.documents.structure_rules import Tree, walk

_SAID_TWICE: Final = (
    ("dc:title", "/Title"),
    ("dc:creator", "/Author"),
    ("xmp:CreatorTool", "/Creator"),
    ("pdf:Producer", "/Producer"),
)
_PARTS: Final = (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"))
_NEVER_IN_ROOT: Final = ("/OpenAction", "/AA", "/OCProperties", "/Perms")
_PRINT: Final = 4
_NEVER_SET: Final = 1 | 2 | 32 | 256


def faults(pdf: bytes) -> list[str]:
    """What is wrong with a paper; nothing when it conforms. Never raises for what the file holds.

    The sentences are for whoever mends the program, not for an officer.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return list(_faults(document))
    except Exception as fault:  # noqa: BLE001 - whatever a file holds that is none of ours
        return [f"not readable as a paper of ours: {type(fault).__name__}: {fault}"]


def _faults(document: pikepdf.Pdf) -> Iterator[str]:
    yield from _of_the_file(document)
    yield from _of_what_it_says(document)
    yield from _of_files_inside(document)
    tree = walk(document.Root.StructTreeRoot)
    yield from tree.faults
    parents = _parents(document.Root.StructTreeRoot.ParentTree)
    glyphs: dict[tuple[int, int], EmbeddedLetters] = {}
    for number, page in enumerate(document.pages, start=1):
        marks = read_marks(_content(page.obj))
        told = (
            *marks.faults,
            *_of_a_page(page.obj, marks, tree, parents),
            *_of_annotations(page.obj, tree, parents),
            *_of_letters(page.obj, marks, glyphs),
        )
        yield from (f"page {number}: {fault}" for fault in told)


def _of_the_file(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if "/ID" not in document.trailer or "/Encrypt" in document.trailer:
        yield "the trailer has no ID, or hides the content"
    if document.pdf_version < "1.7":
        yield f"PDF {document.pdf_version}"
    for key in _NEVER_IN_ROOT:
        # A certification signature stands under /Perms, and nothing else may.
        if key in root and not (key == "/Perms" and set(root.Perms.keys()) <= {"/DocMDP"}):
            yield f"{key} in the root"
    if "/AcroForm" in root and {"/XFA", "/NeedAppearances"} & set(root.AcroForm.keys()):
        yield "a form that wants to be filled in by a program"
    intents = [one for one in root.get("/OutputIntents", []) if one.S == "/GTS_PDFA1"]
    if len(intents) != 1 or int(intents[0].DestOutputProfile.N) != 3:
        yield "no colour profile"


def _of_what_it_says(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not bool(root.MarkInfo.get("/Marked", False)):
        yield "not said to be marked"
    if not bool(root.ViewerPreferences.get("/DisplayDocTitle", False)):
        yield "the title is not displayed"
    said = cast("Mapping[str, object]", document.open_metadata())
    for name, value in _PARTS:
        if said.get(name) != value:
            yield f"{name} is {said.get(name)}"
    for name, key in _SAID_TWICE:
        value = said.get(name)
        once = cast("list[object]", value)[0] if isinstance(value, list) else value
        if not once or once != str(document.docinfo.get(key, "")):
            yield f"{name} and {key} differ"


def _of_files_inside(document: pikepdf.Pdf) -> Iterator[str]:
    associated = {one.objgen for one in document.Root.get("/AF", [])}
    for name, spec in document.attachments.items():
        held = spec.obj
        if held.objgen not in associated or "/AFRelationship" not in held:
            yield f"{name} is not said to belong to the pages"
        if not {"/F", "/UF", "/Desc", "/EF"} <= set(held.keys()) or "/Subtype" not in held.EF.F:
            yield f"{name} does not say what it is"


def _parents(tree: Object) -> dict[int, Object]:
    numbers = tree.get("/Nums", [])
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


def _content(page: Object) -> bytes:
    held = page.get("/Contents")
    if held is None:
        return b""
    streams = [held] if isinstance(held, pikepdf.Stream) else list(held)
    return b"\n".join(stream.read_bytes() for stream in streams)


def _of_a_page(
    page: Object, marks: PageMarks, tree: Tree, parents: dict[int, Object]
) -> Iterator[str]:
    """Page, structure and the way back must tell the same of each mark."""
    owners = parents.get(int(page.get("/StructParents", -1)))
    if owners is None or page.get("/Tabs") != "/S":
        yield "not part of the structure"
        return
    for mark, tag in marks.tags.items():
        owner = tree.owners.pop((page.objgen, mark), None)
        if owner is None:
            yield f"mark {mark} belongs to nothing"
        elif mark >= len(owners) or owners[mark].objgen != owner:
            yield f"mark {mark} leads back to another element"
        elif tree.tags[owner] != tag:
            yield f"mark {mark} says {tag} and belongs to {tree.tags[owner]}"
    yield from (f"mark {mark} is not on the page" for at, mark in tree.owners if at == page.objgen)


def _of_annotations(page: Object, tree: Tree, parents: dict[int, Object]) -> Iterator[str]:
    for one in page.get("/Annots", []):
        flags = int(one.get("/F", 0))
        sized = any(float(side) for side in one.Rect)
        if one.Subtype != "/Widget" or sized:
            yield f"an annotation {one.Subtype} that covers the page"
        if not flags & _PRINT or flags & _NEVER_SET:
            yield f"an annotation that is not printed (flags {flags})"
        if "/StructParent" in one:
            owner = parents.get(int(one.StructParent))
            if owner is None or tree.forms.get(one.objgen) != owner.objgen or "/TU" not in one:
                yield "a field that the structure does not know"


def _of_letters(
    page: Object, marks: PageMarks, known: dict[tuple[int, int], EmbeddedLetters]
) -> Iterator[str]:
    fonts = page.Resources.get("/Font", Dictionary())
    for name, codes in marks.shown.items():
        font = fonts.get(f"/{name}")
        if font is None:
            yield f"letters in a font {name or 'without a name'} that the page does not have"
            continue
        if font.objgen not in known:
            known[font.objgen] = EmbeddedLetters(font)
        yield from known[font.objgen].faults(codes, marks.meant.get(name, set()))
    for name, font in fonts.items():
        if "/FontDescriptor" not in font:
            yield f"the font {name} is not inside"
