"""What the officer's office works with, as headquarters last said (field rule R30)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records import KINDS
from fieldapp.records.kinds import Kinds
from fieldapp.records.people import Office
from fieldapp.rules.switches import groups_on, seen_with
from fieldapp.store.unit_of_work import Store
from fieldapp.work.desk import Desk


def kinds_of_office(store: Store, pack: Pack, office: UUID) -> Kinds:
    """The kinds as this office sees them, from its own record; all of them where it is not here."""
    groups = [one.code for one in pack.catalogue("register_groups")]
    with store.read() as reading:
        return seen_with(KINDS, groups_on(reading.get(Office, office), groups))


def switched(desk: Desk) -> Desk | None:
    """The desk with what its office works with by now; None where nothing was switched."""
    kinds = kinds_of_office(desk.store, desk.pack, desk.posting.office)
    return None if _off(kinds) == _off(desk.kinds) else replace(desk, kinds=kinds)


def _off(kinds: Kinds) -> frozenset[str]:
    return frozenset(spec.name for spec in kinds if spec.off)
