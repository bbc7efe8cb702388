"""Where the window can go: every page of one officer's session, built when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.rules.report import WISH
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.place import Place
from fieldapp.ui.ports import Clock
from fieldapp.ui.sync_turns import SyncTurns
from fieldapp.ui.way import Way

if TYPE_CHECKING:
    from fieldapp.ui.lane_progress import WatchedSync
    from fieldapp.ui.offline import Offline
    from fieldapp.ui.pages.settings import PreferencesWork
    from fieldapp.work.locking import Locking
    from fieldapp.work.safekeeping import Safekeeping
    from fieldapp.work.support import Support
    from fieldapp.work.syncing import SyncStandings
    from fieldapp.work.whereabouts import Whereabouts
    from fieldapp.work.work import Work

_IN_THE_ROOM = frozenset({"activity", "minutes"})


@dataclass(frozen=True)
class Session:
    """What the gate opens: everything a person can do with one vault."""

    work: Work
    standings: SyncStandings
    syncing: WatchedSync
    way: Way
    offline: Offline
    clock: Clock
    keeping: Safekeeping
    locking: Locking
    support: Support
    whereabouts: Whereabouts
    name: str
    """The name that opens this vault at the gate."""
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page of the window; each is imported and built when it is first opened."""

    session: Session
    turns: SyncTurns
    preferences: PreferencesWork

    def places(self) -> tuple[Place, ...]:
        """Where the window can go, in the order of the words on the left."""
        work = self.session.work
        visits = Text(work.desk.pack.words.visit.many)
        plain = frozenset(spec.name for spec in work.registers.kinds())
        places = (
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
            Place(
                "spaces",
                say("Espacios y sesiones"),
                "space",
                self.spaces,
                word=False,
                about="space",
            ),
            Place(
                *("actors", say("Mapa de actores"), "people", self.actors),
                word=False,
                about="actor_assessment",
            ),
            Place(
                "territorial_plans",
                say("Planes territoriales"),
                "plan",
                self.territorial_plans,
                frozenset({"plan_years"}),
                word=False,
                about="territorial_plan",
            ),
            Place(
                "diagnosis",
                say("Diagnóstico"),
                "agenda",
                self.diagnosis,
                frozenset({"problem", "cause", "alternative", "prioritisation"}),
            ),
            Place(
                "assessments",
                say("PES Scan"),
                "plan",
                self.assessments,
                frozenset({"assessment"}),
                word=False,
            ),
            Place(
                "plan",
                say("Planes"),
                "plan",
                self.plan_rooms,
                frozenset({"plan", "plan_node"}),
            ),
            Place(
                "handover",
                say("Entrega del puesto"),
                "deliver",
                self.handover,
                frozenset({"handover"}),
                word=False,
            ),
            Place("registers", say("Registros"), "registers", self.registers, plain),
            Place("dashboard", say("Tablero"), "follow_up", self.dashboard, seldom=True),
            Place("reports", say("Informes"), "reports", self.reports, begins=WISH),
            Place("ledger", say("Libro de actas"), "document", self.ledger, seldom=True),
            Place("verify", say("Verificar papel"), "check", self.verify, seldom=True),
            Place("forms", say("Formularios en blanco"), "document", self.forms, seldom=True),
            Place("personal", say("Datos personales"), "person", self.privacy, seldom=True),
            Place("sync", say("Sincronizar"), "sync", self.sync, below=True),
            Place("settings", say("Ajustes"), "settings", self.settings, below=True),
        )
        kinds = work.desk.kinds
        return tuple(one for one in places if not _is_off(kinds, one))

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
        from fieldapp.ui.offline import OfflineDesk
        from fieldapp.ui.pages.visit_room.closing_copy import ClosingCopy
        from fieldapp.ui.pages.visit_room.page import VisitRoomPage

        page = VisitRoomPage(tools, self.session.work, self.session.locking)
        ClosingCopy(page, page.foot, self.session.keeping)
        page.pass_wished.connect(OfflineDesk(tools, self.session.offline, page).give_visit)
        return page

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

    def plan_rooms(self, tools: PageTools) -> Page:
        """The plans, and the room of each."""
        from fieldapp.ui.pages.plan import PlanPage

        return PlanPage(tools, self.session.work)

    def territory(self, tools: PageTools) -> Page:
        """All that is known of a place."""
        from fieldapp.ui.pages.territory.page import TerritoryPage

        return TerritoryPage(tools, self.session.work)

    def spaces(self, tools: PageTools) -> Page:
        """How the spaces meet."""
        from fieldapp.ui.pages.spaces import SpacesPage

        return SpacesPage(tools, self.session.work)

    def actors(self, tools: PageTools) -> Page:
        """Who counts in a territory."""
        from fieldapp.ui.pages.actors import ActorsPage

        return ActorsPage(tools, self.session.work)

    def diagnosis(self, tools: PageTools) -> Page:
        """Problems, why they are there, and what is taken up."""
        from fieldapp.ui.pages.diagnosis import DiagnosisPage

        return DiagnosisPage(tools, self.session.work)

    def assessments(self, tools: PageTools) -> Page:
        """Institutions that score themselves."""
        from fieldapp.ui.pages.assessments import AssessmentsPage

        return AssessmentsPage(tools, self.session.work)

    def handover(self, tools: PageTools) -> Page:
        """Leaving a post."""
        from fieldapp.ui.pages.handover import HandoverPage

        page = HandoverPage(tools, self.session.work)
        page.sync_wished.connect(self.turns.ask)
        return page

    def territorial_plans(self, tools: PageTools) -> Page:
        """A plan of a territory, year by year."""
        from fieldapp.ui.pages.territorial import PlansPage

        return PlansPage(tools, self.session.work)

    def registers(self, tools: PageTools) -> Page:
        """Every other kind."""
        from fieldapp.ui.pages.registers import RegistersPage

        work = self.session.work
        return RegistersPage(
            *(tools, work.registers, work.lists, work.histories, work.reports.of), work
        )

    def reports(self, tools: PageTools) -> Page:
        """What is printed and taken along."""
        from fieldapp.ui.pages.reports import ReportsPage

        work = self.session.work
        return ReportsPage(tools, work.reports, work.registers)

    def dashboard(self, tools: PageTools) -> Page:
        """What was done, counted."""
        from fieldapp.ui.pages.dashboard import DashboardPage

        return DashboardPage(tools, self.session.work)

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

    def privacy(self, tools: PageTools) -> Page:
        """What is held of somebody who asks."""
        from fieldapp.ui.pages.privacy import PrivacyPage

        return PrivacyPage(tools, self.session.work)

    def sync(self, tools: PageTools) -> Page:
        """How things stand with headquarters."""
        from fieldapp.ui.pages.sync import SyncPage

        session = self.session
        named = {"activity": session.work.desk.pack.words.visit.many}
        deciding, offline = session.work.conflicts, session.offline
        watch = session.syncing.watch
        page = SyncPage(tools, session.standings, session.way, deciding, offline, watch, named)
        page.lanes.pause_wished.connect(self.turns.pause)
        page.sync_wished.connect(self.turns.ask)
        self.turns.started.connect(page.show_turn_started)
        self.turns.ended.connect(page.show_turn_ended)
        self.turns.reported.connect(page.show_report)
        return page

    def settings(self, tools: PageTools) -> Page:
        """How the windows look, and what opens them."""
        from fieldapp.ui.pages.settings import SettingsPage

        session = self.session
        return SettingsPage(
            tools, self.preferences, session.locking, session.support, session.work.tokens
        )


def _is_off(kinds: Kinds, place: Place) -> bool:
    """Whether the office works with nothing of what a place is for (rule R30)."""
    shown = [kinds[name] for name in (place.about, *place.opens) if name in kinds]
    return bool(shown) and all(spec.off for spec in shown)
