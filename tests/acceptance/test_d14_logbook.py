"""D14: the logbook of 64 territories on paper and sheet, and those with nothing for 30 days."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta

import pytest

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.desks import GUAPI, Clock
from tests.given.report_words import rows_under, words_of_report


@pytest.fixture(scope="module")
def country(
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[tuple[Work, Clock]]:
    clock = Clock()
    with a_filled_country(tmp_path_factory.mktemp("country"), clock=clock) as work:
        yield work, clock


def test_d14_the_view_lists_64_territories_and_marks_the_silent_ones(
    country: tuple[Work, Clock],
) -> None:
    work, clock = country
    report = work.reports.build("logbook_coverage")
    rows = rows_under(report, "Territorios")
    assert len(rows) == 64
    assert {row[4] for row in rows} == {"Al día"}
    clock.go_on(days=20)
    rows = rows_under(work.reports.build("logbook_coverage"), "Territorios")
    silent = [row for row in rows if row[4] == "Sin anotaciones en 30 días"]
    told = words_of_report(work.reports.build("logbook_coverage"))
    assert len(silent) == 34  # of the set's entries, those of 11 to 27 days before
    assert (
        f"64 territorios con bitácora. Sin anotaciones en los últimos 30 días: {len(silent)}."
        in told
    )
    assert rows[0][1] == min(row[1] for row in rows if isinstance(row[1], date))
    clock.go_on(days=-20)


def test_d14_a_territory_without_any_entry_is_silent(work: Work) -> None:
    rows = rows_under(work.reports.build("logbook_coverage"), "Territorios")
    assert [row[0] for row in rows] == [
        "Cauca",
        "Valle del Cauca",
        "Popayán, Cauca",
        "Santiago de Cali, Valle del Cauca",
    ]
    assert {row[4] for row in rows} == {"Sin anotaciones en 30 días"}


def test_d14_the_logbook_of_a_place_and_a_period_is_printed_with_its_corrections(
    work: Work,
) -> None:
    entry = {"territory": TerritoryCode(GUAPI), "type": Code("obstacle")}
    old = work.desk.today() - timedelta(days=90)
    work.logbook.write({**entry, "text": "De otro trimestre", "on": old})
    wrong = work.logbook.write({**entry, "text": "No hubo quórum"}).id
    work.logbook.correct(wrong, "Hubo quórum: llegaron tarde")
    wanted = Wanted(since=work.desk.today() - timedelta(days=30), territory=TerritoryCode("19"))
    report = work.reports.build("logbook", wanted)
    texts = [row[3] for row in rows_under(report, "Anotaciones")]
    assert texts[0] == "No hubo quórum"
    assert str(texts[1]).startswith("Hubo quórum: llegaron tarde (corrige lo del ")
    assert len(texts) == 2
    for form in ("pdf", "xlsx"):
        assert work.reports.write(report, form)
