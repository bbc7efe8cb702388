"""`fieldapp report`: what an axis and an officer are called is told where it is not known."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from fieldapp.commands.report import wanted_of
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk


def test_axis_and_officer_are_chosen_by_code_and_by_name(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        work = Work(desk)
        work.visits.start(changes={"territory": GUAPI, "objective": "Taller"})
        (own,) = work.results.officers()
        axis = next(iter(desk.pack.catalogue("axes"))).code
        asked = _asked(axis=axis, officer=own.name.upper())
        wanted = wanted_of(work, asked)
        assert (wanted.axis, wanted.officer) == (axis, own.id)
        with pytest.raises(Refused):
            wanted_of(work, _asked(axis="nada"))
        with pytest.raises(Refused) as raised:
            wanted_of(work, _asked(officer="Nadie"))
        assert own.name in str(raised.value.text.parts)


def _asked(**said: str) -> Namespace:
    nothing = dict.fromkeys(("since", "until", "territory", "record", "axis", "officer"))
    return Namespace(**{**nothing, **said})
