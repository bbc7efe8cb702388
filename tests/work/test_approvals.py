"""An acta is approved in one of three forms, and each leaves its trace."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from fieldapp.records.approval import Circulation, Remark
from fieldapp.records.text import Refused
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.store.ledger import content_of
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.approvals import Approvals
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.visits import Visits
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved

FRIDAY = date(2026, 11, 27)


def said(desk: Desk, minutes: UUID) -> Acta:
    """What the issued acta says."""
    with desk.reading() as reading:
        acta = content_of(reading, next(o.digest for o in ActaPapers(desk).ledger()))
    assert acta is not None
    assert acta.minutes == minutes
    return read_content(acta.content, Acta)


@pytest.fixture
def minutes(desk: Desk, clock: Clock) -> UUID:
    return Actas(desk).draft(a_meeting(desk, clock)).id


def test_an_acta_read_aloud_says_in_which_language(desk: Desk, minutes: UUID) -> None:
    Actas(desk).edit(
        minutes, {"read_aloud": True, "read_language": "es", "interpreter": "Nidia Valencia"}
    )
    saved(Actas(desk).freeze(minutes))
    assert "leyó en voz alta en" in said(desk, minutes).reading
    assert "interpretación de Nidia Valencia" in said(desk, minutes).reading


def test_one_that_waits_for_the_next_meeting_says_so_and_takes_its_approval_later(
    desk: Desk, clock: Clock, minutes: UUID
) -> None:
    Actas(desk).edit(minutes, {"approval": "next_meeting"})
    saved(Actas(desk).freeze(minutes))
    assert "aprobación en la próxima reunión" in said(desk, minutes).reading
    Actas(desk).seal(minutes)
    clock.go_on(days=14)
    Approvals(desk).approve(minutes, date(2026, 12, 4), "la mesa en pleno")
    room = Visits(desk).room(UUID(said(desk, minutes).meeting.activity)).acta
    assert room is not None
    assert room.standing.approved_on == date(2026, 12, 4)
    assert not room.standing.tacit


def test_a_draft_circulates_without_a_number_until_a_day(desk: Desk, minutes: UUID) -> None:
    approvals = Approvals(desk)
    with pytest.raises(Refused, match="plazo"):
        approvals.circulate(minutes, "la mesa", date(2026, 11, 19))
    approvals.circulate(minutes, "Los integrantes de la mesa", FRIDAY)
    with desk.reading() as reading:
        (circulation,) = reading.all(Circulation, {"minutes": minutes})
    assert circulation.answer_by == FRIDAY
    assert len(circulation.text_sha256) == 64
    assert ActaPapers(desk).ledger() == []
    acta = Actas(desk).of(_visit(desk, minutes))
    assert acta is not None
    assert (acta.status, acta.approval, acta.number) == ("review", "circulated", "")


def test_silence_approves_only_after_the_day_and_with_every_remark_answered(
    desk: Desk, clock: Clock, minutes: UUID
) -> None:
    approvals = Approvals(desk)
    with pytest.raises(Refused, match="no ha circulado"):
        approvals.approve_by_silence(minutes)
    approvals.circulate(minutes, "Los integrantes de la mesa", FRIDAY)
    remark = approvals.remark(minutes, "Célimo Ñáñez", "Falta el nombre del consejo").id
    clock.go_on(days=7)
    with pytest.raises(Refused, match="no ha vencido"):
        approvals.approve_by_silence(minutes)
    clock.go_on(days=1)
    with pytest.raises(Refused, match="Falta decir"):
        approvals.approve_by_silence(minutes)
    with pytest.raises(Refused, match="por qué"):
        approvals.answer(remark, "not_taken")
    approvals.answer(remark, "taken")
    approvals.approve_by_silence(minutes)
    saved(Actas(desk).freeze(minutes))
    reading = said(desk, minutes).reading
    assert "plazo hasta el 27 de noviembre de 2026" in reading
    assert "recibidas: 1, acogidas: 1" in reading
    assert "se entiende aprobada" in reading


def test_statements_stand_in_the_acta_in_the_words_of_who_asks(desk: Desk, minutes: UUID) -> None:
    approvals = Approvals(desk)
    Actas(desk).edit(minutes, {"remarks": "Se adjunta el oficio."})
    approvals.remark(minutes, "Neiva Torres Obando", "No comparto el plazo.", kind="reservation")
    wrong = approvals.remark(minutes, "Otro", "Error", kind="statement").id
    approvals.remove(wrong)
    approvals.remark(minutes, "Célimo Ñáñez", "Esto era del borrador")
    saved(Actas(desk).freeze(minutes))
    assert said(desk, minutes).remarks == (
        "Se adjunta el oficio.\nSalvedad de Neiva Torres Obando: No comparto el plazo."
    )
    with pytest.raises(Refused, match="emitida"):
        approvals.remark(minutes, "Otro", "Tarde", kind="statement")


def test_a_statement_no_font_can_print_is_refused_when_it_is_said(
    desk: Desk, minutes: UUID
) -> None:
    with pytest.raises(Refused, match="no se puede imprimir"):
        Approvals(desk).remark(minutes, "Ana", "漢", kind="statement")


def test_what_was_printed_of_a_remark_is_locked_by_the_seal_and_its_answer_is_not(
    desk: Desk, minutes: UUID
) -> None:
    approvals = Approvals(desk)
    statement = approvals.remark(minutes, "Ana", "Consta mi voto", kind="statement").id
    seen = approvals.remark(minutes, "Célimo", "Falta un nombre").id
    saved(Actas(desk).freeze(minutes))
    Actas(desk).seal(minutes)
    with pytest.raises(Refused):
        approvals.remove(statement)
    approvals.answer(seen, "not_taken", "El nombre no lo autorizó")
    with desk.reading() as reading:
        assert {one.outcome for one in reading.all(Remark)} == {None, "not_taken"}


def test_what_is_open_of_an_approval_is_said_and_stops_nothing(
    desk: Desk, clock: Clock, minutes: UUID
) -> None:
    Approvals(desk).circulate(minutes, "La mesa", FRIDAY)
    room = Visits(desk).room(_visit(desk, minutes)).acta
    assert room is not None
    assert room.doubt is not None
    saved(Actas(desk).freeze(minutes))


def _visit(desk: Desk, minutes: UUID) -> UUID:
    return ActaPapers(desk).find(str(minutes))
