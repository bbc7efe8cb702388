"""R27, R28: the monthly report that pays the officer, issued, printed again, and what came late."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fieldapp import __main__ as program
from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.headquarters import local_headquarters
from fieldapp.demo.laptops import PASSPHRASE, DemoLaptop, found_offices
from fieldapp.demo.sample import activate_itself
from fieldapp.machine.places import Places
from fieldapp.records.describe import Code, Money
from fieldapp.records.text import Refused
from fieldapp.rules.report import Paragraph, Picture, Report, table
from fieldapp.rules.report_text import Kept, read, written
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.desks import GUAPI, Clock
from tests.given.meetings import a_meeting
from tests.given.report_words import rows_under, words_of_report

NOVEMBER = Wanted(date(2026, 11, 1), date(2026, 11, 30))


def a_held_visit(work: Work, clock: Clock, **changes: object) -> UUID:
    visit = a_meeting(work.desk, clock)
    work.visits.edit(visit, changes)
    work.visits.finish(visit)
    return visit


def test_r28_the_month_by_axis_has_day_place_people_acta_and_evidence(
    work: Work, clock: Clock
) -> None:
    visit = a_held_visit(work, clock)
    work.evidence.attach(visit, "lista.pdf", b"%PDF", {"kind": Code("document")})
    acta = work.minutes.draft(visit).id
    work.minutes.freeze(acta, date_confirmed=True)
    work.minutes.seal(acta)
    report = work.reports.build("monthly", NOVEMBER)
    number = work.minutes.of(visit)
    assert number is not None
    assert rows_under(report, "Gobernanza territorial para el empleo y trabajo decente") == (
        (
            date(2026, 11, 20),
            "Guapi, Cauca",
            "Instalar la mesa de empleo de Guapi",
            3,
            number.number,
            "lista.pdf",
        ),
    )
    for form in ("pdf", "docx", "xlsx"):
        assert work.reports.write(report, form)


def test_r28_by_obligation_those_without_one_come_last(work: Work, clock: Clock) -> None:
    a_held_visit(work, clock)
    a_held_visit(work, clock, obligation="3. Acompañar las mesas")
    report = work.reports.build("monthly_by_obligation", NOVEMBER)
    captions = [one.caption for one in report.tables]
    assert captions == ["3. Acompañar las mesas", "Sin obligación contractual"]
    assert report.tables[0].totals[3] == 3


def test_r28_the_ministrys_own_forms_are_filled(work: Work, clock: Clock) -> None:
    a_held_visit(work, clock)
    report = work.reports.build("monthly", NOVEMBER)
    assert work.reports.own_forms("monthly") == ("docx", "xlsx")
    document = docx.Document(io.BytesIO(work.reports.write_own("monthly", report, "docx")))
    cells = [cell.text for cell in document.tables[0].rows[1].cells]
    assert cells[1:4] == ["Guapi, Cauca", "Instalar la mesa de empleo de Guapi", "3"]
    assert "Marleny Angulo" in document.paragraphs[1].text
    book = load_workbook(io.BytesIO(work.reports.write_own("monthly", report, "xlsx")))
    assert book.worksheets[0]["D7"].value == 3
    with pytest.raises(Refused):
        work.reports.write_own("results", report, "docx")


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_r28_each_pack_has_a_form_of_the_month(tmp_path: Path, country: str) -> None:
    with a_filled_country(tmp_path, country) as work:
        since = work.desk.today() - timedelta(days=60)
        report = work.reports.build("monthly", Wanted(since, work.desk.today()))
        rows = sum(len(one.rows) for one in report.tables)
        assert rows > 5
        document = docx.Document(io.BytesIO(work.reports.write_own("monthly", report, "docx")))
        assert len(document.tables[0].rows) == rows + 1


def test_r27_an_issued_report_is_printed_again_with_the_same_figures(
    work: Work, clock: Clock
) -> None:
    a_held_visit(work, clock)
    issued = work.issued_reports.issue("results", NOVEMBER).id
    before = work.issued_reports.report(issued)
    paper = work.reports.write(before, "pdf")
    clock.go_on(days=3)
    late = a_held_visit(work, clock)
    again = work.issued_reports.report(issued)
    assert again == before
    assert work.reports.write(again, "pdf") == paper
    assert ("Visitas y reuniones realizadas", 1) in rows_under(again, "Cifras")
    now = work.reports.build("results", NOVEMBER)
    assert ("Visitas y reuniones realizadas", 2) in rows_under(now, "Cifras")
    assert [one.id for one in work.issued_reports.late(issued)] == [late]


def test_r27_what_reached_a_closed_month_is_listed_in_the_next_report(
    work: Work, clock: Clock
) -> None:
    a_held_visit(work, clock)
    work.issued_reports.issue("monthly", NOVEMBER)
    clock.go_on(days=4)
    a_held_visit(work, clock, objective="Llegó tarde")
    rows = rows_under(work.reports.build("monthly", NOVEMBER), "Llegó después del cierre")
    assert [row[2] for row in rows] == ["Llegó tarde"]


def test_r27_persons_are_told_from_attendances_and_the_corte_is_said(
    work: Work, clock: Clock
) -> None:
    a_held_visit(work, clock)
    a_held_visit(work, clock)
    report = work.reports.build("results", NOVEMBER)
    figures = {row[0]: row[1] for row in rows_under(report, "Cifras")}
    assert (figures["Asistencias"], figures["Personas distintas"]) == (6, 3)
    assert "Al corte del 20 de noviembre de 2026" in words_of_report(report)
    assert "1 de 2 Direcciones Territoriales al corte; faltan: " in words_of_report(report)


def test_r27_r28_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    places = Places.under(tmp_path / "home")
    activate_itself(places, lambda: datetime.now(UTC))
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    with open_vault(places, PASSPHRASE) as opened:
        a_held_visit(assemble_work(opened, Clock(datetime.now(UTC))), Clock(datetime.now(UTC)))

    def report(*words: str) -> int:
        return program.main(["--home", str(places.home), "report", *words])

    own, issued = tmp_path / "mes.docx", tmp_path / "vigencia.pdf"
    assert report("monthly", str(own), "--own-form") == 0
    assert "Instalar la mesa de empleo de Guapi" in [
        cell.text for cell in docx.Document(str(own)).tables[0].rows[1].cells
    ]
    assert report("results", str(issued), "--issue") == 0
    assert issued.read_bytes().startswith(b"%PDF")
    with open_vault(places, PASSPHRASE) as opened:
        (line,) = assemble_work(opened, lambda: datetime.now(UTC)).issued_reports.lines()
        assert line.title == "Informe de vigencia"
    assert report("results", str(tmp_path / "otro.docx"), "--own-form") == 65
    assert str(issued) in capsys.readouterr().out


def test_r27_only_its_author_writes_it_and_once(work: Work, clock: Clock) -> None:
    a_held_visit(work, clock)
    issued = work.issued_reports.issue("monthly", replace(NOVEMBER, territory=GUAPI)).id  # type: ignore[arg-type]
    (line,) = work.issued_reports.lines()
    assert (line.id, line.place, line.since) == (issued, GUAPI, date(2026, 11, 1))
    with pytest.raises(Refused):
        work.registers.save("issued_report", issued, {"title": "Otro"})


def test_r27_headquarters_prints_it_again_byte_for_byte(tmp_path: Path) -> None:
    with local_headquarters("CO") as headquarters:
        found_offices(headquarters)
        laptop = DemoLaptop.enrolled(
            headquarters, "lina", tmp_path / "l", lambda: datetime.now(UTC)
        )
        clock = Clock(datetime.now(UTC))
        with laptop.open() as opened:
            there = assemble_work(opened, clock)
            a_held_visit(there, clock)
            issued = there.issued_reports.issue("results", Wanted()).id
            paper = there.reports.write(there.issued_reports.report(issued), "pdf")
            a_held_visit(there, clock)
        laptop.sync()
        assert headquarters.run("export", "issued")["id"] == str(issued)
        file = tmp_path / "informe.pdf"
        headquarters.run("export", "issued", str(issued), str(file))
        assert file.read_bytes() == paper


VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(Money, st.just("COP"), st.integers(0, 10**12)),
)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=5), st.frozensets(st.uuids(), max_size=3))
def test_r27_a_report_reads_back_as_it_was_written(
    rows: list[tuple[object, object]], counted: frozenset[UUID]
) -> None:
    drawn = Picture("map", "A, clave.", (("A", Decimal(4)),), Decimal(5), (Decimal(5),), ("X", "Y"))
    report = Report("x", "Título", (Paragraph("a\nb"), drawn, table(("Uno", "Dos"), rows)))  # type: ignore[arg-type]
    assert read(written(Kept(report, counted))) == Kept(report, counted)
