"""The desktop of one officer: gate, window, pages and the turns of sync, put together.

It knows every page and nothing of vaults or networks: a `Session` brings what work can do, and
the two ways in are functions that `app` hands over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from fieldapp.machine.preferences import Preferences
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.gate import Gate
from fieldapp.ui.jobs import ThreadedJobs
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.ports import Clock, Wording
from fieldapp.ui.prompts import DesktopPrompts
from fieldapp.ui.sync_turns import SyncTurns, SyncWork
from fieldapp.ui.theme import Theme
from fieldapp.ui.way import Way
from fieldapp.ui.window import Place, Window
from fieldapp.work.enrolment import Headquarters
from fieldapp.work.safekeeping import Safekeeping
from fieldapp.work.search import Found
from fieldapp.work.syncing import SyncStandings
from fieldapp.work.work import Work

FIRST_PLACE = "today"
ACTIVATION_ENDINGS = ("json", "png", "jpg", "jpeg")


@dataclass(frozen=True)
class Session:
    """What the gate opens: everything a person can do with one vault."""

    work: Work
    standings: SyncStandings
    syncing: SyncWork
    way: Way
    clock: Clock
    keeping: Safekeeping
    close: Callable[[], None]


class Entrance(Protocol):
    """The two ways in. Everything here raises Refused or Outside, in words."""

    def officers(self) -> Mapping[str, str]:
        """Whose vaults are on this laptop: how each is called, by the name that opens it."""
        ...

    def unlock(self, passphrase: str, officer: str = "") -> Session:
        """Open the vault of this officer."""
        ...

    def read_activation(self, path: Path) -> tuple[Headquarters, str]:
        """Where an activation file or a picture of its QR leads, and its code."""
        ...

    def activate(self, headquarters: Headquarters, code: str, passphrase: str) -> Session:
        """Enrol this laptop and open its new vault."""
        ...


class PreferencesWork(Protocol):
    """Where the looks of this laptop are kept."""

    def chosen(self) -> Preferences:
        """Return the choice in force."""
        ...

    def choose(self, preferences: Preferences) -> None:
        """Keep this choice and wear it."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lasts longer than one session: workers, looks, language, kinds."""

    jobs: ThreadedJobs
    theme: Theme
    words: Wording
    kinds: Kinds
    preferences: PreferencesWork


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
        self._prompts = DesktopPrompts(surroundings.words, self)
        self._gate: Gate | None = None
        self.changes = ChangeBus(self)
        self.window: Window | None = None
        """The window, once somebody came in; `session` and `turns` are there with it."""
        self.session: Session | None = None
        self.turns: SyncTurns | None = None

    @property
    def jobs(self) -> ThreadedJobs:
        """The workers everything is asked of."""
        return self._around.jobs

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
        gate = self._gate = Gate(self._around.theme, self._around.words, officers)
        gate.unlock_wished.connect(self._on_unlock_wished)
        gate.file_wished.connect(self._on_file_wished)
        gate.activation_wished.connect(self._on_activation_wished)
        gate.given_up.connect(self._on_given_up)
        self._prompts.stand_above(gate)
        gate.show()
        return gate

    def enter(self, session: Session) -> Window:
        """Show the window on an open session."""
        around = self._around
        tools = PageTools(
            around.jobs,
            self.changes,
            self._prompts,
            around.words,
            around.theme,
            session.work.desk.pack.formats.said_in(around.words),
            around.kinds,
            session.clock,
        )
        turns = SyncTurns(around.jobs, self.changes, self._prompts, session.syncing, self)
        answers = WindowAnswers(session.work, session.standings)
        window = Window(tools, _Pages(session, turns, around.preferences).places(), answers)
        self._prompts.stand_above(window)
        self._prompts.told.connect(window.show_notice)
        around.jobs.busy_changed.connect(window.status.show_writing)
        window.sync_requested.connect(turns.ask)
        turns.started.connect(partial(window.show_syncing, syncing=True))
        turns.ended.connect(partial(window.show_syncing, syncing=False))
        turns.ended.connect(window.refresh_standing)
        window.closing.connect(partial(self._on_closing, session, turns))
        self.window, self.session, self.turns = window, session, turns
        window.go(FIRST_PLACE)
        window.show()
        window.refresh_standing()
        turns.begin()
        if self._gate is not None:
            self._gate.let_in()
        self.opened.emit(window)
        return window

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

    def _come_in(self, way: Callable[[], Session]) -> None:
        self._around.jobs.write(way, done=self.enter, failed=self._on_kept_out)

    def _on_kept_out(self, fault: Exception) -> None:
        gate = self._gate or self.show_gate()
        gate.show_fault(fault)

    def _on_given_up(self) -> None:
        self._around.jobs.stop()
        self.left.emit()

    def _on_closing(self, session: Session, turns: SyncTurns) -> None:
        turns.stop()
        self._around.jobs.stop()
        session.close()
        self.left.emit()


@dataclass(frozen=True, slots=True)
class StandingNow:
    """How things stand, for the bottom line and the counts on the left."""

    online: bool | None
    waiting: int
    last_receipt_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class WindowAnswers:
    """What the window itself asks for: the search box, and how things stand."""

    work: Work
    standings: SyncStandings

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """Find records by words."""
        return self.work.search.find(text, limit)

    def standing(self) -> StandingNow:
        """Return how things stand, read from what is kept here."""
        now = self.standings.now()
        waiting = sum(now.counts.pending.values())
        asked = now.failure is not None or now.last_receipt_at is not None
        online = not now.state.is_failure if asked else None
        return StandingNow(
            online, waiting, now.last_receipt_at, {"sync": len(now.counts.in_review)}
        )


