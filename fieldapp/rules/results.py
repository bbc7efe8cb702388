"""The board of results: which of the field work is counted (domain D61).

Figures are computed from records, never typed. The same function chooses on the laptop, at
headquarters and for every report, so that one question has one answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.agreements import Agreement
from fieldapp.records.policies import RecommendationDoc
from fieldapp.records.visits import Activity
from fieldapp.rules.figures import FieldWork
from fieldapp.rules.same_as import Sameness


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is counted; what is left empty does not choose.

    `since` and `until` are days, both counted. `territory` is a code of any level: a department
    holds its municipalities. `officer` is a person: who led the visit, or wrote the agreement.
    """

    since: date | None = None
    until: date | None = None
    axis: str = ""
    territory: str = ""
    officer: UUID | None = None

    @property
    def by_meeting(self) -> bool:
        """Whether only some meetings are counted, and not only some places."""
        return any((self.since, self.until, self.axis, self.officer))


EVERYTHING: Final = Chosen()


def chosen_of(work: FieldWork, chosen: Chosen, same: Sameness, pack: Pack) -> FieldWork:
    """The part of the work that is counted.

    Commitments and attendance follow what they belong to. Where only some meetings are counted,
    an entity counts if it takes part in a space that held one of them.
    """
    visits = [one for one in work.visits if _is_chosen(one, chosen, pack)]
    held = {one.id for one in visits}
    agreements = [one for one in work.agreements if _is_agreed(one, chosen, held, pack)]
    origins = held | {one.id for one in agreements}
    commitments = [one for one in work.commitments if one.origin in origins]
    promised = {one.id for one in commitments}
    spaces = [one for one in work.spaces if lies_in(one.territory, chosen.territory, pack)]
    met = {same.representative(one.space) for one in visits if one.space}
    counted = met if chosen.by_meeting else {same.representative(one.id) for one in spaces} | met
    members = [
        one for one in work.members if one.space and same.representative(one.space) in counted
    ]
    return replace(
        work,
        visits=visits,
        attendance=[one for one in work.attendance if one.activity in held],
        agreements=agreements,
        commitments=commitments,
        follow_ups=[one for one in work.follow_ups if one.commitment in promised],
        spaces=spaces,
        members=members,
        documents=[one for one in work.documents if _is_written(one, chosen, pack)],
    )


def day_held(visit: Activity, pack: Pack) -> date | None:
    """The day a visit began, in the country's zone, or the one it is planned for."""
    return pack.formats.day_of(visit.starts_at) if visit.starts_at else visit.planned_on


def lies_in(code: str | None, above: str, pack: Pack) -> bool:
    """Tell whether a territory is `above` or lies in it; everything lies in "" and the nation."""
    if not above or above == pack.country:
        return True
    territory = pack.territories.get(code or "")
    while territory is not None and territory.code != above:
        territory = pack.territories.get(territory.parent_code)
    return territory is not None


def is_within(day: date | None, chosen: Chosen) -> bool:
    """Tell whether a day is in the period; without a day, only where there is no period."""
    if day is None:
        return not (chosen.since or chosen.until)
    return (chosen.since or day) <= day <= (chosen.until or day)


def _is_chosen(visit: Activity, chosen: Chosen, pack: Pack) -> bool:
    return (
        is_within(day_held(visit, pack), chosen)
        and (not chosen.axis or visit.axis == chosen.axis)
        and (not chosen.officer or visit.lead_officer == chosen.officer)
        and lies_in(visit.territory, chosen.territory, pack)
    )


def _is_agreed(agreement: Agreement, chosen: Chosen, held: set[UUID], pack: Pack) -> bool:
    """An agreement serves the axis of the visit in which it was agreed; it has none of its own."""
    in_a_visit = agreement.activity in held
    return (
        is_within(agreement.signed_on, chosen)
        and (not chosen.axis or in_a_visit)
        and (not chosen.officer or in_a_visit or agreement.created_by == chosen.officer)
        and lies_in(agreement.territory, chosen.territory, pack)
    )


def _is_written(document: RecommendationDoc, chosen: Chosen, pack: Pack) -> bool:
    """A document of recommendations serves no axis alone; its day is that of its publication."""
    return (
        not chosen.axis
        and is_within(document.published_on, chosen)
        and (not chosen.officer or document.created_by == chosen.officer)
        and lies_in(document.territory, chosen.territory, pack)
    )
