"""The list of what is asked for outside: one amount a request, however many benefit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.describe import Money
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.funding import is_joint
from fieldapp.rules.report import Paragraph, Report, Row, table

_HEADS: Final = (
    ("Para qué", 44),
    ("Fuente", 24),
    ("Estado", 16),
    ("Beneficiarios", 50),
    ("En mancomunidad", 14),
    ("Acción que financia", 30),
    ("Monto", 20),
)


def funding_report(
    requests: Sequence[tuple[Funding, Sequence[FundingBeneficiary], str]], pack: Pack
) -> Report:
    """Each request with its beneficiaries and the action it pays for."""
    currency = pack.formats.money_format.currency
    sums: defaultdict[str, int] = defaultdict(int)
    rows: list[Row] = []
    for funding, beneficiaries, action in requests:
        if funding.amount is not None and funding.amount.currency == currency:
            sums[str(funding.source or "")] += funding.amount.minor
        rows.append(
            (
                funding.title,
                label(pack, "funding_sources", funding.source),
                label(pack, "funding_status", funding.status),
                "; ".join(one.name for one in beneficiaries),
                is_joint(beneficiaries),
                action,
                funding.amount,
            )
        )
    by_source: list[Row] = [
        (label(pack, "funding_sources", source) or "Sin fuente", Money(currency, sums[source]))
        for source in sorted(sums)
    ]
    total = Money(currency, sum(sums.values()))
    return Report(
        name="financiacion",
        title="Fuentes de financiación",
        blocks=(
            Paragraph(f"Solicitudes: {len(rows)}."),
            table(
                _HEADS,
                rows,
                caption="Solicitudes",
                totals=("Total", "", "", "", None, "", total) if rows else (),
            ),
            table((("Fuente", 60), ("Monto", 30)), by_source, caption="Por fuente"),
        ),
        sideways=True,
    )
