"""The board of one agreement, and of all of them (domain D15, D18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Agreement, AgreementGoal, Amendment, Party
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Block, Picture, Report, Row, table
from fieldapp.rules.reports.visits import Owed


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement with what belongs to it. `follow_up` is the name of who follows it."""

    agreement: Agreement
    parties: Sequence[Party] = ()
    commitments: Sequence[Owed] = ()
    goals: Sequence[AgreementGoal] = ()
    amendments: Sequence[Amendment] = ()
    follow_up: str = ""


def agreement_board(facts: AgreementFacts, pack: Pack, *, today: date) -> Report:
    """How one agreement stands: its parties, each commitment with its last report, its goals."""
    agreement = facts.agreement
    blocks: list[Block] = [
        table(("Dato", ("Valor", 40)), _facts(facts, pack), caption="Datos"),
        _states(facts.commitments, pack),
        table(
            (("N.º", 5), ("Compromiso", 60), ("Responsable", 24), ("Vence", 14), ("Estado", 16)),
            [(n, *_promise_row(one, pack)) for n, one in enumerate(facts.commitments, 1)],
            caption="Compromisos",
        ),
        table(
            (("N.º", 5), ("Fecha", 14), ("Último seguimiento", 50), ("Evidencia", 24)),
            [
                (n, last.on, last.text, last.evidence)
                for n, one in enumerate(facts.commitments, start=1)
                if (last := one.standing.last) is not None
            ],
            caption="Seguimiento",
            empty="Todavía no hay seguimientos.",
        ),
        table(
            (("Entidad", 36), ("Nivel", 14), ("Representante", 30), ("Cargo", 24)),
            [
                (
                    one.organization_name,
                    label(pack, "gov_levels", one.gov_level),
                    one.representative,
                    one.position_title,
                )
                for one in facts.parties
            ],
            caption="Partes",
        ),
    ]
    if facts.goals:
        blocks.append(_goals([("", goal) for goal in facts.goals], with_title=False))
    if facts.amendments:
        blocks.append(
            table(
                (("Número", 14), ("Fecha", 14), ("Qué cambia", 50), ("Vigente hasta", 14)),
                [(one.number, one.signed_on, one.text, one.valid_to) for one in facts.amendments],
                caption="Modificaciones",
            )
        )
    return Report(
        name="tablero_del_acuerdo",
        title="Tablero del acuerdo",
        subtitle=agreement.title,
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
        sideways=True,
    )


def agreements_board(every: Sequence[AgreementFacts], pack: Pack, *, today: date) -> Report:
    """All agreements with how they stand, how many there are of each type, and their goals."""
    catalogue = pack.catalogue("agreement_types")
    of_type = Counter(str(one.agreement.type) for one in every)
    places = {
        choice.code: {o.agreement.territory for o in every if o.agreement.type == choice.code}
        for choice in catalogue
    }
    goals = [(one.agreement.title, goal) for one in every for goal in one.goals]
    blocks: list[Block] = [
        table(
            (("Tipo", 50), ("Acuerdos", 12), ("Territorios", 12)),
            [(c.label, of_type[c.code], len(places[c.code])) for c in catalogue if of_type[c.code]],
            caption="Por tipo",
        ),
        table(
            (
                ("Tipo", 26),
                ("Número", 12),
                ("Título", 50),
                ("Territorio", 24),
                ("Partes", 9),
                ("Suscrito", 14),
                ("Vence", 14),
                ("Estado", 14),
                ("Compromisos", 13),
                ("Abiertos", 10),
                ("Vencidos", 10),
            ),
            [_agreement_row(one, pack) for one in every],
            caption="Convenios y acuerdos",
        ),
    ]
    if goals:
        blocks.append(_goals(goals, with_title=True))
    return Report(
        name="tablero_de_convenios",
        title="Tablero de convenios y acuerdos",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
        sideways=True,
    )


def _facts(facts: AgreementFacts, pack: Pack) -> list[Row]:
    one = facts.agreement
    axes = "; ".join(sorted(label(pack, "agreement_axes", code) for code in one.axes))
    rows: list[Row] = [
        ("Tipo", label(pack, "agreement_types", one.type)),
        ("Número", one.number),
        ("Territorio", pack.territories.path(one.territory or "")),
        ("Suscrito", one.signed_on),
        ("Vigente hasta", _until(facts)),
        ("Estado", label(pack, "agreement_status", one.status)),
        ("Ejes", axes),
        ("Instancia de seguimiento", facts.follow_up),
        ("Funciones que se delegan", one.delegated_functions),
        ("Recursos", one.resources),
        ("Publicado en", one.publication_url),
    ]
    return [row for row in rows if row[1]]


def _until(facts: AgreementFacts) -> date | None:
    """The day of the last amendment that moves it, or the agreement's own."""
    moved = [(one.signed_on, one.valid_to) for one in facts.amendments if one.signed_on]
    days = [until for _, until in sorted(moved, key=lambda one: one[0]) if until]
    return days[-1] if days else facts.agreement.valid_to


def _states(owed: Sequence[Owed], pack: Pack) -> Picture:
    counted: Mapping[str, int] = Counter(one.standing.status for one in owed)
    states = [choice for choice in pack.catalogue("commitment_status") if counted[choice.code]]
    late = sum(one.standing.late for one in owed)
    told = ", ".join(f"{one.label.lower()} {counted[one.code]}" for one in states)
    return Picture(
        "bars",
        f"{len(owed)} compromisos: {told}. Vencidos: {late}." if owed else "Sin compromisos.",
        tuple((one.label, Decimal(counted[one.code])) for one in states),
        Decimal(max(counted.values(), default=0)),
    )


def _promise_row(one: Owed, pack: Pack) -> Row:
    return (
        one.commitment.text,
        one.commitment.responsible_name,
        one.standing.due_on,
        label(pack, "commitment_status", one.standing.status),
    )


def _agreement_row(facts: AgreementFacts, pack: Pack) -> Row:
    one = facts.agreement
    return (
        label(pack, "agreement_types", one.type),
        one.number,
        one.title,
        pack.territories.path(one.territory or ""),
        len(facts.parties),
        one.signed_on,
        _until(facts),
        label(pack, "agreement_status", one.status),
        len(facts.commitments),
        sum(owed.standing.open for owed in facts.commitments),
        sum(owed.standing.late for owed in facts.commitments),
    )


def _goals(goals: Sequence[tuple[str, AgreementGoal]], *, with_title: bool) -> Block:
    """The matriz de objetivos, indicadores y metas."""
    own = (("Acuerdo", 34),) if with_title else ()
    return table(
        (*own, ("Objetivo", 40), ("Indicador", 30), ("Año", 8), ("Meta", 12), ("Alcanzado", 12)),
        [
            (
                *((title,) if with_title else ()),
                goal.objective,
                goal.indicator_name,
                goal.year,
                goal.target if goal.target is not None else goal.target_text,
                goal.reached,
            )
            for title, goal in goals
        ],
        caption="Objetivos, indicadores y metas",
    )
