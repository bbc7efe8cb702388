"""D67: three audiences counted apart; the indicator is of disseminations, not of people."""

from __future__ import annotations

from pathlib import Path

from tests.given.countries import a_national_desk
from tests.given.national import paper_of, sheets_of


def test_d67_three_audiences_are_counted_apart_and_the_indicator_is_of_disseminations(
    tmp_path: Path,
) -> None:
    with a_national_desk(tmp_path, "PE") as work:
        for day in range(2):
            told = {"kind": "dissemination", "territory": "21", "objective": f"SOVIO {day}"}
            visit = work.visits.start(None, told).id
            for audience, people in (("youth", 120), ("parents", 40), ("teachers", 12)):
                work.audiences.count(visit, audience, people + day)
            work.visits.finish(visit)
        planned = {"kind": "dissemination", "territory": "21", "objective": "Todavía no"}
        work.registers.save("activity", None, planned)

        rows = sheets_of(work, "disseminations")["Públicos"]
        assert rows[1:4] == [
            ("Jóvenes", 2, 241),
            ("Padres y madres", 2, 81),
            ("Docentes", 2, 25),
        ]
        assert "Indicador, número de difusiones: 2." in paper_of(work, "disseminations")[0]
