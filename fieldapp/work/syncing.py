"""Syncing, as a person sees it: one action, and one honest sentence on how things stand.

"Received" is said only on headquarters' signed receipts; how a transport ended says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from fieldapp.records.clock_words import clock_fault
from fieldapp.records.text import Outside, Text, say, say_n
from fieldapp.records.values import instant_of, microseconds
from fieldapp.store.review_lines import Review
from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.sync_store import SyncCounts
from fieldapp.store.unit_of_work import Reading, Store
from fieldapp.work.metered import spare_data, spares_data
from fieldapp.work.probing import STEPS, step_of

if TYPE_CHECKING:
    from fieldapp.work.conflicts import OpenConflict

_FAILURE: Final = "sync_failure"
_SECOND_US: Final = 1_000_000


class LaneReport(Protocol):
    """What one lane of files did."""

    @property
    def bytes_sent(self) -> int:
        """Content that went, whole files or not."""
        ...

    @property
    def bytes_received(self) -> int:
        """Content that came, whole files or not."""
        ...


class SyncReport(Protocol):
    """What one sync did, as the engine tells it. Records are counted by kind."""

    @property
    def sent(self) -> Mapping[str, int]:
        """Records that headquarters acknowledged."""
        ...

    @property
    def received(self) -> Mapping[str, int]:
        """Records that came from headquarters."""
        ...

    @property
    def changed(self) -> Collection[str]:
        """Kinds of which this laptop now shows something else."""
        ...

    @property
    def removed(self) -> int:
        """Records that left this laptop because they left its territory."""
        ...

    @property
    def in_review(self) -> int:
        """Units that wait for a person at headquarters."""
        ...

    @property
    def files_sent(self) -> int:
        """Files that headquarters now has."""
        ...

    @property
    def files_received(self) -> int:
        """Files that came."""
        ...

    @property
    def lanes(self) -> Mapping[str, LaneReport]:
        """What each lane of files did: `small`, `large`."""
        ...

    @property
    def files_failed(self) -> Text | None:
        """Why files did not travel although the records did."""
        ...

    @property
    def revoked(self) -> bool:
        """This laptop may send but receives nothing any more."""
        ...

    @property
    def copied(self) -> bool:
        """Headquarters knows a copy of this vault under the same id."""
        ...

    @property
    def next_after_s(self) -> int:
        """When headquarters would like to see us again."""
        ...

    @property
    def traffic(self) -> tuple[int, int, int]:
        """Requests, bytes up, bytes down."""
        ...


class Synchroniser(Protocol):
    """What work needs of the sync engine."""

    def sync(self, *, large_files: bool = True) -> SyncReport:
        """One sync, start to end. Raises Outside, in words, when the way fails."""
        ...


class SyncMemory(Protocol):
    """What work needs of the vault's memory of syncs."""

    def counts(self) -> SyncCounts:
        """How things stand with headquarters."""
        ...


class SyncState(StrEnum):
    """How things stand, for an icon; `SyncStanding.text` says it."""

    NOTHING = "nothing"
    WAITING = "waiting"
    NO_NETWORK = "no_network"
    UNREACHABLE = "unreachable"
    NOT_AUTHORISED = "not_authorised"
    FAILED = "failed"
    """Something on this laptop failed, as its disk."""
    REVOKED = "revoked"
    CONFLICT = "conflict"
    IN_REVIEW = "in_review"
    RECEIVED = "received"

    @property
    def is_failure(self) -> bool:
        """Tell whether the last attempt did not go through."""
        return self in _FAILURES


_FAILURES: Final = frozenset(
    {SyncState.NO_NETWORK, SyncState.UNREACHABLE, SyncState.NOT_AUTHORISED, SyncState.FAILED}
)
_FAILED_AT: Final[Mapping[str, SyncState]] = MappingProxyType(
    {
        "network": SyncState.NO_NETWORK,
        "authorisation": SyncState.NOT_AUTHORISED,
        "disk": SyncState.FAILED,
    }
)
"""What a failure at these steps means; at every other, headquarters was not reached."""


