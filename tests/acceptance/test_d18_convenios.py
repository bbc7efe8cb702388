"""D18: 25 convenios de gestión in 25 regions, 8 pilots, and who must sign a delegation."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.records.describe import Code
from fieldapp.records.text import SPANISH, Refused
from tests.given.countries import a_filled_country
from tests.given.desks import Clock
from tests.given.report_words import rows_under


def test_d18_the_board_counts_25_convenios_in_25_regions_and_8_pilots(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        report = work.reports.build("agreements_board")
        counts = {row[0]: row[1:] for row in rows_under(report, "Por tipo")}
        assert counts["Convenio de Gestión"] == (25, 25)
        assert counts["Convenio de Cooperación"] == (8, 8)
        rows = rows_under(report, "Convenios y acuerdos")
        assert len(rows) == 33
        assert {row[4] for row in rows} == {2}
        assert {row[7] for row in rows} == {"Vigente"}
        book = load_workbook(io.BytesIO(work.reports.write(report, "xlsx")))
        assert book.worksheets[1].max_row >= 34


def test_d18_goals_that_are_adjusted_make_the_matrix(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        agreement = work.agreements.page().lines[0].id
        goal = {
            "objective": "Articular los servicios de empleo",
            "indicator_name": "Personas insertadas",
            "year": 2026,
            "target": Decimal(120),
            "reached": Decimal(80),
        }
        children = work.registers.children
        kept = children.add("agreement_goal", agreement, goal | {"target": Decimal(100)}).id
        adjusted = {"target": Decimal(120), "adjustment": "Entró un segundo centro"}
        work.registers.save("agreement_goal", kept, adjusted)
        signed = {"number": "Adenda 1", "signed_on": date(2026, 8, 3), "text": "Amplía un año"}
        children.add("amendment", agreement, signed)
        with pytest.raises(Refused, match="suscrito"):
            work.agreements.add_party(agreement, {"organization_name": "Otra entidad"})
        goals = rows_under(work.reports.build("agreements_board"), "Objetivos, indicadores y metas")
        assert goals[0][1:] == (
            "Articular los servicios de empleo",
            "Personas insertadas",
            2026,
            Decimal(120),
            Decimal(80),
        )


def test_d18_a_delegation_with_two_parties_is_refused(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE", Clock()) as work:
        agreement = work.agreements.create(
            {
                "type": Code("convenio_delegacion"),
                "title": "Convenio de delegación",
                "territory": "21",
                "signed_on": work.desk.today(),
            }
        ).id
        for name, level in (("MTPE", "national"), ("Gobierno Regional de Puno", "regional")):
            party = {"organization_name": name, "gov_level": Code(level)}
            work.agreements.add_party(agreement, party)
        with pytest.raises(Refused) as refused:
            work.agreements.advance(agreement, "signed")
        assert SPANISH(refused.value.text) == (
            "«Convenio de Delegación» necesita al menos 3 partes y tiene 2."
        )
        work.agreements.add_party(
            agreement, {"organization_name": "MP de Yunguyo", "gov_level": Code("local")}
        )
        work.agreements.advance(agreement, "signed")
