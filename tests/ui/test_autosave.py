"""What is typed is saved, or kept until it can be, whatever the form shows by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from fieldapp.records import KINDS
from fieldapp.records.people import Person
from fieldapp.records.text import Outside, say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page
from fieldapp.ui.widgets.editors import LineEditor
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.work.desk import Saved
from tests.ui.standins import FakePrompts, LateJobs, tools_for

ONE, TWO = Person(id=UUID(int=1), full_name="Neiva"), Person(id=UUID(int=2), full_name="Célimo")


class People:
    """Records as a disk keeps them, and the form in front of them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.full = False
        self.kept = {one.id: one for one in (ONE, TWO)}
        self.prompts = FakePrompts()
        self.jobs = LateJobs()
        tools = replace(tools_for(prompts=self.prompts), jobs=self.jobs)
        page = Page(tools)
        qtbot.add_widget(page)
        self.form = RecordForm(
            KINDS["person"],
            page.form_tools(None),  # pyright: ignore[reportArgumentType]
            ("full_name", "phone"),
            page,
        )
        self.saving = Autosave(page, self.form, self._write)

    def _write(self, id: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if self.full:
            raise Outside(say("No queda espacio en el disco."))
        person = self.kept.get(id) if id else None
        person = person or Person(id=UUID(int=len(self.kept) + 1))
        self.kept[person.id] = msgspec.structs.replace(person, **changes)
        return Saved(frozenset({"person"}), person.id)

    def type(self, name: str, text: str) -> None:
        editor = self.form.editors[name]
        assert isinstance(editor, LineEditor)
        editor.line.setText(text)
        editor.line.textEdited.emit(text)
        self.form.flush()

    def written(self, name: str) -> str:
        editor = self.form.editors[name]
        assert isinstance(editor, LineEditor)
        return editor.line.text()


@pytest.fixture
def people(qtbot: QtBot) -> People:
    return People(qtbot)


def test_what_is_typed_while_a_record_is_made_is_saved_though_the_form_went_on(
    people: People,
) -> None:
    people.saving.show_blank()
    people.type("full_name", "Yesenia")
    people.type("phone", "3105551234")
    people.saving.show(ONE)
    people.jobs.catch_up()
    new = people.kept[UUID(int=3)]
    assert (new.full_name, new.phone) == ("Yesenia", "3105551234")
    assert len(people.kept) == 3
    assert people.saving.record_id == ONE.id


def test_what_a_full_disk_refused_is_saved_when_there_is_room_again(people: People) -> None:
    people.saving.show(ONE)
    people.type("phone", "3105551234")
    people.saving.show(TWO)
    people.full = True
    people.jobs.catch_up()
    assert len(people.prompts.errors) == 1
    people.full = False
    people.type("phone", "3200000000")
    people.jobs.catch_up()
    assert people.kept[ONE.id].phone == "3105551234"
    assert people.kept[TWO.id].phone == "3200000000"


def test_what_could_not_be_saved_is_on_the_screen_when_the_form_comes_back(people: People) -> None:
    people.saving.show(ONE)
    people.type("phone", "3105551234")
    people.saving.show(TWO)
    people.full = True
    people.jobs.catch_up()
    people.saving.show(people.kept[ONE.id])
    assert people.written("phone") == "3105551234"
    people.jobs.catch_up()
    people.saving.show(people.kept[ONE.id])
    assert people.written("phone") == "3105551234"
    people.full = False
    people.form.flush()
    people.jobs.catch_up()
    assert people.kept[ONE.id].phone == "3105551234"