@dataclass(frozen=True, slots=True)
class _Pages:
    """Every page of the window; each is imported and built when it is first opened."""

    session: Session
    turns: SyncTurns
    preferences: PreferencesWork

    def places(self) -> tuple[Place, ...]:
        """Where the window can go, in the order of the words on the left."""
        work = self.session.work
        visits = Text(work.desk.pack.words.visit.many)
        plain = frozenset(spec.name for spec in work.registers.kinds())
        return (
            Place("today", say("Hoy"), "today", self.today),
            Place("travel", say("Preparar viaje"), "start", self.travel, word=False),
            Place("visits", visits, "visits", self.visits),
            Place("visit", visits, "visits", self.visit, _IN_THE_ROOM, word=False),
            Place(
                "agreements",
                say("Convenios y acuerdos"),
                "agreements",
                self.agreements,
                frozenset({"agreement"}),
            ),
            Place(
                "commitments",
                say("Compromisos"),
                "commitments",
                self.commitments,
                frozenset({"commitment"}),
            ),
            Place(
                "logbook",
                say("Bitácora del territorio"),
                "logbook",
                self.logbook,
                frozenset({"logbook_entry"}),
            ),
            Place("territory", say("Territorio"), "territory", self.territory),
            Place("registers", say("Directorio"), "registers", self.registers, plain),
            Place("ledger", say("Libro de actas"), "document", self.ledger),
            Place("verify", say("Verificar papel"), "check", self.verify, below=True),
            Place("forms", say("Formularios en blanco"), "document", self.forms, below=True),
            Place("sync", say("Sincronizar"), "sync", self.sync, below=True),
            Place("settings", say("Ajustes"), "settings", self.settings, below=True),
        )

    def today(self, tools: PageTools) -> Page:
        """What waits today."""
        from fieldapp.ui.pages.today.page import TodayPage

        session = self.session
        page = TodayPage(tools, session.work, session.standings, session.keeping)
        self.turns.ended.connect(page.reload)
        return page

    def travel(self, tools: PageTools) -> Page:
        """What a trip needs before it begins."""
        from fieldapp.ui.pages.travel import TravelPage
        from fieldapp.ui.printing import printers

        session = self.session
        page = TravelPage(tools, session.work, session.standings, session.keeping, printers)
        self.turns.ended.connect(page.reload)
        return page

    def visits(self, tools: PageTools) -> Page:
        """The list of visits."""
        from fieldapp.ui.pages.visits import VisitsPage

        return VisitsPage(tools, self.session.work)

    def visit(self, tools: PageTools) -> Page:
        """The room of one visit."""
        from fieldapp.ui.pages.visit_room.page import VisitRoomPage

        return VisitRoomPage(tools, self.session.work)

    def agreements(self, tools: PageTools) -> Page:
        """The list of agreements and the room of each."""
        from fieldapp.ui.pages.agreements.page import AgreementsPage

        return AgreementsPage(tools, self.session.work)

    def commitments(self, tools: PageTools) -> Page:
        """Who owes what."""
        from fieldapp.ui.pages.commitments.board import CommitmentsPage

        return CommitmentsPage(tools, self.session.work)

    def logbook(self, tools: PageTools) -> Page:
        """What was noted of each territory."""
        from fieldapp.ui.pages.logbook.page import LogbookPage

        return LogbookPage(tools, self.session.work)

    def territory(self, tools: PageTools) -> Page:
        """All that is known of a place."""
        from fieldapp.ui.pages.territory.page import TerritoryPage

        return TerritoryPage(tools, self.session.work)

    def registers(self, tools: PageTools) -> Page:
        """Every other kind."""
        from fieldapp.ui.pages.registers import RegistersPage

        work = self.session.work
        return RegistersPage(tools, work.registers, work.exports)

    def ledger(self, tools: PageTools) -> Page:
        """Every number of an acta and its fate."""
        from fieldapp.ui.pages.ledger import LedgerPage

        return LedgerPage(tools, self.session.work)

    def verify(self, tools: PageTools) -> Page:
        """Is this paper what was issued."""
        from fieldapp.ui.pages.verify.page import VerifyPage

        return VerifyPage(tools, self.session.work.verifying)

    def forms(self, tools: PageTools) -> Page:
        """Numbered sheets for the day without power."""
        from fieldapp.ui.pages.blank_forms import BlankFormsPage

        return BlankFormsPage(tools, self.session.work)

    def sync(self, tools: PageTools) -> Page:
        """How things stand with headquarters."""
        from fieldapp.ui.pages.sync import SyncPage

        session = self.session
        named = {"activity": session.work.desk.pack.words.visit.many}
        page = SyncPage(tools, session.standings, session.way, session.work.conflicts, named)
        page.sync_wished.connect(self.turns.ask)
        self.turns.started.connect(page.show_turn_started)
        self.turns.ended.connect(page.show_turn_ended)
        self.turns.reported.connect(page.show_report)
        return page

    def settings(self, tools: PageTools) -> Page:
        """How the windows look."""
        from fieldapp.ui.pages.settings import SettingsPage

        return SettingsPage(tools, self.preferences)


_IN_THE_ROOM = frozenset({"activity", "minutes"})
