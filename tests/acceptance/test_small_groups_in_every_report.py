"""D10, W13: no report tells how many people a small group has, whatever it prints beside it.

The same work is done at two desks but for one person who stands in another group: one group of
three of every four is under the limit at both. A report that differs has told them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.rules.report import Paragraph, Picture, Report
from fieldapp.work.reports import ReportFacts, Wanted
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import saved
from tests.given.registers import PUNO, headquarters_in, keep

_FEW: Final = (1, 2)
_MANY: Final = 12
_OF_ONE_PERSON: Final = frozenset({"certificates", "attendance_list"})
"""Papers that go to somebody by name; they are no statistics."""

_OF_PEOPLE: Final = frozenset(
    {
        "Aprobaron",
        "Asistencias",
        "Asistentes",
        "Hombres",
        "Mujeres",
        "Personas",
        "Personas contadas",
        "Personas distintas",
        "Total",
    }
)


def test_no_report_tells_a_group_of_one_from_a_group_of_two(tmp_path: Path) -> None:
    """A subtraction, a percentage or a bar that told it would differ too."""
    told: list[dict[str, list[Sequence[object]]]] = []
    for few in _FEW:
        with headquarters_in(tmp_path / str(few), "PE", Clock()) as work:
            _do_the_work(work, few)
            told.append(
                {
                    one.name: [_said(report) for report in _reports(work, one)]
                    for one in work.reports.known()
                    if one.name not in _OF_ONE_PERSON
                }
            )
    one, two = told
    assert {name for name in one if one[name] != two[name]} == set()
    assert any(one["satisfaction"])


def test_no_statistic_prints_a_count_under_the_limit(tmp_path: Path) -> None:
    with headquarters_in(tmp_path, "PE", Clock()) as work:
        _do_the_work(work, 1)
        least = work.desk.pack.least_shown
        found = [
            (facts.name, table.caption, table.columns[place].head, value)
            for facts in work.reports.known()
            if facts.name in _STATISTICS
            for report in _reports(work, facts)
            for table in report.tables
            for row in (*table.rows, table.totals)
            for place, value in enumerate(row)
            if table.columns[place].head in _OF_PEOPLE
            and isinstance(value, int)
            and 0 < value < least
        ]
        assert found == []


_STATISTICS: Final = frozenset(
    {
        "attendance_statistics",
        "community",
        "disseminations",
        "referrals",
        "results",
        "satisfaction",
        "service_gap",
        "services",
        "trainings",
    }
)


def _do_the_work(work: Work, few: int) -> None:
    """Groups of `few` people, and others that take what is missing to the same sum."""
    rest = _MANY - few
    _a_training(work, few)
    _a_dissemination(work, few, rest)
    office = keep(work, "office", name="Centro de Empleo de Puno", territory=PUNO)
    body = keep(work, "organization", name="Municipalidad de Chucuito", territory=PUNO)
    for answer, people in (("good", few), ("regular", rest)):
        asked = {"service": Code("g"), "office": office, "on": date(2026, 3, 5)}
        keep(work, "survey", answer=Code(answer), people=people, **asked)
    reached = {
        "territory": PUNO,
        "service": Code("g"),
        "measure": Code("attended"),
        "from_on": date(2026, 1, 1),
        "to_on": date(2026, 1, 31),
    }
    for sex, age, people in (("F", "15-29", few), ("M", "30-59", rest)):
        choices = {"sex": Code(sex), "age_range": Code(age)}
        keep(work, "service_delivery", people=people, **choices, **reached)
    sent = {"territory": PUNO, "organization": body, "on": date(2026, 2, 3)}
    for result, people in (("accepted", few), ("pending", rest)):
        keep(work, "referral", people=people, result=Code(result), **sent)


def _a_training(work: Work, few: int) -> None:
    """Six people; as many as `few` are men, and as many passed."""
    facts = {"territory": PUNO, "objective": "Taller", "kind": Code("training")}
    visit = work.visits.start(changes=facts).id
    people = [
        saved(
            work.attendance.add(
                visit,
                {"full_name": f"Participante {n} Mamani", "sex": Code("M" if n < few else "F")},
            )
        ).id
        for n in range(6)
    ]
    work.visits.finish(visit)
    training = keep(
        work, "training", title="Gestión", activity=visit, hours=4, pass_score=Decimal(11)
    )
    for n, person in enumerate(people):
        score = Decimal(15 if n < few else 5)
        keep(work, "trainee_result", training=training, attendance=person, score=score)


def _a_dissemination(work: Work, few: int, rest: int) -> None:
    facts = {"territory": PUNO, "objective": "Difundir", "kind": Code("dissemination")}
    visit = work.visits.start(changes=facts).id
    work.audiences.count(visit, "youth", few)
    work.audiences.count(visit, "parents", rest)
    work.attendance.add(visit, {"full_name": "Nelly Quispe", "sex": Code("F")})
    work.visits.finish(visit)


def _reports(work: Work, facts: ReportFacts) -> list[Report]:
    records: list[UUID | None] = [None]
    if facts.about:
        with work.desk.reading() as reading:
            rows = reading.listing(facts.about, ("id",), {}, ("created_at",), 10)
        records = [one for (one,) in rows]
    return [work.reports.build(facts.name, Wanted(record=one)) for one in records]


def _said(report: Report) -> Sequence[object]:
    """What a reader sees of a report, with the numbers that a chart draws."""
    return [
        (one.words if isinstance(one, Paragraph) else (one.told, one.points))
        for one in report.blocks
        if isinstance(one, Paragraph | Picture)
    ] + [(one.rows, one.totals, one.note) for one in report.tables]
