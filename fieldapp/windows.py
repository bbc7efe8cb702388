"""The windows, put together: what `app` assembles, handed to the desktop.

Each function imports what it needs inside: the first window must not wait for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.app import (
    Opened,
    assemble_envelopes,
    assemble_handing,
    assemble_standing,
    assemble_sync,
    assemble_work,
    enrol,
    open_vault,
    probe,
    settle_papers,
)
from fieldapp.machine.places import Places
from fieldapp.records.text import Outside, Refused, Words, say

if TYPE_CHECKING:
    from fieldapp.machine.preferences import Preferences
    from fieldapp.machine.proxies import Login
    from fieldapp.ui.desktop import Desktop
    from fieldapp.ui.places import Session
    from fieldapp.ui.theme import Theme
    from fieldapp.work.enrolment import Headquarters
    from fieldapp.work.envelopes import Written
    from fieldapp.work.handing import Given
    from fieldapp.work.probing import Probed
    from fieldapp.work.syncing import Synced, Syncing


Sample = Callable[[Callable[[], datetime]], "Session"]
"""Makes a session on invented records, by this clock."""


def open_desktop(
    places: Places, words: Words, passphrase: str = "", sample: Sample | None = None
) -> int:
    """Open the windows on this person's vault and give the exit code when they close.

    Without a password (here or in FIELDAPP_PASSPHRASE) the first window asks for it; where the
    laptop is not active yet it offers the `sample`. Raises Outside where there is no screen, unless
    the caller asked for none.
    """
    import gc
    import logging
    import os
    import sys
    from datetime import UTC

    # Most of a start is imports, which leave no garbage: collecting meanwhile costs a tenth of it.
    gc.disable()
    from fieldapp.packs.resources import resource_path
    from fieldapp.ui.application import build_application, has_screen, log_qt_messages

    log_qt_messages()
    unseen = os.environ.get("QT_QPA_PLATFORM") == "offscreen"
    application = build_application(sys.argv, resource_path(), words.language)
    if not has_screen() and not unseen:
        raise Outside(say("Aquí no hay pantalla. Lo que se hace sin ventanas: fieldapp --help"))
    desktop = assemble_desktop(places, words, lambda: datetime.now(UTC), sample)
    desktop.left.connect(application.quit)
    sys.excepthook = _bugs_told_by(desktop)
    at_hand = passphrase or os.environ.get("FIELDAPP_PASSPHRASE", "")
    desktop.begin(at_hand)
    gc.freeze()
    logging.getLogger(__name__).info("window shown")
    return application.exec()


def assemble_desktop(
    places: Places, words: Words, now: Callable[[], datetime], sample: Sample | None = None
) -> Desktop:
    """The desktop of this data folder, not yet shown."""
    import sys

    from fieldapp.machine.preferences import read_preferences
    from fieldapp.packs.resources import resource_path
    from fieldapp.ui.application import build_application, wear
    from fieldapp.ui.desktop import Desktop, Surroundings
    from fieldapp.ui.garbage import GarbageRounds
    from fieldapp.ui.jobs import ThreadedJobs
    from fieldapp.ui.theme import Theme

    chosen = read_preferences(places.home)
    theme = Theme(resource_path(), chosen.looks, chosen.scale_percent / 100)
    wear(build_application(sys.argv, resource_path(), words.language), theme)
    around = Surroundings(
        ThreadedJobs(), theme, words, _KeptPreferences(places, theme), _Reports(places)
    )
    desktop = Desktop(around, _Entrance(places, now, sample))
    GarbageRounds(desktop)
    return desktop


def _bugs_told_by(desktop: Desktop) -> Callable[..., None]:
    """What Python does with a failure nobody caught: leave the stopping of the program alone."""
    import sys

    def tell(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            desktop.admit_bug(bug)
        else:
            sys.__excepthook__(kind, bug, trace)

    return tell


@dataclass(frozen=True, slots=True)
class _Reports:
    """Where the reports of bugs go."""

    places: Places

    def __call__(self, bug: BaseException) -> Path | None:
        from datetime import UTC

        from fieldapp import __version__
        from fieldapp.machine.log import write_bug_report

        try:
            return write_bug_report(self.places.log, bug, __version__, datetime.now(UTC))
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class _Entrance:
    """The two ways into the windows: with the password, or by activating the laptop."""

    places: Places
    now: Callable[[], datetime]
    made_up: Sample | None = None

    @property
    def has_sample(self) -> bool:
        """Whether the program can be tried on invented records."""
        return self.made_up is not None

    def sample(self) -> Session:
        """Open the program on invented records; nothing of them stays."""
        if self.made_up is None:
            raise Refused(say("Este programa no trae datos de ejemplo."))
        return self.made_up(self.now)

    def words_in(self, language: str) -> Words:
        """The words of the screen in another language, from now on and at the next start."""
        from msgspec.structs import replace as changed

        from fieldapp.machine.preferences import read_preferences, write_preferences
        from fieldapp.packs.words import load_words

        words = load_words(language)
        home = self.places.home
        write_preferences(home, changed(read_preferences(home), language=words.language))
        return words

    def officers(self) -> Mapping[str, str]:
        """Whose vaults are here: how each is called, by the name that opens it."""
        from fieldapp.store.vault_owners import owners_in

        wished = self.places.officer
        return {
            owner.folder.name: owner.label
            for owner in owners_in(self.places.vaults)
            if not wished or owner.answers_to(wished)
        }

    def unlock(self, passphrase: str, officer: str = "") -> Session:
        """Open the vault and put to hand everything its officer can do."""
        places = replace(self.places, officer=officer or self.places.officer)
        return assemble_session(open_vault(places, passphrase), self.now, places.log)

    def recover(self, code: str, passphrase: str, officer: str) -> Session:
        """Open with headquarters' recovery code; from now on with this password."""
        from fieldapp.store.vault import Vault
        from fieldapp.store.vault_owners import chosen_vault

        folder = chosen_vault(self.places.vaults, officer or self.places.officer)
        Vault.recover(folder, code, passphrase).close()
        return self.unlock(passphrase, folder.name)

    def bring_back(self, copy: Path, passphrase: str) -> Session:
        """Lay out a copy of a vault here and open it."""
        from fieldapp.work.restoring import restore_vault

        restore_vault(self.places, copy, passphrase, self.now())
        return self.unlock(passphrase)

    def read_activation(self, path: Path) -> tuple[Headquarters, str]:
        """Where an activation file or a picture of its QR leads, and its code."""
        from fieldapp.work.activation_files import read_activation

        return read_activation(path)

    def activate(self, headquarters: Headquarters, code: str, passphrase: str) -> Session:
        """Enrol with a one-time code, then open the new vault."""
        from fieldapp.ui.proxies import proxies_by_qt
        from fieldapp.work.enrolment import short_id

        way = proxies_by_qt(headquarters.address)
        who = enrol(self.places, headquarters, code, passphrase, self.now, way)
        return self.unlock(passphrase, short_id(who))


