"""Headquarters says which registers an office works with; it travels like any record (R30)."""

from __future__ import annotations

import pytest

from fieldapp.records.text import Refused
from fieldapp.rules.switches import BEGINS_WITH
from sync.server.switches import EVERY_GROUP, switch
from tests.given.headquarters import HeadquartersGiven
from tests.given.packs import pack

GROUPS = [one.code for one in pack("CO").catalogue("register_groups")]


def said(headquarters: HeadquartersGiven) -> list[str]:
    (row,) = headquarters.rows(
        "select vals from record where kind = 'office' and vals->>'code' = 'CAUCA' "
        "and vals->'groups' is not null"
    )
    return row[0]["groups"]


def test_a_new_office_begins_with_a_few_and_keeps_what_was_switched(
    headquarters: HeadquartersGiven,
) -> None:
    register, country = headquarters.register, pack("CO")
    assert said(headquarters) == sorted(BEGINS_WITH)
    on = switch(register, country, "CAUCA", "planning", on=True)
    assert on == [one for one in GROUPS if one in {*BEGINS_WITH, "planning"}]
    switch(register, country, "CAUCA", "spaces", on=False)
    register.add_office(country, "CAUCA", "Dirección Territorial del Cauca", "19")
    assert said(headquarters) == sorted({*BEGINS_WITH, "planning"} - {"spaces"})
    assert switch(register, country, "CAUCA", EVERY_GROUP, on=True) == GROUPS


def test_what_cannot_be_switched_is_said_in_words(headquarters: HeadquartersGiven) -> None:
    register, country = headquarters.register, pack("CO")
    with pytest.raises(Refused, match="No hay un grupo"):
        switch(register, country, "CAUCA", "nada", on=True)
    with pytest.raises(Refused, match="No existe la oficina"):
        switch(register, country, "NADIE", "planning", on=True)
    with pytest.raises(Refused, match="no trabaja ninguna oficina"):
        switch(register, country, "CAUCA", "visits", on=False)
