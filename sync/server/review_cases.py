"""What waits for a person at headquarters, in words: units in quarantine, on hold, and conflicts.

The commands and the console read it with the same functions, as the owner of the tables: whoever
asks here was let in before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, cast
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldType, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, say
from fieldapp.records.values import from_wire
from sync.protocol.body import read_body
from sync.protocol.packing import FrameError
from sync.server.units import OfferedUnit, described, units_of

Source = Literal["quarantine", "held", "conflict"]

_LETTERS: Final[Mapping[str, Source]] = {"Q": "quarantine", "H": "held"}
_CASES: Final = """
select * from (
    select 'Q' || q.number as ref, 'quarantine' as source, q.at, q.state, q.scope_id as scope,
        q.reason, q.body, null::uuid as conflict, q.device, d.account, r.login as decided_by,
        q.decided_at, q.decision
    from quarantine q left join device d on d.id = q.device
    left join account r on r.id = q.decided_by
    union all
    select 'H' || number, 'held', at, 'open', scope_id, '', body, null, device, account,
        null, null, '' from held
    union all
    select id::text, 'conflict', coalesce(to_timestamp((vals->>'offered_at')::bigint / 1000000.0),
        'epoch'), coalesce(vals->>'state', 'open'), scope_id, coalesce(vals->>'what', ''), null, id,
        (vals->>'device')::uuid, null, null, null, coalesce(vals->>'reason', '')
    from record where kind = 'conflict' and not gone
) as waiting
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that waits, or was decided. `ref` names it: Q12, H3, or a conflict's id."""

    ref: str
    source: Source
    at: datetime
    state: str
    scope: str
    """Empty where the bytes do not tell, or name a territory their author never had."""
    kind: str
    title: str
    reason: str
    device: str
    login: str
    officer: str
    decided_by: str = ""
    decided_at: datetime | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field of one record in words: what stands at headquarters and what was offered."""

    record: str
    label: str
    stands: str
    offered: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """All a person needs to decide."""

    case: Case
    fields: Sequence[ShownField]
    readable: bool = True
    """False when not even the program can make out what the laptop sent."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty is everything."""

    scope: str = ""
    kind: str = ""
    device: str = ""
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what waits over one connection."""

    connection: Connection
    kinds: Kinds
    pack: Pack
    _rows: dict[tuple[str, UUID], Mapping[str, Any] | None] = field(
        default_factory=dict[tuple[str, UUID], Mapping[str, Any] | None]
    )

    def listed(self, wanted: Wanted) -> list[Case]:
        """Every case that is wanted, newest first."""
        found = self.connection.execute(
            text(
                f"{_CASES} where (:scope = '' or scope = :scope) "
                "and (:state = '' or state = :state) order by at desc, ref desc"
            ),
            {"scope": wanted.scope, "state": wanted.state},
        )
        cases = (self._case(row) for row in found)
        return [
            case
            for case in cases
            if wanted.kind in ("", case.kind) and wanted.device in ("", case.device)
        ]

    def shown(self, ref: str) -> ShownCase:
        """One case with every field. Raises `Refused` when there is none of this name."""
        row = self._found(ref)
        case = self._case(row)
        if case.source == "conflict":
            return ShownCase(case, [self._contested(row.conflict)])
        units = units_in(row.body)
        if units is None:
            return ShownCase(case, [], readable=False)
        return ShownCase(case, [line for unit in units for line in self._offered(unit)])

    def record(self, kind: str, record: UUID) -> Mapping[str, Any] | None:
        """The values of a record as they stand, wherever; None when it is not here."""
        if (kind, record) not in self._rows:
            found = self.connection.execute(
                text(
                    "select vals from record where kind = :kind and id = :id and not gone "
                    "order by rev desc limit 1"
                ),
                {"kind": kind, "id": record},
            ).scalar_one_or_none()
            self._rows[kind, record] = cast("Mapping[str, Any] | None", found)
        return self._rows[kind, record]

    def _found(self, ref: str) -> Any:
        found = self.connection.execute(
            text(f"{_CASES} where ref = :ref"), {"ref": spelled(ref)}
        ).one_or_none()
        if found is None:
            raise Refused(say("No hay nada por revisar con el nombre «{ref}».", ref=ref))
        return found

    def _case(self, row: Any) -> Case:
        kind, title = self._named(row)
        code, login, officer = self._sender(row)
        return Case(
            ref=row.ref,
            source=row.source,
            at=row.at,
            state=row.state,
            scope=row.scope,
            kind=kind,
            title=title,
            reason=row.reason,
            device=code,
            login=login,
            officer=officer,
            decided_by=row.decided_by or "",
            decided_at=row.decided_at,
            decision=row.decision,
        )

    def _sender(self, row: Any) -> tuple[str, str, str]:
        found = self.connection.execute(
            text(
                "select d.code, a.login, a.full_name from device d "
                "join account a on a.id = coalesce(:account, d.account) where d.id = :device"
            ).bindparams(account=row.account, device=row.device)
        ).one_or_none()
        return (found.code, found.login, found.full_name) if found else ("", "", "")

    def _named(self, row: Any) -> tuple[str, str]:
        """The kind of the record that a case is about, and how people call that record."""
        if row.source == "conflict":
            vals = self.record("conflict", row.conflict) or {}
            kind = str(vals.get("about_kind", ""))
            return kind, self._title(kind, self.record(kind, UUID(vals["about"])) or {})
        units = units_in(row.body)
        if not units:
            return "", ""
        unit = units[0]
        vals = dict(self.record(unit.kind, unit.id) or {})
        for offer in unit.offers:
            if offer.id == unit.id:
                vals |= offer.vals
        return unit.kind, self._title(unit.kind, vals)

    def _title(self, kind: str, vals: Mapping[str, Any]) -> str:
        if kind not in self.kinds:
            return ""
        return str(vals.get(self.kinds[kind].title) or self.kinds[kind].label)

    def _offered(self, unit: OfferedUnit) -> Iterable[ShownField]:
        for offer in unit.offers:
            stands = self.record(offer.kind, offer.id) or {}
            label = self.kinds[offer.kind].label if offer.kind in self.kinds else offer.kind
            title = self._title(offer.kind, {**stands, **offer.vals})
            for name, value in offer.vals.items():
                yield self._line(offer.kind, f"{label}: {title}", name, stands.get(name), value)

    def _contested(self, conflict: UUID) -> ShownField:
        vals = self.record("conflict", conflict) or {}
        kind, name = str(vals["about_kind"]), str(vals["field"])
        stands = (self.record(kind, UUID(vals["about"])) or {}).get(name)
        offered = msgspec.json.decode(str(vals["offered"]))
        return self._line(kind, str(vals.get("what", "")), name, stands, offered)

    def _line(self, kind: str, record: str, name: str, stands: Any, offered: Any) -> ShownField:
        spec = described(self.kinds, kind)
        label = spec[name].label if spec is not None and name in spec else name
        return ShownField(
            record, label, self._words(spec, name, stands), self._words(spec, name, offered)
        )

    def _words(self, spec: KindSpec | None, name: str, wire: Any) -> str:
        """A value in words; in its raw form where nobody described it or its form is wrong."""
        if wire is None:
            return ""
        if spec is None or name not in spec:
            return msgspec.json.encode(wire).decode()
        shown = spec[name]
        try:
            value = from_wire(shown, wire)
            labels: dict[UUID, str] = {}
            for kind in shown.fact.to if shown.type is FieldType.REF else ():
                if (vals := self.record(kind, value)) is not None:
                    labels[value] = self._title(kind, vals)
            return Showing(self.pack, labels).cell(shown, value)
        except (ValueError, KeyError, TypeError):
            return msgspec.json.encode(wire).decode()


def spelled(ref: str) -> str:
    """Bring the name of a case to its one spelling: q12 is Q12, and an id is in lower case."""
    typed = ref.strip()
    return typed.upper() if typed[:1].upper() in _LETTERS and len(typed) < 20 else typed.lower()  # noqa: PLR2004


def units_in(body: bytes | None) -> list[OfferedUnit] | None:
    """The units that bytes kept aside hold; None when nobody can read them."""
    if body is None:
        return None
    try:
        return [msgspec.msgpack.decode(body, type=OfferedUnit)]
    except (msgspec.DecodeError, ValueError):
        pass
    try:
        return units_of(read_body(body))
    except FrameError:
        return None
