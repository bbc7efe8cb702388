"""One decision about what waits, inside its transaction: checked, applied, answered and noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, text

from fieldapp.records.text import Refused, Text, say
from fieldapp.records.values import microseconds
from fieldapp.rules.permissions import Action, Role, refusal
from sync.protocol.canonical import base_hash
from sync.protocol.messages import Verdict
from sync.server.applying import NO_SCOPE, Applying
from sync.server.books import Commit
from sync.server.books_sql import SqlBooks
from sync.server.checking import Checks
from sync.server.database import driver_of
from sync.server.devices import find_author
from sync.server.keys import RandomBytes
from sync.server.records import load_rows
from sync.server.review_cases import units_in
from sync.server.senders import Author
from sync.server.units import Offer, OfferedUnit, Row

_OWN: Final = UUID("6a1b0c52-7a5e-5f0e-8a0b-0e7c1c1f6d11")
_NOTE: Final = "review_note"
_TAKEN: Final = frozenset({Verdict.OK, Verdict.MERGED, Verdict.EXISTED, Verdict.CONFLICT})
_DECIDED: Final = {"accepted": "aceptado", "rejected": "rechazado", "returned": "devuelto"}


@dataclass(frozen=True, slots=True)
class Means:
    """What a decision is handed: the judge of units, clock and randomness."""

    checks: Checks
    now: Callable[[], datetime]
    random_bytes: RandomBytes


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and where."""

    author: Author
    login: str
    granted: frozenset[str]
    """The scopes granted now: whoever lost one decides nothing there."""


