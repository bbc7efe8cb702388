"""What a signed acta locks (`fieldapp.rules.seals`), held by triggers no code path can forget.

What headquarters decides still arrives: triggers are mute while a pull is applied. And a signed
acta leaves whole: see `_whole`.
"""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.rules.seals import LOCKED, Locked
from fieldapp.store.capture import NOT_APPLYING
from fieldapp.store.database import SEALED


def triggers_of(kinds: Kinds) -> Iterator[tuple[str, str, str]]:
    """The locking triggers for those of the kinds that are present, as (type, name, SQL)."""
    if "minutes" not in kinds:
        return
    yield _trigger("minutes", "UPDATE", _fields(kinds["minutes"]), """OLD."status" = 'sealed'""")
    yield _whole(kinds["minutes"])
    for lock in LOCKED:
        if lock.kind not in kinds:
            continue
        fields = _fields(kinds[lock.kind], lock.open)
        yield _trigger(lock.kind, "UPDATE", fields, _binds(lock, "OLD"))
        if lock.rows:
            yield _trigger(lock.kind, "INSERT", "", _binds(lock, "NEW"))


def _whole(spec: KindSpec) -> tuple[str, str, str]:
    """Mark every field of an acta that is signed now as changed, whatever it holds.

    What was signed is all of it: it goes up whole, and nothing that comes down meanwhile is put
    under the signature. Who made the acta is not part of it.
    """
    names = [field.name for field in spec.fields if field.name not in Record.__struct_fields__]
    every = "\n  UNION ALL ".join(f"""SELECT '{name}', OLD."{name}\"""" for name in names)
    sql = f"""CREATE TRIGGER "seal_minutes_whole" AFTER UPDATE OF "status" ON "minutes"
WHEN {NOT_APPLYING} AND NEW."status" = 'sealed' AND OLD."status" IS NOT 'sealed' AND NOT EXISTS (
  SELECT 1 FROM "dirty" WHERE "kind" = 'minutes' AND "id" = OLD."id" AND "field" = '')
BEGIN
  INSERT INTO "dirty" SELECT 'minutes', OLD."id", * FROM (
  {every}
  ) WHERE true ON CONFLICT DO NOTHING;
END"""
    return "trigger", "seal_minutes_whole", sql


def _fields(spec: KindSpec, left_open: frozenset[str] = frozenset()) -> str:
    return " OF " + ", ".join(f'"{f.name}"' for f in spec.fields if f.name not in left_open)


def _binds(lock: Locked, row: str) -> str:
    """That a seal binds a row: of the acta it is said of, or of any acta of its activity."""
    leads, key = (lock.acta, "id") if lock.acta else (lock.activity, "activity")
    return f"""EXISTS (
  SELECT 1 FROM "minutes" WHERE "{key}" = {row}."{leads}" AND "status" = 'sealed')"""


def _trigger(kind: str, verb: str, fields: str, condition: str) -> tuple[str, str, str]:
    name = f"seal_{kind}_{verb.lower()}"
    sql = f"""CREATE TRIGGER "{name}" BEFORE {verb}{fields} ON "{kind}"
WHEN {NOT_APPLYING} AND {condition}
BEGIN
  SELECT RAISE(ABORT, '{SEALED}');
END"""
    return "trigger", name, sql
