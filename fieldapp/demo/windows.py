"""The demo's day in the real windows: pages opened by keys, the acta signed, one sync."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from fieldapp.demo.day import (
    agree_in_cali,
    begin_the_acta,
    hold_the_meeting,
    write_the_logbook,
)
from fieldapp.demo.laptops import PASSPHRASE, DemoLaptop, is_stamped
from fieldapp.packs.resources import resource_path
from fieldapp.records.text import Outside, Words, say
from fieldapp.ui.application import build_application, log_qt_messages
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.places import Session
from fieldapp.ui.tour import Tour, wait_until
from fieldapp.windows import assemble_desktop
from fieldapp.work.syncing import Synced
from fieldapp.work.work import Work

_SYNCS_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """What the day in the windows left behind."""

    acta_number: str
    acta_digest: str
    acta: bytes
    attendance: bytes
    synced: Synced


def show_the_day(laptop: DemoLaptop, words: Words, pictures: Path) -> Shown:
    """Play the day on this laptop before the camera; the windows are closed at the end."""
    log_qt_messages()
    build_application(["bitacora"], resource_path(), words.language)
    desktop = assemble_desktop(laptop.places, words, laptop.now)
    desktop.begin(PASSPHRASE)
    wait_until(lambda: desktop.window is not None)
    assert desktop.window is not None  # noqa: S101 - waited for above
    assert desktop.session is not None  # noqa: S101 - opened with the window
    assert desktop.turns is not None  # noqa: S101 - made with the window
    desktop.turns.stop()  # the day is worked without a signal; it appears when the key is pressed
    try:
        return _Day(desktop, desktop.session, Tour(desktop.window, desktop.jobs, pictures)).shown()
    finally:
        desktop.window.close()


class _Day:
    """The day, scene by scene."""

    def __init__(self, desktop: Desktop, session: Session, tour: Tour) -> None:
        self._desktop = desktop
        self._session = session
        self._tour = tour
        self._work: Work = session.work

    def shown(self) -> Shown:
        """Play every scene and give what it left."""
        visit = self._do(lambda: hold_the_meeting(self._work))
        self._do(lambda: begin_the_acta(self._work, visit))
        self._do(lambda: agree_in_cali(self._work))
        self._do(lambda: write_the_logbook(self._work, visit))
        self._look_around()
        self._sign_the_acta(visit)
        synced = self._sync()
        self._receive_the_stamp()
        acta = self._work.minutes.of(visit)
        assert acta is not None  # noqa: S101 - signed a moment ago
        return Shown(
            acta.number,
            acta.digest,
            self._work.papers.pdf(acta.id),
            self._work.exports.attendance(visit),
            synced,
        )

    def _look_around(self) -> None:
        """Open every place of the window, one after the other, and picture it."""
        for name in self._tour.window.places:
            self._tour.window.go(name)
            self._tour.picture(name)

    def _sign_the_acta(self, visit: UUID) -> None:
        """Open the visit, look at each tab, and close and sign its acta with the keys."""
        self._tour.window.open("activity", visit)
        for number, tab in enumerate(("data", "attendance", "development", "commitments"), 1):
            self._tour.press(f"Ctrl+{number}")
            self._tour.picture(f"visit-{tab}")
        self._tour.press("Ctrl+5")
        self._tour.picture("visit-acta-draft")
        self._tour.press_and_agree("Ctrl+Return")
        wait_until(lambda: self._is_signed(visit))
        self._tour.picture("visit-acta-signed")

    def _is_signed(self, visit: UUID) -> bool:
        acta = self._work.minutes.of(visit)
        return acta is not None and acta.status == "sealed"

    def _sync(self) -> Synced:
        """Press the key that syncs, and wait for headquarters' receipt."""
        synced = self._press_sync()
        self._tour.window.go("sync")
        self._tour.picture("sync-done")
        return synced

    def _receive_the_stamp(self) -> None:
        """Headquarters stamps within seconds; a later sync brings what completes the papers."""
        for _ in range(_SYNCS_MAX):
            with self._work.desk.reading() as reading:
                if is_stamped(reading):
                    return
            time.sleep(1)
            self._press_sync()
        raise Outside(say("El nivel central de prueba no selló el acta."))

    def _press_sync(self) -> Synced:
        turns = self._desktop.turns
        assert turns is not None  # noqa: S101 - made with the window
        before = turns.last
        self._tour.press("F9")
        wait_until(lambda: turns.last is not before or turns.failed is not None)
        if turns.failed is not None:
            raise turns.failed
        assert isinstance(turns.last, Synced)  # noqa: S101 - no failure, so it went through
        return turns.last

    def _do(self, work: Callable[[], UUID]) -> UUID:
        """Have work done by the worker that writes, as the pages do, and tell every page."""
        done: list[UUID] = []
        self._desktop.jobs.write(work, done=done.append, failed=_fly)
        wait_until(lambda: bool(done))
        self._desktop.changes.publish(spec.name for spec in self._work.desk.kinds)
        return done[0]


def _fly(fault: Exception) -> None:
    raise fault
