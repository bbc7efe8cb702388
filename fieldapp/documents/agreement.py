"""The paper of an agreement: what the parties promise each other, and their signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from fieldapp.documents.acta_people import blank_blocks
from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    BODY,
    COLUMN,
    LISTED_NOTE,
    PLAIN,
    SECTION,
    SUBTITLE,
    TITLE,
    Sheet,
    lay_out,
    listed,
    paragraphs,
    text,
)
from fieldapp.documents.tables import KeptBlock, labelled_table
from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Agreement, Commitment, Party
from fieldapp.rules.acta_content import Heading, Signer
from fieldapp.rules.acta_meeting import day_long, label

_LABELS = 38 * mm


def render_agreement(
    agreement: Agreement,
    parties: Sequence[Party],
    commitments: Sequence[Commitment],
    pack: Pack,
    *,
    office: str,
    organizations: Mapping[UUID, str],
) -> bytes:
    """The agreement as it is signed, with a data sheet after the signatures.

    Parties and commitments come in their order. `organizations` names the directory's entities
    they refer to. What is still a draft says so across each page.
    """
    document = label(pack, "agreement_types", agreement.type) or pack.wording("agreement.document")
    number = f"N.º {agreement.number}" if agreement.number else ""
    institution = pack.wording("institution.name")
    name = f"{document} {number}".strip()
    sheet = Sheet(
        title=f"{name} · {agreement.title}",
        author=institution,
        language=pack.locale,
        paper=pack.paper,
        running=f"{institution} · {name}",
        foot=lambda _: name,
        watermark="BORRADOR" if agreement.status in ("draft", "negotiation") else "",
    )
    heading = Heading(
        institution=institution,
        area=pack.wording("institution.area"),
        programme=agreement.programme or pack.wording("institution.programme"),
        office=office,
    )
    story: list[Flowable] = [*letterhead(heading), text(document.upper(), TITLE)]
    if agreement.title and agreement.title.casefold() != document.casefold():
        story.append(text(f"{agreement.title} {number}".strip(), SUBTITLE))
    story.append(Spacer(0, 3 * mm))
    story += _terms(agreement, commitments, pack)
    story += _signing(agreement, parties, pack, organizations)
    story += _data_sheet(agreement, parties, pack, organizations)
    return finish(lay_out(sheet, story))


def _terms(agreement: Agreement, commitments: Sequence[Commitment], pack: Pack) -> list[Flowable]:
    """Framework, whereas and purpose as the parties wrote them, then each promise."""
    said = "\n".join(
        part for part in (agreement.framework, agreement.whereas, agreement.purpose) if part
    )
    story = paragraphs(said, BODY)
    if commitments and not said.rstrip().endswith(":"):
        story += paragraphs(pack.wording("agreement.commitments_intro"), BODY)
    for promise in commitments:
        story += [listed("•", promise.text), *_by_whom(promise, pack), Spacer(0, 1 * mm)]
    return story


def _by_whom(promise: Commitment, pack: Pack) -> list[Flowable]:
    """Who keeps it and by when, where the agreement says so of one of its promises."""
    due = pack.formats.day(promise.due_on) if promise.due_on else ""
    told = [
        f"{name}: {value}"
        for name, value in (("Responsable", promise.responsible_name), ("Fecha", due))
        if value
    ]
    return [text(". ".join(told), LISTED_NOTE)] if told else []


def _signing(
    agreement: Agreement, parties: Sequence[Party], pack: Pack, organizations: Mapping[UUID, str]
) -> list[Flowable]:
    place = agreement.place_signed or (
        pack.territories.path(agreement.territory) if agreement.territory else ""
    )
    day = day_long(agreement.signed_on, pack)
    closing = pack.wording("agreement.closing").format(
        place=place or "_" * 24, date=day or "_" * 24
    )
    signers = [
        Signer(
            id=str(party.id),
            name=party.representative or "Nombre:",
            position=party.position_title,
            capacity=_entity(party, organizations),
        )
        for party in parties
        if not party.refusal
    ]
    refused = [
        text(f"{_signer(party, organizations)}. No firma: {party.refusal}", PLAIN)
        for party in parties
        if party.refusal
    ]
    first, *others = blank_blocks(signers) or [Spacer(0, 0)]
    return [
        Spacer(0, 4 * mm),
        KeepTogether([*paragraphs(closing, PLAIN), first]),
        *others,
        *refused,
    ]


def _data_sheet(
    agreement: Agreement, parties: Sequence[Party], pack: Pack, organizations: Mapping[UUID, str]
) -> list[Flowable]:
    """What the agreement's register holds and its text does not say."""
    axes = sorted(label(pack, "agreement_axes", code) for code in agreement.axes)
    since, until = (day_long(day, pack) for day in (agreement.valid_from, agreement.valid_to))
    rows = [
        ("Territorio", pack.territories.path(agreement.territory) if agreement.territory else ""),
        ("Partes", "; ".join(_entity(party, organizations) for party in parties)),
        ("Ejes", "; ".join(axes)),
        ("Vigencia", " – ".join(day for day in (since, until) if day)),
        ("Revisión", label(pack, "periodicities", agreement.review_period)),
        ("Estado", label(pack, "agreement_status", agreement.status)),
        ("Publicado en", agreement.publication_url),
    ]
    told = [row for row in rows if row[1]]
    table = labelled_table(told, [_LABELS, COLUMN - _LABELS])
    return [KeptBlock([text("Ficha del acuerdo", SECTION), table])]


def _signer(party: Party, organizations: Mapping[UUID, str]) -> str:
    """Who would have signed, and for whom."""
    return ", ".join(said for said in (party.representative, _entity(party, organizations)) if said)


def _entity(party: Party, organizations: Mapping[UUID, str]) -> str:
    known = organizations.get(party.organization, "") if party.organization else ""
    return party.organization_name or known
