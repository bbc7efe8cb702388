"""Reports on norms and letters."""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from uuid import UUID

from fieldapp.records.norms import Letter, Norm, NormRelation
from fieldapp.records.text import say
from fieldapp.rules.letters import chain_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.norms import letter_chain_report, norms_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import ReportFacts, Wanted


def _norms(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    del wanted
    relations: defaultdict[UUID, list[NormRelation]] = defaultdict(list)
    for one in reading.all(NormRelation, {}, ("position", "created_at")):
        if one.norm:
            relations[one.norm].append(one)
    return norms_report(reading.all(Norm, {}, ("created_at",)), relations, desk.pack)


def _chain(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    chain = chain_of(wanted.record, reading.all(Letter)) if wanted.record else []
    return letter_chain_report(chain, desk.pack)


REPORTS: Final = (
    ReportFacts(
        name="norms",
        label=say("Marco legal"),
        told=say("Las normas registradas, qué modificó a cada una y los números repetidos."),
        group="norms",
        build=_norms,
    ),
    ReportFacts(
        name="letter_chain",
        label=say("Línea de tiempo de la correspondencia"),
        told=say("Las cartas y oficios que se respondieron unos a otros."),
        group="norms",
        build=_chain,
        about="letter",
    ),
)
