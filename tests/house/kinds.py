"""Write sync/kinds.json: every kind and field as other clients must know them (`poe kinds`).

It is derived from fieldapp/records and only recorded, so that whoever writes a client in another
language need not read Python; a test sees that it says what the descriptions say.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fieldapp.app import SCHEMA
from fieldapp.records import KINDS
from fieldapp.records.describe import FieldSpec, KindSpec

RECORDED = Path(__file__).resolve().parents[2] / "sync" / "kinds.json"


def spelled() -> str:
    """Spell what the descriptions say."""
    kinds = {spec.name: _kind(spec) for spec in KINDS}
    return json.dumps({"schema": SCHEMA, "kinds": kinds}, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Record it."""
    RECORDED.write_text(spelled(), encoding="utf-8")
    print(f"{len(KINDS)} kinds in {RECORDED.name}")


def _kind(spec: KindSpec) -> dict[str, Any]:
    return {
        "label": spec.label,
        "unit": spec.unit,
        "scope_by": spec.scope_by,
        "edited_by": spec.edited_by.value,
        **({"private": True} if spec.private else {}),
        "fields": {field.name: _field(field) for field in spec.fields if field.name != "id"},
    }


def _field(field: FieldSpec) -> dict[str, Any]:
    fact = field.fact
    told: dict[str, Any] = {
        "type": field.type.value,
        "label": field.label,
        "merge": fact.merge.value,
        "sensitivity": fact.sensitivity.value,
        "to": list(fact.to),
        "catalogue": fact.catalogue,
        "longest": field.longest if field.type.value == "text" else 0,
    }
    return {name: value for name, value in told.items() if value}


if __name__ == "__main__":
    main()
