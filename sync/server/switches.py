"""Which groups of registers an office works with, said at headquarters (field rule R30).

It is a field of the office's own record, which travels to its laptops like any other; they see what
it says when they are next opened. What is switched off loses nothing.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import text

from fieldapp.packs import Pack
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.switches import ALWAYS
from sync.server.records import load_rows
from sync.server.register import Register
from sync.server.units import Row

EVERY_GROUP: Final = "all"


def switch(register: Register, pack: Pack, code: str, group: str, *, on: bool) -> list[str]:
    """Switch a group, or every one, on or off for an office; give those that are on.

    Raises Refused for an office or a group that is not, and for what no office can do without.
    """
    known = [one.code for one in pack.catalogue("register_groups")]
    if group not in (*known, EVERY_GROUP):
        listed = ", ".join((*known, EVERY_GROUP))
        raise Refused(
            say("No hay un grupo «{group}»; use uno de: {known}.", group=group, known=listed)
        )
    if group in ALWAYS and not on:
        label = Text(pack.catalogue("register_groups").label(group))
        raise Refused(say("Sin «{group}» no trabaja ninguna oficina.", group=label))
    chosen = set(known if group == EVERY_GROUP else [group])
    with register.engine.begin() as connection:
        place = connection.execute(
            text("select id, scope_id from office where code = :code for update"), {"code": code}
        ).one_or_none()
        if place is None:
            raise Refused(say("No existe la oficina «{code}».", code=code))
        rows = load_rows(connection, [place.id], [place.scope_id]).values()
        before = _said(rows) or set(known)
        after = (before | chosen if on else before - chosen) | ALWAYS
        ordered = [one for one in known if one in after]
        row = Row(place.scope_id, "office", place.id, place.id, {"groups": sorted(after)})
        register.put(connection, row)
    return ordered


def _said(rows: Iterable[Row]) -> set[str]:
    return {group for row in rows if row.kind == "office" for group in row.vals.get("groups") or ()}
