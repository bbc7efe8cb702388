"""A year of an officer's visits, invented: the same one for every run and every machine.

People, entities and sentences are put together from word lists that allow far more than five
thousand combinations, so that a compressor finds in them what it would find in real ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.agreements import Commitment
from fieldapp.records.describe import Code, Record, TerritoryCode
from fieldapp.records.visits import Activity, Attendance

FIRST_DAY = date(2026, 1, 12)
ATTENDANCE_A_VISIT = 30
COMMITMENTS_A_VISIT = 5

GIVEN = """
Ana Luz María Rosa Elena Carmen Gloria Nubia Yolanda Marta Sofía Paula Diana Liliana Adriana
Claudia Esperanza Mercedes Beatriz Teresa Juan Luis Carlos Jorge Pedro Miguel José Andrés Héctor
Óscar Iván Fabio Álvaro Germán Hernán Rubén Wilson Edwin Jairo Nelson Camilo Esteban Tomás Darío
""".split()
FAMILY = """
Mina Angulo Caicedo Obando Riascos Hurtado Grueso Torres Cuero Montaño Quiñones Valencia Mosquera
Sinisterra Rentería Palacios Córdoba Ibargüen Banguera Castillo Paredes Ñáñez Muñoz Peña Rojas
Gómez Díaz Vargas Cárdenas Guerrero Ortiz Salazar Zambrano Benavides Chamorro Erazo Portilla
Solarte Timaná Chocué Ipia Ulcué Tombé Almendra Calambás Yalanda Hurtatis Bravo Burbano Delgado
""".split()


def _phrases(text: str) -> list[str]:
    return [phrase for line in text.strip().splitlines() for phrase in line.strip("|").split("|")]


ENTITIES = _phrases("""
Alcaldía Municipal de {}|Cooperativa de Pescadores de {}|Asociación de Mujeres de {}
Consejo Comunitario de {}|Junta de Acción Comunal de {}|Hospital San Francisco de {}
Institución Educativa de {}|Sindicato de Trabajadores de {}|Cámara de Comercio de {}
""")
TITLES = _phrases("""
Alcaldesa|Secretario de Gobierno|Presidenta|Representante legal|Tesorera|Vocal|Docente|Enfermera
Promotor|Delegado sindical|Coordinadora|Asesor|Concejal|Personera|Técnico|Líder comunitaria
""")
VERBS = _phrases("""
Revisar|Socializar|Actualizar|Formular|Presentar|Concertar|Convocar|Evaluar|Divulgar|Acompañar
Remitir|Verificar|Ajustar|Documentar
""")
MATTERS = _phrases("""
el plan de empleo local|la ruta de formalización|el comité de convivencia|la afiliación a riesgos
la tabla de inspectores|el registro de cooperativas|la agenda de formación|el censo de pescadores
la política de trabajo decente|el acta anterior|la mesa de trabajo infantil|el fondo de microcrédito
""")
ENDS = _phrases("""
con las entidades del municipio|antes de la próxima sesión|con enfoque diferencial|por correo
ante la Dirección Territorial|con apoyo de la Cámara de Comercio|en la zona rural|según lo acordado
con los consejos comunitarios|en lengua propia|y publicarlo en cartelera|con plazo de un mes
""")


@dataclass(frozen=True, slots=True)
class Invented:
    """One visit with everything that hangs from it; together the records of one meeting."""

    visit: Activity
    attendance: tuple[Attendance, ...]
    commitments: tuple[Commitment, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All of it, the visit first."""
        return (self.visit, *self.attendance, *self.commitments)


def invent_visits(
    pack: Pack,
    count: int,
    *,
    department: str = "19",
    attendance: int = ATTENDANCE_A_VISIT,
    commitments: int = COMMITMENTS_A_VISIT,
    seed: int = 20261120,
) -> Iterator[Invented]:
    """Give visits to the municipalities of a department, ten a week from January on."""
    inventor = _Inventor(pack, department, random.Random(seed))
    for number in range(count):
        yield inventor.visit(number, attendance, commitments)


class _Inventor:
    def __init__(self, pack: Pack, department: str, chance: random.Random) -> None:
        self._pack = pack
        self._towns = pack.territories.children(department)
        self._chance = chance

    def visit(self, number: int, attendance: int, commitments: int) -> Invented:
        town = self._chance.choice(self._towns)
        day = FIRST_DAY + timedelta(days=number * 7 // 10 % 300)
        begins = datetime(day.year, day.month, day.day, 13, 0, tzinfo=UTC)
        begins += timedelta(minutes=self._chance.randrange(0, 360, 5))
        visit = Activity(
            id=self._id(),
            kind=self._code("activity_types"),
            axis=self._code("axes"),
            themes=frozenset({self._code("themes"), self._code("themes")}),
            territory=TerritoryCode(town.code),
            venue=f"{self._entity(town.name)}, salón {self._chance.randrange(1, 30)}",
            mode=Code("onsite"),
            planned_on=day,
            starts_at=begins,
            ends_at=begins + timedelta(minutes=self._chance.randrange(60, 300, 5)),
            objective=self._sentence(),
            development=" ".join(self._sentence() for _ in range(6)),
            results=self._sentence(),
            lead_officer=self._id(),
            status=Code("closed"),
        )
        return Invented(
            visit,
            tuple(self._attendance(visit, row, town.name) for row in range(1, attendance + 1)),
            tuple(self._commitment(visit, row, day) for row in range(1, commitments + 1)),
        )

    def _attendance(self, visit: Activity, row: int, town: str) -> Attendance:
        given, family = self._chance.choice(GIVEN), self._chance.choice(FAMILY)
        others = f"{self._chance.choice(GIVEN)} {family} {self._chance.choice(FAMILY)}"
        return Attendance(
            id=self._id(),
            activity=visit.id,
            position=Decimal(row),
            id_type=Code("CC"),
            id_number=str(self._chance.randrange(10_000_000, 1_199_999_999)),
            full_name=f"{given} {others}",
            minor=False,
            organization_name=self._entity(town),
            position_title=self._chance.choice(TITLES),
            role=Code("attendee"),
            phone=str(self._chance.randrange(3_000_000_000, 3_249_999_999)),
            email=f"{given}.{family}{self._chance.randrange(99)}@example.org".lower(),
            territory=visit.territory,
            sex=self._code("sex"),
            capture=Code("table"),
        )

    def _commitment(self, visit: Activity, row: int, day: date) -> Commitment:
        return Commitment(
            id=self._id(),
            origin=visit.id,
            position=Decimal(row),
            text=self._sentence(),
            responsible_name=self._entity("Guapi"),
            responsible_person=f"{self._chance.choice(GIVEN)} {self._chance.choice(FAMILY)}",
            starts_on=day,
            due_on=day + timedelta(days=self._chance.randrange(7, 120)),
            expected_evidence=self._code("verification_means"),
        )

    def _id(self) -> UUID:
        """Give a random id of the shape of version 7, in no order."""
        bits = self._chance.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)
        return UUID(int=bits | 0x7 << 76 | 0x2 << 62)

    def _code(self, catalogue: str) -> Code:
        return Code(
            self._chance.choice([choice.code for choice in self._pack.catalogue(catalogue)])
        )

    def _entity(self, town: str) -> str:
        return self._chance.choice(ENTITIES).format(town)

    def _sentence(self) -> str:
        verb, matter, end = (self._chance.choice(words) for words in (VERBS, MATTERS, ENDS))
        return f"{verb} {matter} {end}; responde {self._chance.choice(GIVEN)}."
