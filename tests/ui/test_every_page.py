"""Every page, in both languages and a longer one, in three themes, at the size of 200 %.

What is looked for needs no eye: words that do not fit, controls no keyboard reaches, controls a
screen reader cannot name. The pictures stay in build/screens for whoever has eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.demo.sample import open_sample
from fieldapp.machine.places import Places
from fieldapp.machine.preferences import Looks
from fieldapp.packs.words import load_words
from fieldapp.records.text import SPANISH, Words
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.places import Session
from fieldapp.ui.tour import Tour
from fieldapp.ui.window import Window
from fieldapp.windows import assemble_desktop
from tests.given.seen import cut_words, hidden_behind, nameless, unreachable_by_tab, without_a_role
from tests.given.stretched import STRETCHED

PICTURES = Path(__file__).parents[2] / "build" / "screens"

WORN: tuple[tuple[str, Words, Looks, int], ...] = (
    ("es-light", SPANISH, "light", 100),
    ("es-dark", SPANISH, "dark", 100),
    ("es-contrast-200", SPANISH, "high_contrast", 200),
    ("en-light", load_words("en"), "light", 100),
    ("en-dark-200", load_words("en"), "dark", 200),
    ("stretched", STRETCHED, "light", 100),
)
ROOM_TABS = 5
WORKING_WIDTH = 1366
REACHED_FROM_OTHERS = ("travel", "spaces", "actors", "handover", "territorial_plans", "assessments")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A day of invented records, open."""
    opened = open_sample(now)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Shown:
    """One stop of the tour: what was open, and what is wrong with it."""

    stop: str
    faults: tuple[str, ...]


Look = Callable[[Window], list[str]]
LOOKS: dict[str, Look] = {
    "cut": cut_words,
    "out of its place": hidden_behind,
    "without a name": nameless,
    "without a role": without_a_role,
    "out of the keyboard's reach": unreachable_by_tab,
}


@pytest.mark.parametrize(
    ("name", "words", "looks", "percent"), WORN, ids=[worn[0] for worn in WORN]
)
def test_every_page_fits_and_can_be_reached_and_named(
    session: Session, tmp_path: Path, name: str, words: Words, looks: Looks, percent: int
) -> None:
    desktop = assemble_desktop(Places.under(tmp_path), words, now)
    window = desktop.enter(replace(session, close=lambda: None))
    desktop.theme.wear(looks, percent / 100)
    assert desktop.turns is not None
    desktop.turns.stop()
    tour = Tour(window, desktop.jobs, PICTURES / name)
    shown = [
        Shown(
            stop, tuple(f"{wrong}: {one}" for wrong, look in LOOKS.items() for one in look(window))
        )
        for stop in stops(tour, session)
    ]
    wide = window.width()
    left_by(desktop, window)
    faults: dict[str, str] = {}
    for one in shown:
        for fault in one.faults:
            faults.setdefault(fault, one.stop)
    assert len(shown) > len(window.places)
    assert wide == WORKING_WIDTH  # no page pushed the window out of a laptop's screen
    assert not faults, "\n".join(f"{stop}: {fault}" for fault, stop in faults.items())


def stops(tour: Tour, session: Session) -> Iterator[str]:
    """Go to every place, and into one record of every kind that has a room of its own."""
    for place in (*tour.window.places, *REACHED_FROM_OTHERS):
        tour.window.go(place)
        tour.picture(place)
        yield place
    for kind, record in one_of_each(session):
        tour.window.open(kind, record)
        tour.picture(kind)
        yield kind
        for tab in range(1, ROOM_TABS + 1) if kind == "activity" else ():
            tour.press(f"Ctrl+{tab}")
            tour.picture(f"{kind}-{tab}")
            yield f"{kind} {tab}"


def one_of_each(session: Session) -> Iterator[tuple[str, UUID]]:
    with session.work.desk.reading() as reading:
        for kind in ("activity", "agreement", "commitment", "logbook_entry"):
            rows = reading.listing(kind, ("id",), limit=1)
            yield kind, rows[0][0]


def left_by(desktop: Desktop, window: Window) -> None:
    window.close()
    window.deleteLater()
    QApplication.processEvents()
