"""The data notice in the language of who hears it (R16): read, answered, printed, provable."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.text import SPANISH, Refused
from fieldapp.records.visits import Consent
from fieldapp.rules.acta_content import Acta, Signatures, read_content
from fieldapp.rules.ink_chain import broken_links
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.acta_records import said_by, signatures_of
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.blank_forms import BlankForms
from fieldapp.work.desk import Desk
from fieldapp.work.imports import Imports
from fieldapp.work.inks import Inks
from fieldapp.work.minutes import Actas
from tests.given.actas import drawing
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.given.packs import NOT_A_TRANSLATION, WAYUU, pack_with_notice
from tests.given.papers import words_of

INTERPRETER = "Rosario Epieyú"


@pytest.fixture
def wayuu(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk whose pack holds the notice in a second language."""
    with a_desk(tmp_path / "desk", clock) as desk:
        yield dataclasses.replace(desk, pack=pack_with_notice(tmp_path / "pack"))


def the_consent(desk: Desk, visit: UUID, row: int = 0) -> Consent:
    consent = AttendanceList(desk).rows(visit)[row].consent
    assert consent is not None
    return consent


def issued(desk: Desk, visit: UUID) -> Acta:
    saved(Actas(desk).issue(visit))
    minutes = Actas(desk).of(visit)
    assert minutes is not None
    with desk.reading() as reading:
        return read_content(said_by(reading, minutes).content, Acta)


def heard(desk: Desk, visit: UUID, row: int, language: str, interpreter: str = "") -> None:
    people = AttendanceList(desk)
    person = people.rows(visit)[row].attendance.id
    people.consent(person, data=True, language=language, interpreter=interpreter)


def test_a_consent_says_in_which_language_the_notice_was_read_and_keeps_that_text(
    wayuu: Desk, clock: Clock
) -> None:
    visit = a_meeting(wayuu, clock)
    heard(wayuu, visit, 0, WAYUU)
    consent = the_consent(wayuu, visit)
    read = hashlib.sha256("\n".join(NOT_A_TRANSLATION).encode()).hexdigest()
    assert (consent.language, consent.translation_sha256) == (WAYUU, read)
    assert consent.translation_version == "co-habeas-data-1-guc-1"
    assert consent.text_sha256 == wayuu.pack.data_protection.sha256
    heard(wayuu, visit, 0, "es")
    assert the_consent(wayuu, visit).translation_sha256 == ""


def test_where_a_language_has_no_text_the_interpreter_is_named(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    with pytest.raises(Refused) as refused:
        heard(desk, visit, 0, "pbb")
    assert "quién interpretó el aviso: en nasa yuwe no hay texto" in SPANISH(refused.value.text)
    heard(desk, visit, 0, "pbb", INTERPRETER)
    consent = the_consent(desk, visit)
    assert (consent.language, consent.interpreter) == ("pbb", INTERPRETER)
    assert consent.translation_sha256 == ""
    assert consent.text_sha256 == desk.pack.data_protection.sha256


def test_the_acta_says_in_which_languages_it_was_read_and_holds_each_text(
    wayuu: Desk, clock: Clock
) -> None:
    visit = a_meeting(wayuu, clock)
    heard(wayuu, visit, 0, WAYUU)
    heard(wayuu, visit, 1, "pbb", INTERPRETER)
    acta = issued(wayuu, visit)
    said = (
        "El aviso de datos personales se leyó en español; "
        f"en nasa yuwe, con interpretación de {INTERPRETER}; en wayuunaiki."
    )
    assert said in acta.reading
    assert [one.language for one in acta.notices] == ["español", "nasa yuwe", "wayuunaiki"]
    for one in acta.notices:
        assert hashlib.sha256(one.text.encode()).hexdigest() == one.digest
    paper = words_of(ActaPapers(wayuu).pdf(UUID(acta.minutes)))
    assert said in paper


def test_no_row_of_the_delivered_acta_tells_who_speaks_which_language(
    wayuu: Desk, clock: Clock
) -> None:
    visit = a_meeting(wayuu, clock)
    heard(wayuu, visit, 0, WAYUU)
    rows = issued(wayuu, visit).attendance
    assert len({one.consent for one in rows}) == 1
    assert WAYUU not in str(rows)


def test_a_signature_in_the_list_holds_whatever_the_language_of_the_notice(
    wayuu: Desk, clock: Clock
) -> None:
    visit = a_meeting(wayuu, clock)
    heard(wayuu, visit, 0, WAYUU)
    row = AttendanceList(wayuu).rows(visit)[0].attendance
    Inks(wayuu).draw(row.id, drawing(41))
    acta = issued(wayuu, visit)

    with wayuu.reading() as reading:
        minutes = Actas(wayuu).of(visit)
        assert minutes is not None
        signed = read_content(signatures_of(wayuu, reading, minutes), Signatures)
    assert broken_links(acta, signed) == []


def test_a_text_that_the_pack_no_longer_has_is_named_by_its_digest(
    wayuu: Desk, clock: Clock, tmp_path: Path
) -> None:
    visit = a_meeting(wayuu, clock)
    heard(wayuu, visit, 0, WAYUU)
    kept = the_consent(wayuu, visit).translation_sha256
    newer = pack_with_notice(tmp_path / "newer", text=["Otro texto de prueba."])
    acta = issued(dataclasses.replace(wayuu, pack=newer), visit)
    (old,) = (one for one in acta.notices if one.language == "wayuunaiki")
    assert (old.digest, old.version, old.text) == (kept, "co-habeas-data-1-guc-1", "")


def test_a_list_from_a_file_may_say_the_language_and_the_interpreter(
    wayuu: Desk, clock: Clock
) -> None:
    visit = a_meeting(wayuu, clock)
    sheet = (
        "Nombre completo;Autoriza sus datos;Lengua del aviso;Interpretó el aviso\n"
        f"Rosa Mina;sí;Nasa yuwe;{INTERPRETER}\nLuis Mina;sí;Wayuunaiki;\nEva Mina;sí;;\n"
    )
    Imports(wayuu).bring("lista.csv", sheet.encode(), kind="attendance", visit=visit)
    first, second, third = (the_consent(wayuu, visit, row) for row in (3, 4, 5))
    assert (first.language, first.interpreter) == ("pbb", INTERPRETER)
    assert second.translation_version == "co-habeas-data-1-guc-1"
    assert (third.language, third.translation_version) == ("es", "")


def test_blank_papers_print_the_notice_in_the_chosen_language(wayuu: Desk, clock: Clock) -> None:
    visit = a_meeting(wayuu, clock)
    papers = [
        BlankForms(wayuu).make("acta", 1, WAYUU).pdf,
        BlankForms(wayuu).make("list", 1, WAYUU).pdf,
        ActaPapers(wayuu).attendance_list(visit, blank_rows=3, language=WAYUU),
    ]
    for paper in papers:
        said = words_of(paper)
        assert NOT_A_TRANSLATION[0] in said
        assert "Aviso leído en wayuunaiki con este texto" in said
        assert "Autorizo de manera previa" not in said


def test_blank_papers_leave_a_line_for_the_interpreter_where_there_is_no_text(desk: Desk) -> None:
    said = words_of(BlankForms(desk).make("list", 1, "pbb").pdf)
    assert "Autorizo de manera previa" in said
    assert "Aviso leído en español e interpretado en nasa yuwe por: ____" in said
