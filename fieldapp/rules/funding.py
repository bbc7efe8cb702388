"""Money looked for outside: what a request needs, and what it comes to (domain D45)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fieldapp.records import KINDS
from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.text import Text, say

_STATED: Final = frozenset({"approved", "executed"})
_TOGETHER: Final = 2


def what_funding_lacks(funding: Funding, beneficiaries: Sequence[FundingBeneficiary]) -> list[Text]:
    """Say what keeps a request from its state: what was granted has an amount, and somebody's.

    A draft may be incomplete, and what is asked for may still lack its amount.
    """
    if funding.status not in _STATED:
        return []
    lacks: list[Text] = []
    if funding.amount is None:
        lacks.append(say("Falta «{field}».", field=Text(KINDS["funding"]["amount"].label)))
    if not beneficiaries:
        lacks.append(say("Agregue al menos un beneficiario."))
    return lacks


def is_joint(beneficiaries: Sequence[FundingBeneficiary]) -> bool:
    """Tell whether several ask together, in mancomunidad: one amount for all of them."""
    return len(beneficiaries) >= _TOGETHER
