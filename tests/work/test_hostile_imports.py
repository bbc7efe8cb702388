"""A file made to break the program is refused in words, in little time and memory."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from fieldapp.records.text import SPANISH, Refused
from fieldapp.work.desk import Desk
from fieldapp.work.import_files import ROWS_MAX, read_table
from fieldapp.work.work import Work

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(far: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Nombre completo", "Documento"])
    sheet.append(["Yesenia Riascos", 1061234567])
    if far:
        sheet[far] = "x"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook())) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for part in parts.namelist():
            content = parts.read(part)
            changed.writestr(part, change(content) if part == name else content)
    return written.getvalue()


def with_entities(content: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + entities + b"]>"
    return head + content.replace(b"Yesenia Riascos", b"&j;")


@pytest.mark.parametrize(
    "content",
    [
        with_part(SHEET, lambda content: content[:100]),
        with_part("xl/workbook.xml", lambda content: content[:100]),
        with_part(SHEET, lambda content: content.replace(b'r="A1"', b'r="ZZZZZ99999999999"')),
        with_part(SHEET, with_entities),
        a_workbook()[:-200],
        b"PK\x05\x06" + bytes(18),
        b"Nombre completo;Documento",
    ],
    ids=["sheet cut", "book cut", "far reference", "entities", "zip cut", "empty zip", "a csv"],
)
def test_a_workbook_that_is_none_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused, match="no es un libro de Excel"):
        read_table("lista.xlsx", content)


def test_a_cell_in_the_farthest_corner_costs_nothing() -> None:
    begun = time.perf_counter()
    table = read_table("lista.xlsx", a_workbook(far="XFD30000"))
    assert time.perf_counter() - begun < 10
    assert [row.cells["Nombre completo"] for row in table.rows] == ["Yesenia Riascos"]


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    with pytest.raises(Refused) as refused:
        read_table("lista.csv", b"full_name;phone\n" + b"x;y\n" * 1_000_000)
    assert SPANISH(refused.value.text) == f"lista.csv: pasa de {ROWS_MAX} filas; pártalo."


def test_a_workbook_that_unpacks_to_the_whole_memory_is_refused() -> None:
    packed = with_part(SHEET, lambda content: content + bytes(300 * 1024 * 1024))
    assert len(packed) < 1024 * 1024
    with pytest.raises(Refused, match="demasiado grande"):
        read_table("lista.xlsx", packed)


def test_the_unicode_text_of_a_spreadsheet_is_read() -> None:
    table = read_table(
        "lista.csv", "Nombre completo\tCargo\nNeiva Ñáñez\tLideresa\n".encode("utf-16")
    )
    assert table.rows[0].cells == {"Nombre completo": "Neiva Ñáñez", "Cargo": "Lideresa"}


@pytest.mark.parametrize(
    "fields",
    [
        '"session_number": NaN',
        '"session_number": Infinity',
        '"session_number": 1e400',
        '"session_number": ' + "9" * 5000,
        '"starts_at": ' + "9" * 40,
        '"starts_at": 999999999999999999',
        '"starts_at": -9999999999999999',
        '"venue": "a", "venue": "b"',
        r'"venue": "\ud800"',
        r'"venue": "a\u0000b"',
        r'"venue": "a\u202eb"',
        r'"venue": "a\u200bb"',
        '"venue": {"a": 1}',
        '"venue": true',
        '"themes": {"a": 1}',
        '"territory": ["19318"]',
        '"attendance": "todos"',
        '"attendance": [{"full_name": "A", "consent": "sí"}]',
        '"space": "' + "x" * 100_000 + '"',
    ],
)
def test_a_value_that_cannot_be_is_a_sentence_and_nothing_is_kept(desk: Desk, fields: str) -> None:
    work = Work(desk)
    visit = '{"objective": "Instalar la mesa", "territory": "19318", ' + fields + "}"
    file = '{"format": "bitacora/visits/1", "visits": [' + visit + "]}"
    with pytest.raises(Refused):
        work.imports.bring("visitas.json", file.encode())
    assert work.visits.page().total == 0


def test_json_nested_without_end_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="anidado"):
        Work(desk).imports.bring("visitas.json", b"[" * 200_000)


@pytest.mark.parametrize("kind", ["office", "minutes", "ink", "attachment", "\ud800", ""])
def test_kinds_that_no_file_brings_are_refused(desk: Desk, kind: str) -> None:
    file = {"format": "bitacora/register/1", "kind": kind, "records": [{"name": "x"}]}
    with pytest.raises(Refused):
        Work(desk).imports.bring("registro.json", json.dumps(file).encode())


HOSTILE_QUESTIONS = (
    '"', 'a" OR "b', "NEAR(", "*", "^a", "full_name:", "{a b}:c", "AND OR NOT", "\0", "\u202e",
    "\ud800", "ab" * 5000, "ab " * 3334, 'ab"' * 3334, "'; DROP TABLE activity; --",
)  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE_QUESTIONS, ids=range(len(HOSTILE_QUESTIONS)))
def test_nothing_typed_in_the_search_box_is_a_command(desk: Desk, question: str) -> None:
    work = Work(desk)
    work.visits.plan({"objective": "Instalar la mesa", "territory": "19318"})
    assert work.search.find(question) == []
    assert work.registers.list("activity", text=question).total in (0, 1)
    assert work.attendance.known(question) == []
    assert work.visits.page().total == 1
