"""Writes the structure of drawn pages into their PDF: elements, and which mark belongs to which."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from fieldapp.documents.tagging import Element


class StructureWriter:
    """Writes one document's structure tree; `close` ends it."""

    def __init__(self, document: pikepdf.Pdf, structure: Element) -> None:
        self._document = document
        self._pages = [page.obj for page in document.pages]
        self._owners: list[dict[int, Object]] = [{} for _ in self._pages]
        self._forms: list[Object] = []
        self._root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._top = self._write(structure, self._root)
        self._root.K = self._top

    def add_form(self, field: Object, page: Object, alt: str) -> None:
        """Make a form's field part of the structure, after everything else."""
        element = self._document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=self._top,
                Alt=String(alt),
                K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
            )
        )
        field.StructParent = len(self._pages) + len(self._forms)
        self._forms.append(element)
        held = self._top.get("/K", Array())
        kids = held if isinstance(held, Array) else Array([held])
        kids.append(element)
        self._top.K = kids

    def close(self) -> None:
        """Write the way back, from each mark of a page to its element."""
        make = self._document.make_indirect
        owned = [make(_in_order(owners)) for owners in self._owners] + self._forms
        numbers = [part for number, owner in enumerate(owned) for part in (number, owner)]
        self._root.ParentTree = make(Dictionary(Nums=Array(numbers)))
        self._root.ParentTreeNextKey = len(owned)
        for number, page in enumerate(self._pages):
            page.StructParents = number
            page.Tabs = Name.S
        self._document.Root.StructTreeRoot = self._root
        self._document.Root.MarkInfo = Dictionary(Marked=True)

    def _write(self, element: Element, parent: Object) -> Object:
        written = self._document.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name(f"/{element.tag}"), "/P": parent})
        )
        if element.alt:
            written.Alt = String(element.alt)
        if element.box:
            box = Array([round(side, 2) for side in element.box])
            written.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
        if element.scope:
            written.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.numbering:
            written.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{element.numbering}"))
        kids = self._kids(element, written)
        if kids:
            written.K = Array(kids) if len(kids) > 1 else kids[0]
        return written

    def _kids(self, element: Element, owner: Object) -> list[Object | int]:
        """What an element holds; a mark on another page than its first one names that page."""
        first: int | None = None
        kids: list[Object | int] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._write(kid, owner))
                continue
            page, mark = kid
            self._owners[page][mark] = owner
            if first is None:
                first = page
                owner.Pg = self._pages[page]
            if page == first:
                kids.append(mark)
            else:
                kids.append(Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mark))
        return kids


def _in_order(owners: dict[int, Object]) -> Array:
    """Owners by their marks, which number a page without gaps."""
    return Array([owners[mark] for mark in range(len(owners))])
