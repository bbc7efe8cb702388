"""What an acta may never do: speak for who did not sign it, or change hands after its seal."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity
from fieldapp.rules.acta_content import Signatures, read_content
from fieldapp.work.acta_records import signatures_of
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.desk import Desk
from fieldapp.work.inks import Inks
from fieldapp.work.minutes import Actas
from fieldapp.work.visits import Visits
from tests.given.actas import drawing
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved


def signed_by(desk: Desk, acta: UUID) -> list[tuple[str, str]]:
    """Capacity and name of every signature that the acta's papers carry."""
    with desk.reading() as reading:
        minutes = reading.get(Minutes, acta)
        assert minutes is not None
        firmas = read_content(signatures_of(desk, reading, minutes), Signatures)
    return [(one.capacity, one.name) for one in firmas.signatures]


def test_after_the_seal_no_signature_is_marked_replaced_or_refused(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    saved(Actas(desk).issue(visit))
    row, inks = AttendanceList(desk).rows(visit)[0].attendance, Inks(desk)
    with pytest.raises(Refused, match="cerrada con sus firmas"):
        inks.on_paper([row.id])
    with pytest.raises(Refused, match="cerrada con sus firmas"):
        inks.fingerprint(row.id)
    with pytest.raises(Refused, match="cerrada con sus firmas"):
        inks.refuse(row.id, "No está de acuerdo")


def test_a_signature_is_never_older_than_the_text_it_is_under(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    frozen = saved(actas.freeze(actas.draft(visit).id))
    clock.go_on(days=-3)
    Inks(desk).draw_for(visit, "president", "Yesenia Riascos Angulo", drawing(9))
    Inks(desk).draw_for(visit, "secretary", "Célimo Ñáñez", drawing(8))
    with pytest.raises(Refused, match="firmas"):
        actas.back_to_review(frozen.id)
    assert [capacity for capacity, _ in signed_by(desk, frozen.id)][-2:] == [
        "president",
        "secretary",
    ]


def test_who_was_taken_out_of_the_list_signs_nothing(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    row = AttendanceList(desk).rows(visit)[0].attendance
    AttendanceList(desk).remove(row.id)
    frozen = saved(actas.freeze(actas.draft(visit).id))
    signed = signed_by(desk, frozen.id)
    assert len(signed) == 2
    assert ("attendee", row.full_name) not in signed


def test_what_was_signed_under_one_acta_is_not_under_the_one_that_clarifies_it(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    first = saved(actas.freeze(actas.draft(visit).id))
    clock.go_on(minutes=1)
    Inks(desk).draw_for(visit, "president", "Yesenia Riascos Angulo", drawing(9))
    actas.seal(first.id)
    assert ("president", "Yesenia Riascos Angulo") in signed_by(desk, first.id)
    clock.go_on(days=1)
    second = actas.clarify(first.id)
    saved(actas.freeze(second.id))
    assert {capacity for capacity, _ in signed_by(desk, second.id)} == {"attendee"}


def test_giving_up_a_clarification_leaves_the_visit_closed(tmp_path: Path, clock: Clock) -> None:
    with a_desk(tmp_path, clock, role="coordinator") as desk:
        visit = a_meeting(desk, clock)
        actas = Actas(desk)
        first = saved(actas.issue(visit))
        clock.go_on(days=1)
        second = actas.clarify(first.id)
        saved(actas.freeze(second.id))
        actas.void(second.id, "No hacía falta")
        kept = Visits(desk).get(visit)
        assert kept is not None
        assert kept.status == "closed"


def test_a_clarification_is_found_though_the_clock_went_back(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    first = saved(actas.issue(visit))
    clock.go_on(days=-1000)
    second = actas.clarify(first.id)
    under_way = actas.of(visit)
    assert under_way is not None
    assert under_way.id == second.id


def test_what_was_annulled_or_discarded_gets_no_number(desk: Desk, clock: Clock) -> None:
    visit, other = a_meeting(desk, clock), a_meeting(desk, clock)
    actas = Actas(desk)
    Visits(desk).annul(visit, "Escrita por error")
    with pytest.raises(Refused, match="anulada"):
        actas.issue(visit)
    draft = actas.draft(other)
    actas.discard(draft.id)
    with pytest.raises(Refused, match="descartó"):
        actas.freeze(draft.id)


def test_only_the_laptop_that_gave_a_number_opens_its_text_again(
    tmp_path: Path, clock: Clock
) -> None:
    with a_desk(tmp_path / "one", clock) as one, a_desk(tmp_path / "two", clock) as two:
        visit = a_meeting(one, clock)
        frozen = saved(Actas(one).freeze(Actas(one).draft(visit).id))
        _copy(one, two, visit, frozen.id)
        with pytest.raises(Refused, match="otro equipo"):
            Actas(two).back_to_review(frozen.id)
        Actas(one).back_to_review(frozen.id)
        saved(Actas(one).freeze(frozen.id))


def _copy(one: Desk, two: Desk, visit: UUID, acta: UUID) -> None:
    """What a sync would bring of the visit."""
    with one.reading() as reading, two.writing() as writing:
        for kind, where in ((Activity, {"id": visit}), (Minutes, {"id": acta})):
            for record in reading.all(kind, where):
                writing.put(record)
