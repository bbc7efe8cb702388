"""Plans, company, pilots and missions of a country, for its demonstration set.

What there is of each kind is in the resource `demo/<country>/territorial.json`, taken from the
documents named there; what each territory's paper says is invented. The same country makes the
same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid5

from fieldapp.demo.country_files import DemoFile
from fieldapp.packs import Pack
from fieldapp.packs.resources import resource_path
from fieldapp.rules.territorial_coverage import BODIES, STAGES, capitals_of, departments_of
from fieldapp.work.import_entries import REGISTER_FORMAT

_SET: Final = UUID("6c0e6f0a-7b1f-5a64-8f3e-6b1d4a0f9c11")

_Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class TerritorialSet:
    """The files of one country as of a day. `convenios` are agreements by their territory."""

    pack: Pack
    today: date
    convenios: Mapping[str, UUID]

    def files(self) -> Iterator[DemoFile]:
        """The files in the order in which they can be brought in, of what the country has."""
        rows: _Rows = {}
        if "plan" in self.told:
            for n, code in enumerate(self._departments):
                self._instrument(rows, n, code)
            # The page of plans opens on the one that came last: a department's, with its targets.
            for n, code in reversed(list(enumerate((*self._departments, *self._capitals)))):
                self._plan(rows, n, code)
                self._accompany(rows, n, code)
            self._offer(rows)
        if "pilots" in self.told:
            self._pilot(rows)
        if "project" in self.told:
            self._mission(rows)
        for kind, records in rows.items():
            content = {"format": REGISTER_FORMAT, "kind": kind, "records": records}
            yield DemoFile(f"{kind}.json", json.dumps(content, ensure_ascii=False).encode())

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the resource says of the country."""
        path = resource_path("demo", self.pack.country.lower(), "territorial.json")
        return json.loads(path.read_text(encoding="utf-8"))

    @cached_property
    def _departments(self) -> tuple[str, ...]:
        return departments_of(self.pack.territories)

    @cached_property
    def _capitals(self) -> tuple[str, ...]:
        return capitals_of(self.pack.territories)

    def _id(self, *words: object) -> str:
        return str(uuid5(_SET, "/".join(map(str, (self.pack.country, *words)))))

    def _of(self, code: str) -> str:
        return self.pack.territories.of(code)

    @property
    def _years(self) -> dict[str, int]:
        return {name: self.told[name] for name in ("first_year", "last_year")}

    def _instrument(self, rows: _Rows, n: int, code: str) -> None:
        told = _nth(self.told["instruments"], n)
        adopted = STAGES.index(told["stage"]) >= STAGES.index("adoption")
        made = {
            "id": self._id("instrument", code),
            "territory": code,
            **told,
            "name": told["name"].format(of=self._of(code)),
            "adopting_act": self._act(n) if adopted else "",
        }
        _add(rows, "policy_instrument", made)

    def _act(self, n: int) -> str:
        return self.told["act"].format(n=n + 1)

    def _plan(self, rows: _Rows, n: int, code: str) -> None:
        """A plan, what it took in, and the targets of a department's year by year."""
        plan = self._id("plan", code)
        name = self.told["plan"].format(of=self._of(code))
        made = {"id": plan, "name": name, "territory": code, **self._years}
        _add(rows, "territorial_plan", {**made, "approval_act": self._act(n)})
        for m, one in enumerate(self.told["guidelines"]):
            answer = _nth(self.told["inclusions"], n + m)
            kept = {"id": self._id("guideline", code, m), "plan": plan, "included": answer}
            _add(rows, "plan_guideline", {**kept, **one})
        if code in self._departments:
            for m, one in enumerate(self.told["targets"]):
                self._target(rows, n, m, plan, one)

    def _target(self, rows: _Rows, n: int, m: int, plan: str, told: Mapping[str, Any]) -> None:
        """A target; that of every tenth plan was programmed short, for somebody to notice."""
        target, years = self._id("target", n, m), list(told["years"])
        if n % 10 == 0 and m == 0:
            years[-1] -= self.told["short_by"]
        kept = {name: told[name] for name in ("indicator", "unit", "kind", "accumulation")}
        kept |= {"id": target, "plan": plan, "four_year_target": told["wanted"]}
        _add(rows, "indicative_target", kept)
        for place, programmed in enumerate(years):
            year = self.told["first_year"] + place
            made = {
                "id": self._id("year", n, m, year),
                "plan": plan,
                "target": target,
                "year": year,
                "programmed": programmed,
            }
            if year < self.today.year:
                made["executed"] = programmed * _nth(self.told["executed_percent"], n) // 100
            _add(rows, "target_year", made)

    def _accompany(self, rows: _Rows, n: int, code: str) -> None:
        for m, body in enumerate(self.pack.catalogue(BODIES)):
            made = {
                "id": self._id("accompaniment", code, body.code),
                "territory": code,
                "body": body.code,
                "plan": self._id("plan", code),
                "stage": _nth(STAGES, n + m),
                "from_on": (self.today - timedelta(days=30 + n)).isoformat(),
                "result": self.told["result"],
            }
            _add(rows, "accompaniment", made)

    def _offer(self, rows: _Rows) -> None:
        """Offers of the nation, and what a department said of each."""
        for n, (one, said) in enumerate(
            zip(self.told["offers"], self.told["feedback"], strict=True)
        ):
            _add(rows, "offer", {"id": self._id("offer", n), **one})
            answer = _nth(self.told["answers"], n)
            made = {
                "id": self._id("feedback", n),
                "offer": self._id("offer", n),
                "territory": self._departments[n],
                "text": said,
                "on": (self.today - timedelta(days=20 + n)).isoformat(),
                "answer": answer,
                "answered_on": self.today.isoformat() if answer else None,
            }
            _add(rows, "feedback", made)

    def _pilot(self, rows: _Rows) -> None:
        """Pilots of the first territories that have a convenio, with their conditions."""
        told = self.told["pilots"]
        for code, convenio in list(self.convenios.items())[: told["first"]]:
            pilot = self._id("pilot", code)
            made = {
                "id": pilot,
                "name": told["name"].format(of=self._of(code)),
                "territory": code,
                "agreement": str(convenio),
                "staff_requirement": told["staff_requirement"],
                "status": "running",
            }
            _add(rows, "pilot", made)
            for n, one in enumerate(told["conditions"]):
                kept = {"id": self._id("condition", code, n), "pilot": pilot, "met": True}
                _add(rows, "pilot_condition", {**kept, **one})

    def _mission(self, rows: _Rows) -> None:
        """A mission with its parts, and the products it had approved."""
        project = self._id("project")
        _add(rows, "project", {"id": project, **self.told["project"]})
        for n, one in enumerate(self.told["points"]):
            _add(rows, "project_point", {"id": self._id("point", n), "project": project, **one})
        for n, one in enumerate(self.told["products"]):
            made = {"id": self._id("product", n), "project": project, **self.told["approval"]}
            _add(rows, "product", {**made, **one})


def _add(rows: _Rows, kind: str, record: dict[str, Any]) -> None:
    rows.setdefault(kind, []).append(record)


def _nth(told: Any, n: int) -> Any:
    return told[n % len(told)]
