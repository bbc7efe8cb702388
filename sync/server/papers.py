"""Which files are signed papers of an acta, and what became of each: the tables behind completing.

A file may come before its records or after them. It waits unjudged until a sealed acta names it,
or until whatever names it shows that it is no paper at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, text

_LOOKED_AT: Final = 2_000
"""Uses of files read at once; what is left comes with the next look."""

_COPIES: Final = {"acta": "delivered", "acta_archive": "archive"}
"""The version of an acta that an attachment of each kind is."""

_USES: Final = """
select f.sha256, r.kind, r.id, r.scope_id, r.vals->>'kind' as copy, r.vals->>'status' as status,
    r.vals->>'activity' as activity, r.vals->>'digest' as digest,
    r.vals->>'file_sha256' as delivered, r.vals->>'archive_sha256' as archive
from file f left join paper p on p.sha256 = f.sha256
join file_use u on u.sha256 = f.sha256
join record r on r.scope_id = u.scope_id and r.id = u.id and not r.gone
where not f.judged and (p.sha256 is null
    or p.at < cast(:now as timestamptz) - interval '1 minute' * power(2, least(p.tries, 10)))
order by f.sha256 limit :most
"""

_NO_PAPERS: Final = """
update file set judged = true where sha256 in (
  select f.sha256 from file f where not f.judged
  and exists (select from file_use u where u.sha256 = f.sha256)
  and not exists (select from file_use u
    join record r on r.scope_id = u.scope_id and r.id = u.id
    where u.sha256 = f.sha256 and (r.kind = 'minutes' or r.vals->>'kind' = any(:copies)))
  for update of f skip locked)
"""

_SEALED: Final = """
select r.id, r.scope_id, r.vals->>'digest' as digest from seal s
join record r on r.id = s.acta and r.kind = 'minutes' and not r.gone and r.sealed
where s.activity = cast(:activity as uuid) order by r.id
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that a sealed acta, or an attachment beside it, names as one of its copies."""

    name: bytes
    """Its SHA-256."""
    acta: UUID
    scope: str
    version: str
    digest: str
    """D of the acta (hexadecimal): what the paper must carry inside."""


def papers_due(connection: Connection, now: datetime) -> dict[bytes, list[Paper]]:
    """Give the papers that are here and not judged; judge the files that are none.

    A file may be a copy of more than one sealed acta of a visit, as far as its records say.
    """
    connection.execute(text(_NO_PAPERS), {"copies": list(_COPIES)})
    found = connection.execute(text(_USES), {"now": now, "most": _LOOKED_AT}).all()
    due: dict[bytes, list[Paper]] = {}
    for name, group in groupby(found, key=lambda one: bytes(one.sha256)):
        papers = dict.fromkeys(paper for use in group for paper in _papers(connection, name, use))
        if papers:
            due[name] = list(papers)
    return due


def judge(connection: Connection, name: bytes) -> None:
    """Look at a file no more."""
    connection.execute(text("update file set judged = true where sha256 = :name"), {"name": name})


def take_turn(connection: Connection, name: bytes) -> bool:
    """Have a paper for this transaction alone; False when another has it or is through with it."""
    turn = int.from_bytes(name[:8], "big", signed=True)
    taken = connection.execute(
        text("select pg_try_advisory_xact_lock(:turn)"), {"turn": turn}
    ).scalar_one()
    return (
        taken
        and not connection.execute(
            text("select judged from file where sha256 = :name"), {"name": name}
        ).scalar_one()
    )


def note_paper(
    connection: Connection, paper: Paper, state: str, reason: str, now: datetime
) -> None:
    """Keep what became of a paper; what failed is tried again, ever more rarely."""
    connection.execute(
        text(
            "insert into paper values (:name, :acta, :version, :state, :reason, 1, :now) "
            "on conflict (sha256) do update set state = excluded.state, "
            "reason = excluded.reason, tries = paper.tries + 1, at = excluded.at"
        ),
        {
            "name": paper.name,
            "acta": paper.acta,
            "version": paper.version,
            "state": state,
            "reason": reason,
            "now": now,
        },
    )
    if state != "failed":
        judge(connection, paper.name)


def sealing_devices(connection: Connection, acta: UUID) -> list[Row[Any]]:
    """Give the devices of the account that sealed an acta, each with its certificates.

    A device without a certificate is there too: its officer may sign with an identity card.
    """
    return list(
        connection.execute(
            text(
                "select d.id, d.code, a.person_id, a.full_name, c.content, "
                "case when d.state = 'revoked' then coalesce(d.revoked_at, d.enrolled_at) end "
                "as revoked_at from seal s "
                "join device sealing on sealing.id = s.device "
                "join device d on d.account = sealing.account "
                "join account a on a.id = d.account left join certificate c on c.device = d.id "
                "where s.acta = :acta order by c.issued_at"
            ),
            {"acta": acta},
        )
    )


def _papers(connection: Connection, name: bytes, use: Row[Any]) -> Iterator[Paper]:
    if use.kind == "minutes" and use.status == "sealed":
        for version in ("delivered", "archive"):
            if getattr(use, version) == name.hex():
                yield Paper(name, use.id, use.scope_id, version, use.digest or "")
    elif use.kind == "attachment" and use.copy in _COPIES and use.activity:
        for acta in connection.execute(text(_SEALED), {"activity": use.activity}):
            yield Paper(name, acta.id, acta.scope_id, _COPIES[use.copy], acta.digest or "")
