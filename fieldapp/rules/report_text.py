"""A report as text and back: the same value after years, in any later version (rule R27)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

from fieldapp.records.canonical import Json, canonical_json
from fieldapp.records.describe import Money
from fieldapp.rules.report import (
    Block,
    Column,
    Heading,
    Paragraph,
    Picture,
    Report,
    Row,
    Table,
    Value,
)

_VERSION: Final = 1
_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an issued report: all it said, and the visits it counted."""

    report: Report
    counted: frozenset[UUID] = frozenset()


def written(kept: Kept) -> bytes:
    """Pack a report: canonical JSON, compressed; the same bytes for the same report."""
    report = kept.report
    told: Mapping[str, Json] = {
        "version": _VERSION,
        "name": report.name,
        "title": report.title,
        "subtitle": report.subtitle,
        "stamp": report.stamp,
        "sideways": report.sideways,
        "blocks": [_block(one) for one in report.blocks],
        "counted": sorted(one.hex for one in kept.counted),
    }
    return zlib.compress(canonical_json(told), _LEVEL)


def read(content: bytes) -> Kept:
    """Unpack a report. Raises ValueError for what is none."""
    try:
        told: dict[str, Any] = json.loads(zlib.decompress(content))
        report = Report(
            name=told["name"],
            title=told["title"],
            blocks=tuple(_block_of(one) for one in told["blocks"]),
            subtitle=told["subtitle"],
            stamp=told["stamp"],
            sideways=told["sideways"],
        )
        return Kept(report, frozenset(UUID(hex=one) for one in told["counted"]))
    except (zlib.error, KeyError, TypeError) as fault:
        raise ValueError("this is no report") from fault


def _block(block: Block) -> Mapping[str, Json]:
    match block:
        case Heading():
            return {"kind": "heading", "words": block.words, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "words": block.words, "aside": block.aside}
        case Picture():
            return {
                "kind": "picture",
                "drawn": block.kind,
                "told": block.told,
                "points": [[name, str(value)] for name, value in block.points],
                "most": str(block.most),
                "heights": [str(value) for value in block.heights],
                "axes": list(block.axes),
            }
        case Table():
            return {
                "kind": "table",
                "columns": [[one.head, one.share] for one in block.columns],
                "rows": [_row(one) for one in block.rows],
                "caption": block.caption,
                "totals": _row(block.totals),
                "note": block.note,
                "empty": block.empty,
            }


def _block_of(told: Mapping[str, Any]) -> Block:
    match told["kind"]:
        case "heading":
            return Heading(told["words"], told["level"])
        case "paragraph":
            return Paragraph(told["words"], told["aside"])
        case "picture":
            points = tuple((name, Decimal(value)) for name, value in told["points"])
            heights = tuple(Decimal(value) for value in told.get("heights", ()))
            across, up = told.get("axes", ("", ""))
            most = Decimal(told["most"])
            return Picture(told["drawn"], told["told"], points, most, heights, (across, up))
        case _:
            return Table(
                tuple(Column(head, share) for head, share in told["columns"]),
                tuple(_row_of(one) for one in told["rows"]),
                told["caption"],
                _row_of(told["totals"]),
                told["note"],
                told["empty"],
            )


def _row(values: Row) -> list[Json]:
    return [_value(one) for one in values]


def _row_of(told: Iterable[Any]) -> Row:
    return tuple(_value_of(one) for one in told)


def _value(value: Value) -> Json:
    """A text, a truth, a whole number or nothing as it is; the rest with its type's name."""
    match value:
        case Money():
            return ["money", value.currency, value.minor]
        case Decimal():
            return ["decimal", str(value)]
        case datetime():
            return ["instant", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case _:
            return value


def _value_of(told: Any) -> Value:
    if isinstance(told, list):
        name, *parts = cast("list[Any]", told)
        return _READERS[name](*parts)
    return told


_READERS: Final[dict[str, Callable[..., Value]]] = {
    "money": Money,
    "decimal": Decimal,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
}
