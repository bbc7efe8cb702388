"""The invented year is the same in every run and varied enough to measure with."""

from __future__ import annotations

from fieldapp.packs import load_pack
from tests.benchmarks.dataset import invent_visits


def test_the_same_seed_invents_the_same_year() -> None:
    pack = load_pack("CO")
    assert list(invent_visits(pack, 3)) == list(invent_visits(pack, 3))


def test_two_hundred_visits_are_7200_records_and_hardly_two_people_share_a_name() -> None:
    year = list(invent_visits(load_pack("CO"), 200))
    records = [record for visit in year for record in visit.records]
    people = {row.full_name for visit in year for row in visit.attendance}
    sentences = {row.text for visit in year for row in visit.commitments}
    assert len(records) == len({record.id for record in records}) == 7200
    assert len(people) > 5000
    assert len(sentences) > 900
