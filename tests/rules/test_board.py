"""The pieces of a board have the figures that choosing each of them alone would give."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.people import SameAs
from fieldapp.records.policies import Recommendation, RecommendationDoc
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.board import board_of
from fieldapp.rules.figures import FieldWork, figures_of
from fieldapp.rules.results import EVERYTHING, Chosen, chosen_of
from fieldapp.rules.same_as import Sameness
from tests.given.packs import pack

TODAY = date(2026, 11, 20)
PLACES = st.sampled_from(["19318", "19001", "76001", "52", "11001", None]).map(
    lambda code: TerritoryCode(code) if code else None
)
AXES = st.sampled_from([Code("AT"), Code("GT"), None])
IDS = st.integers(1, 12).map(lambda number: UUID(int=number))
DONE = st.sampled_from([Code("done"), Code("closed"), Code("planned")])


def some(kind: type, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    made = st.builds(kind, id=st.uuids(), **fields)
    return st.lists(made, max_size=6)


VISITS = st.lists(
    st.builds(
        Activity,
        id=IDS,
        territory=PLACES,
        axis=AXES,
        status=DONE,
        space=st.one_of(st.none(), IDS),
        planned_on=st.just(TODAY),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
WORK = st.builds(
    FieldWork,
    visits=VISITS,
    attendance=some(Attendance, activity=IDS, full_name=st.sampled_from(["Ana", "Luz", ""])),
    agreements=some(
        Agreement, territory=PLACES, status=st.just(Code("signed")), activity=st.none() | IDS
    ),
    commitments=some(Commitment, origin=IDS, due_on=st.just(date(2026, 1, 1))),
    spaces=st.lists(st.builds(Space, id=IDS, territory=PLACES), unique_by=lambda one: one.id),
    members=some(SpaceMember, space=IDS, organization=IDS),
    documents=st.lists(
        st.builds(RecommendationDoc, id=IDS, territory=PLACES), unique_by=lambda one: one.id
    ),
    recommendations=some(Recommendation, document=IDS),
)
LINKS = some(SameAs, first=IDS, second=IDS, state=st.just(Code("joined")))


@given(WORK, LINKS)
def test_a_piece_counts_what_choosing_it_alone_counts(work: FieldWork, links: list[SameAs]) -> None:
    country, same = pack("CO"), Sameness(links)

    def alone(chosen: Chosen) -> object:
        return figures_of(chosen_of(work, chosen, same, country), same, TODAY, country)

    board = board_of(work, EVERYTHING, same, TODAY, country)
    assert board.figures == alone(EVERYTHING)
    for code, figures in board.by_department.items():
        assert figures == alone(Chosen(territory=code))
    for axis, figures in board.by_axis.items():
        assert figures == alone(Chosen(axis=axis))
    assert sum(one.visits for one in board.by_axis.values()) <= board.figures.visits
