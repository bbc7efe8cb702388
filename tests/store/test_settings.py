"""What a laptop remembers by name, and who it is."""

from __future__ import annotations

import msgspec

from fieldapp.store.settings import identity, remember, remembered, set_identity
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import an_author, an_identity


class Window(msgspec.Struct):
    """Something a window wants to find again."""

    width: int
    columns: tuple[str, ...]


def test_a_remembered_value_comes_back_in_its_shape(store: Store) -> None:
    with store.write(an_author()) as writing:
        remember(writing, "window", Window(1366, ("name", "due_on")))
        remember(writing, "window", Window(1280, ("name",)))
    with store.read() as reading:
        assert remembered(reading, "window", Window) == Window(1280, ("name",))
        assert remembered(reading, "window") == {"width": 1280, "columns": ["name"]}
        assert remembered(reading, "nothing of the kind") is None


def test_nothing_is_what_remains_of_a_forgotten_value(store: Store) -> None:
    with store.write(an_author()) as writing:
        remember(writing, "window", 1)
        remember(writing, "window", None)
        assert remembered(writing, "window") is None


def test_a_vault_knows_who_it_is_after_enrolment_only(store: Store) -> None:
    with store.write(an_author()) as writing:
        assert identity(writing) is None
        set_identity(writing, an_identity())
    with store.read() as reading:
        assert identity(reading) == an_identity()
