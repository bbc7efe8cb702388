"""Change capture: every write leaves its outgoing change in `dirty`, in the same transaction.

Triggers do it, so that no code path can forget. A new record leaves one row with the field ''
(the freeze reads its values then: a row a field would make saving three times dearer, measured);
a later change leaves one row a field with the value first seen since the last freeze. While
`applying` is set, what a pull writes is not captured. `INSERT OR REPLACE` is never used: it would
fire none of this.
"""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.records.describe import KindSpec

NOT_APPLYING = '(SELECT "now" FROM "applying") = 0'


def triggers_of(spec: KindSpec) -> Iterator[tuple[str, str, str]]:
    """The capturing triggers of one kind, as (type, name, SQL)."""
    kind = spec.name
    yield (
        "trigger",
        f"capture_{kind}_new",
        f"""CREATE TRIGGER "capture_{kind}_new" AFTER INSERT ON "{kind}"
WHEN {NOT_APPLYING}
BEGIN
  INSERT INTO "dirty" VALUES ('{kind}', NEW."id", '', NULL);
END""",
    )
    names = [field.name for field in spec.fields if field.name != "id"]
    changes = "\n  UNION ALL ".join(
        f"""SELECT '{name}', OLD."{name}" WHERE OLD."{name}" IS NOT NEW."{name}\""""
        for name in names
    )
    yield (
        "trigger",
        f"capture_{kind}_change",
        f"""CREATE TRIGGER "capture_{kind}_change" AFTER UPDATE ON "{kind}"
WHEN {NOT_APPLYING} AND NOT EXISTS (
  SELECT 1 FROM "dirty" WHERE "kind" = '{kind}' AND "id" = OLD."id" AND "field" = '')
BEGIN
  INSERT INTO "dirty" SELECT '{kind}', OLD."id", * FROM (
  {changes}
  ) WHERE true ON CONFLICT DO NOTHING;
END""",
    )
