"""D05 and D06: the map of actors and the map of spaces, each entity and space counted once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from fieldapp.records.actors import ActorAssessment
from fieldapp.records.describe import Code
from fieldapp.rules.report import Picture
from fieldapp.work.import_entries import REGISTER_FORMAT
from fieldapp.work.work import Work
from tests.given.desks import CALI, CAUCA, GUAPI, Clock
from tests.given.field_work import an_id
from tests.given.papers import words_of
from tests.given.registers import PUNO, keep, on_paper, report, rows, words, work_in

TYPES = {
    "SCPSL": "Concertación de Políticas Salariales y Laborales",
    "SDAST": "Desarrollo Administrativo del Sector Trabajo",
    "RNF": "Red Nacional de Formalización",
    "ORMET": "Red ORMET",
    "CRC": "Comisión Regional de Competitividad",
}
"""The five of the source (S1:69-83), each in its words."""


_Records = list[dict[str, str]]


def six_hundred_entities(work: Work) -> None:
    """600 municipal entities, each in one of 86 spaces, the first fifty in a second one too.

    They come in as a ministry would bring them: a file for each register.
    """
    places = [one.code for one in work.desk.pack.territories if one.code[:2] == CAUCA != one.code]
    spaces: _Records = [
        {"id": f"space {n}", "name": f"Mesa {n}", "territory": GUAPI, "status": "active"}
        for n in range(86)
    ]
    entities: _Records = [
        {
            "id": f"entity {n}",
            "name": f"Entidad municipal {n}",
            "gov_level": "municipal",
            "territory": places[n % len(places)],
        }
        for n in range(600)
    ]
    members = [*((n, n % 86) for n in range(600)), *((n, (n + 1) % 86) for n in range(50))]
    seats: _Records = [
        {"id": f"{n} in {space}", "space": f"space {space}", "organization": f"entity {n}"}
        for n, space in members
    ]
    bring(work, "space", [*spaces, {"id": "idle", "name": "Mesa dormida", "status": "inactive"}])
    entities.append({"id": "nation", "name": "DNP", "gov_level": "national"})
    seats.append({"id": "DNP in 0", "space": "space 0", "organization": "nation"})
    bring(work, "space", [*spaces, {"id": "idle", "name": "Mesa dormida", "status": "inactive"}])
    bring(work, "organization", entities)
    bring(work, "space_member", seats)


def bring(work: Work, kind: str, records: _Records) -> None:
    """Bring in a register's file; what points to a record names it by its id."""
    named = ("id", "space", "organization")
    told = [
        {name: str(an_id(value)) if name in named else value for name, value in one.items()}
        for one in records
    ]
    written = {"format": REGISTER_FORMAT, "kind": kind, "records": told}
    work.imports.bring(f"{kind}.json", json.dumps(written).encode())


def test_d05_six_hundred_entities_take_part_in_a_space_and_each_counts_once(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path) as work:
        six_hundred_entities(work)
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
        (drawn,) = (block for block in said.blocks if isinstance(block, Picture))
        assert (drawn.points, drawn.heights) == (
            (("Cámara de Comercio", Decimal(5)),),
            (Decimal(5),),
        )
        printed = words_of(on_paper(work, said))
        assert "Valle del Cauca" in printed
        assert "mucha influencia: Cámara de Comercio." in printed.replace("\n", " ")


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
        field = work.desk.kinds["space"]["type"]
        offered = {one.value: one.label for one in work.registers.options(field)}
        assert TYPES.keys() <= offered.keys()
        assert all(words in offered[code] for code, words in TYPES.items())


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


def test_d05_the_map_is_drawn_on_paper_and_the_list_beneath_says_the_same(tmp_path: Path) -> None:
    """Nineteen entities in five squares: names lie under one another, and many more fit."""
    with work_in(tmp_path) as work:
        for n in range(19):
            _an_actor(work, f"Asociación de productores del Pacífico sur número {n}", 5 - n % 5)
        said = report(work, "actor_map", territory="76")
        (picture,) = (one for one in said.blocks if isinstance(one, Picture))
        listed = {row[:3] for one in said.tables for row in one.rows}
        drawn = {
            (name, int(across), int(up))
            for (name, across), up in zip(picture.points, picture.heights, strict=True)
        }
        assert drawn == listed
        assert all(str(name) in picture.told for name, *_ in listed)
        on_paper(work, said)
        for n in range(120):
            _an_actor(work, f"Cooperativa de trabajo asociado número {n}", 5)
        on_paper(work, report(work, "actor_map", territory="76"))


def _an_actor(work: Work, name: str, interest: int) -> None:
    entity = keep(work, "organization", name=name, territory=CALI)
    told = {"organization": entity, "territory": CALI, "on": date(2026, 3, 2)}
    keep(work, "actor_assessment", interest=interest, influence=6 - interest, **told)
