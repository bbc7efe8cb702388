"""Where an officer sits down to work: the open store, the country, who they are, and the clock.

Nothing in `work` asks the machine for the time or for an identifier; the desk brings both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, Text
from fieldapp.rules.checking import Fault
from fieldapp.rules.directory import Directory
from fieldapp.store.files import Files
from fieldapp.store.settings import Identity, identity
from fieldapp.store.unit_of_work import Authorship, Reading, Store, Writing

Changes: TypeAlias = Mapping[str, object]
"""What somebody typed: field name → value of the field's type, as a form gives it."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Who works at this desk: the officer, their office, and the laptop's series of numbers.

    `scopes` are the level-1 territories the officer may read and write, and "0" the national one;
    `home_scope` is where a record without territory belongs.
    """

    officer: UUID
    officer_name: str
    position_title: str
    role: str
    device: UUID
    series: str
    office: UUID
    office_code: str
    office_name: str
    country: str
    home_scope: str
    scopes: frozenset[str]

    @classmethod
    def of(cls, identity: Identity) -> Posting:
        """What enrolment said of this vault."""
        enrolment = identity.enrolment
        return cls(
            officer=enrolment.officer.person,
            officer_name=enrolment.officer.name,
            position_title=identity.position_title,
            role=enrolment.officer.role,
            device=enrolment.device,
            series=identity.series,
            office=enrolment.office.id,
            office_code=enrolment.office.code,
            office_name=enrolment.office.name,
            country=enrolment.country,
            home_scope=enrolment.home_scope,
            scopes=frozenset(enrolment.scopes),
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What a write changed: the kinds to broadcast once, and the record it was about."""

    kinds: frozenset[str]
    id: UUID


@dataclass(frozen=True, slots=True)
class Question:
    """A write that asks a person before it goes on; nothing was written.

    `about` is the record the sentence speaks of.
    """

    text: Text
    about: UUID


class WrongFields(Refused):
    """Values that cannot be right; `faults` tells which fields, so that a form can mark them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].text)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a person's action needs, handed in.

    `clock` tells UTC; `entropy` gives that many unpredictable bytes.
    """

    store: Store
    files: Files
    kinds: Kinds
    pack: Pack
    directory: Directory
    posting: Posting
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]
    entropy: Callable[[int], bytes]

    def now(self) -> datetime:
        """This instant, in UTC."""
        return self.clock()

    def today(self) -> date:
        """The day it is in the country, whatever zone the laptop believes in."""
        return self.day_of(self.clock())

    def day_of(self, instant: datetime) -> date:
        """The country's day of an instant."""
        return self.pack.formats.day_of(instant)

    def series(self, reading: Reading) -> str:
        """The vault's series of numbers now: a sync may have made it a device of its own."""
        who = identity(reading)
        return who.series if who else self.posting.series

    def reading(self) -> AbstractContextManager[Reading]:
        """One snapshot of what is kept."""
        return self.store.read()

    def writing(self) -> AbstractContextManager[Writing]:
        """One transaction in this officer's name."""
        posting = self.posting
        author = Authorship(posting.officer, self.now(), posting.device, self.pack.version)
        return self.store.write(author)