class Failure(msgspec.Struct, frozen=True):
    """Why the last sync failed: the step that failed, the sentence, and when by this clock."""

    step: str
    source: str
    parts: dict[str, str | int]
    at_us: int

    @property
    def text(self) -> Text:
        """The sentence."""
        return Text(self.source, dict(self.parts))


@dataclass(frozen=True, slots=True)
class SyncStanding:
    """How things stand with headquarters."""

    state: SyncState
    text: Text
    counts: SyncCounts
    failure: Failure | None
    last_receipt_at: datetime | None
    conflicts: tuple[OpenConflict, ...] = ()
    """Values of which somebody must say which one stands."""
    spares_data: bool = False
    """The network is paid by the byte: large files wait."""


@dataclass(frozen=True, slots=True)
class Synced:
    """A sync that went through: the kinds to broadcast, and what it did."""

    kinds: frozenset[str]
    report: SyncReport


@dataclass(frozen=True, slots=True)
class SyncStandings:
    """Tells how things stand, from what is kept here; it asks nobody and needs no network.

    `when` words an instant in the country's zone, `conflicts` reads those that wait.
    """

    store: Store
    memory: SyncMemory
    when: Callable[[datetime], str]
    conflicts: Callable[[Reading], tuple[OpenConflict, ...]]

    def now(self) -> SyncStanding:
        """How things stand."""
        counts = self.memory.counts()
        with self.store.read() as reading:
            failure = remembered(reading, _FAILURE, Failure)
            conflicts = self.conflicts(reading)
            spares = spares_data(reading)
        last = instant_of(counts.last_receipt_us) if counts.last_receipt_us else None
        state = _state(counts, failure, conflicts)
        text = failure.text if failure and state.is_failure else self._words(state, counts, last)
        return SyncStanding(state, text, counts, failure, last, conflicts, spares)

    def spare_data(self, *, spare: bool) -> None:
        """Let large files wait from now on, or not any more."""
        spare_data(self.store, spare=spare)

    def _words(self, state: SyncState, counts: SyncCounts, last: datetime | None) -> Text:
        if state is SyncState.REVOKED:
            return say(
                "Este equipo ya no recibe registros. Lo que falte por enviar se envía igual."
            )
        if state is SyncState.WAITING:
            pending = sum(counts.pending.values())
            return say_n("{n} registro por enviar.", "{n} registros por enviar.", pending)
        if state is SyncState.CONFLICT:
            return say(
                "Hay datos que dos personas cambiaron y alguien debe decidir cuál queda. "
                "No se perdió ninguno."
            )
        if state is SyncState.IN_REVIEW:
            return say_n(
                "{n} registro está en revisión en el nivel central.",
                "{n} registros están en revisión en el nivel central.",
                len(counts.in_review),
            )
        if last is None:
            return say("No hay nada por enviar.")
        return say(
            "Todo está recibido en el nivel central (acuse de recibo del {when}).",
            when=self.when(last),
        )


def _state(
    counts: SyncCounts, failure: Failure | None, conflicts: tuple[OpenConflict, ...]
) -> SyncState:
    if counts.revoked and len(counts.revoked) == len(counts.scopes):
        return SyncState.REVOKED
    if failure is not None:
        return _FAILED_AT.get(failure.step, SyncState.UNREACHABLE)
    if counts.pending:
        return SyncState.WAITING
    if conflicts:
        return SyncState.CONFLICT
    if counts.in_review:
        return SyncState.IN_REVIEW
    return SyncState.RECEIVED if counts.last_receipt_us else SyncState.NOTHING


