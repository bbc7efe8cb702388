"""What a budget adds up to, and what in it deserves a second look (domain D37).

Totals are computed, never typed. What is not determined stays so: it is counted apart, never as
zero. A total that a source document prints is compared, not believed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.packs.formats import MoneyState
from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Money
from fieldapp.records.text import Refused, Text, say

DETERMINED: Final = "determined"

_STEM: Final = 8
_SHORTEST_WORD: Final = 4
_SHARED_LEAST: Final = 3
_SHARED_OF_THE_SHORTER: Final = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class ItemCost:
    """What an item costs: its state, and its total where that is determined.

    An item with lines is determined by them, whatever state was written beside it.
    """

    item: BudgetItem
    lines: Sequence[BudgetLine]
    state: str
    total: Money | None


@dataclass(frozen=True, slots=True)
class BudgetSum:
    """A budget added up, in one currency: in all and by level of government.

    `states` counts the items of each state, `levels` those of each level.
    """

    currency: str
    costs: Sequence[ItemCost]
    by_level: dict[str, int]
    states: Counter[str]
    levels: Counter[str]

    @property
    def total(self) -> Money:
        """What all determined items cost together."""
        return Money(self.currency, sum(self.by_level.values()))

    def of_level(self, level: str) -> Money:
        """What the determined items of a level cost."""
        return Money(self.currency, self.by_level.get(level, 0))


@dataclass(frozen=True, slots=True)
class BudgetDoubt:
    """Something to look at again, and the items it is about. It never stops anybody."""

    items: tuple[UUID, ...]
    text: Text


def cost_of(item: BudgetItem, lines: Sequence[BudgetLine]) -> ItemCost:
    """The cost of an item: the sum of its lines, or else its unit cost times its quantity."""
    if lines:
        parts = [amount for line in lines if (amount := _times(line.unit_cost, line.quantity))]
        currency = next((one.currency for one in parts), "")
        total = Money(currency, sum(one.minor for one in parts)) if parts else None
        return ItemCost(item, lines, DETERMINED, total)
    if item.unit_cost is not None:
        return ItemCost(item, lines, DETERMINED, _times(item.unit_cost, item.quantity))
    state = str(item.state or "blank")
    return ItemCost(item, lines, state, None)


def line_total(line: BudgetLine) -> Money | None:
    """What a line costs; None without a unit cost."""
    return _times(line.unit_cost, line.quantity)


def budget_sum(
    items: Sequence[BudgetItem], lines: Iterable[BudgetLine], currency: str
) -> BudgetSum:
    """Add a plan's budget up. `items` and `lines` come in order; annulled ones are not handed in.

    Amounts in another currency than `currency` are told by `doubts_of` and not added.
    """
    by_item: defaultdict[UUID | None, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        by_item[line.item].append(line)
    costs = [cost_of(item, by_item[item.id]) for item in items]
    by_level: defaultdict[str, int] = defaultdict(int)
    for cost in costs:
        if cost.total is not None and cost.total.currency == currency:
            by_level[str(cost.item.gov_level or "")] += cost.total.minor
    return BudgetSum(
        currency=currency,
        costs=costs,
        by_level=dict(by_level),
        states=Counter(cost.state for cost in costs),
        levels=Counter(str(cost.item.gov_level or "") for cost in costs),
    )


def doubts_of(budget: BudgetSum, pack: Pack) -> list[BudgetDoubt]:
    """What deserves a second look: printed totals, twins, codes, currencies, states."""
    doubts: list[BudgetDoubt] = []
    for cost in budget.costs:
        doubts += _doubts_of_item(cost, budget.currency, pack)
    return [*doubts, *_twins(budget.costs, pack)]


def printed_doubt(printed: str, total: Money | None, pack: Pack) -> Text | None:
    """Say how a printed total differs from the computed one; None where it does not."""
    if not printed:
        return None
    try:
        read = pack.formats.parse_money(printed)
    except Refused:
        return say("El total impreso «{printed}» no es una cantidad.", printed=printed)
    if isinstance(read, MoneyState):
        if total is None:
            return None
        return say(
            "El documento dice «{printed}» y la suma da {total}.",
            printed=printed,
            total=pack.formats.money(total),
        )
    if total == read:
        return None
    computed = (
        pack.formats.money(total) if total else pack.catalogue("budget_states")["blank"].label
    )
    return say(
        "El documento imprime {printed} y la suma da {total}.", printed=printed, total=computed
    )


def named(item: BudgetItem) -> str:
    """An item in a sentence: its number, or the beginning of its text."""
    return f"n.º {item.number}" if item.number else f"«{item.text[:60]}»"


def _times(unit_cost: Money | None, quantity: Decimal | None) -> Money | None:
    """A cost times a quantity, rounded to the minor unit; without a quantity it is one."""
    if unit_cost is None:
        return None
    if quantity is None:
        return unit_cost
    minor = (Decimal(unit_cost.minor) * quantity).quantize(Decimal(1), ROUND_HALF_UP)
    return Money(unit_cost.currency, int(minor))


def _doubts_of_item(cost: ItemCost, currency: str, pack: Pack) -> list[BudgetDoubt]:
    item = cost.item
    texts: list[Text | None] = [printed_doubt(item.printed_total, cost.total, pack)]
    texts += [printed_doubt(line.printed_total, line_total(line), pack) for line in cost.lines]
    codes = [one.classifier for one in (item, *cost.lines) if one.classifier]
    texts += [
        say(
            "El clasificador «{code}» no tiene la forma usual ({example}).",
            code=code,
            example=pack.budget.classifier_example,
        )
        for code in codes
        if not pack.budget.is_classifier(code)
    ]
    amounts = [one.unit_cost for one in (item, *cost.lines) if one.unit_cost is not None]
    if any(amount.currency != currency for amount in amounts):
        texts.append(say("Está en otra moneda y no se suma."))
    if cost.state == DETERMINED and cost.total is None:
        texts.append(say("Dice que el costo está determinado y no tiene ninguno."))
    return [
        BudgetDoubt((item.id,), say("Partida {item}: {what}", item=named(item), what=text))
        for text in texts
        if text is not None
    ]


def _twins(costs: Sequence[ItemCost], pack: Pack) -> list[BudgetDoubt]:
    """Items of one level that cost the same and say nearly the same: perhaps one, twice."""
    known = [(cost, _stems(cost.item.text)) for cost in costs if cost.total is not None]
    return [
        BudgetDoubt(
            (one.item.id, other.item.id),
            say(
                "Las partidas {one} y {other} parecen la misma: cuestan {total} cada una y dicen "
                "casi lo mismo.",
                one=named(one.item),
                other=named(other.item),
                total=pack.formats.money(one.total),
            ),
        )
        for (one, words), (other, others) in combinations(known, 2)
        if one.total is not None
        and one.total == other.total
        and one.item.gov_level == other.item.gov_level
        and _alike(words, others)
    ]


def _stems(text: str) -> frozenset[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST_WORD)


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    shared, shorter = len(words & others), min(len(words), len(others))
    return shared >= min(_SHARED_LEAST, shorter) and shared >= _SHARED_OF_THE_SHORTER * shorter > 0
