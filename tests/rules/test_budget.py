"""A budget adds up, keeps its three states apart, and tells what looks wrong."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Code, Money
from fieldapp.rules.budget import budget_sum, cost_of, doubts_of
from tests.given.packs import pack

ONE, TWO = UUID(int=1), UUID(int=2)


def soles(whole: int) -> Money:
    return Money("PEN", whole * 100)


def an_item(id: UUID = ONE, text: str = "Taller", **changes: object) -> BudgetItem:
    return BudgetItem(id=id, gov_level=Code("regional"), text=text, **changes)  # type: ignore[arg-type]


def told(*items: BudgetItem, lines: tuple[BudgetLine, ...] = ()) -> list[str]:
    budget = budget_sum(items, lines, "PEN")
    return [str(doubt.text) for doubt in doubts_of(budget, pack("PE"))]


def test_a_cost_without_quantity_counts_once() -> None:
    assert cost_of(an_item(unit_cost=soles(6000)), []).total == soles(6000)
    assert cost_of(an_item(unit_cost=soles(6000), quantity=Decimal(0)), []).total == soles(0)


def test_half_a_unit_is_rounded_to_the_cent() -> None:
    item = an_item(unit_cost=Money("PEN", 333), quantity=Decimal("0.5"))
    assert cost_of(item, []).total == Money("PEN", 167)


def test_lines_count_and_what_is_typed_beside_them_does_not() -> None:
    item = an_item(unit_cost=soles(900), state=Code("not_determined"))
    cost = cost_of(item, [BudgetLine(id=TWO, item=ONE, unit_cost=soles(10), quantity=Decimal(3))])
    assert (cost.state, cost.total) == ("determined", soles(30))


def test_what_is_not_determined_is_counted_and_never_added() -> None:
    budget = budget_sum([an_item(state=Code("not_determined")), an_item(TWO)], [], "PEN")
    assert budget.total == soles(0)
    assert budget.states == {"not_determined": 1, "blank": 1}


def test_twins_are_told_only_of_one_level_and_one_amount() -> None:
    text = "Aprobar el reglamento de la comisión intergubernamental"
    other = "Actualizar el Reglamento de la Comisión Intergubernamental"
    one = an_item(ONE, text, number=1, unit_cost=soles(6))
    assert len(told(one, an_item(TWO, other, number=2, unit_cost=soles(6)))) == 1
    assert told(one, an_item(TWO, other, unit_cost=soles(7))) == []
    assert (
        told(one, an_item(TWO, "Comprar sillas y mesas para la oficina", unit_cost=soles(6))) == []
    )


def test_a_classifier_of_another_form_is_told() -> None:
    assert told(an_item(unit_cost=soles(1), classifier="2.3.2.7.2.99")) == []
    (sentence,) = told(an_item(unit_cost=soles(1), classifier="23-27"))
    assert "2.3.2.7.2.99" in sentence


def test_another_currency_is_told_and_not_added() -> None:
    item = an_item(unit_cost=Money("USD", 100))
    assert budget_sum([item], [], "PEN").total == soles(0)
    assert any("otra moneda" in sentence for sentence in told(item))


def test_a_printed_state_where_there_is_a_cost_is_told() -> None:
    assert told(an_item(printed_total="No se ha determinado")) == []
    assert len(told(an_item(printed_total="No se ha determinado", unit_cost=soles(5)))) == 1
    assert len(told(an_item(printed_total="cien", unit_cost=soles(5)))) == 1
    assert len(told(an_item(printed_total="5.00", state=Code("blank")))) == 1
