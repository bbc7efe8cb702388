"""A year of a whole country in files, as a ministry would bring them: the demonstration set.

What is counted (how many sessions, spaces, entities), and of what they treat, is in the resource
`demo/<country>/country.json`, taken from the documents named there; entities are the directory's;
people and what happens are invented. The same country on the same day makes the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import cycle, islice, zip_longest
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from fieldapp.packs import Pack
from fieldapp.packs.resources import resource_path
from fieldapp.packs.territories import Territory
from fieldapp.records.people import Organization
from fieldapp.rules.directory import Directory
from fieldapp.work.import_entries import REGISTER_FORMAT, VISITS_FORMAT

_SET: Final = UUID("3f6a1c0e-52a7-5b0a-9a55-6d0d7f1b8a20")
_SPAN: Final = timedelta(days=330)
_NEWEST: Final = timedelta(days=6)
_LASTS: Final = timedelta(hours=2)
_PEOPLE: Final = 3
_NATIONAL: Final = "national"
_PROMISED_WITHIN: Final = timedelta(days=60)
_HEARD_AFTER: Final = timedelta(days=30)
_HEARD: Final = ("done", "in_progress", "done", "")


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file to bring in: its name says its kind."""

    name: str
    content: bytes


def registers_of(country: str) -> Iterator[DemoFile]:
    """What the source documents of a country list as such: norms, letters, teams, services.

    They lie in `demo/<country>/registers`, in the order in which they can be brought in.
    """
    folder = resource_path("demo", country.lower(), "registers")
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        yield DemoFile(file.name, file.read_bytes())


def matrices_of(country: str) -> Iterator[tuple[UUID, DemoFile]]:
    """The matrices of a country as its ministry printed them, each with its record's id.

    They lie in `demo/<country>/matrices`, in a folder that is named by the id of that record, in
    order: an item of a budget finds the row of the plan that says the same.
    """
    folder = resource_path("demo", country.lower(), "matrices")
    for file in sorted(folder.glob("*/*")) if folder.is_dir() else ():
        yield UUID(file.parent.name), DemoFile(file.name, file.read_bytes())