def assemble_session(opened: Opened, now: Callable[[], datetime], log: Path) -> Session:
    """What the windows need of an open vault; `log` is the folder of the program's log.

    No network library is imported before a sync.
    """
    import os

    from fieldapp import __version__
    from fieldapp.machine.sticks import memory_sticks
    from fieldapp.ui.places import Session
    from fieldapp.ui.proxies import proxies_by_qt
    from fieldapp.work.locking import Locking
    from fieldapp.work.safekeeping import Safekeeping
    from fieldapp.work.support import Support
    from fieldapp.work.whereabouts import Whereabouts

    work = assemble_work(opened, now)
    locking = Locking(work.desk, opened.vault, os.urandom)
    line = _LineWhenNeeded(opened, now, proxies_by_qt)

    def close() -> None:
        line.stop()
        opened.close()

    keeping = Safekeeping(
        *(opened.vault, opened.store.database, opened.files, work.desk.now), sticks=memory_sticks
    )
    standing, name = assemble_standing(opened), opened.vault.folder.name
    support = Support(work.desk, standing, log, __version__)
    where = Whereabouts(work.desk)
    return Session(
        *(work, standing, line, line, WithoutNetwork(opened, now), work.desk),
        *(keeping, locking, support, where, name, close),
    )


@dataclass(frozen=True, slots=True)
class CameIn:
    """What a file brought: how many records, and the kinds that changed."""

    records: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class WithoutNetwork:
    """What is done without a network; the engine is loaded when it is first asked."""

    opened: Opened
    now: Callable[[], datetime]

    def write(self, path: Path, *, with_files: bool) -> Written:
        """Write what is unsent, and the attachments if wished."""
        return assemble_envelopes(self.opened, self.now).write(path, with_files=with_files)

    def take(self, path: Path) -> CameIn:
        """Take headquarters' answer in, or whole territories."""
        from fieldapp.records import KINDS

        envelopes = assemble_envelopes(self.opened, self.now)
        records = envelopes.take_bundle(path)
        if records is None:
            records = sum(envelopes.take(path).report.received.values())
        settle_papers(self.opened, self.now)
        return CameIn(records, frozenset(spec.name for spec in KINDS))

    def give(self, visit: UUID, path: Path) -> Given:
        """Write a visit for a colleague."""
        return assemble_handing(self.opened, self.now).give(visit, path)

    def take_visit(self, path: Path, code: str) -> CameIn:
        """Take a colleague's visit in."""
        taken = assemble_handing(self.opened, self.now).take(path, code)
        return CameIn(taken.records, taken.kinds)


