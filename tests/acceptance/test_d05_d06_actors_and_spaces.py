"""D05 and D06: the map of actors and the map of spaces, each entity and space counted once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from fieldapp.records.actors import ActorAssessment
from fieldapp.records.describe import Code
from fieldapp.records.people import Organization
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.desks import CALI, GUAPI, Clock
from tests.given.field_work import an_id
from tests.given.papers import words_of
from tests.given.registers import PUNO, keep, on_paper, report, rows, words, work_in

TYPES = ("SCPSL", "SDAST", "RNF", "ORMET", "CRC")


def six_hundred_entities(desk: Desk) -> None:
    """600 municipal entities, each in one of 86 spaces, the first fifty in a second one too."""
    with desk.writing() as writing:
        for n in range(86):
            writing.put(
                Space(
                    id=an_id(f"space {n}"),
                    name=f"Mesa {n}",
                    territory=GUAPI,  # type: ignore[arg-type]
                    status=Code("active"),
                )
            )
        writing.put(Space(id=an_id("idle"), name="Mesa dormida", status=Code("inactive")))
        for n in range(600):
            writing.put(
                Organization(
                    id=an_id(f"entity {n}"),
                    name=f"Entidad municipal {n}",
                    gov_level=Code("municipal"),
                    territory=GUAPI,  # type: ignore[arg-type]
                )
            )
            for space in {n % 86, (n + 1) % 86} if n < 50 else {n % 86}:
                writing.put(
                    SpaceMember(
                        id=an_id(f"{n} in {space}"),
                        space=an_id(f"space {space}"),
                        organization=an_id(f"entity {n}"),
                    )
                )
        nation = Organization(id=an_id("nation"), name="DNP", gov_level=Code("national"))
        writing.put(nation)
        writing.put(
            SpaceMember(id=an_id("DNP in 0"), space=an_id("space 0"), organization=nation.id)
        )


def test_d05_six_hundred_entities_take_part_in_a_space_and_each_counts_once(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path) as work:
        six_hundred_entities(work.desk)
        said = report(work, "actor_map")
        assert "En al menos un espacio: 601; de nivel territorial, 600." in words(said)
        spaces = report(work, "space_map")
        assert "Espacios activos: 86. Registrados: 87." in words(spaces)


def test_d05_an_assessment_of_a_later_day_leaves_the_earlier_one(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, clock=clock) as work:
        entity = keep(work, "organization", name="Cámara de Comercio", territory=CALI)
        contact = keep(work, "person", full_name="Aura Mina")
        told = {"organization": entity, "territory": CALI, "contact_person": contact}
        keep(work, "actor_assessment", on=date(2026, 3, 2), interest=2, influence=5, **told)
        keep(
            work,
            "actor_assessment",
            on=date(2026, 10, 5),
            interest=5,
            influence=5,
            stance=Code("supporter"),
            resources="Salón y sonido",
            **told,
        )
        said = report(work, "actor_map", territory="76")
        (row,) = rows(said, "Clave: mucho interés y mucha influencia")
        assert row[:4] == ("Cámara de Comercio", 5, 5, "A favor")
        assert row[4:6] == ("Salón y sonido", "Aura Mina")
        assert work.registers.list("actor_assessment").total == 2
        assert "actor_assessment" in {spec.name for spec in work.registers.kinds()}
        printed = words_of(on_paper(work, said))
        assert "Valle del Cauca" in printed


def test_d05_moving_an_entity_on_the_map_keeps_what_else_was_said_of_it(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, clock=clock) as work:
        entity = keep(work, "organization", name="Cámara de Comercio", territory=CALI)
        keep(
            work,
            "actor_assessment",
            organization=entity,
            territory=CALI,
            on=date(2026, 3, 2),
            interest=2,
            influence=5,
            stance=Code("neutral"),
            resources="Salón y sonido",
        )
        (actor,) = [one for one in work.actors.map("76") if one.id == entity]
        work.actors.place(actor, 5, 4)
        with work.desk.reading() as reading:
            first, last = reading.all(ActorAssessment, {}, ("on",))
        assert (first.interest, last.interest) == (2, 5)
        assert (last.stance, last.resources) == ("neutral", "Salón y sonido")


def test_d06_the_five_kinds_of_space_of_the_source_are_offered(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        offered = " ".join(
            f"{one.code} {one.short}" for one in work.desk.pack.catalogue("space_types")
        )
        assert all(one in offered for one in TYPES)


def cistpe(work: Work) -> None:
    keep(
        work,
        "space",
        name="CISTPE",
        territory=PUNO,
        periodicity=Code("semester"),
        sessions_per_year=2,
        status=Code("active"),
        rules_document="Reglamento interno de 2014",
    )


def test_d06_a_space_of_two_sessions_a_year_stands_at_none_of_two_in_november(
    tmp_path: Path,
) -> None:
    clock = Clock(datetime(2026, 11, 20, 15, tzinfo=UTC))
    with work_in(tmp_path, "PE", clock) as work:
        cistpe(work)
        (line,) = work.spaces.lines()
        assert (line.sessions.held, line.sessions.planned) == (0, 2)
        assert line.behind > 0
        (row,) = rows(report(work, "space_map"), "Puno")
        assert row[4:6] == ("0/2", line.behind)


def test_d06_the_map_prints_by_department(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        for name, where in (("Mesa de empleo", GUAPI), ("Subcomisión", CALI)):
            keep(work, "space", name=name, territory=where, type=Code("SCPSL"), status="active")
        said = report(work, "space_map")
        assert [one.caption for one in said.tables][1:] == ["Cauca", "Valle del Cauca"]
        on_paper(work, said)
