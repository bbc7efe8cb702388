"""The cards of a territory: each tells how much there is and opens the newest of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton

from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.people_seen import People, Seen
from fieldapp.ui.agreement_words import AGREEMENT_LOOKS
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.logbook_words import ENTRY_LOOKS
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_lines import line_of_visit, short
from fieldapp.ui.widgets.cards import Card
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.work.agreement_list import AgreementLine
from fieldapp.work.territory_card import PlaceVisited, SpaceLine, TerritoryCard

_PLACES_MOST: Final = 12


class TerritoryCards:
    """Makes the cards; `go` opens a record where it belongs, `look` another territory here."""

    def __init__(
        self,
        tools: PageTools,
        visits: Text,
        go: Callable[[str, object], object],
        look: Callable[[str], object],
    ) -> None:
        self._tools = tools
        self._visits = visits
        self._go = go
        self._look = look
        self.words = tools.words

    def left(self, card: TerritoryCard) -> list[Card]:
        """What happened there and where."""
        cards = [self._meetings(card), self._coverage(card)]
        return [*cards, *self._worked_with(card, (("logbook_entry",), self._logbook))]

    def right(self, card: TerritoryCard, people: People | None) -> list[Card]:
        """What is owed and agreed, and who has a part in it; people come when they are counted."""
        cards = self._worked_with(
            card,
            (("commitment",), self._owed),
            (("agreement",), self._agreements),
            (("territorial_plan",), self._papers),
            (("space",), self._spaces),
            (("agreement", "space"), self._actors),
        )
        return [*cards, self._people(people)]

    def _worked_with(
        self, card: TerritoryCard, *made: tuple[tuple[str, ...], Callable[[TerritoryCard], Card]]
    ) -> list[Card]:
        """The cards of what the office works with: of one of these kinds, at least (rule R30)."""
        kinds = self._tools.kinds
        return [make(card) for names, make in made if not all(kinds[name].off for name in names)]

    def _meetings(self, card: TerritoryCard) -> Card:
        held, formats = card.meetings, self._tools.formats
        made = self._card(self._visits, held.held)
        if held.first_on and held.last_on:
            days = {"first": formats.day(held.first_on), "last": formats.day(held.last_on)}
            told = say("Desde el {first}; la última, el {last}.", **days)
            if not self._tools.kinds["space"].off:
                told = say(
                    "Desde el {first}; la última, el {last}. Sesiones de espacios: {sessions}.",
                    sessions=held.sessions,
                    **days,
                )
        else:
            told = say("Todavía no hay ninguna en este territorio.")
        made.add_words(self.words(told))
        today = self._tools.clock.today()
        for visit in (*card.planned, *card.latest):
            line = line_of_visit(visit, today, formats, self.words)
            self._add(made, line, partial(self._go, "activity", visit.id))
        self._more(made, "visits", held.held + held.planned > len(card.planned) + len(card.latest))
        return made

    def _coverage(self, card: TerritoryCard) -> Card:
        made = self._card(say("Cobertura"))
        if not card.coverage:
            made.add_words(
                self.words(say("Ninguna reunión de doce meses dice en qué localidad fue."))
            )
            return made
        whole = say(
            "{visited} de {all} lugares visitados en los últimos doce meses.",
            visited=card.visited,
            all=len(card.coverage),
        )
        made.add_words(self.words(whole))
        for place in card.coverage[:_PLACES_MOST]:
            self._add_place(made, place)
        rest = len(card.coverage) - _PLACES_MOST
        if rest > 0:
            made.add_words(self.words(say_n("y {n} más", "y {n} más", rest)))
        return made

    def _add_place(self, made: Card, place: PlaceVisited) -> None:
        visited = say_n("{n} reunión", "{n} reuniones", place.visits)
        word = visited if place.visits else say("sin visitar")
        icon, role = ("good", "good") if place.visits else ("warn", "warn")
        line = Line(
            place.code or place.name, place.name, icon=icon, word=self.words(word), role=role
        )
        self._add(made, line, partial(self._look, place.code) if place.code else None)

    def _logbook(self, card: TerritoryCard) -> Card:
        made = self._card(say("Bitácora del territorio"), card.logbook_count)
        if not card.logbook:
            made.add_words(self.words(say("Todavía no se ha anotado nada de este territorio.")))
        for entry in card.logbook:
            self._add(made, self._entry(entry), partial(self._go, "logbook_entry", entry.id))
        self._more(made, "logbook", card.logbook_count > len(card.logbook))
        return made

    def _entry(self, entry: LogbookEntry) -> Line:
        look = ENTRY_LOOKS.get(str(entry.type))
        return Line(
            entry.id,
            " ".join(entry.text.split()),
            icon=look.icon if look else "logbook",
            word=self.words(look.word) if look else "",
            role=look.role if look else "info",
            aside=self._tools.formats.day(entry.on) if entry.on else "",
        )

    def _owed(self, card: TerritoryCard) -> Card:
        made = self._card(say("Compromisos abiertos"), card.open)
        if not card.open:
            made.add_words(self.words(say("No hay compromisos abiertos.")))
        elif card.late:
            late = say_n("{n} está vencido.", "{n} están vencidos.", card.late)
            made.add_words(self.words(late))
        tools, today = self._tools, self._tools.clock.today()
        for promise in card.owed:
            line = line_of(promise, today, tools.formats, tools.words)
            self._add(made, line, partial(self._go, "commitment", promise.id))
        self._more(made, "commitments", card.open > len(card.owed))
        return made

    def _agreements(self, card: TerritoryCard) -> Card:
        made = self._card(say("Convenios y acuerdos"), card.agreement_count)
        if not card.agreements:
            made.add_words(self.words(say("No hay ninguno en este territorio.")))
        for agreement in card.agreements:
            go = partial(self._go, "agreement", agreement.id)
            self._add(made, self._agreement(agreement), go)
        self._more(made, "agreements", card.agreement_count > len(card.agreements))
        return made

    def _agreement(self, agreement: AgreementLine) -> Line:
        look = AGREEMENT_LOOKS.get(agreement.status) or AGREEMENT_LOOKS["draft"]
        day = agreement.signed_on
        return Line(
            agreement.id,
            agreement.title,
            below=agreement.number,
            icon=look.icon,
            word=self.words(look.word),
            role=look.role,
            aside=self._tools.formats.day(day) if day else "",
        )

    def _papers(self, card: TerritoryCard) -> Card:
        made = self._card(say("Planes y políticas"), card.paper_count)
        if not card.papers:
            nothing = say("No hay planes, recomendaciones, instrumentos ni pilotos aquí.")
            made.add_words(self.words(nothing))
        for one in card.papers:
            label = Text(self._tools.kinds[one.kind].label)
            line = Line(
                one.id, one.title, below=self.words(label), icon="document", aside=one.standing
            )
            sheet = "plan_years" if one.kind == "territorial_plan" else one.kind
            self._add(made, line, partial(self._go, sheet, one.id))
        self._more(made, "territorial_plans", bool(card.papers))
        return made

    def _spaces(self, card: TerritoryCard) -> Card:
        made = self._card(say("Espacios"), len(card.spaces))
        if not card.spaces:
            made.add_words(self.words(say("No hay mesas ni comités registrados aquí.")))
        for space in card.spaces:
            self._add(made, self._space(space), partial(self._go, "space", space.id))
        return made

    def _space(self, space: SpaceLine) -> Line:
        planned = space.planned or 0
        told = (
            say("{held} de {planned} sesiones en doce meses", held=space.held, planned=planned)
            if planned
            else say_n("{n} sesión en doce meses", "{n} sesiones en doce meses", space.held)
        )
        enough = space.held >= planned
        icon, role = ("good", "good") if enough and space.held else ("clock", "warn")
        return Line(space.id, space.name, icon=icon, word=self.words(told), role=role)

    def _actors(self, card: TerritoryCard) -> Card:
        made = self._card(say("Actores"), card.actor_count)
        if not card.actors:
            nobody = say("Aquí salen las partes de los acuerdos y quienes integran espacios.")
            made.add_words(self.words(nobody))
        for actor in card.actors:
            self._add(
                made, Line(actor.name, actor.name, below=short(actor.part), icon="organization")
            )
        return made

    def _people(self, people: People | None) -> Card:
        made = self._card(say("Personas y entidades"))
        if people is None:
            made.add_words(self.words(say("Contando…")))
            return made
        if not people.attendances:
            made.add_words(self.words(say("Nadie asistió en los últimos doce meses.")))
            return made
        told = say(
            "En las últimas {meetings} reuniones de doce meses: {attendances} asistencias de "
            "{people} personas identificadas.",
            meetings=people.meetings,
            attendances=people.attendances,
            people=people.people,
        )
        made.add_words(self.words(told))
        for icon, seen in (("person", people.often), ("organization", people.entities)):
            for one in seen:
                self._add(made, self._seen(one, icon))
        return made

    def _seen(self, one: Seen, icon: str) -> Line:
        times = say_n("{n} asistencia", "{n} asistencias", one.times)
        return Line(one.name, one.name, below=one.entity, icon=icon, aside=self.words(times))

    # Parts.

    def _card(self, heading: Text, count: int = 0) -> Card:
        return Card(self._tools.theme, self.words(heading), count)

    def _add(self, card: Card, line: Line, go: Callable[[], object] | None = None) -> None:
        row = LineRow(self._tools.theme, line)
        if go is not None:
            row.chosen.connect(go)
        card.add(row)

    def _more(self, card: Card, place: str, more: bool) -> None:
        """The way to the whole list, where the card does not show all of it."""
        if not more:
            return
        button = QPushButton(self.words(say("Ver todo")))
        mark(button, "quiet")
        button.clicked.connect(lambda: self._go(place, None))
        card.add(button, wide=False)
