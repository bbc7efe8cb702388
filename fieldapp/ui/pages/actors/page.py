"""The map at the left, and at the right the same as a list, which a keyboard walks alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from fieldapp.packs.folding import fold
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.actors.grid import ActorGrid
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.actors import Actor
from fieldapp.work.work import Work

_MIDDLE: Final = 3
_MUCH: Final = 4
_MAP_SHARE, _LIST_SHARE = 4, 5


@dataclass(frozen=True, slots=True)
class Line:
    """An entity as the list shows it."""

    id: object
    cells: tuple[str, ...]

    @property
    def values(self) -> tuple[object, ...]:
        """Its numbers as numbers, for sheets."""
        return tuple(int(cell) if cell.isdecimal() else None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Lines:
    """A piece of the list."""

    rows: list[Line]
    total: int


class ActorsPage(Page):
    """Enter takes hold of an entity of the list; the arrows then move it on the map."""

    shows: ClassVar[frozenset[str]] = frozenset({"actor_assessment", "organization", "same_as"})
    purpose: ClassVar[Text] = say(
        "Aquí se ve quién cuenta en un territorio: a la derecha del mapa, los más interesados; "
        "arriba, los que más influyen. Intro toma una entidad de la lista y las flechas la "
        "mueven; también se arrastra. Lo dicho otro día queda guardado."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work.actors
        forms = self.form_tools(work.registers)
        self.territory = Picker(tools.kinds["actor_assessment"]["territory"], forms)
        self.grid = ActorGrid(tools)
        self.table = RecordTable(_COLUMNS, self._fetch, forms, icon="organization")
        self._actors: dict[object, Actor] = {}
        self._hint = QLabel(
            self.words(say("Intro toma una entidad; las flechas la mueven en el mapa."))
        )
        self._lay_out()
        self.setFocusProxy(self.territory)
        self.territory.picked.connect(self._on_territory)
        KeptList(self, self.table, "actors", say("Mapa de actores"), work.lists)
        self.grid.placed.connect(self._on_placed)
        self.grid.chosen.connect(self._on_held)
        self.table.row_marked.connect(self._on_marked)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.first_wished.connect(self.territory.setFocus)
        self.table.failed.connect(tools.prompts.show_error)

    def reload(self) -> None:
        self.load(partial(self._work.map, self._where), self._show)

    def go_back(self) -> bool:
        self.open_requested.emit("territory", None)
        return True

    def edit(self) -> None:
        if self.table.marked is not None:
            self._on_chosen(self.table.marked)

    @property
    def _where(self) -> str:
        return str(self.territory.value or "")

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        self.territory.setPlaceholderText(words(say("Territorio")))
        self.territory.setAccessibleName(words(say("Territorio del mapa")))
        self._hint.setWordWrap(True)
        mark(self._hint, "hint")
        self.table.say_when_empty(
            words(say("Elija un territorio: aquí aparecerán sus entidades para ubicarlas.")),
            words(say("Elegir el territorio")),
        )
        left = QVBoxLayout()
        left.addWidget(self.territory)
        left.addWidget(self.grid, 1)
        left.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 3)))
        row.setSpacing(theme.space(4))
        row.addLayout(left, _MAP_SHARE)
        row.addWidget(self.table, _LIST_SHARE)

    def _show(self, actors: list[Actor]) -> None:
        self._actors = {one.id: one for one in actors}
        self.grid.show_actors([one for one in actors if one.interest is not None])
        self.table.refresh()

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Lines:
        found = [self._line(n, one) for n, one in enumerate(self._work.map(self._where), 1)]
        wanted = fold(asked.text).split()
        found = [one for one in found if all(word in fold(one.cells[1]) for word in wanted)]
        return Lines(found[offset : offset + limit], len(found))

    def _line(self, n: int, one: Actor) -> Line:
        if one.interest is None or one.influence is None:
            return Line(one.id, ("", one.name, "", "", self.words(say("Sin ubicar"))))
        told = self.words(_quadrant(one.interest, one.influence))
        return Line(one.id, (str(n), one.name, str(one.interest), str(one.influence), told))

    def _on_territory(self, _value: object = None) -> None:
        self.reload()

    def _on_held(self, actor: Actor) -> None:
        self.table.mark_row(actor.id)

    def _on_marked(self, entity: object) -> None:
        if entity in self._actors:
            self.grid.choose(self._actors[entity])

    def _on_chosen(self, entity: object) -> None:
        one = self._actors.get(entity)
        if one is None:
            return
        if one.interest is None:
            self._on_placed(one, _MIDDLE, _MIDDLE)
        self.grid.choose(one)
        self.grid.setFocus()

    def _on_placed(self, actor: Actor, interest: int, influence: int) -> None:
        self.save(
            partial(self._work.place, actor, interest, influence),
            done=lambda _saved: self.grid.choose(self._actors.get(actor.id, actor)),
        )


def _quadrant(interest: int, influence: int) -> Text:
    """What the literature on actor maps advises for each corner, in one word."""
    if influence >= _MUCH:
        return say("Involucrar") if interest >= _MUCH else say("Atraer")
    return say("Informar") if interest >= _MUCH else say("Observar")


_COLUMNS = (
    Column("", say("N.º"), chars=4, right=True),
    Column("", say("Entidad"), chars=20, tells=True),
    Column("", say("Interés"), chars=7, right=True),
    Column("", say("Influencia"), chars=9, right=True),
    Column("", say("Qué hacer"), chars=10),
)
