"""The timeline of a territory: what was learnt, day by day, the newest first."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_lines import KeptLines
from fieldapp.ui.logbook_words import by_month, territory_line
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.pages.logbook.entry import QuickEntry
from fieldapp.ui.pages.logbook.filters import LogbookFilters
from fieldapp.ui.pages.logbook.sheet import timeline_sheet
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.fitting import Fitting
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.work.logbook import LogbookFilter, LogbookLine, TerritoryLast
from fieldapp.work.logbook import LogbookPage as Found
from fieldapp.work.work import Work

_KIND: Final = "logbook_entry"
_PIECE: Final = 200
_BESIDE_FROM, _BOTH_FROM = 900, 520
_LIST_SHARE, _TIMELINE_SHARE = 30, 70
_LINKS: Final = ("activity", "commitment", "agreement")


class LogbookPage(Page):
    """Territories at the left, their entries at the right, a new entry above."""

    shows: ClassVar[frozenset[str]] = frozenset({"logbook_entry"})
    purpose: ClassVar[Text] = say(
        "Aquí se anota lo que se sabe de cada territorio, día por día. Lo anotado no se cambia: "
        "si algo quedó mal, se corrige con una anotación nueva y las dos se conservan."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self._most = _PIECE
        self._lines: dict[UUID, LogbookLine] = {}
        form_tools = self.form_tools(work.registers)
        self.entry = QuickEntry(tools, form_tools)
        self.filters = LogbookFilters(tools.kinds["logbook_entry"], form_tools)
        self.territories = LineList(
            tools.theme, self.words(say("Territorios")), icon="space", lines_most=2
        )
        self.timeline = LineList(
            tools.theme, self.words(say("Anotaciones")), icon="logbook", lines_most=0
        )
        self._correct = QPushButton(self.words(say("Corregir la anotación")))
        self._origin = QPushButton(self.words(say("Ver de dónde viene")))
        self._more = QPushButton(self.words(say("Mostrar más")))
        self._new = QPushButton(self.words(phrases.new(tools.kinds["logbook_entry"])))
        sheet = timeline_sheet(tools, work.logbook.page)
        self._kept = KeptLines(self, self.filters, sheet, work.lists)
        self._above, self._past = Fitting(self.entry), QWidget()
        self._writing = False
        self._lay_out()
        self._connect()
        self.entry.begin(self._home())
        self._resume()
        self._fit()

    # What the shell asks.

    def reload(self) -> None:
        wanted = self.filters.wanted
        self.load(lambda: self._read(wanted, self._most), self._show)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self.timeline.mark_line(record_id)
        self.timeline.setFocus()
        self._fit_buttons()

    def start_new(self) -> None:
        if self.entry.corrected is not None:
            self.entry.begin(self.entry.territory or self._home())
        self._write()

    def main_action(self) -> None:
        if self.entry.isVisible():
            self._on_wished()
        else:
            self.start_new()

    def edit(self) -> None:
        self._on_correct()

    def go_back(self) -> bool:
        was_open = self._writing or self.entry.corrected is not None
        if was_open:
            self._on_given_up()
        return was_open

    def flush(self) -> None:
        self.entry.form.flush()

    # Making.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self._new, "main")
        theme.dress(self._new, "add", "on_accent")
        for button, icon in (
            (self._correct, "write"),
            (self._origin, "right"),
            (self._more, "down"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
        across = QHBoxLayout()
        across.setSpacing(theme.space(4))
        for part, share in ((self.territories, _LIST_SHARE), (self.timeline, _TIMELINE_SHARE)):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            across.addWidget(part, share)
        ways, foot = QWidget(), QHBoxLayout()
        flow = FlowLayout(theme.space(1), ways)
        for button in (self._correct, self._origin, self._more, self._kept.button):
            flow.addWidget(button)
        foot.addWidget(ways, 1)
        foot.addWidget(self._new)
        past = QVBoxLayout(self._past)
        past.setContentsMargins(0, 0, 0, 0)
        past.setSpacing(theme.space(3))
        past.addWidget(self.filters)
        past.addLayout(across, 1)
        past.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 2)))
        column.setSpacing(theme.space(3))
        column.addWidget(self._above)
        column.addWidget(self._past, 1)
        column.addStretch(0)
        self._fit_buttons()

    def _connect(self) -> None:
        self.entry.wished.connect(self._on_wished)
        self.entry.typed.connect(self._on_typed)
        self.entry.given_up.connect(self._on_given_up)
        self.filters.changed.connect(self._on_filters)
        self.territories.line_chosen.connect(self._on_territory)
        self.territories.line_marked.connect(self._on_territory)
        self.timeline.line_marked.connect(self._fit_buttons)
        self.timeline.line_chosen.connect(self._fit_buttons)
        self.timeline.first_wished.connect(self._on_first_wished)
        self._correct.clicked.connect(self._on_correct)
        self._origin.clicked.connect(self._on_origin)
        self._more.clicked.connect(self._on_more)
        self._new.clicked.connect(self.start_new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the window is low, either the entry being written is shown, or the past."""
        theme = self.tools.theme
        beside = self.width() >= theme.px(_BESIDE_FROM)
        self.territories.setVisible(beside)
        self.filters.show_territory_choice(shown=not beside)
        tall = self.height() >= theme.px(_BOTH_FROM)
        shown: dict[QWidget, bool] = {
            self._above: tall or self._writing,
            self._past: tall or not self._writing,
        }
        for part in sorted(shown, key=shown.__getitem__):  # hide first: both have no room at once
            part.setVisible(shown[part])
        self._new.setVisible(not tall)
        self.setFocusProxy(self.entry if tall or self._writing else self.timeline)

    def _write(self) -> None:
        self._writing = True
        self._fit()
        self.entry.setFocus()

    def _stop_writing(self) -> None:
        self._writing = False
        self._fit()

    # Showing.

    def _read(self, wanted: LogbookFilter, most: int) -> tuple[Found, list[TerritoryLast]]:
        logbook = self._work.logbook
        return logbook.page(wanted, most), logbook.territories()

    def _show(self, answer: tuple[Found, list[TerritoryLast]]) -> None:
        found, territories = answer
        self._lines = {line.entry.id: line for line in found.lines}
        told = [territory_line(one, self.words) for one in territories]
        self.territories.show_lines([self._everywhere(), *told])
        if found.lines:
            self.timeline.show_lines(by_month(found.lines, self.tools.formats, self.words))
        elif self.filters.wanted != LogbookFilter():
            nothing = self.words(say("Ninguna anotación coincide con lo buscado."))
            self.timeline.show_nothing(nothing, self.words(say("Quitar los filtros")))
        else:
            nothing = say("Todavía no hay anotaciones. Escriba la primera aquí arriba.")
            self.timeline.show_nothing(self.words(nothing))
        self._more.setVisible(found.total > len(found.lines))
        self._fit_buttons()

    def _everywhere(self) -> Line:
        return Line("", self.words(say("Todos los territorios")))

    def _home(self) -> str:
        posting = self._work.desk.posting
        return posting.home_scope if posting.home_scope != "0" else ""

    @property
    def _marked(self) -> LogbookLine | None:
        marked = self.timeline.marked
        return self._lines.get(marked) if isinstance(marked, UUID) else None

    def _fit_buttons(self, _id: object = None) -> None:
        line = self._marked
        self._correct.setEnabled(line is not None and line.corrected_by is None)
        self._origin.setVisible(line is not None and any(getattr(line.entry, n) for n in _LINKS))

    # The draft.

    @property
    def _about(self) -> UUID:
        """What the draft is about: the entry being corrected, or the officer's next one."""
        wrong = self.entry.corrected
        return wrong.id if wrong is not None else self._work.desk.posting.officer

    def _resume(self) -> None:
        about = self._about

        def show(draft: dict[str, Any]) -> None:
            if about == self._about:
                self.entry.resume(draft)

        self.load(partial(self._work.drafts.read, _KIND, about), show, topic="draft")

    def _keep_draft(self, about: UUID, draft: dict[str, Any]) -> None:
        self.save(partial(self._work.drafts.keep, _KIND, about, draft), autosave=True)

    def _on_typed(self) -> None:
        self._keep_draft(self._about, self.entry.draft)

    # What happens.

    def _on_wished(self) -> None:
        changes = self.entry.changes()
        if changes is None:
            return
        wrong = self.entry.corrected
        if wrong is None:
            self.save(partial(self._work.logbook.write, changes), done=self._on_kept)
        else:
            text = str(changes["text"])
            self.save(partial(self._work.logbook.correct, wrong.id, text), done=self._on_kept)

    def _on_kept(self, saved: Saved) -> None:
        corrected = self.entry.corrected is not None
        self._keep_draft(self._about, {})
        self.timeline.mark_line(saved.id)
        self.entry.begin(self.entry.territory)
        self._stop_writing()
        self.tools.prompts.tell(
            say("Corrección anotada; lo anterior se conserva.") if corrected else say("Anotado.")
        )
        self.setFocus()

    def _on_given_up(self) -> None:
        if self.entry.corrected is not None:
            self._keep_draft(self._about, {})
        self.entry.begin(self.entry.territory)
        self._stop_writing()
        self.timeline.setFocus()

    def _on_correct(self) -> None:
        line = self._marked
        if line is not None and line.corrected_by is None:
            self.entry.correct(line.entry)
            self._write()

    def _on_origin(self) -> None:
        line = self._marked
        for kind in _LINKS if line is not None else ():
            linked = getattr(line.entry, kind) if line is not None else None
            if linked is not None:
                self.open_requested.emit(kind, linked)
                return

    def _on_territory(self, code: str) -> None:
        if code != self.filters.wanted.territory:
            self.filters.choose_territory(code)

    def _on_filters(self) -> None:
        self._most = _PIECE
        self.reload()

    def _on_first_wished(self) -> None:
        self.territories.mark_line("")
        self.filters.clear()

    def _on_more(self) -> None:
        self._most += _PIECE
        self.reload()
