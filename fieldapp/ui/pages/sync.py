"""How things stand with headquarters, and the one button that changes it.

What is said to be received comes from receipts only; what failed is told by the step of the way
on which it failed, with what the person can do about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records import KINDS
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.conflict_card import ConflictCard, Deciding
from fieldapp.ui.lane_progress import LaneProgress, Watched
from fieldapp.ui.metered_box import MeteredBox, SparingStandings
from fieldapp.ui.offline import Offline, OfflineCard, OfflineDesk
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.sync_words import SYNC_LOOKS, receipt
from fieldapp.ui.theme import mark
from fieldapp.ui.way import Way
from fieldapp.ui.widgets.cards import Card, CardColumns
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.conflicts import OpenConflict
from fieldapp.work.probing import STEPS, Probed, outcome_words, step_of
from fieldapp.work.syncing import Failure, SyncReport, SyncStanding, clock_told

_SYNC: Final = say("Sincronizar ahora")
_ICON_PX: Final = 24
_REVIEWED_MOST: Final = 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ADVICE: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "network": say(
            "Conéctese a una red o comparta la del teléfono y pulse «Sincronizar ahora»."
        ),
        "proxy": say("Avise a sistemas que el proxy no responde, o use otra red."),
        "proxy_login": say("Escriba el usuario del proxy; se recuerda hasta cerrar el programa."),
        "certificate": say(
            "Si está en una red que pide aceptar condiciones, ábrala primero en el navegador. "
            "Si no, avise a sistemas: algo en esta red se hace pasar por el nivel central."
        ),
        "clock": say("Corrija la fecha y la hora del equipo, o avise a sistemas."),
        "server": say("El nivel central no responde bien. Intente más tarde; nada se pierde."),
        "busy": say("El nivel central está ocupado. Se intentará de nuevo en unos minutos."),
        "answer": say("La respuesta llegó incompleta. Pulse «Sincronizar ahora» otra vez."),
        "authorisation": say("Avise a la coordinación: este equipo debe activarse de nuevo."),
    }
)


_PROBED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"ok": ("good", "good"), "doubtful": ("warn", "warn"), "failed": ("bad", "bad")}
)
"""The icon and the colour role of a step that was reached."""


class SyncPage(Page):
    """One sentence, what waits by kind, the last receipt, and what went wrong if something did."""

    sync_wished = Signal(bool)
    """Sync now; whether large files travel too."""

    shows: ClassVar[frozenset[str]] = frozenset(spec.name for spec in KINDS)
    purpose: ClassVar[Text] = say(
        "Aquí se ve qué falta por enviar y qué confirmó ya el nivel central. Se sincroniza solo "
        "cuando hay red; con el botón, ahora mismo. Sin red, todo queda guardado en este equipo."
    )

    def __init__(
        self,
        tools: PageTools,
        standings: SparingStandings,
        way: Way,
        deciding: Deciding,
        offline: Offline,
        watched: Watched,
        named: Mapping[str, str] | None = None,
    ) -> None:
        """`named` are the plurals of the kinds that the country calls by another name (R33)."""
        super().__init__(tools)
        self._way = way
        self._deciding = deciding
        self._offline = OfflineDesk(tools, offline, self)
        self._probed: Probed | None = None
        self._plurals = {spec.name: spec.plural for spec in KINDS} | dict(named or {})
        self._standings = standings
        self._report: SyncReport | None = None
        self._picture = QLabel()
        self._sentence = QLabel()
        self._receipt = QLabel()
        self._under_way = False
        self.lanes = LaneProgress(tools, watched)
        self._cards = CardColumns(tools.theme)
        self._sync = QPushButton(self.words(_SYNC))
        self._metered = MeteredBox(tools, standings)
        self._probe = QPushButton(self.words(say("Probar la conexión")))
        self._lay_out()
        self.setFocusProxy(self._sync)
        self._sync.clicked.connect(self.main_action)
        self._probe.clicked.connect(self._on_probe)

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._standings.now, self._show)

    def main_action(self) -> None:
        if not self._under_way:
            self.sync_wished.emit(self._metered.large_files_too())

    # What the turns of sync tell.

    @Slot()
    def show_turn_started(self) -> None:
        """A turn is under way: say so, and that work goes on."""
        self._under_way = True
        self._sync.setText(self.words(say("Sincronizando…")))
        self.lanes.show_under_way(under_way=True)
        self._say("sync", "info", say("Enviando y recibiendo… Puede seguir trabajando."))

    @Slot()
    def show_turn_ended(self) -> None:
        """A turn ended, well or not: how things stand is read again."""
        self._under_way = False
        self._sync.setText(self.words(_SYNC))
        self.lanes.show_under_way(under_way=False)
        self.reload()

    @Slot(object)
    def show_report(self, report: SyncReport) -> None:
        """Show what a turn that went through sent and brought."""
        self._report = report
        self.reload()

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        theme.dress(self._sync, "sync", "on_accent")
        mark(self._sentence, "section")
        mark(self._receipt, "soft-body")
        for label in (self._sentence, self._receipt):
            label.setWordWrap(True)
        above = QWidget()
        told = QVBoxLayout(above)
        told.setContentsMargins(*(theme.space(step) for step in (5, 4, 5, 0)))
        told.setSpacing(theme.space(1))
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self._picture)
        row.addWidget(self._sentence, 1)
        told.addLayout(row)
        told.addWidget(self._receipt)
        told.addWidget(self._metered, 0, Qt.AlignmentFlag.AlignLeft)
        told.addWidget(self.lanes)
        foot = ActionBar(theme)
        foot.add(self._probe)
        foot.add_main(self._sync)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._cards, 1)
        column.addWidget(foot)

    def _show(self, standing: SyncStanding) -> None:
        if not self._under_way:
            self._say(*SYNC_LOOKS[standing.state], standing.text)
        self._receipt.setText(self.words(receipt(standing, self.tools.formats)))
        self._metered.show_standing(standing)
        self.lanes.show_waiting(standing.counts.bytes_waiting)
        left = [self._pending(standing)]
        if standing.failure is not None:
            left.insert(0, self._failed(standing.failure))
        if self._probed is not None:
            left.insert(0, self._way_card(self._probed))
        right = [self._conflicts(standing)] if standing.conflicts else list[Card]()
        if self._report is not None:
            right.append(self._turn(self._report))
        if standing.counts.in_review:
            right.append(self._in_review(standing))
        right += [self._receipts(standing), OfflineCard(self.tools, self._offline)]
        self._cards.show_cards(left, right)

    def _say(self, icon: str, role: str, sentence: Text) -> None:
        self.tools.theme.dress(self._picture, icon, role, side=_ICON_PX)
        self._sentence.setText(self.words(sentence))

    def _pending(self, standing: SyncStanding) -> Card:
        words, counts = self.words, standing.counts
        total = sum(counts.pending.values())
        card = Card(self.tools.theme, words(say("Por enviar")), total)
        for kind, waiting in sorted(counts.pending.items(), key=lambda one: -one[1]):
            card.add_words(self._counted(kind, waiting), "")
        waiting = sum(counts.files_waiting.values())
        if waiting:
            files = say_n(
                "{n} fotografía o documento por enviar",
                "{n} fotografías o documentos por enviar",
                waiting,
            )
            card.add_words(words(files), "")
        if not total and not waiting:
            card.add_words(words(say("Nada: todo está enviado.")))
        return card

    def _receipts(self, standing: SyncStanding) -> Card:
        card = Card(self.tools.theme, self.words(say("Acuses de recibo")))
        card.add_words(self.words(receipt(standing, self.tools.formats)), "")
        if standing.counts.receipts:
            counted = say_n(
                "{n} acuse de recibo guardado en este equipo.",
                "{n} acuses de recibo guardados en este equipo.",
                standing.counts.receipts,
            )
            card.add_words(self.words(counted))
        if (fault := clock_told(standing)) is not None:
            card.add_words(self.words(fault), "warn")
        return card

    def _failed(self, failure: Failure) -> Card:
        words, tools = self.words, self.tools
        card = Card(tools.theme, words(say("La última vez no se pudo")))
        steps, step = list(STEPS), step_of(failure.step)
        reached = steps.index(step) if step else -1
        for place, name in enumerate(steps if step else ()):
            outcome = "ok" if place < reached else "failed" if place == reached else "not_reached"
            card.add(self._step(name, outcome))
        if failure.step in _ADVICE:
            card.add_words(words(_ADVICE[failure.step]))
        if failure.step == "proxy_login":
            log_in = QPushButton(words(say("Escribir el usuario del proxy…")))
            log_in.clicked.connect(self._on_log_in)
            card.add(log_in)
        at = _EPOCH + timedelta(microseconds=failure.at_us)
        formats = tools.formats
        day, hour = formats.day(formats.day_of(at)), formats.clock(at)
        card.add_words(words(say("Se intentó el {day}, {hour}.", day=day, hour=hour)), "soft")
        return card

    def _step(self, name: str, outcome: str) -> QWidget:
        chip = StatusChip(self.tools.theme)
        chip.setContentsMargins(self.tools.theme.space(2), 0, 0, 0)
        icon, role = _PROBED.get(outcome, ("neutral", "text_soft"))
        chip.show_status(icon, self.words(outcome_words(STEPS[name], outcome)), role)
        return chip

    def _way_card(self, probed: Probed) -> Card:
        card = Card(self.tools.theme, self.words(say("Prueba de la conexión")))
        for step in probed.steps:
            card.add(self._step(step.name, step.outcome))
            if step.outcome != "not_reached":
                card.add_words(self.words(step.text), "soft")
        return card

    @Slot()
    def _on_probe(self) -> None:
        self._probe.setEnabled(False)
        self.tools.jobs.network(self._way.probe, done=self._on_probed, failed=self._on_not_probed)

    def _on_probed(self, probed: Probed) -> None:
        self._probed = probed
        self._probe.setEnabled(True)
        self.reload()

    def _on_not_probed(self, fault: Exception) -> None:
        self._probe.setEnabled(True)
        self.tools.prompts.show_error(fault)

    @Slot()
    def _on_log_in(self) -> None:
        login = self.tools.prompts.ask_login(say("Usuario y contraseña del proxy de esta red"))
        if login is not None:
            self._way.log_in(login)
            self.main_action()

    def _conflicts(self, standing: SyncStanding) -> Card:
        card = ConflictCard(self.tools.theme, self.words, standing.conflicts)
        card.chosen.connect(self._on_decided)
        return card

    def _on_decided(self, conflict: OpenConflict, take: bool) -> None:
        value = conflict.offered if take else conflict.kept
        question = say("¿Por qué queda «{value}»?", value=value.words)
        reason = self.tools.prompts.ask_reason(question, verb=say("Decidir"))
        if reason is not None:
            decide = self._deciding.take if take else self._deciding.keep
            self.save(partial(decide, conflict.id, reason))

    def _in_review(self, standing: SyncStanding) -> Card:
        reviewed, words = standing.counts.in_review, self.words
        card = Card(self.tools.theme, words(say("En revisión")), len(reviewed))
        card.add_words(words(say("El nivel central los tiene y alguien los revisa allá.")))
        for one in reviewed[:_REVIEWED_MOST]:
            line = Line(one.id, words(_label(one.kind)), below=one.words, icon="info", role="info")
            row = LineRow(self.tools.theme, line)
            row.chosen.connect(partial(self._on_reviewed, one.kind, one.id))
            card.add(row)
        return card

    def _turn(self, report: SyncReport) -> Card:
        words = self.words
        card = Card(self.tools.theme, words(say("La última sincronización")))
        for heading, counts in (
            (say("Se envió"), report.sent),
            (say("Se recibió"), report.received),
        ):
            told = [self._counted(kind, n) for kind, n in counts.items() if n]
            said = words(heading)
            nothing = words(say("nada nuevo"))
            card.add_words(f"{said}: {' · '.join(told) or nothing}", "")
        files = report.files_sent + report.files_received
        if files:
            card.add_words(words(say_n("{n} archivo", "{n} archivos", files)))
        if report.files_failed is not None:
            card.add_words(words(report.files_failed), "warn")
        return card

    def _counted(self, kind: str, count: int) -> str:
        """So many records of a kind; one that this program does not know goes by its name."""
        return f"{self.words(self._plurals.get(kind, kind))}: {count}"

    def _on_reviewed(self, kind: str, record_id: UUID) -> None:
        self.open_requested.emit(kind, record_id)


def _label(kind: str) -> str:
    return KINDS[kind].label if kind in KINDS else kind
