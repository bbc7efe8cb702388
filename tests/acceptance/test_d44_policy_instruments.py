"""D44: departments by the stage of their policies; an adopted instrument names its act."""

from __future__ import annotations

from pathlib import Path

from tests.given.countries import a_national_desk
from tests.given.national import paper_of, refused, sheets_of


def test_d44_an_instrument_in_adoption_needs_the_act_and_departments_stand_by_stage(
    tmp_path: Path,
) -> None:
    with a_national_desk(tmp_path) as work:
        policy = {"name": "Política de trabajo decente", "type": "PP", "territory": "19"}
        with refused("hay que escribir «Acto que lo adopta»"):
            work.registers.save("policy_instrument", None, {**policy, "stage": "adoption"})
        kept = work.registers.save("policy_instrument", None, {**policy, "stage": "formulation"}).id
        with refused("Acto que lo adopta"):
            work.registers.save("policy_instrument", kept, {"stage": "adoption"})
        act = {"stage": "adoption", "adopting_act": "Ordenanza 012 de 2016"}
        work.registers.save("policy_instrument", kept, act)
        with refused("Acto que lo adopta"):
            work.registers.save("policy_instrument", kept, {"adopting_act": ""})
        visit = work.registers.save("activity", None, {"objective": "Apoyar", "territory": "19"}).id
        work.registers.save(
            "instrument_support", None, {"instrument": kept, "activity": visit, "support": "Texto"}
        )
        for code, stage in (("76", "agenda"), ("76001", "formulation"), ("05", "agenda")):
            work.registers.save(
                "policy_instrument",
                None,
                {"name": "Plan de empleo", "type": "PE", "territory": code, "stage": stage},
            )

        told = " ".join(paper_of(work, "policy_stages"))
        assert (
            "Departamentos por etapa: agenda pública 1, formulación 1, adopción 1, "
            "implementación 0, seguimiento 0, sin instrumento 29." in told
        )
        leaves = sheets_of(work, "policy_stages")
        rows = {row[0]: row[1:] for row in leaves["Departamentos por etapa"]}
        assert len(rows) == 1 + 32
        assert rows["Valle del Cauca"] == ("Formulación", 2)
        assert rows["Chocó"][0] == "Sin instrumento"
        assert any("Ordenanza 012 de 2016" in row for row in leaves["Instrumentos"])
