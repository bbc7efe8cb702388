"""What money asks before it counts."""

from __future__ import annotations

from typing import Final

from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.text import Refused
from fieldapp.rules.funding import what_funding_lacks
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.kind_rules.asked import Rules


def _funding(desk: Desk, writing: Writing, before: Funding | None, funding: Funding) -> None:
    """Money that was asked for or given is an amount, from somebody, for somebody."""
    del desk, before
    beneficiaries = writing.all(FundingBeneficiary, {"funding": funding.id})
    lacks = what_funding_lacks(funding, beneficiaries)
    if lacks:
        raise Refused(lacks[0])


RULES: Final[Rules] = {Funding: _funding}
