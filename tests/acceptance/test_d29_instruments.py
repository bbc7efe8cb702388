"""D29: 25 regions and 5 instruments are 125 cells; who did not answer is not who has none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import an_organization, forms_of, rows_of_book
from tests.given.packs import pack
from tests.given.papers import words_of

PE = pack("PE")
REGIONS = [one for one in PE.territories if one.level == 1]
INSTRUMENTS = [one.code for one in PE.catalogue("management_instruments")]
STATES = ("up_to_date", "outdated", "in_update", "missing")
EVERYWHERE: dict[str, Any] = {
    "country": "PE",
    "home_scope": "0",
    "scopes": frozenset({*(one.code for one in REGIONS), "0"}),
    "role": "hq_reviewer",
}
ASKED, ANSWERED = date(2015, 6, 1), date(2015, 7, 1)


def test_d29_the_grid_has_125_cells_and_counts_the_unanswered_apart(tmp_path: Path) -> None:
    with a_desk(tmp_path, **EVERYWHERE) as desk:
        work = Work(desk)
        for n, region in enumerate(REGIONS):
            office = an_organization(work, f"Dirección regional de {region.name}", region.code)
            for m, instrument in enumerate(INSTRUMENTS):
                answered = (n + m) % 5 < 4
                typed = {
                    "organization": office,
                    "instrument": Code(instrument),
                    "year": 2015,
                    "asked_on": ASKED,
                    "answered_on": ANSWERED if answered else None,
                    "state": Code(STATES[(n + m) % 5]) if answered else None,
                }
                if n < 20:  # five regions were never asked
                    work.registers.save("instrument_status", None, typed)
        forms = forms_of(work, "instruments")
    assert not faults(forms["pdf"])
    summary = {row[0]: row[1] for row in rows_of_book(forms["xlsx"])}
    assert (len(REGIONS), len(INSTRUMENTS)) == (25, 5)
    assert sum(n for n in summary.values() if isinstance(n, int)) == 125
    assert summary["No existe"] == 20
    assert summary["Sin respuesta"] == 20 + 25
    grid = [row for row in rows_of_book(forms["xlsx"], 1) if row[0] in {r.name for r in REGIONS}]
    assert len(grid) == 25
    assert sum(cell is not None for row in grid for cell in row[1:6]) == 125
    told = words_of(forms["pdf"])
    assert "Total 125" in told
    assert "siguen sin respuesta: 20" in told
