"""D20: a mesa territorial says its step of the protocol until there is a local plan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import UUID

from fieldapp.packs.pack import read_pack
from fieldapp.packs.resources import resource_path
from fieldapp.records.describe import Code
from fieldapp.records.spaces import Space
from fieldapp.rules.protocol import protocol_of
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.field_work import an_id

DAY = "2026-11-20"


def test_d20_a_mesa_without_a_plan_is_at_step_3_of_7(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "HN") as work:
        mesa = work.registers.save(
            "space",
            None,
            {"name": "Mesa de Choluteca", "type": Code("MTE"), "territory": "06"},
        ).id
        _take(work, mesa, "install", "diagnosis", "priorities")
        (line,) = work.spaces.lines()
        assert line.protocol is not None
        assert (line.protocol.taken, line.protocol.total) == (3, 7)
        assert line.protocol.next == "Objetivos y líneas del plan"
        plan = {"type": Code("local_employment"), "title": "Plan local", "territory": "06"}
        made = work.registers.save("plan", None, plan).id
        assert work.spaces.lines()[0].protocol is not None
        work.action_plans.approve(made, "Acuerdo de la mesa")
        assert work.spaces.lines()[0].protocol is None


def test_d20_the_steps_are_of_the_pack(tmp_path: Path) -> None:
    shutil.copytree(resource_path("packs", "hn"), tmp_path, dirs_exist_ok=True)
    written = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    written["catalogues"]["protocol_steps"] = [{"code": "only", "label": "El único"}]
    (tmp_path / "pack.json").write_text(json.dumps(written), encoding="utf-8")
    space = Space(id=an_id("mesa"), type=Code("MTE"))
    known = protocol_of(space, [], read_pack(tmp_path))
    assert known is not None
    assert (known.taken, known.total, known.next) == (0, 1, "El único")


def _take(work: Work, space: UUID, *steps: str) -> None:
    for step in steps:
        taken = {"step": Code(step), "done_on": work.desk.today()}
        work.registers.save("protocol_step", None, {**taken, "space": space})
