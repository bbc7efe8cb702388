"""Agreements as lines of a list, and one with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fieldapp.records.agreements import Agreement, Commitment, Party
from fieldapp.records.products import Publication
from fieldapp.rules.places import place_of
from fieldapp.rules.visits import Lack
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.commitment_lines import CommitmentLine, lines_of
from fieldapp.work.desk import Desk
from fieldapp.work.visit_list import within


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Which agreements a list shows; what is left empty does not choose."""

    text: str = ""
    status: frozenset[str] = frozenset()
    type: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in a list. `late` counts its promises that are late today."""

    id: UUID
    title: str
    type: str
    number: str
    territory: str
    place: str
    signed_on: date | None
    valid_to: date | None
    status: str
    parties: int
    commitments: int
    late: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Some lines of a list, and how many there are in all."""

    lines: list[AgreementLine] = field(default_factory=list[AgreementLine])
    total: int = 0


@dataclass(frozen=True, slots=True)
class AgreementRoom:
    """One agreement with its parties and promises, what it needs, and where it was made known."""

    agreement: Agreement
    parties: list[Party]
    commitments: list[CommitmentLine]
    missing: list[Lack]
    publications: list[Publication] = field(default_factory=list[Publication])


def page_of(
    desk: Desk, reading: Reading, wanted: AgreementFilter, limit: int, offset: int
) -> AgreementPage:
    """The agreements wanted, the one signed last first."""
    where: dict[str, object] = {}
    if wanted.status:
        where["status"] = wanted.status
    if wanted.type:
        where["type"] = wanted.type
    if wanted.territory:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    total = reading.count(Agreement, where, text=wanted.text)
    names = reading.listing(
        "agreement", ("id",), where, ("-signed_on", "title"), limit, offset, wanted.text
    )
    agreements = reading.many(Agreement, [row[0] for row in names])
    ids = list(agreements)
    promises = lines_of(desk, reading, reading.all(Commitment, {"origin": ids}))
    parties = reading.tally("party", "agreement", {"agreement": ids})
    lines = [_line(desk, agreements[row[0]], parties.get(row[0], 0), promises) for row in names]
    return AgreementPage(lines, total)


def _line(
    desk: Desk, agreement: Agreement, parties: int, promises: list[CommitmentLine]
) -> AgreementLine:
    own = [line for line in promises if line.origin == agreement.id]
    return AgreementLine(
        id=agreement.id,
        title=agreement.title,
        type=desk.pack.catalogue("agreement_types").label(agreement.type or ""),
        number=agreement.number,
        territory=agreement.territory or "",
        place=place_of(agreement, desk.pack),
        signed_on=agreement.signed_on,
        valid_to=agreement.valid_to,
        status=agreement.status or "",
        parties=parties,
        commitments=len(own),
        late=sum(line.late for line in own),
    )
