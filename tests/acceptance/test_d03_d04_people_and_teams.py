"""D03 and D04: posts that change hands, and the teams that an act names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import saved
from tests.given.papers import words_of
from tests.given.registers import PUNO, keep, on_paper, report, rows, words, work_in

CHIEF = "Jefe de Descentralización"
FIRST, SECOND = "Wilmer Condori Apaza", "Elvira Mamani Choque"


def two_chiefs(work: Work) -> None:
    """Two invented people in one post, the second by R.M. 152-2015-TR of 1 August 2015."""
    office = keep(work, "organization", name="Oficina de Descentralización", territory=PUNO)
    first = keep(work, "person", full_name=FIRST, organization=office, position_title=CHIEF)
    second = keep(work, "person", full_name=SECOND, position_title="Especialista")
    held = {"organization": office, "title": CHIEF}
    keep(
        work,
        "position",
        person=first,
        from_on=date(2013, 2, 1),
        to_on=date(2015, 7, 31),
        ended_by=Code("resignation"),
        **held,
    )
    keep(
        work,
        "position",
        person=second,
        from_on=date(2015, 8, 1),
        appointment="R.M. 152-2015-TR",
        **held,
    )


def acta_signed_with(work: Work, clock: Clock, at: datetime, name: str) -> str:
    """The words of the acta of a meeting to which somebody of the register came."""
    clock.at = at
    visit = work.visits.start(
        changes={
            "territory": PUNO,
            "objective": "Revisar la propuesta",
            "kind": Code("ta"),
            "axis": Code("OE1"),
        }
    ).id
    (known,) = work.attendance.known(name)
    saved(work.attendance.add(visit, known.changes))
    work.attendance.consent(work.attendance.rows(visit)[0].attendance.id, data=True)
    clock.go_on(hours=1)
    return words_of(work.papers.pdf(saved(work.minutes.issue(visit)).id))


def test_d03_an_acta_keeps_the_title_of_its_day(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        two_chiefs(work)
        july = acta_signed_with(work, clock, datetime(2015, 7, 10, 15, tzinfo=UTC), FIRST)
        september = acta_signed_with(work, clock, datetime(2015, 9, 10, 15, tzinfo=UTC), SECOND)
    assert FIRST in july
    assert CHIEF in july
    assert SECOND in september
    assert CHIEF in september
    assert FIRST not in september


def test_d03_who_left_a_post_comes_no_more_with_it(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        two_chiefs(work)
        clock.at = datetime(2015, 7, 10, 15, tzinfo=UTC)
        (before,) = work.attendance.known(SECOND)
        assert before.changes["position_title"] == "Especialista"
        clock.at = datetime(2015, 9, 10, 15, tzinfo=UTC)
        (after,) = work.attendance.known(SECOND)
        assert after.changes["position_title"] == CHIEF
        assert after.changes["organization_name"] == "Oficina de Descentralización"


def test_d03_the_turnover_counts_changes_by_office_and_year(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        two_chiefs(work)
        said = report(work, "turnover", since=date(2015, 1, 1), until=date(2015, 12, 31))
        changes = {row[1]: row[2:5] for row in rows(said, "Cambios por entidad y año")}
        assert changes[2015] == (1, 1, 1)
        assert "Cargos con dos titulares" not in [one.caption for one in said.tables]
        post = {"organization": None, "title": CHIEF}
        keep(work, "position", person=_person(work, "Ronal Ticona"), **post)
        keep(work, "position", person=_person(work, "Yeny Huanca"), **post)
        twice = rows(report(work, "turnover"), "Cargos con dos titulares")
        assert {row[2] for row in twice} == {"Ronal Ticona", "Yeny Huanca"}
        posts = work.registers.list("position", text=CHIEF).rows
        advice = [one for row in posts for one in work.registers.missing("position", row.id)]
        assert {one.field for one in advice} == {"from_on", "organization"}
        on_paper(work, report(work, "turnover"))


def _person(work: Work, name: str) -> UUID:
    return keep(work, "person", full_name=name)


MTPE = (
    ("Adela Quispe Rojas", "Despacho Viceministerial"),
    ("Bruno Salas Neyra", "Oficina de Descentralización, OGPP"),
    ("Carla Ñahui Poma", "Oficina de Organización y Modernización, OGPP"),
    ("Delia Tuesta Ríos", "Oficina de Planeamiento, OGPP"),
    ("Edwin Paucar Lima", "Dirección General de Promoción del Empleo"),
    ("Flor Ccama Inga", "Dirección General del Servicio Nacional del Empleo"),
    ("Gina Vilca Soto", "Dirección General del Servicio Nacional del Empleo"),
    ("Hugo Yupanqui Paz", "Dirección General de Formación Profesional"),
    ("Irma Zela Cutipa", "Oficina de Descentralización, OGPP"),
)
DRTPE = ("Jaime Apaza Ccori", "Karina Lupaca Ramos", "Luis Ticona Huanca")


def test_d04_the_annex_prints_twelve_members_and_one_in_representation(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        ministry = keep(
            work,
            "team",
            name="Equipo de trabajo del MTPE",
            kind=Code("etti"),
            designation="Oficio 496-2015-MTPE/2",
            territory=PUNO,
        )
        named = [
            keep(work, "team_member", team=ministry, full_name=name, organ=organ)
            for name, organ in MTPE
        ]
        keep(
            work,
            "representation",
            team=ministry,
            member=named[7],
            delegate_name="Magno Tito Cárdenas",
        )
        regional = keep(
            work,
            "team",
            name="Equipo de trabajo de la DRTPE Puno",
            designation="Oficio 254-2015-GRP/GRDS/DRTPE",
            territory=PUNO,
        )
        for name in DRTPE:
            keep(work, "team_member", team=regional, full_name=name)
        said = report(work, "teams", territory=PUNO)
        assert "Integrantes: 12. En representación de otro: 1." in words(said)
        assert [len(one.rows) for one in said.tables if one.caption == "Integrantes"] == [9, 3]
        assert rows(said, "Representaciones") == (
            ("Magno Tito Cárdenas", "en representación de Hugo Yupanqui Paz", ""),
        )
        printed = words_of(on_paper(work, said))
        assert "Designado con Oficio 496-2015-MTPE/2." in printed
        (one,) = report(work, "team", about=regional).tables
        assert len(one.rows) == 3
