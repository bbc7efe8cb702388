"""A clarifying acta corrects anything that the signed one holds, and the signed one stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import SPANISH, Refused
from fieldapp.rules.acta_content import (
    Acta,
    Personal,
    Signatures,
    digest_of,
    hidden_hash,
    read_content,
)
from fieldapp.rules.acta_marks import short_digest
from fieldapp.rules.ink_chain import broken_links
from fieldapp.rules.verdict import Outcome
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.acta_records import said_by, signatures_of
from fieldapp.work.approvals import Approvals
from fieldapp.work.corrections import Corrections
from fieldapp.work.desk import Desk
from fieldapp.work.imports import Imports
from fieldapp.work.minutes import Actas
from fieldapp.work.verifying import Verifying
from fieldapp.work.visits import Visits
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of

WHY = "Error al escribir"


@dataclass
class Clarified:
    """A signed acta and the draft of the one that clarifies it."""

    desk: Desk
    visit: UUID
    first: UUID
    second: UUID

    def correct(self, part: str, says: str, reason: str = WHY) -> None:
        Corrections(self.desk).correct(self.second, part, says, reason)

    def sealed(self) -> Acta:
        saved(Actas(self.desk).freeze(self.second))
        Actas(self.desk).seal(self.second)
        return said(self.desk, self.second)

    def pdf(self, *, archive: bool = False) -> bytes:
        return ActaPapers(self.desk).pdf(self.second, archive=archive)


@pytest.fixture
def clarifying(desk: Desk, clock: Clock) -> Clarified:
    visit = a_meeting(desk, clock)
    first = saved(Actas(desk).issue(visit)).id
    clock.go_on(days=1)
    return Clarified(desk, visit, first, Actas(desk).clarify(first).id)


def said(desk: Desk, acta: UUID) -> Acta:
    return read_content(content(desk, acta), Acta)


def content(desk: Desk, acta: UUID) -> bytes:
    with desk.reading() as reading:
        return said_by(reading, minutes(desk, acta)).content


def personal(desk: Desk, acta: UUID) -> Personal:
    with desk.reading() as reading:
        written = said_by(reading, minutes(desk, acta)).personal
    assert written is not None
    return read_content(written, Personal)


def minutes(desk: Desk, acta: UUID) -> Minutes:
    with desk.reading() as reading:
        found = reading.get(Minutes, acta)
    assert found is not None
    return found


ANYTHING: tuple[tuple[str, str, Callable[[Acta], str]], ...] = (
    ("meeting/place", "Timbiquí, Cauca", lambda a: a.meeting.place),
    ("meeting/venue", "Salón comunal", lambda a: a.meeting.venue),
    ("meeting/objective", "Instalar la mesa", lambda a: a.meeting.objective),
    ("development", "Se leyó el orden del día", lambda a: a.development),
    ("agenda/1/title", "Instalación de la mesa", lambda a: a.agenda[0].title),
    ("agenda/1/decision", "Queda instalada y elige presidenta", lambda a: a.agenda[0].decision),
    ("commitments/1/text", "Convocar la mesa departamental", lambda a: a.commitments[0].text),
    ("commitments/1/responsible", "Gobernación", lambda a: a.commitments[0].responsible),
    ("attendance/2/name", "Célimo Ñáñez Angulo", lambda a: a.attendance[1].name),
    ("attendance/2/organization", "Resguardo", lambda a: a.attendance[1].organization),
    ("attendance/2/role", "Testigo", lambda a: a.attendance[1].role),
)


@pytest.mark.parametrize(("part", "says", "held"), ANYTHING, ids=[one[0] for one in ANYTHING])
def test_any_part_is_corrected_in_the_new_acta_and_listed_with_what_it_said(
    clarifying: Clarified, part: str, says: str, held: Callable[[Acta], str]
) -> None:
    before = held(said(clarifying.desk, clarifying.first))
    clarifying.correct(part, says)
    acta = clarifying.sealed()
    assert held(acta) == says
    (listed,) = acta.corrections
    assert (listed.part, listed.said, listed.says, listed.reason) == (part, before, says, WHY)
    words = words_of(clarifying.pdf())
    if before:
        assert f"Donde dice «{before}», debe decir: «{says}». Motivo: {WHY}." in words
    else:
        assert f"Donde no dice nada, debe decir: «{says}»" in words


def test_the_signed_acta_stays_byte_for_byte_and_verifies(clarifying: Clarified) -> None:
    desk = clarifying.desk
    paper, words = ActaPapers(desk).pdf(clarifying.first), content(desk, clarifying.first)
    clarifying.correct("attendance/2/name", "Célimo Ñáñez Angulo")
    new = clarifying.sealed()
    assert ActaPapers(desk).pdf(clarifying.first) == paper
    assert content(desk, clarifying.first) == words
    assert (new.supersedes.number, new.supersedes.digest) == (
        said(desk, clarifying.first).number,
        digest_of(words).hex(),
    )
    verdict = Verifying(desk).verify(paper)
    assert verdict.outcome is Outcome.PROVEN
    assert any(new.number in SPANISH(one) for one in verdict.sentences)


def test_the_new_acta_verifies_and_says_what_it_corrects(clarifying: Clarified) -> None:
    clarifying.correct("attendance/2/name", "Célimo Ñáñez Angulo")
    new = clarifying.sealed()
    verdict = Verifying(clarifying.desk).verify(clarifying.pdf())
    assert verdict.outcome is Outcome.PROVEN
    told = [SPANISH(one) for one in verdict.sentences]
    earlier = short_digest(bytes.fromhex(new.supersedes.digest))
    assert (
        f"Aclara el acta {new.supersedes.number} (huella {earlier}), que queda como se firmó."
    ) in told
    assert (
        "Asistente 2, nombre: donde dice «Célimo Ñáñez», debe decir «Célimo Ñáñez Angulo»."
    ) in told


def test_a_day_moves_the_meeting_and_the_sentences_that_name_it(clarifying: Clarified) -> None:
    before = said(clarifying.desk, clarifying.first)
    clarifying.correct("meeting/day", "18 nov 2026")
    clarifying.correct("commitments/1/due", "18/12/2026")
    acta = clarifying.sealed()
    assert (acta.meeting.day, acta.meeting.day_text) == ("2026-11-18", "18 de noviembre de 2026")
    assert before.meeting.starts_at - acta.meeting.starts_at == 2 * 86_400_000_000
    assert "18 de noviembre de 2026" in acta.closing
    assert before.meeting.day_text not in acta.closing
    assert (acta.commitments[0].due, acta.commitments[0].due_text) == (
        "2026-12-18",
        "vie 18 dic 2026",
    )
    assert [one.says for one in acta.corrections] == ["18 de noviembre de 2026", "vie 18 dic 2026"]


def test_a_corrected_document_is_whole_only_in_the_archive_copy(clarifying: Clarified) -> None:
    desk = clarifying.desk
    clarifying.correct("attendance/2/document", "10456700")
    acta = clarifying.sealed()
    row, (listed,) = acta.attendance[1], acta.corrections
    assert (row.document, listed.said, listed.says) == ("···· 6700", "···· 6789", "···· 6700")
    opened = personal(desk, clarifying.second)
    assert opened.value(row.id, "id_number") == "10456700"
    assert (opened.value(listed.id, "said"), opened.value(listed.id, "says")) == (
        "10456789",
        "10456700",
    )
    for one in opened.values:
        if one.of in (row.id, listed.id):
            told = hidden_hash(salt=one.salt, of=one.of, field=one.field, value=one.value)
            assert told in (*row.hidden.values(), *listed.hidden.values())
    delivered, archive = words_of(clarifying.pdf()), words_of(clarifying.pdf(archive=True))
    assert "10456700" not in delivered
    assert b"10456700" not in content(desk, clarifying.second)
    assert "Donde dice «10456789», debe decir: «10456700»" in archive


def test_a_row_is_taken_out_and_one_that_lacked_comes_in(clarifying: Clarified) -> None:
    clarifying.correct("attendance/1", "", "No asistió")
    clarifying.correct("attendance/3/name", "Neiva Torres")
    clarifying.correct("attendance/+", "Rosa Mina", "Quedó fuera de la lista")
    clarifying.correct("commitments/+", "La Alcaldía presta el salón el 30 de noviembre")
    acta = clarifying.sealed()
    assert [one.name for one in acta.attendance] == ["Célimo Ñáñez", "Neiva Torres", "Rosa Mina"]
    assert acta.audience == "Personas en la lista: 3."
    assert [one.text for one in acta.commitments][1:] == [
        "La Alcaldía presta el salón el 30 de noviembre"
    ]
    assert "Donde dice «Yesenia Riascos Angulo», no debe decir nada. Motivo: No asistió." in (
        words_of(clarifying.pdf())
    )


def test_a_clarification_of_a_clarification_keeps_what_the_first_corrected(
    clarifying: Clarified, clock: Clock
) -> None:
    desk = clarifying.desk
    clarifying.correct("attendance/2/name", "Célimo Ñáñez Angulo")
    clarifying.correct("attendance/2/document", "10456700")
    clarifying.sealed()
    clock.go_on(days=1)
    third = Clarified(
        desk, clarifying.visit, clarifying.second, Actas(desk).clarify(clarifying.second).id
    )
    third.correct("meeting/venue", "Salón comunal")
    acta = third.sealed()
    assert acta.attendance[1].name == "Célimo Ñáñez Angulo"
    assert personal(desk, third.second).value(acta.attendance[1].id, "id_number") == "10456700"
    assert [one.part for one in acta.corrections] == ["meeting/venue"]


def test_a_signature_in_the_list_still_holds_under_a_corrected_name(
    clarifying: Clarified,
) -> None:
    clarifying.correct("attendance/2/name", "Célimo Ñáñez Angulo")
    acta = clarifying.sealed()
    with clarifying.desk.reading() as reading:
        record = minutes(clarifying.desk, clarifying.second)
        signed = read_content(signatures_of(clarifying.desk, reading, record), Signatures)
    assert len(signed.signatures) == 3
    assert broken_links(acta, signed) == []


def test_a_changed_subject_is_listed_like_any_correction(clarifying: Clarified) -> None:
    Actas(clarifying.desk).edit(clarifying.second, {"title": "Mesa municipal de empleo"})
    (listed,) = clarifying.sealed().corrections
    assert (listed.where, listed.says) == ("Asunto", "Mesa municipal de empleo")


def test_the_lists_of_commitments_follow_what_was_clarified_once_it_is_signed(
    clarifying: Clarified,
) -> None:
    desk = clarifying.desk
    clarifying.correct("commitments/1/text", "Convocar la mesa departamental de empleo")
    clarifying.correct("commitments/1/due", "18/12/2026")
    (line,) = Visits(desk).room(clarifying.visit).commitments
    assert line.text == "Convocar la mesa municipal de empleo"
    clarifying.sealed()
    (line,) = Visits(desk).room(clarifying.visit).commitments
    assert (line.text, line.due_on) == (
        "Convocar la mesa departamental de empleo",
        date(2026, 12, 18),
    )
    with desk.reading() as reading:
        (kept,) = reading.all(Commitment)
    assert kept.text == "Convocar la mesa municipal de empleo"


def test_what_somebody_asked_for_in_the_signed_acta_stands_in_the_new_one_too(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    draft = Actas(desk).draft(visit).id
    Approvals(desk).remark(draft, "Célimo Ñáñez", "No hubo quórum", kind="statement")
    first = saved(Actas(desk).issue(visit)).id
    clock.go_on(days=1)
    new = Clarified(desk, visit, first, Actas(desk).clarify(first).id)
    kept = Approvals(desk).remark(new.second, "Neiva Torres", "Sí hubo", kind="reservation")
    taken = Approvals(desk).remark(new.second, "Neiva Torres", "Por error", kind="reservation")
    Approvals(desk).remove(taken.id)
    acta = new.sealed()
    assert acta.remarks.splitlines() == [
        "Constancia de Célimo Ñáñez: No hubo quórum",
        "Salvedad de Neiva Torres: Sí hubo",
    ]
    assert kept.id is not None


def test_the_draft_names_the_acta_that_it_clarifies(clarifying: Clarified) -> None:
    clarifying.correct("meeting/venue", "Salón comunal")
    number = said(clarifying.desk, clarifying.first).number
    preview = words_of(ActaPapers(clarifying.desk).preview(clarifying.visit))
    assert f"El acta N.º {number} queda como se firmó." in preview
    read = ActaPapers(clarifying.desk).reading(clarifying.visit)
    assert any("debe decir: «Salón comunal»" in line for part in read for line in part.paragraphs)


def test_a_correction_cannot_misquote_repeat_or_leave_out_why(clarifying: Clarified) -> None:
    for part, says, why, told in (
        ("attendance/9/name", "Nadie", WHY, "Elija qué parte"),
        ("attendance/2/name", "Célimo Ñáñez", WHY, "ya dice eso"),
        ("attendance/2/name", "Otro", "  ", "por qué se corrige"),
        ("meeting/day", "un día", WHY, "no es una fecha"),
        ("attendance/2", "Otra persona", WHY, "fila entera solo se quita"),
        ("development", "漢", WHY, "no se puede imprimir"),
    ):
        with pytest.raises(Refused) as refused:
            clarifying.correct(part, says, why)
        assert told in SPANISH(refused.value.text)


def test_a_record_that_misquotes_is_printed_with_what_was_signed(clarifying: Clarified) -> None:
    clarifying.correct("meeting/objective", "Instalar la mesa")
    with clarifying.desk.writing() as writing:
        (kept,) = writing.all(Correction)
        slip = Correction(
            id=UUID(int=5), minutes=clarifying.second, part="no/such/place", says="x", reason=WHY
        )
        writing.put(msgspec.structs.replace(kept, said="Otra cosa", where="Otra parte"))
        writing.put(slip)
    (listed,) = clarifying.sealed().corrections
    assert (listed.where, listed.said) == ("Objetivo", "Instalar la mesa de empleo de Guapi")


def test_long_texts_are_corrected_over_several_pages(clarifying: Clarified) -> None:
    words = " ".join(f"palabra{n}" for n in range(1400))
    clarifying.correct("development", words)
    clarifying.sealed()
    paper = clarifying.pdf()
    assert words_of(paper).count("palabra1399") == 2
    assert faults(paper) == []


def test_a_part_corrected_twice_says_the_last(clarifying: Clarified) -> None:
    clarifying.correct("meeting/venue", "Salón comunal")
    clarifying.correct("meeting/venue", "Casa de la cultura")
    assert [one.says for one in clarifying.sealed().corrections] == ["Casa de la cultura"]


def test_an_issued_clarification_takes_no_more_corrections(clarifying: Clarified) -> None:
    clarifying.correct("meeting/venue", "Salón comunal")
    (kept,) = Corrections(clarifying.desk).of(clarifying.second)
    Corrections(clarifying.desk).remove(kept.id)
    assert Corrections(clarifying.desk).of(clarifying.second) == []
    clarifying.correct("meeting/venue", "Salón comunal")
    clarifying.sealed()
    (kept,) = Corrections(clarifying.desk).of(clarifying.second)
    with pytest.raises(Refused):
        clarifying.correct("meeting/venue", "Otro")
    with pytest.raises(Refused):
        Corrections(clarifying.desk).remove(kept.id)
    with pytest.raises(Refused, match="Solo un acta aclaratoria"):
        Corrections(clarifying.desk).correct(clarifying.first, "development", "x", WHY)


def test_the_seal_locks_the_corrections_whatever_asks(clarifying: Clarified) -> None:
    clarifying.correct("meeting/venue", "Salón comunal")
    clarifying.sealed()
    (kept,) = Corrections(clarifying.desk).of(clarifying.second)
    with pytest.raises(Refused), clarifying.desk.writing() as writing:
        writing.put(msgspec.structs.replace(kept, annulled="Otra cosa"))
    with pytest.raises(Refused), clarifying.desk.writing() as writing:
        writing.put(msgspec.structs.replace(kept, id=UUID(int=6)))


def test_a_clarifying_acta_comes_back_from_its_copy_with_its_corrections(
    clarifying: Clarified, tmp_path: Path
) -> None:
    clarifying.correct("attendance/2/name", "Célimo Ñáñez Angulo")
    clarifying.correct("meeting/day", "2026-11-18")
    clarifying.sealed()
    kept = Corrections(clarifying.desk).of(clarifying.second)
    with a_desk(tmp_path / "another") as other:
        Imports(other).bring("acta.pdf", clarifying.pdf())
        with other.reading() as reading:
            found = {one.id: one for one in reading.all(Correction)}
    assert {(one.part, one.said, one.says) for one in found.values()} == {
        (one.part, one.said, one.says) for one in kept
    }
