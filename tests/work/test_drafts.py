"""Half-typed words wait in the vault and are never sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.work.drafts import Drafts
from tests.given.desks import Clock, a_desk

PROMISE = UUID(int=7)


def test_a_draft_comes_back_as_it_was_typed_until_it_is_forgotten(tmp_path: Path) -> None:
    typed = {"text": "Llamó la", "status": Code("in_progress"), "new_due_on": date(2026, 12, 4)}
    with a_desk(tmp_path, Clock()) as desk:
        drafts = Drafts(desk)
        drafts.keep("follow_up", PROMISE, typed)
        assert drafts.read("follow_up", PROMISE) == typed
        drafts.keep("follow_up", PROMISE, {"text": ""})
        assert drafts.read("follow_up", PROMISE) == {}


def test_two_forms_about_one_thing_have_a_draft_each(tmp_path: Path) -> None:
    with a_desk(tmp_path, Clock()) as desk:
        drafts = Drafts(desk)
        drafts.keep("follow_up", PROMISE, {"text": "uno"})
        drafts.keep("follow_up", PROMISE, {"text": "dos"}, form="moved")
        assert drafts.read("follow_up", PROMISE) == {"text": "uno"}
        assert drafts.read("follow_up", PROMISE, form="moved") == {"text": "dos"}


def test_a_draft_is_nothing_to_send(tmp_path: Path) -> None:
    with a_desk(tmp_path, Clock()) as desk:
        Drafts(desk).keep("logbook_entry", PROMISE, {"text": "a medias"})
        with desk.store.database.reading() as connection:
            dirty = connection.execute("SELECT count(*) FROM dirty").scalar_one()
    assert dirty == 0
