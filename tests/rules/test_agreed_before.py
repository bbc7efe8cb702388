from __future__ import annotations

from datetime import date, timedelta

from fieldapp.records.agreements import FollowUp
from fieldapp.rules.acta import draft_content
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.acta_reading import reading_of
from fieldapp.rules.agreed_before import AGREED_BEFORE, EarlierPromise, agreed_before, left_unspoken
from tests.given import actas
from tests.given.field_work import a_commitment, a_follow_up, an_id
from tests.given.packs import pack

DUE = date(2026, 11, 6)
MEETING_DAY = date(2026, 11, 20)


def promised(*follow_ups: FollowUp) -> EarlierPromise:
    return EarlierPromise(
        commitment=a_commitment(due_on=DUE),
        follow_ups=follow_ups,
        agreed="Acta N.º 3",
        responsible="Alcaldía de Guapi",
    )


def test_what_is_kept_in_the_meeting_is_told_as_it_was_found_and_as_it_is_left() -> None:
    heard = a_follow_up("done", MEETING_DAY, activity=an_id("visit"), evidence="Oficio 12")
    told = agreed_before(promised(heard), pack(), MEETING_DAY, an_id("visit"))
    assert told.late_text == "vencido hace 14 días"
    assert (told.status_text, told.said) == ("Cumplido", "Evidencia: Oficio 12")
    assert told.report == str(heard.id)


def test_a_new_date_is_told_beside_the_one_that_passed() -> None:
    moved = a_follow_up(
        "rescheduled",
        MEETING_DAY,
        activity=an_id("visit"),
        new_due_on=date(2026, 12, 18),
        text="Creció el río",
    )
    told = agreed_before(promised(moved), pack(), MEETING_DAY, an_id("visit"))
    assert told.due_text == "vie 6 nov 2026"
    assert told.said == "Nueva fecha: vie 18 dic 2026\nCreció el río"


def test_what_others_report_after_the_meeting_does_not_enter_its_acta() -> None:
    heard = a_follow_up("in_progress", MEETING_DAY, activity=an_id("visit"))
    later = a_follow_up("done", MEETING_DAY + timedelta(days=3), evidence="Foto")
    told = agreed_before(promised(heard, later), pack(), MEETING_DAY, an_id("visit"))
    assert (told.status, told.said) == ("in_progress", "")


def test_outside_of_a_meeting_the_last_report_is_told() -> None:
    report = a_follow_up("partly_done", MEETING_DAY, evidence="Listado")
    told = agreed_before(promised(report), pack(), MEETING_DAY + timedelta(days=1))
    assert (told.status, told.late_text) == ("partly_done", "vencido hace 15 días")


def test_the_others_are_counted_in_words() -> None:
    assert left_unspoken(0) == ""
    assert "otro compromiso" in left_unspoken(1)
    assert "otros 3 compromisos" in left_unspoken(3)


def test_what_was_agreed_before_is_read_aloud_with_its_acta() -> None:
    records = actas.visit_records(earlier=actas.earlier(1), unspoken=1)
    acta = read_content(draft_content(records, pack(), actas.issuer()), Acta)
    part = next(one for one in reading_of(acta) if one.heading == AGREED_BEFORE)
    assert part.paragraphs[0].endswith(
        "vencido hace 21 días. Cumplido. Evidencia: Oficio 12 de la Alcaldía"
    )
    assert part.paragraphs[1].startswith("Sigue abierto otro")


def test_a_meeting_that_spoke_of_none_says_nothing_of_those_that_are_open() -> None:
    acta = read_content(
        draft_content(actas.visit_records(unspoken=7), pack(), actas.issuer()), Acta
    )
    assert acta.agreed_before_note == ""
    assert AGREED_BEFORE not in {part.heading for part in reading_of(acta)}
