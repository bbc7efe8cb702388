"""The desktop of one officer: gate, window, pages and the turns of sync, put together.

It knows every page and nothing of vaults or networks: a `Session` brings what work can do, and
the two ways in are functions that `app` hands over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fieldapp.packs.about import about_country, draft_catalogues
from fieldapp.packs.words import country_words
from fieldapp.records.text import Words, say
from fieldapp.rules.where import Where
from fieldapp.ui.application import speak
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.gate import Gate
from fieldapp.ui.idle import IdleWatch
from fieldapp.ui.jobs import ThreadedJobs
from fieldapp.ui.lock import ScreenLock
from fieldapp.ui.page import PageTools
from fieldapp.ui.places import Session
from fieldapp.ui.prompts import DesktopPrompts
from fieldapp.ui.recents import Recents
from fieldapp.ui.switches import Switches
from fieldapp.ui.sync_turns import SyncTurns
from fieldapp.ui.theme import Theme
from fieldapp.ui.window import Window
from fieldapp.ui.window_answers import WindowAnswers

if TYPE_CHECKING:
    from fieldapp.ui.pages.settings import PreferencesWork
    from fieldapp.work.enrolment import Headquarters

FIRST_PLACE = "today"
ACTIVATION_ENDINGS = ("json", "png", "jpg", "jpeg")
COPY_ENDINGS = ("bitacora",)


class Entrance(Protocol):
    """The two ways in. Everything here raises Refused or Outside, in words."""

    def words_in(self, language: str) -> Words:
        """The words of the screen in another language, from now on and at the next start."""
        ...

    def officers(self) -> Mapping[str, str]:
        """Whose vaults are on this laptop: how each is called, by the name that opens it."""
        ...

    def unlock(self, passphrase: str, officer: str = "") -> Session:
        """Open the vault of this officer."""
        ...

    def read_activation(self, path: Path) -> tuple[Headquarters, str]:
        """Where an activation file or a picture of its QR leads, and its code."""
        ...

    @property
    def has_sample(self) -> bool:
        """Whether the program can be tried on invented records."""
        ...

    def sample(self) -> Session:
        """Open the program on invented records."""
        ...

    def recover(self, code: str, passphrase: str, officer: str) -> Session:
        """Open this officer's vault by headquarters' recovery code, with a new password."""
        ...

    def bring_back(self, copy: Path, passphrase: str) -> Session:
        """Lay out a copy of a vault here and open it."""
        ...

    def activate(self, headquarters: Headquarters, code: str, passphrase: str) -> Session:
        """Enrol this laptop and open its new vault."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lasts longer than one session: workers, looks, language."""

    jobs: ThreadedJobs
    theme: Theme
    words: Words
    preferences: PreferencesWork
    report: Callable[[BaseException], Path | None]
    """Leave the report of a bug; None if the disk refuses."""


