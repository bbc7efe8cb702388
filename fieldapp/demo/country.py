"""A whole country to look at: its demonstration set, brought in as a ministry's files would be."""

from __future__ import annotations

from uuid import UUID

from fieldapp.demo.country_files import CountrySet, matrices_of, registers_of
from fieldapp.demo.territorial_files import TerritorialSet
from fieldapp.records.people import Office
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work


def fill_country(work: Work) -> None:
    """Bring the set of the desk's country in, and sign its agreements.

    The officer must be permitted every department. Raises Refused if it was brought before.
    """
    desk = work.desk
    made = CountrySet(desk.pack, desk.directory, desk.today())
    _hold_offices(desk)
    for file in made.files():
        work.imports.bring(file.name, file.content)
    for file in registers_of(desk.pack.country):
        work.imports.bring(file.name, file.content)
    for owner, file in matrices_of(desk.pack.country):
        work.imports.bring(file.name, file.content, into=owner)
    for agreement in _drafted(desk):
        work.agreements.advance(agreement, "signed")
        work.agreements.advance(agreement, "in_force")
    for file in TerritorialSet(desk.pack, desk.today(), _convenios(work)).files():
        work.imports.bring(file.name, file.content)


def _hold_offices(desk: Desk) -> None:
    """The ministry's offices, which come to a laptop with its first sync."""
    with desk.writing() as writing:
        for office in desk.directory.offices.values():
            if writing.get(Office, office.id) is None:
                writing.put(office)


def _drafted(desk: Desk) -> list[UUID]:
    """The agreements that files brought, whose parties are there by now."""
    with desk.reading() as reading:
        return [one for (one,) in reading.listing("agreement", ("id",), {"status": "draft"})]


def _convenios(work: Work) -> dict[str, UUID]:
    """An agreement of each department that has one, by its code, in the order of the codes."""
    with work.desk.reading() as reading:
        found = reading.listing("agreement", ("territory", "id"), {}, ("territory",))
    level1 = {one.code for one in work.desk.pack.territories if one.level == 1}
    return {code: agreement for code, agreement in found if code in level1}
