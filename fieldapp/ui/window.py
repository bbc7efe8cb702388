"""The one window: places on the left, the page in the middle, search above, honesty below.

The window knows its places by name and nothing of what is in them. A page is built when it is
first opened, so that the first window is there before the rest is even imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import Text, say
from fieldapp.rules.where import Where
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.place import Place
from fieldapp.ui.shell.menus import KEYS_IN_WORDS, Key, add_menu, clear_menus
from fieldapp.ui.shell.navigation import Navigation
from fieldapp.ui.shell.notice import Notice
from fieldapp.ui.shell.progress import ProgressLine
from fieldapp.ui.shell.search_box import Found, SearchBox
from fieldapp.ui.shell.status_line import StatusLine
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.elided import Elided
from fieldapp.ui.window_answers import WindowStanding, WindowWork

_WORKING_SIZE = (1366, 768)
_NARROW_BELOW = 1000
_PLACES_WITH_KEYS = 9
_SEARCH, _SEARCH_NARROW = 300, 220


class Window(QMainWindow):
    """The window of the program. `sync_requested` is whoever assembles it to connect."""

    sync_requested = Signal()
    lock_wished = Signal()
    moved = Signal(object)
    """`Where` the person went."""
    closing = Signal()
    """The person closes: pages have handed over what was typed, workers may stop."""

    def __init__(
        self,
        tools: PageTools,
        places: Sequence[Place],
        work: WindowWork,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._work = work
        self._places = {place.name: place for place in places}
        self._pages: dict[str, Page] = {}
        self._outdated: set[str] = set()
        """Pages that are made anew when the person comes to them."""
        self._left_open: dict[str, Where] = {}
        """What was open in them, to be opened again."""
        self._here = ""
        self._collapsed_by_hand = False
        self._syncing = False
        self.setWindowTitle("Bitácora")
        self.resize(*_WORKING_SIZE)
        self._navigation = Navigation(tools.theme, tools.words)
        self._stack = QStackedWidget()
        self._status = StatusLine(tools)
        self._notice = Notice(tools.theme, tools.words)
        self.progress = ProgressLine(tools.theme, tools.words)
        self._search = SearchBox(tools, work)
        self._inside: dict[str, str] = {}
        self.country_words: tuple[Text, ...] = ()
        """What help says of the country: its words, its norms, and the edition of its pack."""
        self._title = Elided()
        self._sync = QPushButton()
        self._lay_out()
        self._connect()
        self._make_menus()

    # Going places.

    @property
    def here(self) -> str:
        """The name of the place where the person is."""
        return self._here

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the places that have a word on the left, in its order."""
        return tuple(self._navigation.names)

    @property
    def page(self) -> Page | None:
        """The page that is open."""
        return self._pages.get(self._here)

    def go(self, name: str) -> Page:
        """Open a place by its name."""
        self._search.put_away()
        if name != self._here:
            self._put_off(self._outdated)
        self._here = name
        self._navigation.show_place(name)
        self._show_title(self._inside.get(name, ""))
        page = self._pages.get(name) or self._make(name)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        if (left := self._left_open.pop(name, None)) is not None:
            page.reopen(left)
        self.tell_where()
        return page

    def go_back_to(self, where: Where) -> None:
        """Go where somebody was before the program ended; what is not there any more is Hoy."""
        if where.place not in self._places:
            return
        page = self.go(where.place)
        page.reopen(where)

    def open(self, kind_or_place: str, record_id: UUID | None = None) -> None:
        """Open a record where its kind belongs, begin one (no id), or open a place by its name."""
        for place in self._places.values():
            if place.shows(kind_or_place):
                page = self.go(place.name)
                if record_id is not None:
                    page.open_record(kind_or_place, record_id)
                elif kind_or_place != place.name:
                    page.begin(kind_or_place)
                return

    def _on_found(self, found: Found) -> None:
        """Open what was found; a row, in the record to which it belongs."""
        self.open(found.root_kind, found.root_id)
        if found.kind != found.root_kind and self.page is not None:
            self.page.open_row(found.kind, found.id)

    def change_places(self, tools: PageTools, places: Sequence[Place]) -> None:
        """Go on with other places, or other pages of theirs; whoever writes is not disturbed.

        A page where a record is open, or something is being typed, stays as it is until the person
        leaves it, and is found anew by who comes back; all others are made anew at once.
        """
        self._tools = tools
        self._places = {place.name: place for place in places}
        self._navigation.clear()
        self._name_places()
        self._make_menus()
        self._outdated |= set(self._pages)
        page = self.page
        if page is not None and (page.opened is not None or page.is_written_in):
            self._put_off(self._outdated - {self._here})
            self._navigation.show_place(self._here)
        else:
            self._put_off(self._outdated)
            self.go(self._here if self._here in self._places else next(iter(self._places)))
        self.refresh_standing()

    def _put_off(self, names: set[str]) -> None:
        """Let pages go once they handed over what was typed in them.

        They live on, unseen, as long as the window: what they asked for may still be answered.
        """
        for name in names & set(self._pages):
            page = self._pages.pop(name)
            if page.opened is not None:
                self._left_open[name] = Where(name, *page.opened)
            page.flush()
            page.hide()
            page.blockSignals(True)
            self._inside.pop(name, None)
        self._outdated = self._outdated - names

    def refresh_standing(self) -> None:
        """Ask again how things stand with headquarters."""
        self._tools.jobs.read(
            self._work.standing, done=self._show_standing, failed=self._tools.prompts.show_error
        )

    def show_syncing(self, *, syncing: bool) -> None:
        """Show on the button that a sync is under way."""
        self._sync.setEnabled(not syncing)
        self._syncing = syncing
        self._fit()

    def show_notice(self, sentence: str, undo: object = None) -> None:
        """Say what was done, with its undo if there is one; `DesktopPrompts.told` comes here."""
        self._notice.show_text(sentence, undo)

    @property
    def status(self) -> StatusLine:
        """The bottom line."""
        return self._status

    @property
    def search(self) -> SearchBox:
        """The search box."""
        return self._search

    # Making.

    def _lay_out(self) -> None:
        theme, words = self._tools.theme, self._tools.words
        self._name_places()
        mark(self._title, "page-title")
        self._sync.setAccessibleName(words(_SYNC))
        mark(self._sync, "quiet")
        theme.dress(self._sync, "sync", "accent")
        top = QWidget()
        top.setObjectName("top")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(top)
        row.setContentsMargins(*(theme.space(step) for step in (5, 2, 4, 2)))
        row.setSpacing(theme.space(3))
        row.addWidget(self._title, 1)
        row.addWidget(self._search)
        row.addWidget(self._sync)
        below = QVBoxLayout()
        below.setContentsMargins(*(theme.space(step) for step in (5, 0, 4, 2)))
        below.addWidget(self.progress)
        below.addWidget(self._notice)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(top)
        middle.addWidget(self._stack, 1)
        middle.addLayout(below)
        middle.addWidget(self._status)
        whole = QWidget()
        whole.setObjectName("window")
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._navigation)
        across.addLayout(middle, 1)
        self.setCentralWidget(whole)

    def _name_places(self) -> None:
        for place in self._places.values():
            if place.word:
                self._navigation.add(
                    *(place.name, place.label, place.icon), below=place.below, seldom=place.seldom
                )

    def _connect(self) -> None:
        tools = self._tools
        self._navigation.chosen.connect(self.go)
        self._search.found.connect(self._on_found)
        self._sync.clicked.connect(self.sync_requested)
        self.progress.stopped.connect(self.show_notice)
        tools.theme.changed.connect(self._fit)
        tools.changes.saved.connect(self._status.show_saved)
        tools.changes.saved.connect(self.refresh_standing)

    def _make(self, name: str) -> Page:
        page = self._places[name].make(self._tools)
        page.open_requested.connect(self.open)
        page.place_changed.connect(partial(self._on_place_changed, name))
        page.moved.connect(self.tell_where)
        self._pages[name] = page
        self._stack.addWidget(page)
        return page

    def _make_menus(self) -> None:
        words = self._tools.words
        clear_menus(self)
        go = [
            Key(_alt(number), self._places[name].label, partial(self.go, name))
            for number, name in enumerate(self._navigation.names, start=1)
        ]
        here = [
            Key("Ctrl+N", say("Nuevo"), self._on_new),
            Key("F2", say("Editar"), self._on_edit),
            Key("Ctrl+Return", say("La acción principal"), self._on_main_action),
            Key("Ctrl+Z", say("Deshacer lo último"), self._notice.undo_last),
            Key("Esc", say("Volver"), self._on_back),
        ]
        whole = [
            Key("Ctrl+K", say("Buscar"), self._search.begin),
            Key("F9", _SYNC, self.sync_requested.emit),
            Key("Ctrl+L", say("Bloquear la pantalla"), self.lock_wished.emit),
            Key("Ctrl+B", say("Ocultar o mostrar las palabras de la izquierda"), self._on_collapse),
            Key("F10", say("Mostrar el menú"), self._on_menu),
            Key("F1", say("Ayuda de esta página"), self._on_help),
            Key("?", say("Teclas"), self._on_keys),
            Key("Shift+F1", say("Palabras y normas del país"), self._on_country),
        ]
        for heading, keys in ((say("Ir a"), go), (say("Aquí"), here), (say("Ver y ayuda"), whole)):
            add_menu(self, words, heading, keys)
        self.menuBar().hide()

    # What happens.

    def _show_title(self, inside: str) -> None:
        self._title.setText(inside or self._tools.words(self._label_of(self._here)))

    def _label_of(self, name: str) -> Text:
        """The word of a place; a page that was switched off while somebody is in it has none."""
        return self._places[name].label if name in self._places else say("Bitácora")

    def _on_place_changed(self, name: str, inside: str) -> None:
        self._inside[name] = inside
        if name == self._here:
            self._show_title(inside)

    def tell_where(self) -> None:
        """Tell `moved` where the person is."""
        page = self.page
        if page is not None:
            kind, record, part = page.opened or ("", None, 0)
            self.moved.emit(Where(self._here, kind, record, part))

    def _show_standing(self, standing: WindowStanding) -> None:
        self._status.show_standing(standing)
        self._navigation.show_counts(standing.counts)

    def _on_new(self) -> None:
        if self.page is not None:
            self.page.start_new()

    def _on_edit(self) -> None:
        if self.page is not None:
            self.page.edit()

    def _on_main_action(self) -> None:
        if self.page is not None:
            self.page.main_action()

    def _on_back(self) -> None:
        if self.page is not None:
            self.page.go_back()

    def _on_collapse(self) -> None:
        self._collapsed_by_hand = not self._collapsed_by_hand
        self._fit()

    def _on_menu(self) -> None:
        self.menuBar().setVisible(not self.menuBar().isVisible())

    def _on_help(self) -> None:
        if self.page is not None:
            heading = self._label_of(self._here)
            lines = (self.page.purpose, *self.page.keys, *KEYS_IN_WORDS)
            self._tools.prompts.explain(heading, lines)

    def _on_country(self) -> None:
        self._tools.prompts.explain(say("Palabras y normas del país"), self.country_words)

    def _on_keys(self) -> None:
        keys = self.page.keys if self.page is not None else ()
        self._tools.prompts.explain(say("Teclas"), (*keys, *KEYS_IN_WORDS))

    def _fit(self) -> None:
        theme = self._tools.theme
        narrow = self.width() < theme.px(_NARROW_BELOW)
        self._navigation.collapse(collapsed=narrow or self._collapsed_by_hand)
        self._search.setFixedWidth(theme.px(_SEARCH_NARROW if narrow else _SEARCH))
        doing = self._tools.words(say("Sincronizando…") if self._syncing else _SYNC)
        self._sync.setText("" if narrow else doing)
        self._sync.setToolTip(doing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def flush(self) -> None:
        """Have every page hand over what was typed."""
        for page in self._pages.values():
            page.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        self.closing.emit()
        super().closeEvent(event)


_SYNC = say("Sincronizar")


def _alt(number: int) -> str:
    """The key of a place by its turn; those after the ninth have none."""
    return f"Alt+{number}" if number <= _PLACES_WITH_KEYS else ""
