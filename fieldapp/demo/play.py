"""The demo from end to end: headquarters, an officer's day, one sync, two more laptops."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.day import play_the_day
from fieldapp.demo.headquarters import LocalHeadquarters, local_headquarters
from fieldapp.demo.laptops import PASSPHRASE, DemoLaptop, found_offices
from fieldapp.demo.sample import lay_country
from fieldapp.demo.windows import Shown, show_the_day
from fieldapp.machine.places import Places
from fieldapp.records.text import Refused, Words, say
from fieldapp.windows import open_desktop
from fieldapp.work.reports import FORMS

COUNTRY: Final = "CO"
OTHERS: Final = ("andres", "camila")
"""A colleague of the same territory, and an officer of another."""


def screen_at_hand(words: Words) -> bool:
    """Tell whether anybody could see the windows."""
    from fieldapp.packs.resources import resource_path
    from fieldapp.ui.application import build_application, has_screen, log_qt_messages

    log_qt_messages()
    build_application(["bitacora"], resource_path(), words.language)
    return has_screen()


def play_and_stay(words: Words, now: Callable[[], datetime]) -> int:
    """Play everything and leave the desktop open on it, headquarters at hand, until it closes."""
    with TemporaryDirectory(prefix="bitacora-demo-") as folder, local_headquarters(COUNTRY) as hq:
        found_offices(hq)
        laptop = DemoLaptop.enrolled(hq, "lina", Path(folder) / "laptop", now)
        with laptop.open() as opened:
            play_the_day(assemble_work(opened, now))
        laptop.sync_until_stamped()
        for login in OTHERS:
            _received(hq, login, Path(folder), now)
        return open_desktop(laptop.places, words, PASSPHRASE)


def play_headless(folder: Path, words: Words, now: Callable[[], datetime]) -> dict[str, Any]:
    """Play everything without a screen and leave the papers, pictures and figures in `folder`.

    Raises Refused if the folder holds a laptop already: nobody's records are played over.
    """
    laptop_folder = _new(folder / "laptop")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with local_headquarters(COUNTRY) as headquarters:
        found_offices(headquarters)
        laptop = DemoLaptop.enrolled(headquarters, "lina", laptop_folder, now)
        shown = show_the_day(laptop, words, folder / "pictures")
        summary = _summary(headquarters, laptop, shown, folder, now)
    (folder / "acta.pdf").write_bytes(shown.acta)
    (folder / "attendance.xlsx").write_bytes(shown.attendance)
    written = json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "summary.json").write_text(written + "\n", encoding="utf-8")
    return summary


def stay_in_country(country: str, words: Words, now: Callable[[], datetime]) -> int:
    """Leave the desktop open on a year of a whole country, until it closes."""
    with TemporaryDirectory(prefix="bitacora-demo-") as folder:
        places = Places.under(Path(folder))
        lay_country(places, country, now)
        return open_desktop(places, words, PASSPHRASE)


def report_country(country: str, folder: Path, now: Callable[[], datetime]) -> None:
    """Leave in `folder` the board of results of a whole country, as PDF, XLSX and DOCX.

    Raises Refused if the folder holds a laptop already.
    """
    places = Places.under(_new(folder / "laptop"))
    lay_country(places, country, now)
    with open_vault(places, PASSPHRASE) as opened:
        work = assemble_work(opened, now)
        report = work.reports.build("results")
        for form in FORMS:
            (folder / f"{report.name}.{form}").write_bytes(work.reports.write(report, form))


def _new(laptop: Path) -> Path:
    """Nobody's records are played over."""
    if laptop.exists():
        raise Refused(
            say(
                "«{folder}» ya tiene una demostración: elija otra carpeta.",
                folder=str(laptop.parent),
            )
        )
    laptop.parent.mkdir(parents=True, exist_ok=True)
    return laptop


def _summary(
    headquarters: LocalHeadquarters,
    laptop: DemoLaptop,
    shown: Shown,
    folder: Path,
    now: Callable[[], datetime],
) -> dict[str, Any]:
    """Figures of the laptop, of a colleague's, of one far away, and of headquarters."""
    requests, bytes_up, bytes_down = shown.synced.report.traffic
    received = {login: _received(headquarters, login, folder, now) for login in OTHERS}
    laptop.sync()  # who else signs since then
    return {
        "records_by_kind": laptop.records_by_kind(),
        "acta_number": shown.acta_number,
        "acta_digest": shown.acta_digest,
        "sync": {"requests": requests, "bytes_up": bytes_up, "bytes_down": bytes_down},
        "second_laptop_records": received["andres"],
        "other_territory_records": received["camila"],
        "headquarters_records": headquarters.run("figures")["records_by_kind"],
    }


def _received(
    headquarters: LocalHeadquarters, login: str, folder: Path, now: Callable[[], datetime]
) -> dict[str, int]:
    """What a freshly enrolled laptop of this officer holds after its first sync."""
    other = DemoLaptop.enrolled(headquarters, login, folder / f"laptop-{login}", now)
    other.sync()
    return other.records_by_kind()
