"""Requests and their days, topics ranked, outages split by month, posts held on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from fieldapp.records.describe import Code
from fieldapp.records.people import Position
from fieldapp.records.requests import CitizenRequest
from fieldapp.records.systems import Incident
from fieldapp.records.training import TrainingNeed
from fieldapp.rules.outages import outages_by_month
from fieldapp.rules.posts import held_twice, posts_on
from fieldapp.rules.requests import due_on, follow_up_code, standing_of_request
from fieldapp.rules.trainings import ranked_topics
from tests.given.field_work import an_id
from tests.given.packs import pack


def a_request(**fields: object) -> CitizenRequest:
    known: dict[str, object] = {"kind": Code("information"), "received_on": date(2026, 7, 8)}
    return CitizenRequest(id=an_id("request"), **{**known, **fields})  # type: ignore[arg-type]


def test_the_last_day_is_counted_in_working_days_of_the_country() -> None:
    # Ten days over the holidays of 13 and 20 July.
    assert due_on(a_request(), pack("CO")) == date(2026, 7, 24)
    assert due_on(a_request(kind=None), pack("CO")) is None
    assert due_on(a_request(received_on=None), pack("CO")) is None


def test_without_a_day_of_receipt_the_day_of_typing_counts() -> None:
    typed = datetime(2026, 7, 9, 3, tzinfo=UTC)  # the evening of the 8th in Bogotá
    assert due_on(a_request(received_on=None, created_at=typed), pack("CO")) == date(2026, 7, 24)


def test_the_last_day_itself_is_not_late() -> None:
    request = a_request()
    assert not standing_of_request(request, pack("CO"), date(2026, 7, 24)).late
    assert standing_of_request(request, pack("CO"), date(2026, 7, 25)).words == "Vencida"
    answered = a_request(answered_on=date(2026, 7, 24))
    assert standing_of_request(answered, pack("CO"), date(2027, 1, 1)).words == "Respondida"
    slow = a_request(answered_on=date(2026, 7, 27))
    assert standing_of_request(slow, pack("CO"), date(2027, 1, 1)).words.endswith("fuera de plazo")


def test_the_code_is_short_and_of_its_record_alone() -> None:
    code = follow_up_code(a_request())
    assert len(code) == 9
    assert code.replace("-", "").lower() == a_request().id.hex[-8:]


def a_need(topic: str, gap: int | None, priority: int | None = None, n: int = 0) -> TrainingNeed:
    return TrainingNeed(id=an_id(f"{topic} {n}"), topic=topic, gap=gap, priority=priority)


def test_topics_are_ranked_by_what_lacks_whatever_their_accents() -> None:
    needs = [a_need("Ofimatica", 1, n=1), a_need("Ofimática", 1, n=2), a_need("Ley", 2, 1)]
    ranked = ranked_topics([*needs, a_need("Nada", 0), a_need("Sin dato", None)])
    assert [(one.topic, one.posts, one.gap) for one in ranked] == [
        ("Ley", 1, 2),
        ("Ofimatica", 2, 2),
    ]


def test_an_outage_over_new_year_counts_in_both_years_with_its_own_hours() -> None:
    bogota = pack("CO").formats.zone
    incident = Incident(
        id=an_id("down"),
        system=an_id("platform"),
        began_at=datetime(2026, 1, 1, 3, tzinfo=UTC),  # 22:00 of 31 December
        ended_at=datetime(2026, 1, 1, 8, 30, tzinfo=UTC),
    )
    rows = outages_by_month([incident], datetime(2026, 2, 1, tzinfo=UTC), bogota)
    assert [(one.year, one.month, one.outages, one.hours) for one in rows] == [
        (2025, 12, 1, Decimal("2.0")),
        (2026, 1, 1, Decimal("3.5")),
    ]


def a_post(word: str, from_on: date | None, to_on: date | None = None) -> Position:
    return Position(
        id=an_id(f"post {word}"),
        person=an_id(word),
        organization=an_id("office"),
        title="Jefe",
        from_on=from_on,
        to_on=to_on,
    )


def test_the_first_and_the_last_day_belong_to_the_post() -> None:
    post = a_post("Rosa", date(2015, 1, 1), date(2015, 7, 31))
    assert posts_on(date(2015, 1, 1), [post])
    assert posts_on(date(2015, 7, 31), [post])
    assert not posts_on(date(2015, 8, 1), [post])


def test_two_people_in_one_post_at_once_are_told_and_a_change_of_hands_is_not() -> None:
    first = a_post("Rosa", date(2015, 1, 1), date(2015, 7, 31))
    assert not held_twice([first, a_post("Luis", date(2015, 8, 1))])
    assert held_twice([first, a_post("Luis", date(2015, 7, 1))])
