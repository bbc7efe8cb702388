"""What somebody does on purpose, for written traces: each value is said, none is drawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from fieldapp.records.describe import Code, Record
from fieldapp.rules.same_as import Sameness
from fieldapp.store.unit_of_work import Writing
from tests.simulation.laptops import Laptop
from tests.simulation.officers import BODIES, Officer, link_of


def visit(laptop: Laptop, territory: str = "19", points: int = 0, **values: Any) -> UUID:
    """Write down a visit with some points."""
    record = laptop.new_id()
    made = [
        laptop.of("activity")(id=record, territory=territory + "001", **values),
        *(
            laptop.of("agenda_item")(id=laptop.new_id(), activity=record, title=f"Punto {number}")
            for number in range(points)
        ),
    ]
    keep(laptop, *made)
    return record


def acta(laptop: Laptop, activity: UUID, title: str) -> UUID:
    """Draft the acta of a visit."""
    record = laptop.new_id()
    keep(laptop, laptop.of("minutes")(id=record, activity=activity, title=title))
    return record


def sign(laptop: Laptop, record: UUID) -> None:
    """Issue and sign an acta."""
    officer = Officer(laptop)
    officer.issue(record, signs=True)


def keep(laptop: Laptop, *records: Record) -> None:
    """Keep records in one transaction."""

    def work(writing: Writing) -> None:
        for record in records:
            laptop.put(writing, record)

    assert laptop.writes(work)


def change(laptop: Laptop, kind: str, record: UUID, **values: Any) -> None:
    """Change fields of a record."""
    held = shown(laptop, kind, record)
    assert held is not None
    keep(laptop, replace(held, **values))


def shown(laptop: Laptop, kind: str, record: UUID) -> Any:
    """Give a record as the laptop shows it; None if it does not."""
    with laptop.reading() as reading:
        return reading.get(laptop.of(kind), record)


def body(laptop: Laptop, record: UUID, name: str) -> Any:
    """A body with the tax number that every body here has."""
    return laptop.of("organization")(id=record, name=name, tax_id=BODIES[0], territory="19001")


def link(laptop: Laptop, first: UUID, second: UUID) -> Any:
    """The link that joins two records: the same one on every laptop."""
    record = link_of(first, second)
    return laptop.of("same_as")(id=record, first=first, second=second, state=Code("joined"))


def are_same(laptop: Laptop, first: UUID, second: UUID) -> bool:
    """Tell whether two records are one body to the rules of this laptop."""
    with laptop.reading() as reading:
        links: Any = reading.all(laptop.of("same_as"))
    return Sameness(links).are_same(first, second)
