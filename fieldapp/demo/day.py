"""An officer's day, played through `work` alone: a meeting in a village, an agreement, a note.

Every person in it is invented. The eleven commitments of Cali are those of the public document
named in the resource.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from fieldapp.demo.country_files import registers_of
from fieldapp.packs.resources import resource_path
from fieldapp.records.describe import KindSpec
from fieldapp.records.values import from_wire
from fieldapp.rules.ink import Drawing
from fieldapp.work.desk import Changes, Question, Saved
from fieldapp.work.work import Work

_PAD_WIDTH, _PAD_HEIGHT = 1000, 400
_POINTS: Final = 36
_BEFORE_THE_CLOSE: Final = timedelta(hours=2, minutes=10)


@dataclass(frozen=True, slots=True)
class Day:
    """What the day left: the visit with its acta, the agreement, the entry of the logbook."""

    visit: UUID
    acta: UUID
    agreement: UUID
    logbook_entry: UUID


def play_the_day(work: Work) -> Day:
    """Hold the meeting, sign its acta, write the agreement of Cali and the logbook."""
    visit = hold_the_meeting(work)
    acta = sign_the_acta(work, visit)
    return Day(visit, acta, agree_in_cali(work), write_the_logbook(work, visit))


def hold_the_meeting(work: Work) -> UUID:
    """Twelve people sign the list, three points are treated, three promises made."""
    meeting = _written("guapi_meeting.json")
    kinds = work.desk.kinds
    begun = work.desk.now() - _BEFORE_THE_CLOSE
    planned = work.visits.plan(
        {**_typed(kinds["activity"], meeting["visit"]), "planned_on": work.desk.day_of(begun)}
    )
    visit = work.visits.start(planned.id, {"starts_at": begun}).id
    for seed, person in enumerate(meeting["attendance"]):
        row = _certainly(work.attendance.add(visit, _typed(kinds["attendance"], person)))
        work.attendance.consent(row.id, data=True, sensitive=False, image=False)
        work.inks.draw(row.id, a_drawn_signature(seed))
    for point in meeting["agenda"]:
        work.agenda.add(visit, _typed(kinds["agenda_item"], point))
    for promise in meeting["commitments"]:
        work.commitments.promise(visit, _promise(work, promise))
    return visit


def begin_the_acta(work: Work, visit: UUID) -> UUID:
    """Write who presides and what else only the acta says."""
    minutes = _written("guapi_meeting.json")["minutes"]
    acta = work.minutes.draft(visit).id
    return work.minutes.edit(acta, _typed(work.desk.kinds["minutes"], minutes)).id


def sign_the_acta(work: Work, visit: UUID) -> UUID:
    """Issue the acta, let who presides and the officer sign under it, and close it."""
    minutes = _written("guapi_meeting.json")["minutes"]
    acta = begin_the_acta(work, visit)
    _certainly(work.minutes.freeze(acta, date_confirmed=True))
    signers = {
        "president": minutes["presides"],
        "secretary": minutes["secretary"],
        "officer": work.desk.posting.officer_name,
    }
    for seed, (capacity, name) in enumerate(signers.items(), start=100):
        work.inks.draw_for(visit, capacity, name, a_drawn_signature(seed))
    return work.minutes.seal(acta).id


def agree_in_cali(work: Work) -> UUID:
    """The Acuerdo de Voluntades of Cali with its eleven permanent commitments, signed."""
    (written,) = _register("agreement")
    kinds = work.desk.kinds
    parties = written.pop("party")
    agreement = work.agreements.create(_typed(kinds["agreement"], written)).id
    for party in parties:
        work.agreements.add_party(agreement, _typed(kinds["party"], party))
    for promise in _register("commitment"):
        work.commitments.promise(agreement, _typed(kinds["commitment"], promise))
    work.agreements.advance(agreement, "signed")
    return work.agreements.advance(agreement, "in_force").id


def write_the_logbook(work: Work, visit: UUID) -> UUID:
    """What the officer wants remembered of the territory."""
    written = _written("guapi_meeting.json")
    entry = _typed(work.desk.kinds["logbook_entry"], written["logbook"])
    place = written["visit"]["territory"]
    return work.logbook.write({**entry, "territory": place, "activity": visit}).id


def a_drawn_signature(seed: int) -> Drawing:
    """Three strokes that wave over a pad, the same for the same seed; nobody's signature."""
    chance = Random(seed)  # noqa: S311 - a picture, not a secret
    return Drawing(_PAD_WIDTH, _PAD_HEIGHT, tuple(_stroke(chance) for _ in range(3)))


def _stroke(chance: Random) -> tuple[tuple[int, int], ...]:
    left, width = chance.uniform(40, 320), chance.uniform(350, 600)
    slow, fast, tall = chance.uniform(1, 3), chance.uniform(4, 8), chance.uniform(40, 130)
    points: list[tuple[int, int]] = []
    for step in range(_POINTS):
        along = step / (_POINTS - 1)
        up = tall * math.sin(math.tau * slow * along) + 30 * math.sin(math.tau * fast * along)
        height = round(min(_PAD_HEIGHT - 5, max(5, _PAD_HEIGHT / 2 + up)))
        points.append((round(left + width * along), height))
    return tuple(points)


def _promise(work: Work, written: dict[str, Any]) -> Changes:
    days = written["due_in_working_days"]
    due_on = work.desk.pack.calendar.add_working_days(work.desk.today(), days)
    told = {name: value for name, value in written.items() if name != "due_in_working_days"}
    return {**_typed(work.desk.kinds["commitment"], told), "due_on": due_on}


def _typed(spec: KindSpec, written: dict[str, Any]) -> dict[str, Any]:
    ties = {"id", "origin"}
    told = {name: value for name, value in written.items() if name not in ties}
    return {name: from_wire(spec[name], value) for name, value in told.items()}


def _written(name: str) -> dict[str, Any]:
    return json.loads(resource_path("demo", "co", name).read_text(encoding="utf-8"))


def _register(kind: str) -> list[dict[str, Any]]:
    """What the country's set brings of a kind, so that both demonstrations say the same."""
    files = (one for one in registers_of("CO") if one.name.endswith(f"_{kind}.json"))
    return json.loads(next(files).content)["records"]


def _certainly(answer: Saved | Question) -> Saved:
    """The demo's people have documents of their own: nothing is asked."""
    if isinstance(answer, Question):
        raise TypeError(str(answer.text))
    return answer
