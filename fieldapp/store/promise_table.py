"""Which promises are still owed, kept beside the records: a laptop may hold years of kept ones.

The table `open_promise` has a row for each commitment that nobody called kept or given up, with
the day agreed last and the territory it was promised in. Triggers keep it in the transaction that
writes a commitment, a report, what an acta clarifies of it or where a meeting is; it is never sent
and can be made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldapp.records.kinds import Kinds

NAME: Final = "open_promise"
TRIGGERS: Final = "promise_"
"""How the names of its triggers begin."""
ORIGINS: Final = ("activity", "agreement", "plan")

_KINDS: Final = frozenset({"commitment", "correction", "follow_up", "minutes", *ORIGINS})
_LAST_FIRST: Final = 'ORDER BY f."on" DESC, f."created_at" DESC, f."row" DESC LIMIT 1'
_TERRITORY: Final = " UNION ALL ".join(
    f'SELECT o."territory" FROM "{kind}" o WHERE o."id" = c."origin" AND o."annulled" IS NULL'
    for kind in ORIGINS
)
_OWED: Final = f"""INSERT INTO "{NAME}" ("commitment", "origin", "territory", "due_on")
SELECT c."id", c."origin", ({_TERRITORY} LIMIT 1), coalesce(
  (SELECT f."new_due_on" FROM "follow_up" f WHERE f."commitment" = c."id"
   AND f."annulled" IS NULL AND f."new_due_on" IS NOT NULL {_LAST_FIRST}),
  (SELECT k."says" FROM "correction" k JOIN "minutes" m ON m."id" = k."minutes"
   WHERE k."record" = c."id" AND k."annulled" IS NULL AND k."part" LIKE '%/due'
   AND m."status" = 'sealed' ORDER BY k."created_at" DESC LIMIT 1), c."due_on")
FROM "commitment" c WHERE c."annulled" IS NULL AND coalesce(
  (SELECT f."status" FROM "follow_up" f WHERE f."commitment" = c."id"
   AND f."annulled" IS NULL {_LAST_FIRST}), '') NOT IN ('done', 'cancelled')"""
_CLARIFIED: Final = '(SELECT "record" FROM "correction" WHERE "minutes" = NEW."id")'
_AS_CLARIFIED: Final = f"""DELETE FROM "{NAME}" WHERE "commitment" IN {_CLARIFIED};
  {_OWED} AND c."id" IN {_CLARIFIED};"""
FILLING: Final = (f'DELETE FROM "{NAME}"', _OWED)
"""The statements that make it anew from the records."""


def generated(kinds: Kinds) -> Iterator[tuple[str, str, str]]:
    """Its indices and what keeps it true, as (type, name, SQL); nothing where promises are none."""
    if not all(kind in kinds for kind in _KINDS):
        return
    for column in ("origin", "territory", "due_on"):
        index = f"ix_{NAME}_{column}"
        yield "index", index, f'CREATE INDEX {index} ON "{NAME}" ("{column}")'
    for kind, column, told in (
        ("commitment", "id", '"origin", "due_on", "annulled"'),
        ("follow_up", "commitment", '"on", "status", "new_due_on", "annulled"'),
        ("correction", "record", '"says", "annulled"'),
    ):
        yield _trigger(f"{kind}_new", f'INSERT ON "{kind}"', _again("NEW", column))
        yield _trigger(f"{kind}_change", f'UPDATE OF {told} ON "{kind}"', _again("NEW", column))
        yield _trigger(f"{kind}_gone", f'DELETE ON "{kind}"', _again("OLD", column))
    yield _trigger("minutes_sealed", 'UPDATE OF "status" ON "minutes"', _AS_CLARIFIED)
    for kind in ORIGINS:
        moved = f"""UPDATE "{NAME}" SET "territory" =
    CASE WHEN NEW."annulled" IS NULL THEN NEW."territory" END WHERE "origin" = NEW."id";"""
        yield _trigger(f"{kind}_new", f'INSERT ON "{kind}"', moved)
        yield _trigger(f"{kind}_change", f'UPDATE OF "territory", "annulled" ON "{kind}"', moved)


def _again(row: str, column: str) -> str:
    """Look at one commitment anew."""
    return f"""DELETE FROM "{NAME}" WHERE "commitment" = {row}."{column}";
  {_OWED} AND c."id" = {row}."{column}";"""


def _trigger(name: str, event: str, body: str) -> tuple[str, str, str]:
    called = f"{TRIGGERS}{name}"
    return "trigger", called, f'CREATE TRIGGER "{called}" AFTER {event}\nBEGIN\n  {body}\nEND'
