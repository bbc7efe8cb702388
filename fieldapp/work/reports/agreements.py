"""Reports on agreements and what was promised in them."""

from __future__ import annotations

from typing import Final

from fieldapp.records.agreements import Commitment
from fieldapp.records.text import say
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.commitments import FollowedCommitment, commitments_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_board import BoardFilter, board_of
from fieldapp.work.commitment_lines import follow_ups_of
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted


def _commitments(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """What is still owed, as the board shows it."""
    groups = board_of(desk, reading, BoardFilter(territory=wanted.territory or ""))
    lines = [line for group in groups for line in group.lines]
    kept = reading.many(Commitment, [line.id for line in lines])
    promised = {one.id: one for one in as_clarified(reading, list(kept.values()))}
    reported = follow_ups_of(reading, promised.values())
    followed = [
        FollowedCommitment(
            promised[line.id],
            standing_of(promised[line.id], reported.get(line.id, []), desk.today(), desk.pack),
            line.origin_title,
            line.responsible,
        )
        for line in lines
    ]
    return commitments_report(followed, desk.pack, today=desk.today())


REPORTS: Final = (
    ReportFacts(
        name="commitments",
        label=say("Seguimiento de compromisos"),
        told=say("Qué se prometió, quién, para cuándo y cómo va."),
        group="agreements",
        build=_commitments,
        asks=frozenset({Asks.TERRITORY}),
    ),
)
