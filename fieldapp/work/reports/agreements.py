"""Reports on agreements and what was promised in them."""

from __future__ import annotations

from typing import Final

from fieldapp.records.agreements import Agreement, AgreementGoal, Amendment, Commitment, Party
from fieldapp.records.spaces import Space
from fieldapp.records.text import say
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.agreement_boards import (
    AgreementFacts,
    agreement_board,
    agreements_board,
)
from fieldapp.rules.reports.commitments import FollowedCommitment, commitments_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_board import BoardFilter, board_of
from fieldapp.work.commitment_lines import follow_ups_of
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.reports.visits import owed_of
from fieldapp.work.visit_list import within


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
            line.place,
        )
        for line in lines
    ]
    return commitments_report(followed, desk.pack, today=desk.today())


def _board(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """One agreement, as its follow-up body looks at it."""
    agreement = fetch(reading, Agreement, wanted.about)
    return agreement_board(_facts(desk, reading, agreement), desk.pack, today=desk.today())


def _boards(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """All agreements of a territory, the one signed last first."""
    where: dict[str, object] = {}
    if wanted.territory and wanted.territory != desk.pack.country:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    every = [
        _facts(desk, reading, one) for one in reading.all(Agreement, where, ("-signed_on", "title"))
    ]
    return agreements_board(every, desk.pack, today=desk.today())


def _facts(desk: Desk, reading: Reading, agreement: Agreement) -> AgreementFacts:
    inside = {"agreement": agreement.id}
    promises = sorted(reading.all(Commitment, {"origin": agreement.id}), key=in_order)
    body = reading.get(Space, agreement.follow_up_body) if agreement.follow_up_body else None
    return AgreementFacts(
        agreement,
        parties=sorted(reading.all(Party, inside), key=in_order),
        commitments=owed_of(desk, reading, promises),
        goals=sorted(reading.all(AgreementGoal, inside), key=in_order),
        amendments=reading.all(Amendment, inside, ("signed_on",)),
        follow_up=body.name if body else "",
    )


REPORTS: Final = (
    ReportFacts(
        name="commitments",
        label=say("Seguimiento de compromisos"),
        told=say("Qué se prometió, quién, para cuándo y cómo va."),
        group="agreements",
        build=_commitments,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="agreement_board",
        label=say("Tablero del acuerdo"),
        told=say("Un acuerdo con sus partes, sus compromisos, su seguimiento y sus metas."),
        group="agreements",
        build=_board,
        about="agreement",
    ),
    ReportFacts(
        name="agreements_board",
        label=say("Tablero de convenios y acuerdos"),
        told=say("Todos, con cuántos hay de cada tipo, cómo van y sus metas."),
        group="agreements",
        build=_boards,
        asks=frozenset({Asks.TERRITORY}),
    ),
)
