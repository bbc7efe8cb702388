"""Leaving a post: what is open is listed and changes hands in one action (field rule R7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.handover import Handover, HandoverMade
from fieldapp.records.people import Person
from fieldapp.records.requests import CitizenRequest
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.work import Work
from tests.given.desks import CAUCA, GUAPI, Clock, a_desk
from tests.given.vaults import OFFICER, an_author

SUCCESSOR, THIRD = UUID(int=501), UUID(int=502)
READY = {"objective": "Mesa de empleo", "territory": GUAPI, "kind": "session", "axis": "GT"}


@dataclass
class Post:
    """A post somebody leaves, at the desk of the leaver."""

    desk: Desk
    handover: UUID

    @property
    def work(self) -> Work:
        return Work(self.desk)

    def as_other(self, officer: UUID, role: str = "officer") -> Work:
        posting = replace(self.desk.posting, officer=officer, role=role)
        return Work(replace(self.desk, posting=posting))


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with a_desk(tmp_path, Clock()) as desk:
        handover = Handover(
            id=UUID(int=500),
            territory=TerritoryCode(CAUCA),
            leaver=OFFICER,
            successor=SUCCESSOR,
            from_on=date(2026, 12, 1),
            reason="Traslado a otra regional",
        )
        with desk.store.write(an_author()) as writing:
            for person, name in ((OFFICER, "Marleny Angulo"), (SUCCESSOR, "Jairo Sinisterra")):
                writing.put(Person(id=person, full_name=name))
            writing.put(handover)
        yield Post(desk, handover.id)


def a_meeting(work: Work, objective: str = "Mesa de empleo") -> UUID:
    visit = work.visits.plan({**READY, "objective": objective}).id
    work.visits.start(visit)
    work.attendance.add(visit, {"full_name": "Rosa Mina"})
    work.commitments.promise(
        visit,
        {
            "text": "Entregar el listado",
            "responsible_name": "Alcaldía",
            "due_on": date(2026, 12, 20),
        },
    )
    return visit


def test_everything_open_is_listed(post: Post) -> None:
    work = post.work
    visit = a_meeting(work)
    work.minutes.draft(visit)
    a_meeting(post.as_other(THIRD), "De otra persona")
    room = work.handovers.room(post.handover)
    assert [one.title for one in room.visits] == ["Mesa de empleo"]
    assert [one.title for one in room.papers] == ["Mesa de empleo"]
    assert [one.text for one in room.commitments] == ["Entregar el listado"]
    assert room.listed.leaver == "Marleny Angulo Riascos"
    assert room.listed.successor == "Jairo Sinisterra"
    assert room.listed.series == (("D07", 0),)
    assert str(work.handovers.told()).startswith("La coordinación pide que entregue su puesto a J")


def test_one_action_gives_all_of_it_to_the_successor(post: Post) -> None:
    work = post.work
    open_visit, drafted = a_meeting(work), a_meeting(work, "Con acta en borrador")
    work.minutes.draft(drafted)
    sealed = a_meeting(work, "Ya firmada")
    work.minutes.issue(sealed)
    saved = work.handovers.make(post.handover)
    assert {"activity", "handover_made"} <= saved.kinds
    leads = {
        visit: work.visits.room(visit).activity.lead_officer for visit in (open_visit, drafted)
    }
    assert set(leads.values()) == {SUCCESSOR}
    assert work.visits.room(sealed).activity.lead_officer == OFFICER
    room = work.handovers.room(post.handover)
    assert room.is_empty
    assert room.made_at is not None
    assert work.handovers.told() is None
    with post.desk.reading() as reading:
        (made,) = reading.all(HandoverMade)
    assert (made.visits, made.papers, made.commitments) == (2, 1, 3)
    taken = post.as_other(SUCCESSOR)
    taken.visits.finish(open_visit)
    taken.minutes.issue(open_visit)
    assert taken.visits.room(open_visit).activity.status == "closed"


def test_requests_without_an_answer_change_hands_and_the_paper_tells_none_of_them(
    post: Post,
) -> None:
    work = post.work

    def a_request(by: Work, **changes: object) -> UUID:
        told = {"kind": Code("petition"), "received_on": date(2026, 11, 16), "text": "Su despido"}
        return by.registers.save(
            "citizen_request", None, {**told, "territory": GUAPI, **changes}
        ).id

    mine = a_request(work)
    answered = a_request(work, answered_on=date(2026, 11, 17))
    others = a_request(post.as_other(THIRD))
    coordination = post.as_other(THIRD, "coordinator").handovers.room(post.handover)
    assert [one.id for one in coordination.requests] == []
    room = work.handovers.room(post.handover)
    assert [one.id for one in room.requests] == [mine]
    assert "Su despido" not in repr(room.listed)
    work.handovers.make(post.handover)
    with post.desk.reading() as reading:
        leads = [reading.get(CitizenRequest, one) for one in (mine, answered, others)]
        (made,) = reading.all(HandoverMade)
    assert [one and one.lead_officer for one in leads] == [SUCCESSOR, None, None]
    assert made.requests == 1


def test_nobody_else_hands_a_post_over_but_the_coordination_may(post: Post) -> None:
    a_meeting(post.work)
    with pytest.raises(Refused, match="quien deja el puesto, o la coordinación"):
        post.as_other(THIRD).handovers.make(post.handover)
    post.as_other(THIRD, "coordinator").handovers.make(post.handover)
    assert post.work.handovers.room(post.handover).is_empty


def test_a_hand_over_to_nobody_is_refused(post: Post) -> None:
    with post.desk.store.write(an_author()) as writing:
        writing.put(Handover(id=UUID(int=600), leaver=OFFICER))
    with pytest.raises(Refused, match="quién recibe"):
        post.work.handovers.make(UUID(int=600))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_acta_de_entrega_comes_on_paper_and_as_a_draft(post: Post, form: str) -> None:
    a_meeting(post.work)
    report = post.work.reports.build("handover", Wanted(record=post.handover))
    assert report.title == "Acta de entrega del puesto"
    assert [table.caption for table in report.tables][:3] == [
        "Visitas y actividades abiertas",
        "Actas sin firmar",
        "Compromisos abiertos",
    ]
    assert post.work.reports.write(report, form)


def test_an_officer_writes_no_hand_over(post: Post) -> None:
    with pytest.raises(Refused, match="Solo la coordinación escribe"):
        post.work.registers.save("handover", None, {"reason": Code("x")})
