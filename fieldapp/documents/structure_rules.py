"""The rules of a structure tree that our papers could break: PDF/UA-1, and ISO 32000-1 14.8."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pikepdf import Array, Dictionary, Object

_HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
_TAGS: Final = frozenset(
    {*_HEADINGS, "Document", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"}
    | {"Figure", "Form", "Sect", "Div", "Caption"}
)
_ONLY_IN: Final = {
    "TR": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "Lbl": ("LI",),
    "LBody": ("LI",),
}
_MUST_SAY: Final = {
    "Figure": ("/BBox", "a Figure without a box"),
    "TH": ("/Scope", "a TH that does not say what it heads"),
    "L": ("/ListNumbering", "a list that does not say how it counts"),
}

ObjectId = tuple[int, int]


@dataclass(slots=True)
class Tree:
    """What the walk through a structure tree found.

    `owners` maps (page, mark) to the element that holds it, `forms` an annotation to its element,
    `tags` an element to its tag.
    """

    owners: dict[tuple[ObjectId, int], ObjectId] = field(
        default_factory=dict[tuple[ObjectId, int], ObjectId]
    )
    forms: dict[ObjectId, ObjectId] = field(default_factory=dict[ObjectId, ObjectId])
    tags: dict[ObjectId, str] = field(default_factory=dict[ObjectId, str])
    faults: list[str] = field(default_factory=list[str])
    level: int = 0


def walk(root: Object) -> Tree:
    """Walk a structure tree in reading order and note what is wrong with it."""
    tree = Tree()
    tops = _kids(root)
    if [_tag(top) for top in tops if isinstance(top, Dictionary)] != ["Document"]:
        tree.faults.append("the structure does not begin with one Document")
    for top in tops:
        if isinstance(top, Dictionary):
            _visit(tree, top, "")
    return tree


def _visit(tree: Tree, element: Object, parent: str) -> int:
    """Visit an element and all below it; return how many elements it holds itself."""
    tag = _tag(element)
    own = element.objgen
    tree.tags[own] = tag
    _judge(tree, element, tag, parent)
    held = 0
    rows: set[int] = set()
    for kid in _kids(element):
        if not isinstance(kid, Dictionary):
            tree.owners[(element.Pg.objgen, int(kid))] = own  # pyright: ignore[reportArgumentType]
        elif "/S" in kid:
            held += 1
            rows.add(_visit(tree, kid, tag))
        elif "/MCID" in kid:
            tree.owners[(kid.Pg.objgen, int(kid.MCID))] = own
        elif "/Obj" in kid:
            tree.forms[kid.Obj.objgen] = own
    if tag == "Table" and len(rows) != 1:
        tree.faults.append(f"a table with rows of {sorted(rows)} cells")
    return held


def _judge(tree: Tree, element: Object, tag: str, parent: str) -> None:
    if tag not in _TAGS:
        tree.faults.append(f"{tag} is no tag of ours")
    if tag in _ONLY_IN and parent not in _ONLY_IN[tag]:
        tree.faults.append(f"{tag} inside {parent or 'nothing'}")
    if tag in ("Figure", "Form") and not str(element.get("/Alt", "")).strip():
        tree.faults.append(f"a {tag} without words for it")
    key, fault = _MUST_SAY.get(tag, ("", ""))
    if key and not _says(element, key):
        tree.faults.append(fault)
    if tag in _HEADINGS:
        level = _HEADINGS.index(tag) + 1
        if level > tree.level + 1:
            tree.faults.append(f"{tag} follows a heading of level {tree.level}")
        tree.level = level


def _says(element: Object, key: str) -> bool:
    return "/A" in element and key in element.A


def _tag(element: Object) -> str:
    return str(element.get("/S", "")).lstrip("/")


def _kids(element: Object) -> list[Object]:
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]  # pyright: ignore[reportArgumentType, reportReturnType]
