"""What gathering a report asks again and again: names, places, and the period in words."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fieldapp.records.people import SameAs
from fieldapp.rules.same_as import Sameness
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.visit_list import within


def names_of(
    desk: Desk, reading: Reading, kind: str, ids: Iterable[UUID | None]
) -> dict[UUID, str]:
    """The names of records of a kind, by id; those this laptop does not hold are left out."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    title = desk.kinds[kind].title
    return dict(reading.listing(kind, ("id", title), {"id": wanted}))


def in_territory(desk: Desk, wanted: Wanted) -> dict[str, object]:
    """The filter that keeps what lies in the territory chosen; empty where none was."""
    if wanted.territory is None:
        return {}
    return {"territory": within(desk.pack.territories, wanted.territory)}


def on_days(field: str, wanted: Wanted) -> dict[str, object]:
    """The filter that keeps what a field dates in the period chosen; empty where none was."""
    if wanted.since is None and wanted.until is None:
        return {}
    return {field: Between(wanted.since, wanted.until)}


def period_of(desk: Desk, wanted: Wanted) -> str:
    """The period in a document's words; "" where all time was meant."""
    day = desk.pack.formats.day_long
    if wanted.since and wanted.until:
        return f"Del {day(wanted.since)} al {day(wanted.until)}"
    if wanted.since:
        return f"Desde el {day(wanted.since)}"
    return f"Hasta el {day(wanted.until)}" if wanted.until else ""


def place_in_words(desk: Desk, wanted: Wanted) -> str:
    """The territory chosen, or the country."""
    return desk.pack.territories.path(wanted.territory or desk.pack.country)


def sameness(reading: Reading) -> Sameness:
    """Which records are one in the world, as the links stand (field rule R1)."""
    return Sameness(reading.all(SameAs))
