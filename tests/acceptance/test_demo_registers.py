"""What the Peruvian source lists as such comes with the demonstration set, with invented people."""

from __future__ import annotations

from pathlib import Path

from tests.given.countries import a_filled_country
from tests.given.registers import report, rows, words


def test_the_peruvian_set_holds_norms_letters_teams_and_placements(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        assert "Normas: 22." in words(report(work, "norms"))
        assert "Integrantes: 12. En representación de otro: 1." in words(report(work, "teams"))
        last = work.registers.list("letter", text="254-2015").rows[0].id
        assert len(rows(report(work, "letter_chain", about=last), "Cartas y oficios")) == 5
        (placed,) = rows(report(work, "services"), "Por discapacidad")
        assert placed[0] == "Bolsa de Trabajo"
        assert placed[-1] == 392
