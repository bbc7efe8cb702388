"""What is wrong, why at each level of government, what could be done, what is done first.

The chain of workflow W7 up to the plan: each record points to the one it comes from, so that any
line of a plan can be traced back to a problem. Letters and numbers are labels that a source gives
and changes from one chapter to the next; nothing is ever found by them once it is kept.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Record,
    SourceNote,
    TerritoryCode,
    kind,
)


@kind(
    "Problema",
    "Problemas",
    gender=MASCULINE,
    title="text",
    scope_by="territory",
    keep_years=20,
    group="diagnosis",
)
class Problem(Record, frozen=True, kw_only=True):
    """Something that goes wrong with a service in a territory (domain D23).

    A workshop scores it from 1 to 5 by four criteria; its rank among the others is computed.
    """

    number: Annotated[str, Fact("Número", search=True, listed=True, longest=20)] = ""
    text: Annotated[str, Fact("Problema", close=REQUIRED, search=True, listed=True, long=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    theme: Annotated[Code | None, Fact("Tema", catalogue="themes")] = None
    service: Annotated[Code | None, Fact("Servicio", catalogue="services")] = None
    chain_stage: Annotated[
        Code | None, Fact("Eslabón de la cadena de valor", catalogue="chain_stages")
    ] = None
    gov_levels: Annotated[
        frozenset[Code],
        Fact("Niveles de gobierno", catalogue="gov_levels", merge=Merge.UNION),
    ] = frozenset()
    magnitude: Annotated[int | None, Fact("Magnitud", least=1, most=5, listed=True)] = None
    severity: Annotated[int | None, Fact("Gravedad", least=1, most=5, listed=True)] = None
    feasibility: Annotated[int | None, Fact("Factibilidad", least=1, most=5, listed=True)] = None
    ownership: Annotated[int | None, Fact("Apropiación", least=1, most=5, listed=True)] = None
    source: Annotated[str, Fact("Fuente")] = ""
    source_note: SourceNote = ""


@kind(
    "Causa",
    "Causas",
    gender=FEMININE,
    title="text",
    scope_by="problem",
    keep_years=20,
    group="diagnosis",
)
class Cause(Record, frozen=True, kw_only=True):
    """Why a problem is there, at one level of government (domain D24).

    `twin` is the same cause at another level; one of the two says it. `details` holds a reason a
    line: they are read, printed and corrected together, and nothing refers to one of them.
    """

    problem: Annotated[
        UUID | None,
        Fact("Problema", to=("problem",), close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    gov_level: Annotated[
        Code | None,
        Fact("Nivel de gobierno", catalogue="gov_levels", close=REQUIRED, listed=True),
    ] = None
    letter: Annotated[str, Fact("Literal", listed=True, longest=20)] = ""
    text: Annotated[str, Fact("Causa", close=REQUIRED, search=True, listed=True, long=True)] = ""
    details: Annotated[str, Fact("Detalle, una razón por línea", long=True, search=True)] = ""
    twin: Annotated[UUID | None, Fact("La misma causa en otro nivel", to=("cause",))] = None
    source_note: SourceNote = ""


@kind(
    "Alternativa",
    "Alternativas",
    gender=FEMININE,
    title="text",
    scope_by="cause",
    keep_years=20,
    group="diagnosis",
)
class Alternative(Record, frozen=True, kw_only=True):
    """What could be done about one cause (domain D25); its level is that of its cause."""

    cause: Annotated[UUID | None, Fact("Causa", to=("cause",), close=REQUIRED, listed=True)] = None
    letter: Annotated[str, Fact("Literal", listed=True, longest=20)] = ""
    sub: Annotated[int | None, Fact("Número", least=1, most=99, listed=True)] = None
    text: Annotated[
        str, Fact("Alternativa", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    term: Annotated[Code | None, Fact("Plazo", catalogue="terms", listed=True)] = None
    feasible: Annotated[Code | None, Fact("Viable", catalogue="feasibilities")] = None
    needs: Annotated[
        frozenset[Code],
        Fact("Requiere", catalogue="alternative_needs", merge=Merge.UNION),
    ] = frozenset()
    source_note: SourceNote = ""


@kind(
    "Priorización",
    "Priorizaciones",
    gender=FEMININE,
    title="copied_text",
    scope_by="chosen_from",
    keep_years=20,
    group="diagnosis",
)
class Prioritisation(Record, frozen=True, kw_only=True):
    """What is taken up in a year, or expressly left for later, and why (domain D26).

    `chosen_from` is its alternative; where a source lost the alternative, the cause it answers,
    or the problem alone. Its words may change on selection; `gov_level` is who will do it.
    """

    chosen_from: Annotated[
        UUID | None,
        Fact("Sale de", to=("alternative", "cause", "problem"), close=REQUIRED, listed=True),
    ] = None
    gov_level: Annotated[
        Code | None,
        Fact("Nivel de gobierno", catalogue="gov_levels", close=REQUIRED, listed=True),
    ] = None
    year: Annotated[int | None, Fact("Año", close=REQUIRED, least=1990, most=2100, listed=True)] = (
        None
    )
    selected: Annotated[bool, Fact("Seleccionada", listed=True)] = True
    order: Annotated[int | None, Fact("Orden", least=1, most=999, listed=True)] = None
    letter: Annotated[str, Fact("Literal", longest=20)] = ""
    sub: Annotated[int | None, Fact("Número", least=1, most=99)] = None
    copied_text: Annotated[
        str, Fact("Texto priorizado", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    reason: Annotated[str, Fact("Motivo", long=True)] = ""
    source_note: SourceNote = ""
