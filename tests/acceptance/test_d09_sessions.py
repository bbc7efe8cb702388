"""D09: sessions of spaces: agenda with votes, quorum, numbers; how often a space meets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from fieldapp.records.describe import Code
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.desks import GUAPI, Clock
from tests.given.papers import words_of
from tests.given.report_words import rows_under

SPACE = {
    "name": "Mesa de empleo de Guapi",
    "type": Code("MTC"),
    "territory": GUAPI,
    "sessions_per_year": 2,
}


def test_d09_a_session_has_its_space_number_character_quorum_and_votes(
    work: Work, clock: Clock
) -> None:
    space = work.registers.save("space", None, SPACE).id
    session = work.visits.start(
        changes={
            "objective": "Segunda sesión",
            "kind": Code("session"),
            "territory": GUAPI,
            "space": space,
            "session_number": 2,
            "character": Code("ordinary"),
            "quorum_required": 3,
            "next_session_on": date(2027, 3, 1),
        }
    ).id
    work.agenda.add(
        session,
        {"title": "Plan local", "decision": "Aprobado", "votes_for": 5, "votes_against": 1},
    )
    work.visits.edit(session, {"without_attendance": "Se hizo constancia de inasistencia"})
    clock.go_on(hours=1)
    work.visits.finish(session)
    (line,) = work.spaces.lines()
    assert (line.sessions.held, line.sessions.planned, line.sessions.next) == (
        1,
        2,
        date(2027, 3, 1),
    )
    acta = " ".join(words_of(work.papers.preview(session)).split())
    assert "ordinaria N.º 2" in acta
    assert "Aprobado (5 a favor, 1 en contra)" in acta
    assert "Mesa de empleo de Guapi" in acta
    report = work.reports.build("visit", Wanted(record=session))
    assert rows_under(report, "Temas tratados") == ((1, "Plan local", "Aprobado"),)
    assert ("Espacio", "Mesa de empleo de Guapi") in rows_under(report, "Datos")


def test_d09_the_board_divides_170_sessions_by_86_spaces(tmp_path: Path) -> None:
    with a_filled_country(tmp_path) as work:
        figures = work.results.of().board.figures
        assert (figures.sessions, figures.spaces) == (170, 86)
        assert figures.sessions_per_space == Decimal("1.98")


def test_d09_without_sessions_there_is_nothing_to_divide(work: Work) -> None:
    assert work.results.of().board.figures.sessions_per_space is None
