"""Preparar viaje: where it goes, what lacks and where that is mended, and the pages to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.travel import TravelPage
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import Clock, a_desk
from tests.given.keeping import Keeping
from tests.given.standings import NOTHING, WAITING, Standing
from tests.given.vaults import NOON
from tests.ui.screens.travel import TravelScreen
from tests.ui.standins import FakePrompts, tools_for

GUAPI_PLACE, CALI_PLACE = "Guapi, Cauca", "Santiago de Cali, Valle del Cauca"


@dataclass
class Trip:
    """The page with a real desk behind it."""

    screen: TravelScreen
    work: Work
    prompts: FakePrompts
    keeping: Keeping


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with a_desk(tmp_path, clock) as opened:
        busy_days(opened, clock)
        yield opened


def open_trip(
    qtbot: QtBot,
    desk: Desk,
    *,
    standing: Standing | None = None,
    keeping: Keeping | None = None,
    printers: tuple[str, ...] = ("HP 2135",),
) -> Trip:
    prompts, work = FakePrompts(), Work(desk)
    kept = keeping or Keeping()
    page = TravelPage(
        tools_for(prompts=prompts), work, standing or Standing(NOTHING), kept, lambda: printers
    )
    return Trip(TravelScreen(qtbot, page), work, prompts, kept)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_coming_week_is_proposed_with_what_waits_in_each_place(
    qtbot: QtBot, desk: Desk
) -> None:
    trip = open_trip(qtbot, desk)
    assert trip.screen.stops == {GUAPI_PLACE: True, CALI_PLACE: True}
    assert "1 reunión planeada · 2 compromisos abiertos, 1 vencido" in trip.screen.words


def test_a_place_is_passed_by_and_another_one_is_added_by_keyboard(
    qtbot: QtBot, desk: Desk
) -> None:
    trip = open_trip(qtbot, desk)
    trip.screen.toggle(CALI_PLACE)
    trip.screen.add("timbiqui")
    assert trip.screen.stops == {
        GUAPI_PLACE: True,
        CALI_PLACE: False,
        "Timbiquí, Cauca": True,
    }
    again = open_trip(qtbot, desk)
    assert again.screen.stops == trip.screen.stops  # nothing chosen is lost


def test_the_days_choose_the_visits(qtbot: QtBot, desk: Desk) -> None:
    trip = open_trip(qtbot, desk)
    trip.screen.write_day(trip.screen.page.to_on, "manana")
    assert trip.screen.stops == {GUAPI_PLACE: True}
    trip.screen.write_day(trip.screen.page.to_on, "algun dia")
    assert trip.screen.page.to_on.property("wrong") == "true"


def test_what_lacks_comes_first_and_opens_where_it_is_mended(qtbot: QtBot, desk: Desk) -> None:
    waits = Standing(replace(WAITING, counts=replace(WAITING.counts, incomplete=("19",))))
    keeping = Keeping(copied_at=NOON - timedelta(days=12), free_bytes=300 * 1024**2)
    trip = open_trip(qtbot, desk, standing=waits, keeping=keeping, printers=())
    screen = trip.screen
    assert screen.lacking == {
        "Datos del territorio",
        "Envío pendiente",
        "Espacio en el disco",
        "Copia de seguridad",
        "Certificado de firma",
        "Impresora",
    }
    assert [row.line.word for row in screen.checks.values()][-1] == "Listo"
    assert "Faltan 6 cosas antes de salir. Pulse cada una para arreglarla." in screen.words
    assert "hace 12 días" in screen.checks["Copia de seguridad"].line.below
    screen.mend("Envío pendiente")
    screen.mend("Impresora")
    assert screen.opened == [("sync", None), ("forms", None)]


def test_a_copy_is_made_on_the_spot(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    trip = open_trip(qtbot, desk, keeping=Keeping(copied_at=None))
    trip.prompts.save_to = tmp_path / "memoria" / "copia.bitacora"
    trip.screen.mend("Copia de seguridad")
    assert trip.keeping.copies == [trip.prompts.save_to]
    assert trip.prompts.told[-1].startswith("Copia guardada en")
    assert "Copia de seguridad" not in trip.screen.lacking


def test_a_copy_on_the_same_disk_is_said_to_be_no_help(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    trip = open_trip(qtbot, desk, keeping=Keeping(copied_at=None, outside=False))
    trip.prompts.save_to = tmp_path / "copia.bitacora"
    trip.screen.mend("Copia de seguridad")
    assert "en el mismo disco" in trip.prompts.told[-1]


def test_a_clock_that_went_back_is_put_right_in_words(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    clock.at = datetime(2011, 1, 1, 8, 0, tzinfo=UTC)
    trip = open_trip(qtbot, desk)
    assert "una hora posterior" in trip.screen.checks["Reloj"].line.below
    trip.prompts.reason = "20 nov 2026 12:30"
    trip.screen.mend("Reloj")
    assert "¿Qué día y hora son?" in trip.prompts.asked[-1]


def test_each_place_has_a_page_with_who_owes_what(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    trip = open_trip(qtbot, desk)
    trip.prompts.save_to = tmp_path / "apertura.pdf"
    trip.screen.press(trip.screen.page.keep)
    first, second = pages_of((tmp_path / "apertura.pdf").read_bytes())
    assert "Guapi, Cauca" in first
    assert "vencido hace 10 días" in first
    assert "Consejo Comunitario Río Guapi" in first
    assert "Queda hoy" in first
    assert "Santiago de Cali, Valle del Cauca" in second
    assert "Mantener un equipo técnico" in second