class Deciding:
    """One decision, inside its transaction."""

    def __init__(self, means: Means, connection: Connection, reviewer: Reviewer) -> None:
        self._means = means
        self._connection = connection
        self._reviewer = reviewer
        self._checks = means.checks
        self._books = SqlBooks(driver_of(connection))
        scopes = connection.execute(text("select id from scope order by id")).scalars()
        self._scopes = frozenset(scopes)
        # The owner sees everything; what is out of sight is asked for by this setting.
        connection.execute(
            text("select set_config('app.scopes', :scopes, true)"),
            {"scopes": ",".join(sorted(self._scopes))},
        )

    def unit(self, ref: str, verdict: str, reason: str) -> None:
        """Decide about a unit in quarantine."""
        number = int(ref[1:]) if ref[1:].isdecimal() else 0
        case = self._connection.execute(
            text(
                "select q.number, q.scope_id, q.device, q.batch, q.body, q.mark, q.state, "
                "q.decided_by, d.account from quarantine q join device d on d.id = q.device "
                "where q.number = :number for update of q"
            ),
            {"number": number},
        ).one_or_none()
        if case is None:
            raise _unknown(ref)
        if case.state == verdict and case.decided_by == self._reviewer.author.account:
            return
        if case.state != "open":
            raise _decided(ref, case.state)
        self._may(case.scope_id)
        officer, granted = find_author(self._connection, case.account, self._means.now())
        units = units_in(case.body)
        if verdict == "accepted":
            self._apply(case, officer, units)
        self._note(case, units, verdict, reason, officer, granted)
        self._connection.execute(
            text(
                "update quarantine set state = :state, decided_by = :account, decided_at = :now, "
                "decision = :reason where number = :number"
            ),
            {
                "state": verdict,
                "account": self._reviewer.author.account,
                "now": self._means.now(),
                "reason": reason,
                "number": case.number,
            },
        )

    def conflict(self, ref: str, verdict: str, reason: str) -> None:
        """Decide which of two values stands: ordinary changes, with their history."""
        row = self._conflict(ref)
        state = str(row.vals.get("state", "open"))
        wished = {"accepted": "taken", "rejected": "kept"}.get(verdict)
        if wished is None:
            raise Refused(say("Un dato por decidir se acepta o se rechaza; no se devuelve."))
        mine = row.vals.get("decided_by") == str(self._reviewer.author.person)
        if state == wished and mine:
            return
        if state != "open":
            raise _decided(ref, {"taken": "accepted", "kept": "rejected"}.get(state, state))
        self._may(row.scope, row)
        decision = {
            "state": wished,
            "reason": reason,
            "decided_by": str(self._reviewer.author.person),
            "decided_at": microseconds(self._means.now()),
        }
        units = [_change(row, row.kind, decision)]
        if wished == "taken":
            units.insert(0, self._offered(row))
        commit = self._commit(self._reviewer.author.account)
        self._merge(self._reviewer.author, units, commit)

    def _conflict(self, ref: str) -> Row:
        try:
            ids = [UUID(ref)]
        except ValueError:
            raise _unknown(ref) from None
        found = load_rows(self._connection, ids, sorted(self._scopes))
        row = found.get(("conflict", ids[0]))
        if row is None:
            raise _unknown(ref)
        # Locked before it is judged: two people may decide at once.
        self._books.lock([row.id], self._scopes)
        return load_rows(self._connection, ids, sorted(self._scopes))["conflict", ids[0]]

    def _offered(self, conflict: Row) -> OfferedUnit:
        """The change that takes the value which lost."""
        kind, record = str(conflict.vals["about_kind"]), UUID(str(conflict.vals["about"]))
        found = load_rows(self._connection, [record], sorted(self._scopes))
        about = found.get((kind, record))
        if about is None:
            raise Refused(say("El registro ya no está en el nivel central: no hay qué cambiar."))
        unit = self._books.unit(about.scope, about.unit)
        root = next((row.kind for row in unit if row.id == about.unit), about.kind)
        offered = msgspec.json.decode(str(conflict.vals["offered"]))
        return _change(about, root, {str(conflict.vals["field"]): offered})

    def _apply(self, case: Any, officer: Author, units: list[OfferedUnit] | None) -> None:
        if not units:
            raise Refused(
                say("Nadie puede leer lo que envió el equipo: devuélvalo con una explicación.")
            )
        for_officer = replace(officer, role=Role.ADMIN.value, write_scopes=sorted(self._scopes))
        commit = replace(self._commit(officer.account), device=case.device, batch=case.batch)
        self._merge(for_officer, units, commit)

    def _merge(self, author: Author, units: list[OfferedUnit], commit: Commit) -> None:
        applying = Applying(
            self._checks,
            self._books,
            self._means.now,
            self._means.random_bytes,
            self._scopes,
            self._scopes,
        )
        with self._books.attempt():
            applied = applying.apply(author, units, commit)
        for ruling in applied.rulings:
            if ruling.verdict not in _TAKEN:
                raise Refused(_not_taken(ruling.verdict, ruling.text))

    def _note(
        self,
        case: Any,
        units: list[OfferedUnit] | None,
        verdict: str,
        reason: str,
        officer: Author,
        granted: tuple[str, ...],
    ) -> None:
        """Write the answer where the officer's laptop receives it: one for each unit there was."""
        scope = case.scope_id if case.scope_id in granted else self._home(officer.account)
        told: dict[str, Any] = {
            "device": str(case.device),
            "batch": case.batch,
            "verdict": verdict,
            "words": reason,
            "at": microseconds(self._means.now()),
        }
        about = [{"unit_kind": unit.kind, "unit_id": str(unit.id)} for unit in units or ()]
        rows: list[Row] = []
        for vals in about or [dict[str, str]()]:
            name = f"{case.device} {bytes(case.mark).hex()} {vals.get('unit_id', '')}"
            note = uuid5(_OWN, name)
            rows.append(Row(scope, _NOTE, note, note, {**told, **vals}))
        self._books.lock([row.id for row in rows], self._scopes)
        commit = self._commit(self._reviewer.author.account)
        self._books.write({}, {row.key: row for row in rows}, commit)

    def _home(self, account: UUID) -> str:
        return self._connection.execute(
            text(
                "select o.scope_id from account a join office o on o.id = a.office_id "
                "where a.id = :account"
            ),
            {"account": account},
        ).scalar_one()

    def _commit(self, account: UUID) -> Commit:
        return Commit(self._means.random_bytes(8), self._means.now(), account)

    def _may(self, scope: str, row: Row | None = None) -> None:
        """Raise `Refused` unless this account may decide in this scope."""
        spec = self._checks.kinds["conflict"]
        vals: Mapping[str, Any] = row.vals if row else {}
        persons: dict[str, Any] = {
            name: UUID(vals[name]) for name in ("kept_by", "offered_by") if vals.get(name)
        }
        who = self._reviewer.author
        record = spec.record(id=row.id if row else UUID(int=0), **persons)
        if words := refusal(who.role, Action.DECIDE_CONFLICT, spec, record, who.person):
            raise Refused(words)
        above_all = who.role in (Role.ADMIN, Role.HQ_REVIEWER)
        if scope == NO_SCOPE and not above_all:
            raise Refused(
                say("Nadie puede decir de qué territorio es: lo decide el nivel central.")
            )
        if scope != NO_SCOPE and scope not in self._reviewer.granted:
            raise Refused(
                say(
                    "La cuenta «{login}» no tiene permiso en el territorio «{scope}».",
                    login=self._reviewer.login,
                    scope=scope,
                )
            )


def _change(row: Row, root_kind: str, vals: dict[str, Any]) -> OfferedUnit:
    """A change of a record as it stands, in the form in which laptops send theirs."""
    bases = {name: base_hash(row.vals.get(name)) for name in vals}
    offer = Offer(row.kind, row.id, created=False, vals=vals, bases=bases)
    return OfferedUnit(root_kind, row.unit, row.scope, (offer,))


def _not_taken(verdict: Verdict, words: str) -> Text:
    if verdict is Verdict.SEALED:
        return say(
            "El acta está firmada y no cambia: se corrige con un acta nueva. {words}", words=words
        )
    if verdict is Verdict.HELD:
        return say("Falta un registro que aún no ha llegado; decida cuando llegue.")
    return say("No se puede aceptar así: {words} Devuélvalo o recházelo.", words=words)


def _unknown(ref: str) -> Refused:
    return Refused(say("No hay nada por revisar con el nombre «{ref}».", ref=ref))


def _decided(ref: str, state: str) -> Refused:
    return Refused(say("«{ref}» ya fue {state}.", ref=ref, state=_DECIDED.get(state, state)))
