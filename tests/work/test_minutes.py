"""The acta: one number, one content, one file, whatever happens on the way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.text import Refused
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.store.ledger import content_of, issued_files
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.agenda import Agenda
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.desk import Desk, Question
from fieldapp.work.inks import Inks
from fieldapp.work.minutes import Actas
from fieldapp.work.visits import Visits
from tests.given.actas import drawing
from tests.given.desks import Clock, a_desk, a_desk_in
from tests.given.meetings import a_meeting, saved
from tests.given.vaults import PASSPHRASE


def test_one_action_closes_the_visit_numbers_the_acta_and_signs_it(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    actas, papers = Actas(desk), ActaPapers(desk)
    assert papers.preview(visit).startswith(b"%PDF")
    issued = saved(actas.issue(visit))
    acta = actas.of(visit)
    assert acta is not None
    assert acta.status == "sealed"
    assert re.fullmatch(r".*2026-D07-0*1", acta.number)
    assert Visits(desk).get(visit).status == "closed"  # type: ignore[union-attr]
    delivered, archive = papers.pdf(issued.id), papers.pdf(issued.id, archive=True)
    assert delivered != archive
    assert papers.file_name(issued.id) == "Acta_Guapi_2026-11-20.pdf"
    (line,) = papers.ledger()
    assert (line.number, line.fate, line.digest) == (acta.number, "sealed", acta.digest)


def test_the_delivered_copy_does_not_hold_what_its_pages_hide(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    issued = saved(Actas(desk).issue(visit))
    assert b"1061234567" not in ActaPapers(desk).pdf(issued.id)
    with desk.reading() as reading:
        said = content_of(reading, Actas(desk).of(visit).digest)  # type: ignore[union-attr]
    assert said is not None
    assert b"1061234567" not in said.content
    assert said.personal is not None
    assert b"1061234567" in said.personal


def test_the_actas_of_a_laptop_are_numbered_in_turn_and_name_the_one_before(
    desk: Desk, clock: Clock
) -> None:
    first = saved(Actas(desk).issue(a_meeting(desk, clock)))
    second = saved(Actas(desk).issue(a_meeting(desk, clock)))
    papers = ActaPapers(desk)
    one, two = papers.ledger()
    assert (one.seq, two.seq) == (1, 2)
    with desk.reading() as reading:
        said = content_of(reading, two.digest)
    assert said is not None
    previous = read_content(said.content, Acta).previous
    assert (previous.number, previous.digest) == (one.number, one.digest)
    assert first.id != second.id


def test_what_is_missing_stops_the_number_and_is_said(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    Agenda(desk).add(visit, {"discussion": "Sin asunto"})
    drafted = Actas(desk).draft(visit)
    assert [one.field for one in Actas(desk).what_stops(drafted.id)] == ["title"]
    with pytest.raises(Refused, match="Falta"):
        Actas(desk).freeze(drafted.id)
    assert ActaPapers(desk).ledger() == []


def test_a_character_no_font_has_is_named_before_a_number_is_taken(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    AttendanceList(desk).add(visit, {"full_name": "Ana 漢 Riascos"})
    drafted = Actas(desk).draft(visit)
    assert Actas(desk).what_stops(drafted.id)
    with pytest.raises(Refused):
        Actas(desk).freeze(drafted.id)
    assert ActaPapers(desk).ledger() == []


def test_a_clock_behind_what_the_laptop_has_seen_is_asked_about(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    clock.go_on(days=-4000)
    asked = Actas(desk).issue(visit)
    assert isinstance(asked, Question)
    assert "fecha correcta" in str(asked.text)
    assert ActaPapers(desk).ledger() == []
    clock.go_on(days=4000)
    saved(Actas(desk).issue(visit))


def test_an_issued_text_stays_as_it_is_and_goes_back_only_unsigned(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    frozen = saved(actas.freeze(actas.draft(visit).id))
    first = actas.of(visit)
    with pytest.raises(Refused, match="emitida"):
        Agenda(desk).add(visit, {"title": "Otro punto"})
    actas.back_to_review(frozen.id)
    Agenda(desk).add(visit, {"title": "Otro punto"})
    saved(actas.freeze(frozen.id))
    again = actas.of(visit)
    assert first is not None
    assert again is not None
    assert again.number == first.number
    assert again.digest != first.digest
    with desk.reading() as reading:
        assert content_of(reading, first.digest) is not None
    clock.go_on(minutes=1)
    Inks(desk).draw_for(visit, "president", "Yesenia Riascos Angulo", drawing(9))
    with pytest.raises(Refused, match="firmas"):
        actas.back_to_review(frozen.id)


def test_a_permission_is_taken_back_even_after_the_acta(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    saved(Actas(desk).issue(visit))
    people = AttendanceList(desk)
    people.withdraw(people.rows(visit)[0].attendance.id)
    consent = people.rows(visit)[0].consent
    assert consent is not None
    assert consent.withdrawn_at is not None


def test_only_a_coordinator_voids_and_the_number_keeps_its_reason(
    tmp_path: Path, clock: Clock
) -> None:
    with a_desk(tmp_path, clock, role="coordinator") as desk:
        visit = a_meeting(desk, clock)
        actas = Actas(desk)
        frozen = saved(actas.freeze(actas.draft(visit).id))
        actas.void(frozen.id, "Se reunieron otra vez el mismo día")
        second = saved(actas.issue(visit))
        void, sealed = ActaPapers(desk).ledger()
        assert (void.fate, void.reason) == ("void", "Se reunieron otra vez el mismo día")
        assert (sealed.seq, sealed.minutes) == (2, second.id)


def test_a_signed_acta_is_clarified_by_another_that_names_it(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    first = saved(actas.issue(visit))
    with pytest.raises(Refused):
        actas.edit(first.id, {"remarks": "Falta un nombre"})
    clock.go_on(days=1)
    second = actas.clarify(first.id)
    actas.edit(second.id, {"remarks": "El nombre correcto es Célimo Ñáñez Angulo"})
    saved(actas.freeze(second.id))
    actas.back_to_review(second.id)
    assert Visits(desk).get(visit).status == "closed"  # type: ignore[union-attr]
    saved(actas.freeze(second.id))
    actas.seal(second.id)
    one, two = ActaPapers(desk).ledger()
    with desk.reading() as reading:
        said = content_of(reading, two.digest)
    assert said is not None
    assert read_content(said.content, Acta).supersedes.number == one.number


STEPS = ("nothing written", "one copy written", "both copies written", "before the commit")


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
def test_a_power_cut_while_sealing_leaves_the_state_before_or_after(
    tmp_path: Path, clock: Clock, tree: Path, step: int
) -> None:
    with a_desk(tmp_path, clock) as desk:
        visit = a_meeting(desk, clock)
        actas = Actas(desk)
        frozen = saved(actas.freeze(actas.draft(visit).id))
    cut = subprocess.run(
        [sys.executable, "-m", "tests.given.power_cut", str(tmp_path), str(frozen.id), str(step)],
        cwd=tree,
        check=False,
        capture_output=True,
    )
    assert cut.returncode == 9, cut.stderr.decode()
    with a_desk_in(tmp_path, clock, PASSPHRASE) as desk:
        acta = Actas(desk).of(visit)
        assert acta is not None
        assert acta.status == "frozen"
        assert acta.file_sha256 == ""
        Actas(desk).seal(frozen.id)
        _is_sealed_with_its_files(desk, frozen.id)


def _is_sealed_with_its_files(desk: Desk, id: UUID) -> None:
    with desk.reading() as reading:
        named = {one.sha256 for one in issued_files(reading, id)}
    assert named == set(desk.files.names())
    assert ActaPapers(desk).pdf(id).startswith(b"%PDF")
