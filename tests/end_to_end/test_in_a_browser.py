"""Headquarters' public pages in a real browser: without scripts, by keyboard, on a telephone.

Skips in one line where no Chromium is installed (Debian: `chromium`).
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Enrolled
from tests.end_to_end.test_public_page import seals_an_acta
from tests.given.browser import Browser, a_browser, installed
from tests.given.meetings import PEOPLE
from tests.given.papers import scan_of_last_page
from tests.given.served import Headquarters
from tests.given.signed_codes import as_png

pytestmark = pytest.mark.skipif(installed() is None, reason="no Chromium on this machine")


@pytest.fixture
def browser() -> Generator[Browser]:
    with a_browser(installed() or "") as opened:
        opened.as_phone()
        opened.without_scripts()
        yield opened


def stays_at_home(browser: Browser, headquarters: Headquarters) -> bool:
    """Nothing was asked of anybody else, and the browser had nothing to complain of."""
    strangers = [one for one in browser.requests if not one.startswith(headquarters.url)]
    return (strangers, browser.complaints) == ([], [])


def fits(browser: Browser) -> bool:
    """Nobody has to push a page of a telephone sideways."""
    whole, seen = browser.width
    return whole <= seen == 360


def tab_to(browser: Browser, name: str) -> None:
    for _ in range(12):
        browser.press("Tab")
        if browser.focused == name:
            return
    raise AssertionError(f"the keyboard does not reach «{name}»")


def test_a_paper_is_checked_with_the_keyboard_and_no_script(
    browser: Browser, headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("yesenia")
    laptop.does("sync")
    _, paper = seals_an_acta(laptop)
    laptop.does("sync")
    file, photo = tmp_path / "Acta_Guapi.pdf", tmp_path / "IMG_1.png"
    file.write_bytes(paper)
    photo.write_bytes(as_png(scan_of_last_page(paper)))
    for given, outcome in ((file, "Coincide con lo emitido"), (photo, "Compare la hoja")):
        browser.open(f"{headquarters.url}/verificar")
        assert fits(browser)
        assert stays_at_home(browser, headquarters)
        browser.choose_file("paper", given)
        tab_to(browser, "Comprobar")
        browser.press("Enter", leaves=True)
        said = browser.words
        assert outcome in said
        assert "Dirección Territorial Cauca" in said
        assert not [name for name, *_ in PEOPLE if name in said]
        assert fits(browser)
        assert stays_at_home(browser, headquarters)
        browser.picture(tmp_path / f"{given.stem}.png")
    tab_to(browser, "Comprobar otro papel")
    browser.press("Enter", leaves=True)
    assert "Elija el PDF de un acta" in browser.words


def test_what_is_printed_on_a_paper_is_typed_with_the_keyboard(
    browser: Browser, headquarters: Headquarters
) -> None:
    browser.open(f"{headquarters.url}/verificar")
    tab_to(browser, "Número del acta")
    browser.write("ACTA-DTCAU-2026-D99-0001")
    browser.press("Tab")
    browser.write("ABCD EFGH JKLM NPQR")
    browser.press("Enter", leaves=True)
    assert "no hay una con ese número" in browser.words
    assert fits(browser)
    assert stays_at_home(browser, headquarters)


def test_an_envelope_is_handed_in_and_a_wrong_file_is_told(
    browser: Browser, headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("yesenia")
    seals_an_acta(laptop)
    envelope, other = tmp_path / "salida.sobre", tmp_path / "carta.txt"
    laptop.does("envelope", "out", str(envelope))
    other.write_text("No soy un sobre")
    for given, told in ((other, "no es"), (envelope, "Acuse de recibo número")):
        browser.open(f"{headquarters.url}/sobre")
        browser.choose_file("envelope", given)
        tab_to(browser, "Entregar")
        browser.press("Enter", leaves=True)
        assert told in browser.words, browser.words
        assert fits(browser)
        assert [one for one in browser.requests if not one.startswith(headquarters.url)] == []
        browser.picture(tmp_path / f"{given.stem}.png")


def test_a_script_that_somebody_smuggles_in_is_not_run(
    headquarters: Headquarters,
) -> None:
    with a_browser(installed() or "") as browser:  # with scripts
        browser.open(f"{headquarters.url}/verificar")
        assert stays_at_home(browser, headquarters)
        assert browser.smuggle("document.title = 'mine'") != "mine"
        assert any("Content Security Policy" in one for one in browser.complaints)
