"""D55: eight regional pilots; one without its convenio is refused."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.national import refused

REGIONS = ("01", "02", "03", "04", "05", "06", "08", "21")


def test_d55_eight_regional_pilots_stand_on_their_convenios(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "PE") as work:
        registers = work.registers
        pilot = [a_pilot(work, region) for region in REGIONS][-1]
        registers.save("pilot", pilot, {"staff_requirement": "Psicólogo titulado"})
        assert registers.list("pilot").total == 8
        with refused("no se guarda sin «Convenio»"):
            registers.save("pilot", None, {"name": "Piloto sin convenio", "territory": "21"})
        with refused("no se guarda sin «Convenio»"):
            registers.save("pilot", pilot, {"agreement": None})
        with pytest.raises(WrongFile):
            work.imports.bring("pilotos.csv", b"Nombre,Territorio\nSin convenio,21\n", kind="pilot")
        assert registers.list("pilot").total == 8


def a_pilot(work: Work, region: str) -> UUID:
    """The convenio of a region, the pilot that stands on it, and a condition it meets."""
    title = {"title": f"Convenio de cooperación {region}", "territory": region}
    convenio = work.registers.save("agreement", None, title).id
    told = {"name": f"Piloto {region}", "territory": region, "agreement": convenio}
    pilot = work.registers.save("pilot", None, told).id
    condition = {"pilot": pilot, "kind": "political", "text": "Interés político", "met": True}
    work.registers.save("pilot_condition", None, condition)
    return pilot