@dataclass(frozen=True)
class CountrySet:
    """The files of one country as of a day."""

    pack: Pack
    directory: Directory
    today: date

    def files(self) -> Iterator[DemoFile]:
        """The files in the order in which they can be brought in."""
        yield self._register("space", self._spaces)
        yield self._register("space_member", list(self._members()))
        yield self._file("visits", {"format": VISITS_FORMAT, "visits": list(self._visits())})
        yield self._register("follow_up", list(self._follow_ups()))
        yield self._register("logbook_entry", list(self._notes()))
        yield self._register("agreement", self._agreements)
        yield self._register("party", list(self._parties()))
        yield self._register("recommendation_doc", list(self._documents()))
        yield self._register("recommendation", list(self._recommendations()))
        yield self._register("profile_sheet", list(self._sheets()))

    def _documents(self) -> Iterator[dict[str, Any]]:
        """One document of recommendations for each department, with its summary."""
        told = self.told["recommendations"]
        for n, place in enumerate(self.departments if told else ()):
            yield {
                "id": str(self._id("document", place.code)),
                "title": told["title"].format(of=self.pack.territories.of(place.code)),
                "territory": place.code,
                "first_year": told["first_year"],
                "last_year": told["last_year"],
                "context": told["context"],
                "executive_summary": told["summary"],
                "status": "published",
                "published_on": (self.today - timedelta(days=60 + n)).isoformat(),
            }

    def _recommendations(self) -> Iterator[dict[str, Any]]:
        for document in self._documents():
            for n, text in enumerate(self.told["recommendations"]["texts"]):
                yield {
                    "id": str(self._id("recommendation", document["id"], n)),
                    "document": document["id"],
                    "text": text,
                }

    def _sheets(self) -> Iterator[dict[str, Any]]:
        """One ficha diagnóstico for each department, with the figures that a source gives."""
        told = self.told.get("sheets", {})
        for place in self.departments if told else ():
            yield {
                "id": str(self._id("sheet", place.code)),
                "title": told["title"].format(of=self.pack.territories.of(place.code)),
                "territory": place.code,
                **told["said"],
                "sheet_value": told["values"],
            }

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the resource says of the country."""
        path = resource_path("demo", self.pack.country.lower(), "country.json")
        return json.loads(path.read_text(encoding="utf-8"))

    @cached_property
    def departments(self) -> list[Territory]:
        """The departments or regions; a capital district is none of them."""
        territories = self.pack.territories
        return [one for one in territories if one.level == 1 and one.kind != "distrito_capital"]

    def _id(self, *words: object) -> UUID:
        return uuid5(_SET, "/".join(map(str, (self.pack.country, *words))))

    @cached_property
    def _spaces(self) -> list[dict[str, Any]]:
        """So many spaces, one department after the other, each time of the next type."""
        names: dict[str, str] = self.told["space_names"]
        made = [
            {
                "id": str(self._id("space", type_, place.code)),
                "name": pattern.format(of=self.pack.territories.of(place.code)),
                "type": type_,
                "territory": place.code,
                "periodicity": self.told["periodicity"],
                "sessions_per_year": self.told["sessions_per_year"],
                "status": "active",
            }
            for type_, pattern in names.items()
            for place in self.departments
        ]
        return made[: self.told["spaces"]]

    def _members(self) -> Iterator[dict[str, Any]]:
        """The bodies of each department, round the departments until there are so many of them.

        Those of a department sit in all its spaces: who is in two counts once.
        """
        rounds = zip_longest(*(self._bodies_of(place.code) for place in self.departments))
        chosen = (one for found in rounds for one in found if one is not None)
        for code, body in islice(chosen, self.told["entities"]):
            for space in self._spaces_of(code):
                yield {
                    "id": str(self._id("member", space["id"], body)),
                    "space": space["id"],
                    "organization": str(body),
                    "capacity": "permanent",
                }

    def _bodies_of(self, department: str) -> list[tuple[str, UUID]]:
        level1 = self.pack.territories.level1
        return [
            (department, one.id)
            for one in self.directory.entities.values()
            if one.gov_level != _NATIONAL and level1(one.territory or "") == department
        ]

    def _spaces_of(self, code: str) -> list[dict[str, Any]]:
        return [space for space in self._spaces if space["territory"] == code]

    def _visits(self) -> Iterator[dict[str, Any]]:
        """The sessions, one space after the other and then all over again, the oldest first."""
        number = self.told["sessions"]
        for n, space in enumerate(islice(cycle(self._spaces), number)):
            day = self._day(n, number)
            yield {
                "id": str(self._id("session", n)),
                **self.told["session"],
                "objective": _nth(self.told["objectives"], n),
                "territory": space["territory"],
                "space": space["id"],
                "challenges": [_nth(self._challenges, n)],
                "session_number": n // len(self._spaces) + 1,
                "starts_at": self._at(day).isoformat(),
                "ends_at": (self._at(day) + _LASTS).isoformat(),
                "attendance": [self._person(n, m) for m in range(_PEOPLE)],
                "agenda": [{"title": _nth(self.told["points"], n), "decision": "Aprobado"}],
                "commitments": [self._promise(n, space, day)],
            }

    @cached_property
    def _challenges(self) -> list[str]:
        return [one.code for one in self.pack.catalogue("challenges")]

    def _day(self, n: int, number: int) -> date:
        """A working day of the last months; the newest meeting was days ago."""
        ago = _NEWEST + _SPAN * (number - 1 - n) / number
        return self.pack.calendar.roll_forward(self.today - timedelta(days=ago.days))

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(9), self.pack.formats.zone)

    def _person(self, n: int, m: int) -> dict[str, Any]:
        chance = Random(n * _PEOPLE + m)  # noqa: S311 - an invented name, not a secret
        first, second = chance.sample(self.told["surnames"], 2)
        return {
            "full_name": f"{chance.choice(self.told['given_names'])} {first} {second}",
            "role": "attendee",
            **{name: chance.choice(codes) for name, codes in self._answers.items()},
        }

    @cached_property
    def _answers(self) -> dict[str, list[str]]:
        """What grown people answer of themselves, as a country's catalogues begin."""
        sexes, ages = (self.pack.catalogue(name) for name in ("sex", "age_ranges"))
        year = self.today.year
        grown = [one.code for one in ages.offered(year) if not one.declines][1:]
        return {"sex": [one.code for one in sexes.offered(year)][:2], "age_range": grown}

    def _promise(self, n: int, space: Mapping[str, Any], day: date) -> dict[str, Any]:
        due_on = self.pack.calendar.roll_forward(day + _PROMISED_WITHIN)
        return {
            "id": str(self._id("promise", n)),
            "text": _nth(self.told["promises"], n),
            "responsible_name": space["name"],
            "due_on": due_on.isoformat(),
        }

    def _follow_ups(self) -> Iterator[dict[str, Any]]:
        """What was heard of each commitment since: half are kept, some begun."""
        number = self.told["sessions"]
        for n, status in zip(range(number), cycle(_HEARD), strict=False):
            if status:
                yield {
                    "id": str(self._id("follow up", n)),
                    "commitment": str(self._id("promise", n)),
                    "on": min(self._day(n, number) + _HEARD_AFTER, self.today).isoformat(),
                    "status": status,
                    "text": "Lo informó la entidad en la sesión siguiente.",
                    "evidence": "Informe" if status == "done" else "",
                }

    def _notes(self) -> Iterator[dict[str, Any]]:
        """The logbook of every department and of its capital."""
        for n, place in enumerate(self._watched()):
            kind, text = _nth(self.told["notes"], n)
            yield {
                "id": str(self._id("note", place)),
                "territory": place,
                "on": (self.today - timedelta(days=n % 28)).isoformat(),
                "type": kind,
                "text": text,
            }

    def _watched(self) -> Iterable[str]:
        yield from (one.code for one in self.departments)
        yield from sorted(self.pack.territories.naming.capitals)

    @cached_property
    def _agreements(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for told in self.told["agreements"]:
            places = [None] if told.get("national") else self.departments[: told.get("first")]
            for n, place in enumerate(places):
                code = place.code if place else self.pack.country
                of = self.pack.territories.of(code)
                made.append(
                    {
                        "id": str(self._id("agreement", told["type"], code)),
                        "type": told["type"],
                        "title": told["title"].format(of=of),
                        "territory": code,
                        "signed_on": (self.today - _SPAN + timedelta(days=n)).isoformat(),
                    }
                )
        return made

    def _parties(self) -> Iterator[dict[str, Any]]:
        """One party of each level that the agreement asks for, through an invented signatory."""
        levels = {told["type"]: told["levels"] for told in self.told["agreements"]}
        for n, agreement in enumerate(self._agreements):
            nation = self._of_level(_NATIONAL, self.pack.country)
            for m, level in enumerate(levels[agreement["type"]]):
                body = (
                    nation[m]
                    if level == _NATIONAL
                    else self._of_level(level, agreement["territory"])[0]
                )
                yield {
                    "id": str(self._id("party", agreement["id"], m)),
                    "agreement": agreement["id"],
                    "organization": str(body.id),
                    "organization_name": body.name,
                    "representative": f"{self._person(n, m)['full_name']} (nombre inventado)",
                    "gov_level": level,
                }

    def _of_level(self, level: str, code: str) -> list[Organization]:
        return [
            one
            for one in self.directory.entities.values()
            if one.gov_level == level and one.territory == code and not one.parent
        ]

    def _register(self, kind: str, records: list[dict[str, Any]]) -> DemoFile:
        return self._file(kind, {"format": REGISTER_FORMAT, "kind": kind, "records": records})

    def _file(self, name: str, content: Mapping[str, Any]) -> DemoFile:
        return DemoFile(f"{name}.json", json.dumps(content, ensure_ascii=False).encode())


def _nth(told: list[Any], n: int) -> Any:
    return told[n % len(told)]
