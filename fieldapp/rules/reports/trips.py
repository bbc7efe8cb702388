"""What a trip leaves on paper: its report, its settlement, and the list of what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.packs.trips import Section, TripFact
from fieldapp.records.describe import Money
from fieldapp.records.trips import Trip, TripCertificate, TripExpense, TripPlace
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table
from fieldapp.rules.trips import TripAccount, account_of, deadline_of, expected_advance, report_due

_NOTHING: Final = "Sin anotaciones."
_EXPENSE_HEADS: Final = (
    ("N.º", 6),
    ("Fecha", 18),
    ("Concepto", 40),
    ("Comprobante", 22),
    ("Número", 18),
    ("Lo expide", 26),
    ("Importe", 18),
)
_VISIT_HEADS: Final = (
    ("Fecha", 18),
    ("Lugar", 26),
    ("Actividad", 36),
    ("Resultado", 36),
    ("Personas", 12),
    ("Acta", 22),
)
_TRIP_HEADS: Final = (
    ("Objeto", 40),
    ("Comisionado", 26),
    ("Destino", 24),
    ("Sale", 16),
    ("Regresa", 16),
    ("Estado", 16),
    ("Informe hasta", 18),
    ("Días de atraso", 10),
    ("Anticipo", 16),
)


@dataclass(frozen=True, slots=True)
class TripVisit:
    """What was done on a day of the trip. `people` came; `acta` is its number."""

    day: date | None
    place: str
    objective: str
    results: str
    people: int
    acta: str
    promises: tuple[tuple[str, str, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class TripPapers:
    """A trip with all that belongs to it, in order. `annexes` are names of its evidence."""

    trip: Trip
    officer: str
    position: str
    office: str
    places: Sequence[TripPlace] = ()
    expenses: Sequence[TripExpense] = ()
    certificates: Sequence[TripCertificate] = ()
    visits: Sequence[TripVisit] = ()
    annexes: Sequence[str] = ()


def trip_report(papers: TripPapers, pack: Pack) -> Report:
    """The report of a trip in the order of the country's form."""
    rules, trip = pack.trips, papers.trip
    facts = [(one.label, _FACTS[one.code](papers, pack)) for one in rules.facts]
    blocks: list[Block] = [table((("Dato", 30), ("Detalle", 90)), facts)]
    for section in rules.sections:
        blocks += _section(section, papers, pack)
    due_on = report_due(trip, pack)
    return Report(
        name="informe_de_comision",
        title=rules.document,
        subtitle=trip.object,
        stamp=f"Por entregar hasta el {pack.formats.day_long(due_on)}" if due_on else "",
        blocks=tuple(blocks),
    )


def settlement_report(papers: TripPapers, pack: Pack) -> Report:
    """The account of the advance: each expense with its paper, and what is owed."""
    trip = papers.trip
    account = account_of(trip, papers.expenses, pack.formats.money_format.currency)
    rows = [_expense(n, one, pack) for n, one in enumerate(papers.expenses, start=1)]
    total = Money(account.currency, account.spent)
    blocks: list[Block] = [
        Paragraph(_whose(papers, pack)),
        table(
            _EXPENSE_HEADS,
            rows,
            caption="Gastos",
            totals=("", "Total", "", "", "", "", total) if rows else (),
            empty="No se anotaron gastos.",
        ),
        _account_table(account, trip, pack),
    ]
    if account.sworn:
        blocks += _sworn(account, papers, pack)
    blocks.append(_signatures(pack.trips.signers))
    return Report(
        name="rendicion_de_comision",
        title=pack.trips.settlement,
        subtitle=trip.object,
        stamp=f"Norma: {pack.trips.law}" if pack.trips.law else "",
        blocks=tuple(blocks),
    )


def trips_report(trips: Sequence[tuple[Trip, str]], pack: Pack, today: date) -> Report:
    """Every trip with its officer, and until when its report is due."""
    rows: list[Row] = []
    late = 0
    for trip, officer in trips:
        deadline = deadline_of(trip, today, pack)
        late += bool(deadline and deadline.late)
        days_late = -deadline.days_left if deadline and deadline.late else None
        rows.append(
            (
                trip.object,
                officer,
                pack.territories.path(trip.territory) if trip.territory else "",
                trip.depart_on,
                trip.return_on,
                label(pack, "trip_status", trip.status),
                deadline.due_on if deadline else None,
                days_late,
                trip.advance,
            )
        )
    return Report(
        name="comisiones",
        title="Comisiones de servicios",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            Paragraph(f"Comisiones: {len(rows)}. Con informe atrasado: {late}."),
            table(_TRIP_HEADS, rows),
        ),
        sideways=True,
    )


def _days(papers: TripPapers, pack: Pack) -> str:
    days = (papers.trip.depart_on, papers.trip.return_on)
    return " – ".join(pack.formats.day(day) for day in days if day)


def _act(papers: TripPapers, pack: Pack) -> str:
    trip = papers.trip
    day = pack.formats.day_long(trip.act_on) if trip.act_on else ""
    return " del ".join(part for part in (trip.commission_act, day) if part)


