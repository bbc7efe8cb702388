"""How much headquarters holds: records of each kind in each territory, and what waits aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.records.agreements import Agreement, Commitment, FollowUp
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Organization, SameAs
from fieldapp.records.policies import Recommendation, RecommendationDoc
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.records.values import record_from_wire
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.board import Board, board_of
from fieldapp.rules.figures import FieldWork, Figures, figures_of
from fieldapp.rules.results import Chosen
from fieldapp.rules.same_as import Sameness
from sync.server.records import ROW_COLUMNS, read_row

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is here. Annulled records are counted apart, drafts like any other record.

    A record that stands in two scopes (a body of the directory) is counted once by kind.
    """

    records_by_kind: Mapping[str, int]
    records_by_scope: Mapping[str, Mapping[str, int]]
    annulled: int
    conflicts: int
    quarantined: int
    held: int
    files: int
    devices: int
    revision: int


def holdings(connection: Connection) -> Holdings:
    """Count everything headquarters holds, as the owner of its tables."""
    held = connection.execute(
        text(
            "select scope_id, kind, count(*) from record "
            "where not gone and not vals ? 'annulled' group by 1, 2 order by 1, 2"
        )
    )
    by_scope: dict[str, dict[str, int]] = {}
    for scope, kind, number in held:
        by_scope.setdefault(scope, {})[kind] = number
    by_kind = connection.execute(
        text(
            "select kind, count(distinct id) as records from record "
            "where not gone and not vals ? 'annulled' group by 1 order by 1"
        )
    )
    return Holdings(
        records_by_kind={row.kind: row.records for row in by_kind},
        records_by_scope=by_scope,
        annulled=_count(connection, "record where not gone and vals ? 'annulled'"),
        conflicts=_count(
            connection, "record where kind = 'conflict' and not gone and vals->>'state' = 'open'"
        ),
        quarantined=_count(connection, "quarantine where state = 'open'"),
        held=_count(connection, "held"),
        files=_count(connection, "file"),
        devices=_count(connection, "device"),
        revision=connection.execute(text("select rev from realm")).scalar_one(),
    )


def figures_by_scope(
    connection: Connection, kinds: Kinds, pack: Pack, today: date
) -> dict[str, Figures]:
    """Count field work in each territory by the rules that laptops use; drafts count nowhere."""
    scopes = connection.execute(
        text("select distinct scope_id from record where kind = 'activity' or kind = 'agreement'")
    ).scalars()
    same, bodies = Sameness(records_of(connection, kinds, SameAs, "")), bodies_of(connection, kinds)
    return {
        scope: figures_of(field_work(connection, kinds, scope, bodies), same, today, pack)
        for scope in sorted(scopes)
    }


def board_here(
    connection: Connection, kinds: Kinds, pack: Pack, chosen: Chosen, today: date
) -> Board:
    """The board of results of the whole country, as laptops count theirs (domain D61)."""
    same = Sameness(records_of(connection, kinds, SameAs, ""))
    work = field_work(connection, kinds, "", bodies_of(connection, kinds))
    return board_of(work, chosen, same, today, pack)


def bodies_of(connection: Connection, kinds: Kinds) -> Mapping[UUID, Organization]:
    """Every entity by its id, wherever it is."""
    return {one.id: one for one in records_of(connection, kinds, Organization, "")}


def field_work(
    connection: Connection, kinds: Kinds, scope: str, bodies: Mapping[UUID, Organization]
) -> FieldWork:
    """Read all that is counted, of a scope or ("") of the whole country."""
    return FieldWork(
        visits=records_of(connection, kinds, Activity, scope),
        attendance=records_of(connection, kinds, Attendance, scope),
        agreements=records_of(connection, kinds, Agreement, scope),
        commitments=records_of(connection, kinds, Commitment, scope),
        follow_ups=records_of(connection, kinds, FollowUp, scope),
        spaces=records_of(connection, kinds, Space, scope),
        members=records_of(connection, kinds, SpaceMember, scope),
        bodies=bodies,
        actas=records_of(connection, kinds, Minutes, scope),
        corrections=records_of(connection, kinds, Correction, scope),
        documents=records_of(connection, kinds, RecommendationDoc, scope),
        recommendations=records_of(connection, kinds, Recommendation, scope),
    )


def records_of(connection: Connection, kinds: Kinds, kind: type[R], scope: str) -> list[R]:
    """Read the records of a kind in a scope ("" = everywhere, each once), oldest revision first."""
    spec = kinds.spec_of(kind)
    found = connection.execute(
        text(
            f"select {ROW_COLUMNS} from record where kind = :kind and not gone "
            "and :scope in ('', scope_id) order by rev"
        ),
        {"kind": spec.name, "scope": scope},
    )
    rows = (read_row(*columns) for columns in found)
    records = (record_from_wire(spec, row.id, row.vals) for row in rows)
    return list({one.id: one for one in records if isinstance(one, kind)}.values())


def _count(connection: Connection, rows: str) -> int:
    return connection.execute(text(f"select count(*) from {rows}")).scalar_one()
