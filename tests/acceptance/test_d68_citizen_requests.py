"""D68: what a citizen asks is taken with or without a name, with a receipt on the spot (R6).

That a colleague's laptop receives no word of it is shown with the real server in
`tests/server/test_citizen_requests.py`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fieldapp.records.describe import Code
from fieldapp.records.requests import CitizenRequest
from fieldapp.records.text import Refused
from fieldapp.rules.requests import follow_up_code
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock
from tests.given.field_work import an_id
from tests.given.papers import words_of
from tests.given.registers import PUNO, keep, on_paper, report, rows, work_in

COMPLAINT: dict[str, Any] = {
    "kind": Code("claim"),
    "received_on": date(2026, 7, 8),
    "channel": Code("in_person"),
    "text": "En el aserradero no pagan las horas extra",
}


def a_request(work: Work, **more: Any) -> CitizenRequest:
    ident = keep(work, "citizen_request", **{**COMPLAINT, **more})
    found = work.registers.get("citizen_request", ident)
    assert isinstance(found, CitizenRequest)
    return found


def test_d68_the_receipt_prints_offline_with_the_last_day_by_the_countrys_calendar(
    tmp_path: Path,
) -> None:
    clock = Clock(datetime(2026, 7, 8, 15, tzinfo=UTC))
    with work_in(tmp_path, clock=clock) as work:
        request = a_request(work, territory=GUAPI, full_name="Eusebia Grueso Mina")
        said = report(work, "request_receipt", about=request.id)
        facts = {row[0]: row[1] for row in rows(said, "Datos de la solicitud")}
        # 15 working days after 8 July, over the holidays of 13 and 20 July.
        assert facts["Fecha límite de respuesta"] == date(2026, 7, 31)
        assert facts["Código de seguimiento"] == follow_up_code(request)
        assert facts["La recibió"] == "Marleny Angulo Riascos"
        printed = words_of(on_paper(work, said))
        assert "En el aserradero no pagan las horas extra" in printed
        assert "31 jul 2026" in printed


def test_d68_another_country_gives_its_own_days(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        request = a_request(work, territory=PUNO, received_on=date(2026, 7, 24))
        said = report(work, "request_receipt", about=request.id)
        facts = {row[0]: row[1] for row in rows(said, "Datos de la solicitud")}
        assert facts["Fecha límite de respuesta"] == date(2026, 8, 19)


def test_d68_who_does_not_give_a_name_gets_a_receipt_all_the_same(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        request = a_request(work, territory=GUAPI, anonymous=True)
        said = report(work, "request_receipt", about=request.id)
        facts = {row[0]: row[1] for row in rows(said, "Datos de la solicitud")}
        assert facts["Solicitante"] == "No quiso dar su nombre"


def test_d68_of_a_minor_no_name_and_no_telephone_is_written(tmp_path: Path) -> None:
    with work_in(tmp_path) as work, pytest.raises(Refused, match="menor de 18"):
        a_request(work, territory=GUAPI, minor=True, full_name="Camilo", phone="3105550000")


def test_d68_the_list_tells_the_overdue_ones_first_and_no_name(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 11, 20, 15, tzinfo=UTC))
    with work_in(tmp_path, clock=clock) as work:
        a_request(work, territory=GUAPI, full_name="Eusebia Grueso Mina")
        a_request(work, territory=GUAPI, answered_on=date(2026, 7, 20), answer="Se trasladó")
        a_request(work, territory=GUAPI, received_on=date(2026, 11, 18))
        said = report(work, "requests")
        assert [row[-1] for row in rows(said, "Solicitudes")] == [
            "Vencida",
            "En trámite",
            "Respondida",
        ]
        printed = words_of(on_paper(work, said))
        assert "Eusebia" not in printed
        assert "aserradero" not in printed


def test_d68_what_a_colleague_took_is_in_no_list_no_count_and_no_sheet(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        mine = a_request(work, territory=GUAPI)
        empty = CitizenRequest(id=an_id("colleague's"), created_by=an_id("colleague"))
        with work.desk.writing() as writing:
            writing.put(empty)
        assert [row.id for row in work.registers.list("citizen_request").rows] == [mine.id]
        assert work.registers.counts()["citizen_request"] == 1
        sheet = work.exports.table("citizen_request", "json")
        assert str(empty.id).encode() not in sheet
        assert len(rows(report(work, "requests"), "Solicitudes")) == 1
        given = msgspec.structs.replace(
            empty, id=an_id("given"), text="Me la pasaron", lead_officer=work.desk.posting.officer
        )
        with work.desk.writing() as writing:
            writing.put(given)
        listed = {row.id for row in work.registers.list("citizen_request").rows}
        assert listed == {mine.id, given.id}
