"""Signatures as people give them: for somebody else, under the acta, again after a change."""

from __future__ import annotations

from uuid import UUID

import pytest
from msgspec.structs import replace

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused
from fieldapp.records.visits import Ink
from fieldapp.rules.acta_content import Acta, Signatures, read_content
from fieldapp.rules.ink_chain import broken_links
from fieldapp.work.acta_records import said_by, signatures_of
from fieldapp.work.desk import Desk
from fieldapp.work.hands import OnRequest
from fieldapp.work.work import Work
from tests.given.actas import drawing
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of

BY_PEDRO = OnRequest("Pedro Paz", "Ana Díaz", "no sabe firmar")


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


@pytest.fixture
def visit(work: Work, clock: Clock) -> UUID:
    return a_meeting(work.desk, clock)


def frozen(work: Work, visit: UUID) -> UUID:
    return saved(work.minutes.freeze(work.minutes.draft(visit).id)).id


def read(work: Work, acta: UUID) -> tuple[Acta, Signatures]:
    """What an issued acta says, and its signatures."""
    with work.desk.reading() as reading:
        minutes = reading.get(Minutes, acta)
        assert minutes is not None
        said = read_content(said_by(reading, minutes).content, Acta)
        return said, read_content(signatures_of(work.desk, reading, minutes), Signatures)


def test_somebody_signs_on_request_before_a_witness(work: Work, visit: UUID) -> None:
    first, second, third = (row.attendance.id for row in work.attendance.rows(visit))
    work.inks.draw(first, drawing(5), BY_PEDRO)
    work.inks.on_paper([second], request=BY_PEDRO, folio="3")
    work.inks.fingerprint(third, request=BY_PEDRO)
    acta = saved(work.minutes.issue(visit)).id
    _, signed = read(work, acta)
    assert {(one.capacity, one.name, one.witness) for one in signed.signatures} == {
        ("on_request", "Pedro Paz", "Ana Díaz")
    }
    paper = words_of(work.papers.pdf(acta))
    assert "Firma a ruego: Pedro Paz (no sabe firmar). Testigo: Ana Díaz" in paper
    assert "En papel (folio 3). Firma a ruego: Pedro Paz" in paper
    assert "Huella dactilar en papel. Firma a ruego: Pedro Paz" in paper


@pytest.mark.parametrize("missing", ["signer", "witness", "reason"])
def test_a_request_names_who_signs_the_witness_and_why(
    work: Work, visit: UUID, missing: str
) -> None:
    row = work.attendance.rows(visit)[0].attendance.id
    told = {"signer": "Pedro Paz", "witness": "Ana Díaz", "reason": "no sabe", missing: " "}
    with pytest.raises(Refused, match="Escriba"):
        work.inks.draw(row, drawing(5), OnRequest(**told))


def test_interpreter_authority_and_witness_of_the_list_sign_the_acta_too(
    work: Work, visit: UUID
) -> None:
    for role, row in zip(
        ("interpreter", "community_authority", "witness"),
        work.attendance.rows(visit),
        strict=True,
    ):
        work.attendance.edit(row.attendance.id, {"role": Code(role)})
    saved(work.attendance.add(visit, {"full_name": "Otro Testigo", "role": Code("witness")}))
    acta = frozen(work, visit)
    said, _ = read(work, acta)
    assert [(one.capacity, one.name) for one in said.signers] == [
        ("Intérprete", "Yesenia Riascos Angulo"),
        ("Autoridad comunal o indígena", "Célimo Ñáñez"),
        ("Testigo", "Neiva Torres Obando"),
        ("Testigo", "Otro Testigo"),
        ("Funcionario", "Marleny Angulo Riascos"),
    ]
    work.inks.draw_for(visit, "witness", "Otro Testigo", drawing(3))
    work.inks.on_paper_for(visit, "witness", "Neiva Torres Obando")
    work.inks.refuse_for(visit, "interpreter", "Yesenia Riascos Angulo", "no tradujo todo")
    _, signed = read(work, acta)
    assert [(one.name, one.method) for one in signed.under_acta] == [
        ("Otro Testigo", "drawn"),
        ("Neiva Torres Obando", "paper"),
        ("Yesenia Riascos Angulo", "refused"),
    ]
    paper = words_of(work.papers.pdf(acta))
    assert "Se niega a firmar: no tradujo todo" in paper