@dataclass(frozen=True, slots=True)
class Syncing:
    """What a person can do about headquarters.

    `settle` does with the papers what a sync made possible and tells the kinds changed; `stop`
    lets go of the line.
    """

    store: Store
    standings: SyncStandings
    engine: Synchroniser
    clock: Callable[[], datetime]
    settle: Callable[[], frozenset[str]]
    stop: Callable[[], None]

    def now(self, *, large_files: bool | None = None) -> Synced:
        """Sync. Raises Outside, in words, when the way fails; nothing is lost and it is noted.

        Whether photographs and other large files travel too is what was chosen, unless said here.
        """
        if large_files is None:
            with self.store.read() as reading:
                large_files = not spares_data(reading)
        try:
            report = self.engine.sync(large_files=large_files)
        except Outside as failure:
            self._note(failure)
            raise
        self._note(None)
        return Synced(frozenset(report.changed) | self.settle(), report)

    def standing(self) -> SyncStanding:
        """How things stand, read from what is kept; it asks nobody."""
        return self.standings.now()

    def _note(self, failure: Outside | None) -> None:
        value = None
        if failure is not None:
            said = failure.text
            parts = {name: part for name, part in said.parts.items() if not isinstance(part, Text)}
            step = str(getattr(failure, "step", "disk"))
            value = Failure(step, said.source, parts, microseconds(self.clock()))
        with self.store.database.writing() as connection:
            remember_here(connection, _FAILURE, value)


def sentences(standing: SyncStanding) -> list[Text]:
    """All that a person should read: how things stand, and what waits for them to act."""
    told = [standing.text]
    if standing.failure is not None and (step := step_of(standing.failure.step)):
        told.append(say("Se quedó en este paso: {step}.", step=STEPS[step]))
    if (fault := clock_told(standing)) is not None:
        told.append(fault)
    if standing.counts.retiring:
        told.append(
            say(
                "Ya no tiene asignado: {scopes}. Sus registros se retiran de este equipo cuando "
                "todo lo suyo esté recibido.",
                scopes=", ".join(standing.counts.retiring),
            )
        )
    told += [one.sentence for one in standing.conflicts]
    for one in standing.counts.answered:
        if one.answer:
            told.append(say("El nivel central revisó y respondió: «{words}»", words=one.answer))
    return told


def clock_told(standing: SyncStanding) -> Text | None:
    """How wrong this laptop's clock was when headquarters last answered; None if it was right."""
    last = standing.counts.last_answer
    return clock_fault(last.ahead_us // _SECOND_US) if last else None


def plain(standing: SyncStanding, words: Callable[[Text | str], str]) -> dict[str, Any]:
    """The standing as JSON values, for `fieldapp status --json`."""
    counts, last = standing.counts, standing.counts.last_answer
    return {
        "state": standing.state.value,
        "text": words(standing.text),
        "pending": dict(counts.pending),
        "batches_waiting": counts.batches_waiting,
        "files_waiting": dict(counts.files_waiting),
        "bytes_waiting": dict(counts.bytes_waiting),
        "receipts": counts.receipts,
        "last_receipt_at": standing.last_receipt_at and standing.last_receipt_at.isoformat(),
        "last_answer_at": last and instant_of(last.answered_us).isoformat(),
        "next_sync_at": last
        and instant_of(last.answered_us + last.next_after_s * _SECOND_US).isoformat(),
        "clock_offset_s": last and round(last.ahead_us / _SECOND_US, 3),
        "in_review": [_plain_review(one) for one in counts.in_review],
        "answered": [_plain_review(one) for one in counts.answered],
        "conflicts_open": len(standing.conflicts),
        "conflicts": [_plain_conflict(one, words) for one in standing.conflicts],
        "scopes": list(counts.scopes),
        "revoked": list(counts.revoked),
        "retiring": list(counts.retiring),
        "differing": list(counts.differing),
        "failed_step": standing.failure.step if standing.failure else None,
    }


def _plain_review(one: Review) -> dict[str, Any]:
    told = {"kind": one.kind, "id": str(one.id), "verdict": one.verdict, "words": one.words}
    return told if one.waits else told | {"outcome": one.outcome, "answer": one.answer}


def _plain_conflict(one: OpenConflict, words: Callable[[Text | str], str]) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "record": str(one.record),
        "title": words(one.title),
        "field": one.field,
        "label": words(one.label),
        "kept": one.kept.shown,
        "kept_by": words(one.kept.author),
        "offered": one.offered.shown,
        "offered_by": words(one.offered.author),
        "sealed": one.sealed,
        "text": words(one.sentence),
    }
