"""Plans as ministries have them: the matrices of Puno, brought in as an office would."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.packs.resources import resource_path
from fieldapp.records.describe import Code
from fieldapp.records.plans import Plan
from fieldapp.work.imported import Imported
from fieldapp.work.work import Work

FIXTURES = Path(__file__).parent.parent / "fixtures" / "puno"
(MATRICES,) = resource_path("demo", "pe", "matrices").iterdir()
"""The matrices of Puno, as the demonstration brings them in."""
PUNO = "21"
PERU: dict[str, Any] = {
    "country": "PE",
    "home_scope": PUNO,
    "scopes": frozenset({PUNO, "0"}),
    "office_name": "Dirección Regional de Trabajo de Puno",
}
"""The posting of an invented officer in Puno."""
SEDE: dict[str, Any] = {
    "country": "PE",
    "home_scope": "0",
    "scopes": frozenset({PUNO, "0", "03", "08"}),
    "role": "hq_reviewer",
    "office_name": "Sede central",
}
"""The posting of an invented reviewer at headquarters."""


def a_plan(work: Work, **changes: Any) -> UUID:
    """A draft of the improvement plan, of Puno unless told otherwise."""
    typed = {
        "type": Code("improvement"),
        "title": "Acciones de mejora continua",
        "territory": PUNO,
        "period": "2015",
        **changes,
    }
    return work.registers.save("plan", None, typed).id


def bring(work: Work, name: str, plan: UUID) -> Imported:
    """Bring one of the fixtures into a plan; what they take from a diagnosis stays out."""
    (file,) = MATRICES.glob(f"*_{name}")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    heads = [head for head in rows[0] if head != "prioritised"]
    alone = io.StringIO()
    writer = csv.DictWriter(alone, heads, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return work.imports.bring(name, alone.getvalue().encode(), into=plan)


def rows_of(work: Work, kind: type[Any], plan: UUID) -> list[Any]:
    """The records of a kind that belong to a plan, in their order."""
    with work.desk.reading() as reading:
        return reading.all(kind, {"plan": plan}, ("position",))


def plan_of(work: Work, plan: UUID) -> Plan:
    """The plan as it is kept."""
    with work.desk.reading() as reading:
        kept = reading.get(Plan, plan)
    assert kept is not None
    return kept
