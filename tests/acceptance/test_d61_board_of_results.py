"""D61: figures computed from records, the same on the laptop and at headquarters."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from fieldapp import __main__ as program
from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.country import fill_country
from fieldapp.demo.headquarters import local_headquarters
from fieldapp.demo.laptops import PASSPHRASE, DemoLaptop
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.rules.figures import Figures
from fieldapp.rules.results import Chosen
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.national import refused
from tests.given.report_words import rows_under, words_of_report


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Generator[Work]:
    with a_filled_country(tmp_path_factory.mktemp("country")) as work:
        yield work


def test_the_set_gives_the_figures_of_the_source(work: Work) -> None:
    figures = work.results.of().board.figures
    assert (figures.sessions, figures.spaces, figures.departments) == (170, 86, 32)
    assert (figures.entities, figures.documents, figures.summaries) == (600, 32, 32)
    assert figures.sessions_per_space == Decimal("1.98")


def test_an_entity_in_two_spaces_and_one_registered_twice_count_once(tmp_path: Path) -> None:
    with a_filled_country(tmp_path) as work:
        first, second = (row[0] for row in _members(work)[:2])
        work.same_as.join(first, second)
        assert work.results.of().board.figures.entities == 599


def test_period_axis_territory_and_officer_narrow_every_figure(work: Work) -> None:
    everything = work.results.of().board
    cauca = work.results.of(Chosen(territory="19")).board.figures
    assert cauca == everything.by_department["19"]
    assert (cauca.departments, cauca.spaces) == (1, 3)
    assert work.results.of(Chosen(territory="CO")).board.figures == everything.figures
    assert work.results.of(Chosen(axis="GT")).board.figures.sessions == 170
    assert work.results.of(Chosen(axis="AT")).board.figures == Figures(active_spaces=86)
    own = work.desk.posting.officer
    assert work.results.of(Chosen(officer=own)).board.figures.sessions == 170
    assert work.results.of(Chosen(officer=work.desk.posting.office)).board.figures.visits == 0
    halves = [
        work.results.of(Chosen(since=since, until=until)).board.figures.sessions
        for since, until in (
            (None, date(2026, 5, 31)),
            (date(2026, 6, 1), None),
        )
    ]
    assert sum(halves) == 170
    assert all(halves)


def test_the_report_is_narrowed_by_axis_and_by_officer_and_says_so(work: Work) -> None:
    own = work.results.officers()[0]
    wanted = Wanted(axis=Code("GT"), officer=own.id)
    report = work.reports.build("results", wanted)
    assert ("Sesiones de trabajo", 170) in rows_under(report, "Cifras")
    assert "eje: " in report.subtitle.casefold()
    assert own.name in report.subtitle
    other = work.reports.build("results", Wanted(axis=Code("AT")))
    assert ("Sesiones de trabajo", 0) in rows_under(other, "Cifras")
    with refused("quite el eje y la persona"):
        work.issued_reports.issue("results", wanted)


def test_the_report_says_the_figures_and_which_office_is_missing(work: Work) -> None:
    report = work.reports.build("results", Wanted(since=date(2025, 1, 1), until=date(2026, 12, 31)))
    figures = rows_under(report, "Cifras")
    assert ("Sesiones de trabajo", 170) in figures
    assert ("Entidades del nivel territorial", 600) in figures
    assert len(rows_under(report, "Por departamento")) == 32
    words = words_of_report(report)
    assert "32 de 33 Direcciones Territoriales al corte; faltan: " in words
    assert "Bogotá" in words
    for form in ("pdf", "xlsx", "docx"):
        assert len(work.reports.write(report, form)) > 5000


@pytest.mark.parametrize(("country", "departments"), [("PE", 25), ("HN", 18)])
def test_the_other_countries_have_a_set_of_their_own(
    tmp_path: Path, country: str, departments: int
) -> None:
    with a_filled_country(tmp_path, country) as work:
        board = work.results.of().board
        assert board.figures.departments == departments
        assert board.figures.sessions == len(board.by_department) * (2 if country == "PE" else 3)


@pytest.mark.parametrize(
    ("country", "of_territory"),
    [
        # Two visits of Colombia are no sessions of the source: who was shown a plan, and taught.
        ("CO", {"19": 6, "76": 6}),
        ("PE", {"21": 2}),
        ("HN", {"08": 4}),
    ],
)
def test_the_laptop_and_headquarters_give_the_same_numbers_after_a_sync(
    tmp_path: Path, country: str, of_territory: dict[str, int]
) -> None:
    with local_headquarters(country) as headquarters:
        headquarters.run(
            "user", "add", "elena", "Elena Duarte", "--office", "SEDE", "--role", "admin"
        )
        laptop = DemoLaptop.enrolled(headquarters, "elena", tmp_path / "laptop", now)
        with laptop.open() as opened:
            fill_country(assemble_work(opened, now))
        laptop.sync()
        visits: dict[tuple[str, ...], int] = {}
        with open_vault(laptop.places, PASSPHRASE) as opened:
            work = assemble_work(opened, now)
            axes = (("--axis", axis.code) for axis in work.desk.pack.catalogue("axes"))
            places = (("--territory", code) for code in of_territory)
            narrowed: list[tuple[str, ...]] = [(), ("--officer", "elena"), *axes, *places]
            for narrower in narrowed:
                there = headquarters.run("figures", *narrower)["figures"]
                here = work.results.of(_chosen(narrower, work)).board.figures
                assert there == msgspec.to_builtins(here), narrower
                paper = work.reports.build("results", _wanted(narrower, work))
                told = ("Sesiones de trabajo", there["sessions"])
                assert told in rows_under(paper, "Cifras"), narrower
                visits[narrower] = there["visits"]
            everything = work.registers.counts()["activity"]
        assert visits[()] == visits["--officer", "elena"] == everything
        by_axis = [count for asked, count in visits.items() if asked[:1] == ("--axis",)]
        assert sum(by_axis) == everything
        assert {code: visits["--territory", code] for code in of_territory} == of_territory


def now() -> datetime:
    """What is late depends on the day, and headquarters reads it from the real clock."""
    return datetime.now(UTC)


def _chosen(words: tuple[str, ...], work: Work) -> Chosen:
    match words:
        case ("--territory", code):
            return Chosen(territory=code)
        case ("--officer", _):
            return Chosen(officer=work.desk.posting.officer)
        case ("--axis", axis):
            return Chosen(axis=axis)
        case _:
            return Chosen()


def _wanted(words: tuple[str, ...], work: Work) -> Wanted:
    chosen = _chosen(words, work)
    return Wanted(
        territory=TerritoryCode(chosen.territory) if chosen.territory else None,
        axis=Code(chosen.axis) if chosen.axis else None,
        officer=chosen.officer,
    )


def _members(work: Work) -> list[tuple[UUID]]:
    with work.desk.reading() as reading:
        return reading.listing("space_member", ("organization",), {}, ("organization",))[::7]


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_a_whole_country_is_shown_with_one_command(
    tmp_path: Path, country: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert program.main(["demo", "--country", country.lower(), "--headless", str(folder)]) == 0
    assert str(folder) in capsys.readouterr().out
    assert {one.name for one in folder.iterdir()} >= {
        "informe_de_vigencia.pdf",
        "informe_de_vigencia.xlsx",
        "informe_de_vigencia.docx",
    }
    assert program.main(["demo", "--country", country, "--headless", str(folder)]) == 65
