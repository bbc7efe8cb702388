"""Forms built from a description: every type of field is shown, typed, read and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldapp.packs.folding import fold
from fieldapp.records import KINDS
from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    FieldSpec,
    Money,
    Record,
    TerritoryCode,
    kind,
)
from fieldapp.records.text import Refused, Text, say
from fieldapp.ui.widgets.chips import ChipsEditor
from fieldapp.ui.widgets.editors import TruthEditor
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from tests.given.packs import pack
from tests.ui.screens.keys import type_text
from tests.ui.standins import tools_for


@kind("Prueba", "Pruebas", gender=FEMININE, title="name", scope_by="territory")
class Everything(Record, frozen=True, kw_only=True):
    """One field of every type that a person types."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED)] = ""
    notes: Annotated[str, Fact("Notas", long=True)] = ""
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones")] = None
    themes: Annotated[frozenset[Code], Fact("Temas", catalogue="themes")] = frozenset()
    sides: Annotated[frozenset[Code], Fact("Zonas", catalogue="zones")] = frozenset()
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    due_on: Annotated[date | None, Fact("Vence")] = None
    starts_at: Annotated[datetime | None, Fact("Empieza")] = None
    people: Annotated[int | None, Fact("Personas")] = None
    is_sector: Annotated[bool | None, Fact("Sector")] = None
    share: Annotated[Decimal | None, Fact("Porcentaje")] = None
    cost: Annotated[Money | None, Fact("Valor")] = None


SPEC = KINDS.with_more(Everything)["everything"]
ONE = UUID(int=1)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    hint: str = ""


class PackOptions:
    """What may be chosen, straight from the pack."""

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Choice]:
        if field.name == "territory":
            found = pack("CO").territories.search(text, limit)
            return [Choice(one.code, self.label(field, one.code)) for one in found]
        offered = pack("CO").catalogue(field.fact.catalogue)
        return [Choice(c.code, c.label) for c in offered if fold(text) in fold(c.label)][:limit]

    def label(self, field: FieldSpec, value: object) -> str:
        if field.name == "territory":
            return pack("CO").territories.path(str(value))
        return pack("CO").catalogue(field.fact.catalogue).label(str(value))


@dataclass(frozen=True)
class Wrong:
    field: str
    text: Text


class WrongFields(Refused):
    def __init__(self, *faults: Wrong) -> None:
        super().__init__(faults[0].text)
        self.faults = faults


class FormScreen:
    """The form, the keys pressed in it, and everything it told."""

    def __init__(self, qtbot: QtBot, **values: Any) -> None:
        self._qtbot = qtbot
        lent = tools_for()
        tools = FormTools(
            lent.jobs, lent.words, lent.theme, lent.formats, lent.clock, PackOptions()
        )
        self.form = RecordForm(SPEC, tools)
        self.told: list[dict[str, object]] = []
        self.form.edited.connect(self.told.append)
        qtbot.add_widget(self.form)
        self.form.resize(700, 900)
        self.form.show()
        self.form.activateWindow()
        qtbot.wait_until(self.form.isActiveWindow)
        self.record = Everything(id=ONE, **values)
        self.form.show_record(self.record)

    def line(self, name: str) -> QLineEdit:
        found = self.form.editors[name].focused
        assert isinstance(found, QLineEdit)
        return found

    def type(self, name: str, text: str) -> None:
        focused = self.form.editors[name].focused
        focused.setFocus()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            focused.selectAll()
        type_text(self._qtbot, focused, text)
        if isinstance(focused, Picker):
            self._qtbot.wait_until(lambda: bool(focused.shown))

    def leave(self) -> None:
        focused = self.form.focusWidget()
        assert focused is not None
        self._qtbot.keyClick(focused, Qt.Key.Key_Tab)
        self._qtbot.wait_until(lambda: self.form.focusWidget() is not focused)

    def write(self, name: str, text: str) -> dict[str, object]:
        self.type(name, text)
        self.leave()
        return self.told[-1] if self.told else {}

    def sentence(self, name: str) -> str:
        return self.form._boxes[name].sentence


@pytest.fixture
def screen(qtbot: QtBot) -> FormScreen:
    return FormScreen(qtbot)


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("name", "  Mesa de Guapi ", "Mesa de Guapi", "Mesa de Guapi"),
        ("zone", "rur", "rural", "Rural"),
        ("territory", "timbiqui", "19809", "Timbiquí, Cauca"),
        ("due_on", "en 15 días", date(2026, 12, 5), "sáb 5 dic 2026"),
        ("people", "1 200", 1200, "1200"),
        ("share", "12,5", Decimal("12.5"), "12.5"),
    ],
)
def test_a_value_is_typed_as_people_write_it_and_shown_as_the_country_does(
    screen: FormScreen, name: str, typed: str, value: object, shown: str
) -> None:
    assert screen.write(name, typed) == {name: value}
    assert screen.line(name).text() == shown


def test_an_hour_is_the_countrys_and_kept_in_utc(screen: FormScreen) -> None:
    told = screen.write("starts_at", "ayer 14:30")
    assert told == {"starts_at": datetime(2026, 11, 19, 19, 30, tzinfo=UTC)}


def test_an_amount_is_of_the_countrys_money(screen: FormScreen) -> None:
    told = screen.write("cost", "1.250.000")
    cost = told["cost"]
    assert isinstance(cost, Money)
    assert cost.currency == "COP"
    assert "1.250.000" in screen.line("cost").text()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("due_on", "30 nob"), ("starts_at", "tarde"), ("people", "doce"), ("share", "mucho")],
)
def test_what_cannot_be_read_is_not_told_and_not_lost(
    screen: FormScreen, name: str, typed: str
) -> None:
    screen.write(name, typed)
    assert screen.told == []
    assert screen.line(name).text() == typed
    assert typed in screen.sentence(name)