class Desktop(QObject):
    """From the gate to the last autosave."""

    opened = Signal(object)
    """The window is there; its value is the window."""
    left = Signal()
    """Everything typed is kept and the vault is closed: the program may end."""

    def __init__(self, surroundings: Surroundings, entrance: Entrance) -> None:
        super().__init__()
        self._around = surroundings
        self._entrance = entrance
        self._prompts = DesktopPrompts(surroundings.words, self, surroundings.report)
        self._gate: Gate | None = None
        self.changes = ChangeBus(self)
        self.window: Window | None = None
        """The window, once somebody came in; `session` and `turns` are there with it."""
        self.session: Session | None = None
        self.turns: SyncTurns | None = None
        self.lock: ScreenLock | None = None
        self._idle: IdleWatch | None = None
        self._recents: Recents | None = None

    @property
    def jobs(self) -> ThreadedJobs:
        """The workers everything is asked of."""
        return self._around.jobs

    @property
    def theme(self) -> Theme:
        """The looks everything wears."""
        return self._around.theme

    def admit_bug(self, bug: BaseException) -> None:
        """Tell the person of a failure that nobody foresaw."""
        self._prompts.admit_bug(bug)

    def begin(self, passphrase: str = "") -> None:
        """Come straight in with a password that is at hand, else show the gate."""
        officers = self._entrance.officers()
        if passphrase and len(officers) == 1:
            self._come_in(partial(self._entrance.unlock, passphrase, *officers))
        else:
            self.show_gate()

    def show_gate(self) -> Gate:
        """Ask for the password, or for what activating this laptop needs."""
        officers = self._entrance.officers()
        gate = self._gate = Gate(
            self._around.theme, self._around.words, officers, has_sample=self._entrance.has_sample
        )
        gate.unlock_wished.connect(self._on_unlock_wished)
        gate.file_wished.connect(self._on_file_wished)
        gate.activation_wished.connect(self._on_activation_wished)
        gate.recovery_wished.connect(self._on_recovery_wished)
        gate.copy_wished.connect(self._on_copy_wished)
        gate.language_wished.connect(self._on_language_wished)
        gate.sample_wished.connect(partial(self._come_in, self._entrance.sample))
        gate.given_up.connect(self._on_given_up)
        self._prompts.stand_above(gate)
        gate.show()
        return gate

    def enter(self, session: Session) -> Window:
        """Show the window on an open session."""
        around = self._around
        words = country_words(session.work.desk.pack, around.words)
        self._prompts.speak(words)
        tools = PageTools(
            around.jobs,
            self.changes,
            self._prompts,
            words,
            around.theme,
            session.work.desk.pack.formats.said_in(words),
            session.work.desk.kinds,
            session.clock,
            draft_catalogues(session.work.desk.pack),
        )
        turns = SyncTurns(around.jobs, self.changes, self._prompts, session.syncing, self)
        window = _switched_window(tools, Switches(tools, session, turns, around.preferences))
        window.country_words = about_country(session.work.desk.pack)
        self._prompts.stand_above(window)
        self._prompts.told.connect(window.show_notice)
        around.jobs.busy_changed.connect(window.status.show_writing)
        around.jobs.long_moved.connect(window.progress.show_work)
        window.progress.stop_wished.connect(around.jobs.stop_long)
        window.sync_requested.connect(turns.ask)
        turns.started.connect(partial(window.show_syncing, syncing=True))
        turns.ended.connect(partial(window.show_syncing, syncing=False))
        turns.ended.connect(window.refresh_standing)
        window.closing.connect(partial(self._on_closing, session, turns))
        self.window, self.session, self.turns = window, session, turns
        self._watch_over(window, session)
        note = session.work.recent.note
        self._recents = Recents(around.jobs, note, self._prompts.show_error, self)
        window.moved.connect(self._recents.follow)
        window.go(FIRST_PLACE)
        window.show()
        self._return_to(window, session)
        window.refresh_standing()
        turns.begin()
        if self._gate is not None:
            self._gate.let_in()
            self._gate = None
        self.opened.emit(window)
        return window

    def _return_to(self, window: Window, session: Session) -> None:
        """Go back to where the person was if nobody closed the program, and keep up from then."""
        jobs, kept = self._around.jobs, session.whereabouts

        def keep(where: Where | None) -> None:
            jobs.write(partial(kept.keep, where), done=_ignore, failed=self._prompts.show_error)

        def come_back(where: Where | None) -> None:
            window.moved.connect(keep)
            if where is not None and where.place != FIRST_PLACE:
                window.go_back_to(where)
                self._prompts.tell(_BACK_AGAIN)
            else:
                window.tell_where()

        jobs.read(kept.last, done=come_back, failed=self._prompts.show_error)

    def _watch_over(self, window: Window, session: Session) -> None:
        """Lock the screen when it is left alone or the key is pressed."""
        around = self._around
        whose = self._entrance.officers().get(session.name, "")
        lock = ScreenLock(around.jobs, around.theme, around.words, session.locking, whose, self)
        idle = IdleWatch(lambda: around.preferences.chosen().lock_minutes, parent=self)
        window.lock_wished.connect(lock.lock)
        idle.left_alone.connect(lock.lock)
        lock.locking.connect(window.flush)
        lock.given_up.connect(window.close)
        lock.worn_out.connect(partial(self._close_behind_lock, window, session))
        self.lock, self._idle = lock, idle
        idle.begin()

    def _close_behind_lock(self, window: Window, session: Session) -> None:
        """Nobody came back: close the vault once every worker is done with it, show the gate."""
        jobs, turns = self._around.jobs, self.turns
        self._leave(turns)

        def show_gate(_closed: object) -> None:
            if self.lock is not None:
                self.show_gate()
                self.lock.put_away()
            window.deleteLater()

        def close(_done: object) -> None:
            jobs.write(session.close, done=show_gate, failed=self._prompts.show_error)

        def after_reading(_done: object) -> None:
            jobs.read(_nothing, done=close, failed=close)

        jobs.network(_nothing, done=after_reading, failed=after_reading)

    def _leave(self, turns: SyncTurns | None) -> None:
        if turns is not None:
            turns.stop()
        if self._idle is not None:
            self._idle.stop()
        if self._recents is not None:
            self._recents.stop()

    def _on_unlock_wished(self, passphrase: str, officer: str) -> None:
        self._come_in(partial(self._entrance.unlock, passphrase, officer))

    def _on_file_wished(self) -> None:
        title = say("Elija el archivo o la foto de activación")
        path = self._prompts.file_to_open(title, ACTIVATION_ENDINGS)
        if path is not None and self._gate is not None:
            read = partial(self._entrance.read_activation, path)
            gate = self._gate
            self._around.jobs.read(
                read, done=lambda found: gate.fill_in(*found), failed=gate.show_fault
            )

    def _on_activation_wished(self, headquarters: Headquarters, code: str, passphrase: str) -> None:
        self._come_in(partial(self._entrance.activate, headquarters, code, passphrase))

    def _on_copy_wished(self) -> None:
        copy = self._prompts.file_to_open(say("Elija la copia de la bitácora"), COPY_ENDINGS)
        if copy is None:
            return
        secrets = self._prompts.ask_secrets(
            say("La copia se abre con la contraseña que tenía la bitácora cuando se hizo."),
            (say("Contraseña"),),
            verb=say("Recuperar la copia"),
        )
        if secrets:
            self._come_in(partial(self._entrance.bring_back, copy, *secrets), self._tell_series)

    def _tell_series(self) -> None:
        self._prompts.tell(
            say("La copia está recuperada. Sus actas siguen en una serie propia de números.")
        )

    def _on_language_wished(self, language: str) -> None:
        self._around = replace(self._around, words=self._entrance.words_in(language))
        speak(cast("QApplication", QApplication.instance()), language)
        self._prompts.speak(self._around.words)
        before = self._gate
        self.show_gate()
        if before is not None:
            before.let_in()

    def _on_recovery_wished(self, code: str, passphrase: str, officer: str) -> None:
        self._come_in(partial(self._entrance.recover, code, passphrase, officer))

    def _come_in(
        self, way: Callable[[], Session], then: Callable[[], object] | None = None
    ) -> None:
        def enter(session: Session) -> None:
            self.enter(session)
            if then is not None:
                then()

        self._around.jobs.write(way, done=enter, failed=self._on_kept_out)

    def _on_kept_out(self, fault: Exception) -> None:
        gate = self._gate or self.show_gate()
        gate.show_fault(fault)

    def _on_given_up(self) -> None:
        self._around.jobs.stop()
        self.left.emit()

    def _on_closing(self, session: Session, turns: SyncTurns) -> None:
        self._leave(turns)
        if self.lock is not None:
            self.lock.put_away()
        self._around.jobs.write(
            partial(session.whereabouts.keep, None), done=_ignore, failed=_ignore
        )
        self._around.jobs.stop()
        session.close()
        self.left.emit()


_BACK_AGAIN = say(
    "Está donde lo dejó antes de que el programa se cerrara. Lo escrito está guardado."
)


def _switched_window(tools: PageTools, switches: Switches) -> Window:
    """The window on what the office works with, which follows its switches."""
    window = Window(tools, switches.places(), WindowAnswers(switches.work, switches.standings))
    switches.setParent(window)
    switches.switched.connect(window.change_places)
    return window


def _ignore(_done: object) -> None:
    """Nothing is to be done when it went well."""


def _nothing() -> None:
    """What is asked of a worker only to know that it is done with everything before."""
