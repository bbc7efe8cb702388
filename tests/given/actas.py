"""Visits ready for their acta, with invented people; drawings that look like signatures."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid5

import msgspec

from fieldapp.packs import Pack
from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Consent, Ink
from fieldapp.rules.acta import ActaContent, Issue, Issuer, VisitRecords, acta_content
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.rules.agreed_before import EarlierPromise
from fieldapp.rules.ink import Drawing, attendance_ink_digest, pack_drawing
from tests.given.packs import pack as given_pack

_SPACE = UUID("5b0f6d3e-6d0c-4f43-9c0e-2f0d3a8f7c11")
_NAMES = [
    "Aura María Caicedo",
    "Libardo Angulo",
    "Yesenia Montaño",
    "Óscar Iván Güiza",
    "Nélida Ordóñez",
    "Wilmer Ñáñez",
    "Zoila Ibáñez",
    "Édgar Paz",
    "Ximena Castañeda",
    "Úrsula Peña",
    "Héctor Yáñez",
    "Illari Quispe",
]
_ENTITIES = [
    "Alcaldía de Guapi",
    "Consejo Comunitario Río Guapi",
    "Cámara de Comercio del Cauca",
    "SENA",
    "Asociación de Piangüeras Nuevo Amanecer",
]
_POSITIONS = ["Alcaldesa encargada", "Representante legal", "Secretaria de Planeación", "Vocal"]
_PROMISES = (
    "Enviar a la alcaldía el documento de recomendaciones con los ajustes acordados.",
    "Convocar la mesa municipal de empleo.",
    "Entregar la caracterización de la oferta institucional presente en el municipio.",
)
_PLACES = {"CO": "19318", "PE": "211301", "HN": "0609"}
STARTS = datetime(2026, 11, 20, 14, 15, tzinfo=UTC)
NUMBER = "ACTA-DTCAUCA-2026-D07-0042"
SECRET = bytes(range(32))


def some_id(*parts: object) -> UUID:
    """The same id for the same name, in every test."""
    return uuid5(_SPACE, "/".join(map(str, parts)))


def drawing(seed: int = 1) -> Drawing:
    """Three strokes that wave over a pad of 1000 by 400."""
    dice = Random(seed)
    return Drawing(1000, 400, tuple(_stroke(dice) for _ in range(3)))


def _stroke(dice: Random) -> tuple[tuple[int, int], ...]:
    left, width = dice.uniform(40, 320), dice.uniform(350, 600)
    slow, fast, tall = dice.uniform(1, 3), dice.uniform(4, 8), dice.uniform(40, 130)
    points = []
    for step in range(36):
        along = step / 35
        up = tall * math.sin(slow * 6.28 * along) + 30 * math.sin(fast * 6.28 * along)
        points.append((round(left + width * along), round(min(395, max(5, 200 + up)))))
    return tuple(points)


def activity(country: str = "CO", **changes: Any) -> Activity:
    given: dict[str, Any] = {
        "kind": given_pack(country).catalogue("activity_types").choices[0].code,
        "axis": given_pack(country).catalogue("axes").choices[0].code,
        "territory": TerritoryCode(_PLACES[country]),
        "locality_kind": given_pack(country).catalogue("locality_kinds").choices[0].code,
        "locality": "El Carmelo",
        "venue": "Casa comunitaria",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=3, minutes=25),
        "objective": "Revisar los lineamientos de empleo del plan de desarrollo municipal.",
        "development": "Se presentaron los avances y las dificultades de cada entidad.",
    }
    return Activity(id=some_id("activity"), **(given | changes))


def agenda(*titles: str) -> list[AgendaItem]:
    """Points with these titles; the second one has a discussion and a decision with votes."""
    return [
        AgendaItem(
            id=some_id("agenda", n),
            activity=some_id("activity"),
            position=Decimal(n),
            title=title,
            discussion="La mesa revisó el documento punto por punto." if n == 1 else "",
            decision="Se adopta el documento de recomendaciones." if n == 1 else "",
            votes_for=12 if n == 1 else None,
            votes_against=1 if n == 1 else None,
        )
        for n, title in enumerate(titles)
    ]


def attendance(count: int = 12, country: str = "CO") -> list[Attendance]:
    """So many people present, each with document, phone, e-mail and sensitive answers."""
    id_type = given_pack(country).catalogue("id_types").choices[0].code
    return [
        Attendance(
            id=some_id("attendance", n),
            activity=some_id("activity"),
            position=Decimal(n),
            id_type=Code(id_type),
            id_number=f"{34_500_000 + n * 7919}",
            full_name=_NAMES[n % len(_NAMES)] + (f" {n}" if n >= len(_NAMES) else ""),
            organization_name=_ENTITIES[n % len(_ENTITIES)],
            position_title=_POSITIONS[n % len(_POSITIONS)],
            phone=f"31{n:02}5550{n:03}",
            email=f"persona{n}@guapi.example",
            age_range=Code(given_pack(country).catalogue("age_ranges").choices[1].code),
            ethnic_group=Code(given_pack(country).catalogue("ethnic_groups").choices[2].code),
            sex=Code("F"),
        )
        for n in range(count)
    ]


def consents(rows: list[Attendance], country: str = "CO") -> list[Consent]:
    """Everybody allowed their data, except each seventh."""
    notice = given_pack(country).data_protection
    return [
        Consent(
            id=some_id("consent", row.id),
            activity=row.activity,
            attendance=row.id,
            text_version=notice.version,
            text_sha256=notice.sha256,
            data=n % 7 != 6,
            given_at=STARTS,
        )
        for n, row in enumerate(rows)
    ]


def inks(rows: list[Attendance], country: str = "CO") -> list[Ink]:
    """Odd rows signed on the screen, every fourth on paper; the others did not yet."""
    notice = given_pack(country).data_protection.sha256
    signed: list[Ink] = []
    for n, row in enumerate(rows):
        if n % 2:
            signed.append(_drawn(n, row, notice))
        elif n % 4 == 0:
            signed.append(ink(f"paper {n}", method="paper", attendance=row.id, folder="Carpeta 12"))
    return signed


def ink(name: str, **changes: Any) -> Ink:
    """A signature of this visit."""
    given = {"activity": some_id("activity"), "signed_at": STARTS + timedelta(hours=1)}
    return Ink(id=some_id("ink", name), **(given | changes))


def _drawn(n: int, row: Attendance, notice: str) -> Ink:
    packed = pack_drawing(drawing(n))
    bound = attendance_ink_digest(
        activity=str(row.activity), attendance=str(row.id), consent_sha256=notice, packed=packed
    )
    return ink(f"drawn {n}", method="drawn", attendance=row.id, strokes=packed, bound_to=bound)


def commitments(count: int = 3) -> list[Commitment]:
    return [
        Commitment(
            id=some_id("commitment", n),
            origin=some_id("activity"),
            position=Decimal(n),
            text=_PROMISES[n % len(_PROMISES)],
            responsible_name=_ENTITIES[n % len(_ENTITIES)],
            responsible_person=_NAMES[n % len(_NAMES)],
            due_on=date(2026, 12, 4) + timedelta(days=n),
        )
        for n in range(count)
    ]


def earlier(count: int = 4) -> list[EarlierPromise]:
    """So many promises of a meeting two months before, half of them spoken of in this one."""
    return [
        EarlierPromise(
            commitment=msgspec.structs.replace(
                one,
                id=some_id("earlier", n),
                origin=some_id("earlier activity"),
                due_on=date(2026, 10, 30) + timedelta(days=15 * n),
            ),
            follow_ups=[_heard(one, n)] if n % 2 == 0 else [],
            agreed="Acta N.º ACTA-DTCAUCA-2026-D07-0031, vie 18 sep 2026",
            responsible=one.responsible_name,
        )
        for n, one in enumerate(commitments(count))
    ]


def _heard(one: Commitment, n: int) -> FollowUp:
    return FollowUp(
        id=some_id("heard", n),
        commitment=one.id,
        activity=some_id("activity"),
        on=date(2026, 11, 20),
        status=Code("done" if n == 0 else "in_progress"),
        evidence="Oficio 12 de la Alcaldía" if n == 0 else "",
        text="" if n == 0 else "Falta la firma del alcalde.",
    )


def visit_records(
    people: int = 12, promises: int = 3, country: str = "CO", **changes: Any
) -> VisitRecords:
    """A visit with everything; `changes` replace whole parts of it."""
    rows = changes.pop("attendance", attendance(people, country))
    given: dict[str, Any] = {
        "minutes": Minutes(
            id=some_id("minutes"),
            activity=some_id("activity"),
            title="Segunda sesión de la mesa municipal de empleo",
            presides="Aura María Caicedo",
            read_aloud=True,
        ),
        "activity": activity(country),
        "agenda": agenda("Verificación del quórum", "Lineamientos de empleo", "Varios"),
        "attendance": rows,
        "consents": consents(rows, country),
        "inks": inks(rows, country),
        "commitments": commitments(promises),
    }
    return VisitRecords(**(given | changes))


def issuer() -> Issuer:
    return Issuer(
        officer=some_id("officer"),
        officer_name="Yaneth Rodríguez Mina",
        officer_position="Enlace territorial",
        office=some_id("office"),
        office_name="Dirección Territorial Cauca",
        device=some_id("device"),
    )


def issue(**changes: Any) -> Issue:
    given = {"number": NUMBER, "at": STARTS + timedelta(hours=4), "secret": SECRET}
    return Issue(**(given | changes))


def issued(records: VisitRecords | None = None, country: str = "CO") -> tuple[ActaContent, bytes]:
    """The content of an issued acta and its signature file."""
    pack: Pack = given_pack(country)
    visit = records or visit_records(country=country)
    acta = acta_content(visit, pack, issuer(), issue())
    return acta, signatures_content(acta.digest, visit.inks, pack)
