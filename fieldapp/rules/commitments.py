"""How a promise stands today: its due day, its state, and whether it is late.

None of it is stored: status and progress are read from the follow-ups, which are only added to,
so that the first date and the reason for a new one remain (domain D16, D17).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.records.text import Text, say
from fieldapp.rules.checking import Fault, is_empty, what_lacks

_SETTLED: Final = frozenset({"done", "cancelled"})
_NEEDS_EVIDENCE: Final = frozenset({"done", "partly_done"})
_NEEDS_REASON: Final = frozenset({"rescheduled", "cancelled"})
_MONTHS_BETWEEN: Final = {"monthly": 1, "quarterly": 3, "semester": 6, "year": 12}
_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)
_WHOLE: Final = 100
_A_DAY: Final = timedelta(days=1)
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment as of a day. `last` is the newest follow-up.

    `due_on` is the day agreed last; `last_day` the working day until which it may be delivered.
    """

    status: str
    due_on: date | None
    last_day: date | None
    late: bool
    days_late: int
    progress_percent: int | None
    last: FollowUp | None

    @property
    def open(self) -> bool:
        """Whether somebody still owes it."""
        return self.status not in _SETTLED


def standing_of(
    commitment: Commitment, follow_ups: Iterable[FollowUp], today: date, pack: Pack
) -> Standing:
    """Tell how a commitment stands on a day; annulled follow-ups are not handed in.

    The due day itself is not late: people may deliver until midnight. A day on which offices are
    closed rolls to the next working day where the pack says so.
    """
    reports = sorted(follow_ups, key=_when)
    last = reports[-1] if reports else None
    status = str(last.status) if last and last.status else "pending"
    due_on = _due_on(commitment, reports)
    last_day = pack.calendar.roll_forward(due_on) if due_on and pack.due_days_roll else due_on
    late = bool(last_day and today > last_day and status not in _SETTLED)
    return Standing(
        status=status,
        due_on=due_on,
        last_day=last_day,
        late=late,
        days_late=(today - last_day).days if late and last_day else 0,
        progress_percent=_progress(status, reports),
        last=last,
    )


def late_before(pack: Pack, today: date) -> date:
    """The first day that is not late yet: what was due before it is owed late today.

    A day on which offices are closed rolls forward, so some days of the past are not late.
    """
    day = today
    while pack.due_days_roll and pack.calendar.roll_forward(day - _A_DAY) >= today:
        day -= _A_DAY
    return day


def what_commitment_lacks(commitment: Commitment) -> list[Fault]:
    """Return what a promise needs before its acta or agreement is issued.

    One to be kept once needs its day; a permanent one, how often it is reported.
    """
    faults = what_lacks(KINDS["commitment"], commitment)
    needed = {"one_off": "due_on", "continuous": "periodicity"}.get(str(commitment.kind))
    if needed and getattr(commitment, needed) is None:
        faults.append(_missing("commitment", needed))
    return faults


def what_report_lacks(report: FollowUp) -> list[Fault]:
    """Return what a follow-up needs to be kept: evidence of what is done, a reason for a change."""
    faults = what_lacks(KINDS["follow_up"], report)
    if report.status in _NEEDS_EVIDENCE and is_empty(report.evidence):
        faults.append(
            Fault("evidence", say("Escriba la evidencia: con qué se comprueba lo cumplido."))
        )
    if report.status in _NEEDS_REASON and is_empty(report.text):
        faults.append(Fault("text", say("Escriba el motivo en «{field}».", field=_label("text"))))
    if report.status == "rescheduled" and report.new_due_on is None:
        faults.append(_missing("follow_up", "new_due_on"))
    return faults


def _when(report: FollowUp) -> tuple[date, datetime]:
    return report.on or date.min, report.created_at or _LONG_AGO


def _due_on(commitment: Commitment, reports: list[FollowUp]) -> date | None:
    """The day agreed last; for a permanent promise without one, that of its next report."""
    moved = [report.new_due_on for report in reports if report.new_due_on]
    if moved:
        return moved[-1]
    if commitment.due_on or commitment.kind != "continuous":
        return commitment.due_on
    since = reports[-1].on if reports else commitment.starts_on
    return _next_report(since, str(commitment.periodicity)) if since else None


def _next_report(since: date, periodicity: str) -> date | None:
    if periodicity == "weekly":
        return since + timedelta(days=7)
    months = _MONTHS_BETWEEN.get(periodicity)
    if months is None:
        return None
    years, month = divmod(since.month - 1 + months, _MONTHS_IN_YEAR)
    year, month = since.year + years, month + 1
    return date(year, month, min(since.day, calendar.monthrange(year, month)[1]))


def _progress(status: str, reports: list[FollowUp]) -> int | None:
    if status == "done":
        return _WHOLE
    told = [one.progress_percent for one in reports if one.progress_percent is not None]
    return told[-1] if told else None


def _missing(kind: str, field: str) -> Fault:
    return Fault(field, say("Falta «{field}».", field=Text(KINDS[kind][field].label)))


def _label(field: str) -> Text:
    return Text(KINDS["follow_up"][field].label)
