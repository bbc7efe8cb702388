"""D66: other people's systems, how often they fail, and what they reported as evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from tests.given.desks import Clock
from tests.given.registers import PUNO, keep, on_paper, report, rows, work_in


def test_d66_outages_are_listed_by_month_and_a_report_is_kept_with_its_date(
    tmp_path: Path,
) -> None:
    clock = Clock(datetime(2015, 10, 20, 15, tzinfo=UTC))
    with work_in(tmp_path, "PE", clock) as work:
        platform = keep(work, "external_system", name="Plataforma de los Centros de Empleo")
        treasury = keep(work, "external_system", name="SIAF")
        failures = (
            (datetime(2015, 8, 31, 22, tzinfo=UTC), datetime(2015, 9, 1, 11, tzinfo=UTC)),
            (datetime(2015, 9, 10, 14, tzinfo=UTC), datetime(2015, 9, 10, 16, 30, tzinfo=UTC)),
            (datetime(2015, 10, 20, 13, tzinfo=UTC), None),
        )
        for began, ended in failures:
            keep(
                work,
                "incident",
                system=platform,
                territory=PUNO,
                began_at=began,
                ended_at=ended,
                effect="No se atendió a nadie",
            )
        keep(
            work,
            "system_extract",
            system=treasury,
            name="Reporte SIAF de ejecución",
            cut_on=date(2015, 9, 30),
            evidence_of="Recursos disponibles",
            territory=PUNO,
        )
        said = report(work, "outages")
        name = "Plataforma de los Centros de Empleo"
        months = list(rows(said, "Caídas por mes"))
        # In Peru the first failure lasts from 17:00 of 31 August to 6:00 of the next day.
        assert months == [
            ("agosto de 2015", name, 1, Decimal("7.0")),
            ("setiembre de 2015", name, 2, Decimal("8.5")),
            ("octubre de 2015", name, 1, Decimal("2.0")),
        ]
        assert rows(said, "Cada caída")[2][2] == "Sigue caído"
        assert rows(said, "Reportes guardados como evidencia") == (
            ("SIAF", "Reporte SIAF de ejecución", date(2015, 9, 30), "Recursos disponibles"),
        )
        on_paper(work, said)
