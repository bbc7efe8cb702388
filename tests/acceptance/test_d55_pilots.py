"""D55: eight regional pilots; one without its convenio is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.work.import_keeping import WrongFile
from tests.given.national import national_work, refused

REGIONS = ("01", "02", "03", "04", "05", "06", "08", "21")


def test_d55_eight_regional_pilots_stand_on_their_convenios(tmp_path: Path) -> None:
    with national_work(tmp_path, "PE") as work:
        registers = work.registers
        for region in REGIONS:
            convenio = registers.save(
                "agreement",
                None,
                {
                    "title": f"Convenio de cooperación {region}",
                    "territory": region,
                },
            ).id
            pilot = registers.save(
                "pilot",
                None,
                {"name": f"Piloto {region}", "territory": region, "agreement": convenio},
            ).id
            registers.save(
                "pilot_condition",
                None,
                {"pilot": pilot, "kind": "political", "text": "Interés político", "met": True},
            )
        registers.save("pilot", pilot, {"staff_requirement": "Psicólogo titulado"})
        assert registers.list("pilot").total == 8
        with refused("no se guarda sin «Convenio»"):
            registers.save("pilot", None, {"name": "Piloto sin convenio", "territory": "21"})
        with refused("no se guarda sin «Convenio»"):
            registers.save("pilot", pilot, {"agreement": None})
        with pytest.raises(WrongFile):
            work.imports.bring("pilotos.csv", b"Nombre,Territorio\nSin convenio,21\n", kind="pilot")
        assert registers.list("pilot").total == 8
