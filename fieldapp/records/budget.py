"""What a plan costs: items, the lines they are made of, and who pays (domain D37, D45)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Money,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Partida del presupuesto",
    "Presupuesto",
    gender=FEMININE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class BudgetItem(Record, frozen=True, kw_only=True):
    """What one activity of a plan costs a level of government (D37).

    The total is computed, never typed: from its lines where it has some. "No se ha determinado" is
    a state, never zero. `printed_total` is what a source document says, kept as it is written.
    """

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    number: Annotated[int | None, Fact("N.º", least=1, most=9999, listed=True)] = None
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",))] = None
    gov_level: Annotated[
        Code | None, Fact("Nivel de gobierno", catalogue="gov_levels", close=REQUIRED, listed=True)
    ] = None
    text: Annotated[str, Fact("Partida", close=REQUIRED, search=True, listed=True, long=True)] = ""
    state: Annotated[
        Code | None, Fact("Estado del costo", catalogue="budget_states", listed=True)
    ] = Code("blank")
    unit: Annotated[str, Fact("Unidad de medida", longest=60)] = ""
    unit_cost: Annotated[Money | None, Fact("Costo unitario", listed=True)] = None
    quantity: Annotated[Decimal | None, Fact("Cantidad", least=0, listed=True)] = None
    classifier: Annotated[str, Fact("Clasificador de gasto", longest=40)] = ""
    funding_source: Annotated[
        Code | None, Fact("Fuente de financiación", catalogue="funding_sources")
    ] = None
    printed_total: Annotated[str, Fact("Total impreso en el documento", longest=60)] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Línea de una partida",
    "Líneas de las partidas",
    gender=FEMININE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class BudgetLine(Record, frozen=True, kw_only=True):
    """A part of what an item costs; it travels with the plan and names its item."""

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    item: Annotated[
        UUID | None,
        Fact("Partida", to=("budget_item",), close=REQUIRED, merge=Merge.IMMUTABLE, listed=True),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    text: Annotated[str, Fact("Concepto", close=REQUIRED, search=True, listed=True)] = ""
    unit: Annotated[str, Fact("Unidad de medida", longest=60, listed=True)] = ""
    unit_cost: Annotated[Money | None, Fact("Costo unitario", close=REQUIRED, listed=True)] = None
    quantity: Annotated[Decimal | None, Fact("Cantidad", least=0, listed=True)] = None
    classifier: Annotated[str, Fact("Clasificador de gasto", longest=40)] = ""
    printed_total: Annotated[str, Fact("Total impreso en el documento", longest=60)] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Financiación",
    "Financiaciones",
    gender=FEMININE,
    title="title",
    scope_by="territory",
    keep_years=20,
    group="planning",
)
class Funding(Record, frozen=True, kw_only=True):
    """Money looked for from one source, by one beneficiary or several together (D45).

    Its amount is one, whoever and however many the beneficiaries are.
    """

    title: Annotated[str, Fact("Para qué", close=REQUIRED, search=True, listed=True)] = ""
    source: Annotated[
        Code | None, Fact("Fuente", catalogue="funding_sources", close=REQUIRED, listed=True)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    amount: Annotated[Money | None, Fact("Monto", listed=True)] = None
    status: Annotated[Code | None, Fact("Estado", catalogue="funding_status", listed=True)] = Code(
        "explored"
    )
    call: Annotated[str, Fact("Convocatoria", search=True)] = ""
    requested_on: Annotated[date | None, Fact("Solicitada el")] = None
    answered_on: Annotated[date | None, Fact("Respuesta el", after="requested_on")] = None
    association: Annotated[str, Fact("Mancomunidad o asociación", search=True, listed=True)] = ""
    plan: Annotated[UUID | None, Fact("Plan", to=("plan",))] = None
    plan_node: Annotated[UUID | None, Fact("Acción que financia", to=("plan_node",))] = None
    note: Annotated[str, Fact("Nota", long=True)] = ""


@kind(
    "Beneficiario",
    "Beneficiarios",
    gender=MASCULINE,
    title="name",
    unit="funding",
    scope_by="funding",
    keep_years=20,
)
class FundingBeneficiary(Record, frozen=True, kw_only=True):
    """A municipality or entity for which the money is asked."""

    funding: Annotated[
        UUID | None, Fact("Financiación", to=("funding",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    organization: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = (
        None
    )
    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