def test_an_emptied_field_is_told_as_empty(qtbot: QtBot) -> None:
    screen = FormScreen(qtbot, due_on=date(2026, 12, 1), zone=Code("rural"), name="Mesa")
    for name, empty in (("due_on", None), ("zone", None), ("name", "")):
        screen.line(name).setFocus()
        screen.line(name).selectAll()
        qtbot.keyClick(screen.line(name), Qt.Key.Key_Delete)
        screen.leave()
        assert screen.told[-1] == {name: empty}


def test_it_saves_itself_within_a_second_of_the_last_key(screen: FormScreen, qtbot: QtBot) -> None:
    with qtbot.wait_signal(screen.form.edited, timeout=1_000):
        screen.type("notes", "La mesa acordó")
    assert screen.told == [{"notes": "La mesa acordó"}]


def test_three_buttons_tell_yes_no_and_silence_apart(screen: FormScreen, qtbot: QtBot) -> None:
    editor = screen.form.editors["is_sector"]
    assert isinstance(editor, TruthEditor)
    for place, meant in ((1, False), (0, True), (2, None)):
        qtbot.mouseClick(editor._choices[place][1], Qt.MouseButton.LeftButton)
        assert screen.told[-1] == {"is_sector": meant}


def test_a_short_catalogue_is_pressed_in_as_chips(screen: FormScreen, qtbot: QtBot) -> None:
    editor = screen.form.editors["sides"]
    assert isinstance(editor, ChipsEditor)
    assert editor.chips == {"Urbana": False, "Rural": False}
    qtbot.mouseClick(editor._buttons()[1], Qt.MouseButton.LeftButton)
    assert screen.told[-1] == {"sides": frozenset({"rural"})}
    assert editor.chips == {"Urbana": False, "Rural": True}


def test_words_that_are_in_no_list_stay_and_say_so(screen: FormScreen) -> None:
    screen.type("zone", "zzz")
    screen.leave()
    assert screen.told == []
    assert screen.line("zone").text() == "zzz"
    assert "elija una de las opciones" in screen.sentence("zone")
    screen.write("zone", "urb")
    assert screen.told == [{"zone": "urban"}]
    assert screen.sentence("zone") == ""


@pytest.mark.parametrize(
    ("typed", "told"), [("guapi", [{"territory": "19318"}]), ("san", []), ("zzz", [])]
)
def test_a_hurried_tab_takes_the_only_thing_the_words_can_mean(
    screen: FormScreen, qtbot: QtBot, typed: str, told: list[dict[str, object]]
) -> None:
    picker = screen.line("territory")
    picker.setFocus()
    qtbot.keyClicks(picker, typed)
    screen.leave()
    assert screen.told == told
    assert bool(screen.sentence("territory")) == (not told)


def test_escape_puts_the_list_away_and_leaves_the_value(qtbot: QtBot) -> None:
    screen = FormScreen(qtbot, zone=Code("rural"))
    screen.type("zone", "urb")
    qtbot.keyClick(screen.line("zone"), Qt.Key.Key_Escape)
    assert screen.line("zone").text() == "Rural"
    screen.leave()
    assert screen.told == []


def test_down_hangs_everything_that_may_be_chosen(screen: FormScreen, qtbot: QtBot) -> None:
    picker = screen.line("zone")
    assert isinstance(picker, Picker)
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.shown == ("Urbana", "Rural")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert screen.told == [{"zone": "rural"}]


def test_news_of_the_same_record_never_touch_what_is_being_typed(screen: FormScreen) -> None:
    screen.type("name", "Mesa de Gu")
    news = msgspec.structs.replace(screen.record, name="otra", people=12)
    screen.form.show_record(news)
    assert screen.line("name").text() == "Mesa de Gu"
    assert screen.line("people").text() == "12"


def test_another_record_takes_the_form_and_what_was_typed_is_told_first(
    screen: FormScreen,
) -> None:
    screen.type("name", "Mesa")
    screen.form.show_record(Everything(id=UUID(int=2), name="Comité"))
    assert screen.told == [{"name": "Mesa"}]
    assert screen.line("name").text() == "Comité"


def test_a_refused_field_is_marked_and_the_rest_is_told_again(screen: FormScreen) -> None:
    changes = {"name": "Mesa", "people": 0}
    screen.line("name").setText("Mesa")
    error = WrongFields(Wrong("people", say("Al menos 1 persona.")))
    assert screen.form.not_saved(changes, error)
    assert screen.sentence("people") == "Al menos 1 persona."
    assert screen.told == [{"name": "Mesa"}]


def test_what_the_disk_refused_is_told_again_with_the_next_key(screen: FormScreen) -> None:
    screen.write("name", "Mesa")
    assert not screen.form.not_saved({"name": "Mesa"}, OSError("disk full"))
    screen.write("people", "3")
    assert screen.told == [{"name": "Mesa"}, {"name": "Mesa"}, {"people": 3}]


def test_a_locked_form_shows_and_does_not_let_write(qtbot: QtBot) -> None:
    screen = FormScreen(qtbot, name="Mesa")
    screen.form.show_record(screen.record, locked=True)
    screen.type("name", "otra")
    assert screen.line("name").text() == "Mesa"


def test_short_fields_share_a_row_only_where_there_is_room(
    screen: FormScreen, qtbot: QtBot
) -> None:
    def are_beside() -> bool:
        boxes = screen.form._boxes
        return boxes["starts_at"].y() == boxes["people"].y()

    screen.form.resize(700, 900)
    qtbot.wait_until(are_beside)
    screen.form.resize(400, 900)
    qtbot.wait_until(lambda: not are_beside())