def test_signatures_under_the_acta_hang_together_and_none_is_taken_out_unseen(
    work: Work, visit: UUID
) -> None:
    acta = frozen(work, visit)
    rows = [row.attendance.id for row in work.attendance.rows(visit)]
    work.inks.draw(rows[0], drawing(11))
    work.inks.on_paper(rows[1:])
    work.inks.draw(rows[0], drawing(12))
    work.inks.draw_for(visit, "officer", "Marleny Angulo Riascos", drawing(13))
    said, signed = read(work, acta)
    assert broken_links(said, signed) == []
    assert len(signed.voided) == 4  # the three of the list, and the one signed again
    times = [one.signed_at for one in signed.signatures]
    assert times == sorted(set(times))  # the clock stood still

    *_, again, officer = signed.signatures
    without = replace(signed, signatures=tuple(one for one in signed.signatures if one != again))
    assert broken_links(said, without) == [officer]
    other = replace(officer, strokes=again.strokes)
    assert broken_links(said, replace(signed, signatures=(other,))) == [other]
    refused = replace(signed.signatures[0], method="refused", reason="No quiso")
    assert refused in broken_links(said, replace(signed, signatures=(refused,)))


def test_another_text_voids_what_was_signed_and_keeps_the_number(work: Work, visit: UUID) -> None:
    acta = frozen(work, visit)
    first = work.minutes.of(visit)
    row = work.attendance.rows(visit)[0].attendance.id
    work.inks.on_paper([row])
    with pytest.raises(Refused, match="firmas se anulan"):
        work.minutes.back_to_review(acta)
    work.minutes.back_to_review(acta, "Faltaba un compromiso")
    listed = work.attendance.rows(visit)[0]
    assert listed.ink is None
    assert listed.voided is not None
    assert "Faltaba un compromiso" in listed.voided.annulled
    assert work.visits.room(visit).counts.unsigned == 1
    assert work.attendance.rows(visit)[1].ink is not None  # signed in the list, not under the text

    work.agenda.add(visit, {"title": "Otro punto"})
    saved(work.minutes.freeze(acta))
    second = work.minutes.of(visit)
    assert first is not None
    assert second is not None
    assert (second.number, second.digest == first.digest) == (first.number, False)
    work.inks.draw(row, drawing(6))
    said, signed = read(work, acta)
    assert broken_links(said, signed) == []
    assert len(signed.signatures) == 3
    work.minutes.seal(acta)


@pytest.mark.parametrize(
    ("changes", "voids"),
    [
        ({"full_name": "Yesenia Riascos de Angulo"}, True),
        ({"id_number": "1061234568"}, True),
        ({"full_name": "YESENIA  RIASCOS ANGULO"}, False),
        ({"on_behalf_of": "Aura Caicedo"}, False),
        ({"position_title": "Alcaldesa"}, False),
    ],
)
def test_a_row_that_names_somebody_else_is_signed_again(
    work: Work, visit: UUID, changes: dict[str, object], *, voids: bool
) -> None:
    row = work.attendance.rows(visit)[0].attendance.id
    saved(work.attendance.edit(row, changes))
    listed = work.attendance.rows(visit)[0]
    assert (listed.ink is None) == voids
    assert (listed.voided is not None) == voids


def test_what_was_signed_on_paper_stays_when_the_row_is_typed_from_it(
    work: Work, visit: UUID
) -> None:
    row = work.attendance.rows(visit)[0].attendance.id
    work.inks.on_paper([row])
    saved(work.attendance.edit(row, {"full_name": "Yesenia Riascos de Angulo"}))
    assert work.attendance.rows(visit)[0].ink is not None


def test_a_voided_signature_stays_with_its_reason(work: Work, visit: UUID) -> None:
    row = work.attendance.rows(visit)[0].attendance.id
    saved(work.attendance.edit(row, {"full_name": "Otra Persona"}))
    with work.desk.reading() as reading:
        kept = reading.all(Ink, {"attendance": row}, include_annulled=True)
    assert [(one.signer, bool(one.strokes), bool(one.annulled)) for one in kept] == [
        ("Yesenia Riascos Angulo", True, True)
    ]