def _reported(papers: TripPapers, pack: Pack) -> str:
    day = papers.trip.reported_on
    return pack.formats.day_long(day) if day else ""


_FACTS: Final[dict[TripFact, Callable[[TripPapers, Pack], str]]] = {
    "chief": lambda _, __: "",
    "officer": lambda papers, _: ", ".join(
        part for part in (papers.officer, papers.position) if part
    ),
    "position": lambda papers, _: papers.position,
    "office": lambda papers, _: papers.office,
    "act": _act,
    "object": lambda papers, _: papers.trip.object,
    "days": _days,
    "transport": lambda papers, _: papers.trip.transport,
    "reported": _reported,
}


def _section(section: Section, papers: TripPapers, pack: Pack) -> list[Block]:
    trip = papers.trip
    match section.code:
        case "background" | "results" | "conclusions" | "recommendations":
            words = getattr(trip, section.code)
            return [Heading(section.label), Paragraph(words or _NOTHING)]
        case "places":
            return [Heading(section.label), _places(papers, pack)]
        case "activities":
            return [Heading(section.label), _activities(papers)]
        case "commitments":
            return [Heading(section.label), _promises(papers)]
        case "annexes":
            return [Heading(section.label), Paragraph(_annexes(papers, pack))]
        case "signatures":
            return [Heading(section.label), _signatures(pack.trips.signers)]


def _places(papers: TripPapers, pack: Pack) -> Block:
    rows = [
        (
            ", ".join(
                part
                for part in (
                    one.locality,
                    pack.territories.path(one.territory) if one.territory else "",
                )
                if part
            ),
            one.from_on,
            one.to_on,
        )
        for one in papers.places
    ]
    return table((("Lugar", 60), ("Desde", 20), ("Hasta", 20)), rows, empty="Sin itinerario.")


def _activities(papers: TripPapers) -> Block:
    rows = [
        (one.day, one.place, one.objective, one.results, one.people, one.acta)
        for one in papers.visits
    ]
    return table(
        _VISIT_HEADS,
        rows,
        empty="Ninguna visita nombra esta comisión.",
    )


def _promises(papers: TripPapers) -> Block:
    rows = [promise for visit in papers.visits for promise in visit.promises]
    return table(
        (("Compromiso", 60), ("Responsable", 36), ("Vence", 20)), rows, empty="Sin compromisos."
    )


def _annexes(papers: TripPapers, pack: Pack) -> str:
    lines = [
        f"Certificado de permanencia: {one.issued_by}, {_span(one, pack)}".rstrip(", ")
        for one in papers.certificates
    ]
    lines += [f"Acta {visit.acta}" for visit in papers.visits if visit.acta]
    lines += list(papers.annexes)
    return "\n".join(lines) or "Sin anexos."


def _span(one: TripCertificate, pack: Pack) -> str:
    return " – ".join(pack.formats.day(day) for day in (one.from_on, one.to_on) if day)


def _signatures(signers: Sequence[str]) -> Block:
    return table((("Nombre y cargo", 60), ("Firma", 60)), [(one, "") for one in signers])


def _whose(papers: TripPapers, pack: Pack) -> str:
    parts = (
        f"Comisionado: {papers.officer}",
        f"Acto que otorga la comisión: {_act(papers, pack)}",
        f"Fechas: {_days(papers, pack)}",
    )
    return "\n".join(part for part in parts if not part.endswith(": "))


def _expense(n: int, one: TripExpense, pack: Pack) -> Row:
    paper = label(pack, "expense_documents", one.document_type)
    return n, one.on, one.concept, paper, one.document_number, one.issuer, one.amount


def _account_table(account: TripAccount, trip: Trip, pack: Pack) -> Block:
    def amount(minor: int) -> Money:
        return Money(account.currency, minor)

    rows: list[Row] = [
        ("Anticipo recibido", amount(account.advance)),
        ("Devuelto", amount(account.returned)),
        ("Gastos con comprobante", amount(account.with_receipt)),
        ("Gastos con declaración jurada", amount(account.sworn)),
    ]
    if account.unproven:
        rows.append(("Gastos sin comprobante", amount(account.unproven)))
    if account.owed >= 0:
        rows.append(("Por rendir o devolver", amount(account.owed)))
    else:
        rows.append(("Gastado por cuenta del comisionado", amount(-account.owed)))
    rows.append(("Comprobantes sobre el anticipo (%)", account.receipts_percent))
    expected = expected_advance(trip, pack)
    if expected is not None:
        rows.append(("Viáticos según la tarifa", expected))
    least = pack.trips.receipts_percent
    note = f"Con comprobante, al menos el {least} % del anticipo." if least else ""
    return table((("Concepto", 70), ("Valor", 30)), rows, caption="Cuenta", note=note)


def _sworn(account: TripAccount, papers: TripPapers, pack: Pack) -> list[Block]:
    amount = pack.formats.money(Money(account.currency, account.sworn))
    return [
        Heading("Declaración jurada"),
        Paragraph(
            f"{papers.officer} declara bajo juramento que gastó {amount} por los conceptos que la "
            "tabla señala con declaración jurada, de los cuales no fue posible obtener comprobante."
        ),
    ]
