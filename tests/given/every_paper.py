"""Every paper that the program prints, by name, for the tests that hold of all of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

from fieldapp.documents.acta import render_acta, render_draft
from fieldapp.documents.agreement import render_agreement
from fieldapp.documents.attendance import render_attendance
from fieldapp.documents.blank_forms import render_blank_actas, render_blank_lists
from fieldapp.documents.invitation import render_invitation
from fieldapp.documents.opening_pages import OpeningPage, render_opening_pages
from fieldapp.documents.report_paper import render_report
from fieldapp.documents.signature_sheet import render_signature_sheet
from fieldapp.packs import Pack
from fieldapp.packs.pack import Paper
from fieldapp.records.agreements import Agreement, Party
from fieldapp.records.describe import Code
from fieldapp.rules.acta import ActaContent, VisitRecords, acta_content, draft_content
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.rules.agreed_before import agreed_before
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.invitations import PlannedMeeting, invitation_of
from fieldapp.rules.reports.commitments import FollowedCommitment, commitments_report
from tests.given import actas
from tests.given.packs import pack as given_pack

TODAY = date(2026, 12, 7)
COUNTRIES = ("CO", "PE", "HN")
SIZES: tuple[Paper, ...] = ("letter", "a4", "oficio")


def on(country: str, size: Paper) -> Pack:
    """The pack of a country that prints on this size."""
    return dataclasses.replace(given_pack(country), paper=size)


def issued(pack: Pack, people: int = 40, promises: int = 8) -> tuple[ActaContent, bytes]:
    """An acta in this pack's words and on its paper."""
    visit = actas.visit_records(people, promises, pack.country)
    acta = acta_content(visit, pack, actas.issuer(), actas.issue())
    return acta, signatures_content(acta.digest, visit.inks, pack)


def _acta(pack: Pack) -> bytes:
    acta, signatures = issued(pack)
    return render_acta(acta.content, signatures)


def _acta_of_a_second_meeting(pack: Pack) -> bytes:
    visit = actas.visit_records(20, 3, pack.country, earlier=actas.earlier(9), unspoken=2)
    acta = acta_content(visit, pack, actas.issuer(), actas.issue())
    return render_acta(acta.content, signatures_content(acta.digest, visit.inks, pack))


def _archive(pack: Pack) -> bytes:
    acta, signatures = issued(pack, people=5)
    return render_acta(acta.content, signatures, acta.personal)


def _draft(pack: Pack) -> bytes:
    return render_draft(draft_content(_visit(pack), pack, actas.issuer()))


def _signature_sheet(pack: Pack) -> bytes:
    return render_signature_sheet(issued(pack)[0].content)


def _list(pack: Pack) -> bytes:
    return render_attendance(_visit(pack), pack, actas.issuer(), blank_rows=20)


def _complete_list(pack: Pack) -> bytes:
    return render_attendance(_visit(pack), pack, actas.issuer(), personal=True)


def _visit(pack: Pack) -> VisitRecords:
    return actas.visit_records(30, 8, pack.country)


def _blank_acta(pack: Pack) -> bytes:
    return render_blank_actas(pack, actas.issuer(), ["ACTA-DTCAUCA-2026-D07F-0003"])


def _blank_actas(pack: Pack) -> bytes:
    numbers = [f"ACTA-DTCAUCA-2026-D07F-{n:04}" for n in range(3, 6)]
    return render_blank_actas(pack, actas.issuer(), numbers)


def _blank_list(pack: Pack) -> bytes:
    return render_blank_lists(pack, actas.issuer(), ["LISTA-DTCAUCA-2026-D07L-0003"], rows=40)


def _blank_lists(pack: Pack) -> bytes:
    numbers = [f"LISTA-DTCAUCA-2026-D07L-{n:04}" for n in range(3, 6)]
    return render_blank_lists(pack, actas.issuer(), numbers, rows=22)


def _agreement(pack: Pack) -> bytes:
    agreement = Agreement(
        id=actas.some_id("agreement"),
        type=Code(pack.catalogue("agreement_types").choices[0].code),
        title="Por el empleo de Guapi",
        framework="Los abajo firmantes, en el marco del plan de desarrollo, acuerdan:",
        signed_on=date(2026, 11, 20),
        status=Code("signed"),
    )
    parties = [
        Party(
            id=actas.some_id("party", n),
            agreement=agreement.id,
            organization_name=f"Entidad {n}",
            representative=f"Persona {n}",
            position_title="Directora",
        )
        for n in range(4)
    ]
    return render_agreement(
        agreement, parties, actas.commitments(9), pack, office="Oficina", organizations={}
    )


def _follow_up(pack: Pack) -> bytes:
    followed = [
        FollowedCommitment(one, standing_of(one, [], TODAY, pack), actas.NUMBER, f"Entidad {n % 5}")
        for n, one in enumerate(actas.commitments(60))
    ]
    return render_report(commitments_report(followed, pack, today=TODAY), pack, office="Oficina")


def _opening_pages(pack: Pack) -> bytes:
    agreed = [agreed_before(one, pack, TODAY) for one in actas.earlier(14)]
    pages = [
        OpeningPage(
            place="Guapi, Cauca",
            planned=("20 de noviembre de 2026: Segunda sesión de la mesa municipal de empleo",),
            last_meeting=f"18 de septiembre de 2026, 23 personas, Acta N.º {actas.NUMBER}.",
            decisions=("Se adopta el documento de recomendaciones.", "Se cita a nueva sesión."),
            agreed=agreed,
            agreements=("Acuerdo por el empleo de Guapi, firmado el vie 20 nov 2026",),
        ),
        OpeningPage(place="Timbiquí, Cauca"),
    ]
    return render_opening_pages(pages, pack, office="Oficina", today=TODAY)


def _invitation(pack: Pack) -> bytes:
    visit = _visit(pack)
    meeting = PlannedMeeting(
        visit=visit.activity,
        agenda=visit.agenda,
        called=visit.attendance,
        space=visit.space,
        organizations=visit.organizations,
    )
    return render_invitation(invitation_of(meeting, pack, actas.issuer(), TODAY))


EVERY: dict[str, Callable[[Pack], bytes]] = {
    "acta": _acta,
    "acta of a second meeting": _acta_of_a_second_meeting,
    "archive copy": _archive,
    "draft": _draft,
    "signature sheet": _signature_sheet,
    "attendance list": _list,
    "attendance list with personal data": _complete_list,
    "blank acta": _blank_acta,
    "blank actas in one file": _blank_actas,
    "blank list": _blank_list,
    "blank lists in one file": _blank_lists,
    "agreement": _agreement,
    "commitment follow-up": _follow_up,
    "opening pages": _opening_pages,
    "invitation": _invitation,
}
