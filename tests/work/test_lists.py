"""Each list comes back as a person left it."""

from __future__ import annotations

from fieldapp.rules.list_choice import ListChoice
from fieldapp.work.desk import Desk
from fieldapp.work.lists import Lists


def test_a_list_that_nobody_changed_is_as_it_is_made(desk: Desk) -> None:
    assert Lists(desk).choice("visits") == ListChoice()


def test_every_list_keeps_its_own_choice_and_can_forget_it(desk: Desk) -> None:
    chosen = ListChoice({"status": "done"}, ("Fecha", "Lugar"), "title", descending=True)
    Lists(desk).keep("visits", chosen)
    assert Lists(desk).choice("visits") == chosen
    assert Lists(desk).choice("ledger") == ListChoice()
    Lists(desk).keep("visits", ListChoice())
    assert Lists(desk).choice("visits") == ListChoice()
