"""Every page shows something of a country's own with its demonstration set, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTableView

from fieldapp.app import open_vault
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.demo.sample import lay_country
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH
from fieldapp.ui.places import Session
from fieldapp.ui.tour import Tour
from fieldapp.ui.window import Window
from fieldapp.windows import assemble_desktop, assemble_session

PICTURES = Path(__file__).parents[2] / "build" / "screens"
SHOWN = ("visits", "agreements", "diagnosis", "plan", "registers", "spaces")
"""Places that open on a list of what the set brought."""

OTHERS = ("territorial_plans", "assessments")
NOT_IN_THE_SOURCES = {"CO": {"assessments"}, "PE": {"assessments", "territorial_plans"}}
NOT_IN_THE_SOURCES["HN"] = {"territorial_plans"}
"""Of these no source of the country tells; test_every_report_of_each_country says why."""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(params=["CO", "PE", "HN"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    country: str = request.param
    places = Places.under(tmp_path / "laptop")
    lay_country(places, country, now)
    opened = assemble_session(open_vault(places, PASSPHRASE), now, places.log)
    yield opened
    opened.close()


def test_every_list_of_every_page_has_rows_of_the_country(session: Session, tmp_path: Path) -> None:
    country = session.work.desk.pack.country
    desktop = assemble_desktop(Places.under(tmp_path), SPANISH, now)
    window = desktop.enter(replace(session, close=lambda: None))
    assert desktop.turns is not None
    desktop.turns.stop()
    tour = Tour(window, desktop.jobs, PICTURES / f"set-{country}")
    rows: dict[str, int] = {}
    for place in (*window.places, "spaces", *OTHERS):
        window.go(place)
        tour.picture(place)
        rows[place] = rows_in_sight(window)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    assert {place for place in SHOWN if not rows[place]} == set()
    assert {place for place in OTHERS if not rows[place]} == NOT_IN_THE_SOURCES[country]


def rows_in_sight(window: Window) -> int:
    found = (one.model() for one in window.findChildren(QTableView) if one.isVisible())
    return sum(model.rowCount() for model in found)
