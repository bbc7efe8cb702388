"""What some kinds ask before they are kept, beyond what their description says.

Everything that is put passes here, whatever way it comes: typed, imported, from a register. A
rule is asked only about what a person changes, so that what came by sync never stops a save. A
subject is one module of this folder with its `RULES`.
"""

from __future__ import annotations

from typing import Final

from fieldapp.records.describe import Record
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.kind_rules import diagnosis, plan_rows, planning, territorial, trips
from fieldapp.work.kind_rules.asked import Rules

_RULES: Final[Rules] = {
    **trips.RULES,
    **plan_rows.RULES,
    **planning.RULES,
    **diagnosis.RULES,
    **territorial.RULES,
}


def must_hold(desk: Desk, writing: Writing, record: Record) -> None:
    """Raise Refused, in words, if a rule of its kind does not let the record be kept."""
    rule = _RULES.get(type(record))
    # A plan and its rows are taken out by whoever may change them; else annulling is free.
    if rule is not None and (not record.annulled or type(record) in plan_rows.RULES):
        rule(desk, writing, writing.get(type(record), record.id), record)