class _LineWhenNeeded:
    """The way to headquarters, made at the first sync and kept while the same proxies lead there.

    A laptop moves from the office's network to a telephone's, so the proxies are asked for at each
    sync; what the person said to a proxy is kept in memory only.
    """

    def __init__(
        self,
        opened: Opened,
        now: Callable[[], datetime],
        proxies: Callable[[str], Mapping[str, str]],
    ) -> None:
        from fieldapp.work.sync_watch import SyncWatch

        self._opened = opened
        self._now = now
        self._proxies = proxies
        self._login: Login | None = None
        self._by: Mapping[str, str] = {}
        self._syncing: Syncing | None = None
        self.watch = SyncWatch(now)

    def now(self, *, large_files: bool | None = None) -> Synced:
        """Sync once."""
        self.watch.begin()
        way = self._way()
        if self._syncing is None or way != self._by:
            self.stop()
            self._syncing = assemble_sync(self._opened, self._now, way, self.watch)
            self._by = way
        return self._syncing.now(large_files=large_files)

    def probe(self) -> Probed:
        """Try the way, step by step."""
        return probe(self._opened, self._now, self._way())

    def log_in(self, login: Login) -> None:
        """Say this to a proxy that asks for a user, until the program closes."""
        self._login = login

    def stop(self) -> None:
        """Let go of the line, if there was ever one."""
        if self._syncing is not None:
            self._syncing.stop()
            self._syncing = None

    def _way(self) -> Mapping[str, str]:
        from fieldapp.machine.proxies import with_login

        return with_login(self._proxies(self._opened.identity.server), self._login)


@dataclass(frozen=True, slots=True)
class _KeptPreferences:
    """The looks of this laptop, kept in its data folder and worn at once."""

    places: Places
    theme: Theme

    def chosen(self) -> Preferences:
        """The choice in force."""
        from fieldapp.machine.preferences import read_preferences

        return read_preferences(self.places.home)

    def choose(self, preferences: Preferences) -> None:
        """Keep this choice and wear it."""
        from fieldapp.machine.preferences import write_preferences

        write_preferences(self.places.home, preferences)
        self.theme.wear(preferences.looks, preferences.scale_percent / 100)
