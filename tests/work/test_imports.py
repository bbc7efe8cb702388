"""Files come in whole or not at all, and each fault says where it is."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.given.meetings import a_meeting


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


def some_visits(**changes: Any) -> bytes:
    visit = {
        "objective": "Instalar la mesa de empleo",
        "kind": "session",
        "axis": "Gobernanza territorial para el empleo y trabajo decente",
        "territory": "Guapi, Cauca",
        "starts_at": "2026-11-18T09:00:00",
        "ends_at": "2026-11-18T11:30:00-05:00",
        "themes": ["EMP"],
        "attendance": [
            {
                "full_name": "Yesenia Riascos",
                "id_type": "CC",
                "id_number": "1061234567",
                "ethnic_group": "5",
                "consent": {"data": True, "sensitive": True},
            },
            {"full_name": "Célimo Ñáñez", "organization_name": "Consejo Comunitario"},
        ],
        "agenda": [{"title": "Instalación", "decision": "Queda instalada"}],
        "commitments": [
            {
                "text": "Convocar la mesa",
                "responsible_name": "Alcaldía de Guapi",
                "due_on": "2026-12-04",
            }
        ],
        **changes,
    }
    return json.dumps({"format": "bitacora/visits/1", "visits": [visit]}).encode()


def a_workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def faults_of(work: Work, name: str, content: bytes, **options: Any) -> list[str]:
    with pytest.raises(WrongFile) as caught:
        work.imports.bring(name, content, **options)
    return [str(fault.sentence) for fault in caught.value.faults]


def test_visits_come_with_their_list_their_points_and_their_promises(work: Work) -> None:
    brought = work.imports.bring("visitas.json", some_visits())
    assert brought.counts == {
        "activity": 1,
        "attendance": 2,
        "consent": 1,
        "agenda_item": 1,
        "commitment": 1,
    }
    (line,) = work.visits.page().lines
    assert (line.place, line.status, line.people, line.day) == (
        "Guapi, Cauca",
        "done",
        2,
        date(2026, 11, 18),
    )
    room = work.visits.room(line.id)
    assert [row.attendance.full_name for row in room.people] == ["Yesenia Riascos", "Célimo Ñáñez"]
    assert room.missing == []


def test_one_fault_deep_inside_takes_nothing(work: Work) -> None:
    content = some_visits(commitments=[{"text": "Uno", "due_on": "30 de febrero de 2026"}])
    (fault,) = faults_of(work, "visitas.json", content)
    assert fault.startswith("visitas.json, visita 1, Compromiso 1, columna «due_on»:")
    assert "no es una fecha" in fault
    assert work.visits.page().total == 0
    assert work.registers.list("attendance").total == 0


def test_every_fault_is_told_at_once_with_row_and_column(work: Work) -> None:
    visit = work.visits.start(changes={"territory": GUAPI}).id
    table = a_workbook(
        ["Nombre completo", "Tipo de documento", "Número de documento", "Sexo", "Talla"],
        ["Yesenia Riascos", "CC", 1061234567, "Mujer", "M"],
        ["x" * 201, "Cédula", "12", "Mujer", None],
        ["Neiva Torres", "CC", "1.061.234.567", "quizás", None],
    )
    said = faults_of(work, "lista.xlsx", table, kind="attendance", visit=visit)
    assert [one.partition(":")[0] for one in said] == [
        "lista.xlsx, fila 2, columna «Talla»",
        "lista.xlsx, fila 3, columna «Tipo de documento»",
        "lista.xlsx, fila 3, columna «Nombre completo»",
        "lista.xlsx, fila 4, columna «Sexo»",
    ]
    assert work.attendance.rows(visit) == []


def test_a_list_comes_from_excel_with_numbers_where_people_type_numbers(work: Work) -> None:
    visit = work.visits.start(changes={"territory": GUAPI}).id
    table = a_workbook(
        ["Nombre completo", "Tipo de documento", "Número de documento", "Autoriza sus datos"],
        ["Yesenia Riascos", "Cédula de ciudadanía", 1061234567, "Sí"],
        ["Célimo Ñáñez", "No lo trae", None, "no"],
    )
    brought = work.imports.bring("lista.xlsx", table, visit=visit)
    assert brought.counts == {"attendance": 2, "consent": 2}
    first, second = work.attendance.rows(visit)
    assert first.attendance.id_number == "1061234567"
    assert first.consent is not None
    assert first.consent.data is True
    assert second.attendance.id_type == "NOT_BROUGHT"
    again = faults_of(work, "lista.xlsx", table, visit=visit)
    (fault,) = again
    assert fault.startswith("lista.xlsx, fila 2, columna «Número de documento»:")
    assert "fila 1" in fault


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_with_any_mark_and_from_an_old_excel(
    work: Work, mark: str, encoding: str
) -> None:
    visit = work.visits.start(changes={"territory": GUAPI}).id
    lines = [["full_name", "Teléfono"], ["Célimo Ñáñez", "+57 310 555 0000"]]
    content = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    work.imports.bring("lista.csv", content, kind="attendance", visit=visit)
    assert work.attendance.rows(visit)[0].attendance.full_name == "Célimo Ñáñez"


def test_sensitive_answers_without_permission_are_not_taken(work: Work) -> None:
    visit = work.visits.start(changes={"territory": GUAPI}).id
    content = "full_name,Grupo étnico\nAna,5\n".encode()
    (fault,) = faults_of(work, "attendance.csv", content, visit=visit)
    assert "columna «Grupo étnico»" in fault
    assert "autorice" in fault


def test_a_closed_visit_takes_no_more_rows(work: Work, clock: Clock) -> None:
    visit = a_meeting(work.desk, clock)
    work.minutes.issue(visit)
    content = b"full_name\nAna\n"
    (fault,) = faults_of(work, "attendance.csv", content, visit=visit)
    assert "firmada" in fault


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("kind", ["organization", "person", "space", "logbook_entry", "agreement"])
def test_what_one_laptop_exports_another_imports(
    tmp_path_factory: pytest.TempPathFactory, clock: Clock, kind: str, form: str
) -> None:
    with a_desk(tmp_path_factory.mktemp("one"), clock) as desk:
        one = Work(desk)
        _fill(one)
        exported = one.exports.table(kind, form, personal=True)
        listed = one.registers.list(kind)
    with a_desk(tmp_path_factory.mktemp("other"), clock) as desk:
        other = Work(desk)
        if kind == "person":
            _fill(other)
        first = other.imports.bring(f"registro.{form}", exported, kind=kind)
        assert first.counts.get(kind, 0) == (0 if kind == "person" else listed.total)
        assert other.imports.bring(f"registro.{form}", exported, kind=kind).counts == {}
        assert other.registers.list(kind).rows[0].cells == listed.rows[0].cells


def _fill(work: Work) -> None:
    town = work.registers.save(
        "organization",
        None,
        {"name": "=Alcaldía", "territory": GUAPI, "kind": Code("mun_entity"), "is_sector": False},
    )
    work.registers.save(
        "person", None, {"full_name": "Neiva Torres", "phone": "+57 310", "organization": town.id}
    )
    work.registers.save(
        "space", None, {"name": "Mesa", "territory": GUAPI, "themes": frozenset({"EMP", "TD"})}
    )
    work.logbook.write({"territory": GUAPI, "type": Code("alert"), "text": "Línea 1\nLínea 2"})
    work.agreements.create({"title": "Acuerdo", "territory": GUAPI, "signed_on": date(2026, 1, 5)})


def test_an_export_leaves_personal_columns_out_unless_asked(work: Work, clock: Clock) -> None:
    a_meeting(work.desk, clock)
    book = load_workbook(io.BytesIO(work.exports.table("attendance", "xlsx")))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert "Nombre completo" in heads
    assert not {"Número de documento", "Teléfono", "Grupo étnico"} & set(heads)
    assert "Teléfono" in work.exports.table("attendance", "csv", personal=True).decode()
    assert b"1061234567" not in work.exports.table("attendance", "json")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lista.docx", b"PK", "JSON, CSV o XLSX"),
        ("lista.xlsx", b"not a workbook", "no es un libro"),
        ("lista.json", b"{", "no es JSON"),
        ("lista.json", b"[1]", "objeto JSON"),
        ("lista.json", b'{"format": "otra"}', "format"),
        ("lista.json", b'{"format": "bitacora/visits/1", "visits": [3]}', "lista de objetos"),
        ("lista.json", b"[" * 100_000, "anidado|no es JSON|objeto"),
        ("lista.csv", b"", "vac"),
        ("lista.csv", b"Color\nrojo\n", "no se sabe"),
        ("minutes.csv", b"Asunto\nx\n", "no se importan"),
        ("agenda_item.csv", b"Asunto\nx\n", "una falta"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_in_words(
    work: Work, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        work.imports.bring(name, content)


def test_our_own_attendance_sheet_comes_back_and_who_is_there_is_passed(
    work: Work, clock: Clock
) -> None:
    sheet = work.exports.attendance(a_meeting(work.desk, clock), personal=True)
    other = work.visits.start(changes={"territory": GUAPI}).id
    brought = work.imports.attendance(other, "lista.xlsx", sheet)
    assert (brought.added, brought.already, brought.id) == (3, 0, other)
    row = work.attendance.rows(other)[0]
    assert (row.attendance.id_number, row.attendance.phone) == ("1061234567", "310555120")
    assert row.consent is not None
    again = work.imports.attendance(other, "lista.xlsx", sheet)
    assert (again.added, again.already) == (0, 3)
    without = work.exports.attendance(other)
    assert work.imports.attendance(other, "lista.xlsx", without).added == 3


def test_a_reference_to_another_kind_is_refused(work: Work) -> None:
    space = work.registers.save("space", None, {"name": "Mesa", "territory": GUAPI}).id
    content = f"full_name,organization\nAna,{space}\n".encode()
    (fault,) = faults_of(work, "person.csv", content)
    assert "Espacios" in fault


def test_a_file_brought_twice_counts_once(work: Work) -> None:
    work.imports.bring("visitas.json", some_visits())
    with pytest.raises(Refused, match="ya se importó"):
        work.imports.bring("otra vez.json", some_visits())
    assert work.registers.counts()["activity"] == 1
    work.imports.bring("visitas.json", some_visits(objective="Otra reunión"))
    assert work.registers.counts()["activity"] == 2
