"""What a laptop needs before it leaves the office: each thing ready or lacking, in one sentence.

Nothing here stops anybody (rule R13): it is told while there is still a network, a plug and time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say, say_n

ROOM_LEAST_BYTES: Final = 1024**3
"""A trip's photographs and its rotating copies fit in this much."""
COPY_DAYS_MOST: Final = 7
"""Field rule R26."""

_MEGABYTE: Final = 1024**2
_GIGABYTE: Final = 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `way` names the place where it is mended, or what mends it.

    Where that is a record, `way` is its kind and `record` the one to open.
    """

    topic: Text
    ready: bool
    text: Text
    way: str = ""
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """How long this laptop may sign electronically; `why_not` says why it cannot now."""

    until: datetime | None = None
    why_not: Text | None = None


def room_check(free_bytes: int) -> Check:
    """Whether the disk takes what a trip brings home."""
    ready = free_bytes >= ROOM_LEAST_BYTES
    if ready:
        told = say("Hay {n} GB libres en el disco.", n=free_bytes // _GIGABYTE)
    else:
        told = say(
            "Quedan {n} MB libres en el disco y las fotos de un viaje necesitan más. "
            "Borre o mueva archivos que no sean de Bitácora.",
            n=free_bytes // _MEGABYTE,
        )
    return Check(say("Espacio en el disco"), ready, told)


def copy_check(last: datetime | None, now: datetime, formats: Formats) -> Check:
    """Whether a copy on another disk is young enough."""
    topic, way = say("Copia de seguridad"), "copy"
    if last is None:
        never = say("No hay ninguna copia fuera de este equipo. Guarde una en memoria USB.")
        return Check(topic, ready=False, text=never, way=way)
    copied_on = formats.day_of(last)
    day, days = formats.day(copied_on), (formats.day_of(now) - copied_on).days
    if days > COPY_DAYS_MOST:
        old = say_n(
            "La última copia fuera de este equipo es de hace {n} día ({day}).",
            "La última copia fuera de este equipo es de hace {n} días ({day}).",
            days,
            day=day,
        )
        return Check(topic, ready=False, text=old, way=way)
    told = say("La última copia fuera de este equipo es del {day}.", day=day)
    return Check(topic, ready=True, text=told, way=way)


def clock_check(doubt: Text | None, now: datetime, formats: Formats) -> Check:
    """Whether the clock may be believed."""
    said = say(
        "Son las {hour} del {day}.",
        hour=formats.clock(now),
        day=formats.day_long(formats.day_of(now)),
    )
    return Check(say("Reloj"), doubt is None, doubt or said, way="clock")


def printer_check(printers: Sequence[str]) -> Check:
    """Whether there is something to print with; without it the blank forms travel."""
    topic = say("Impresora")
    if printers:
        return Check(
            topic, ready=True, text=say("Este equipo imprime en «{name}».", name=printers[0])
        )
    told = say(
        "Este equipo no tiene impresora: lleve formularios en blanco ya impresos, "
        "o una memoria USB para imprimir allá."
    )
    return Check(topic, ready=False, text=told, way="forms")


def sync_check(pending: int, last_receipt: Text | None) -> Check:
    """Whether headquarters has everything that is here."""
    topic = say("Envío pendiente")
    if pending:
        waiting = say_n(
            "Falta enviar {n} registro. Sincronice antes de salir.",
            "Falta enviar {n} registros. Sincronice antes de salir.",
            pending,
        )
        return Check(topic, ready=False, text=waiting, way="sync")
    return Check(topic, ready=True, text=last_receipt or say("No hay nada por enviar."), way="sync")


def data_check(places: Sequence[str], incomplete: Sequence[str], foreign: Sequence[str]) -> Check:
    """Whether what is known of the places is here; `incomplete` and `foreign` name departments."""
    topic = say("Datos del territorio")
    if not places:
        told = say("Elija los municipios del viaje.")
    elif foreign:
        told = say(
            "No tiene asignado {places}: lo que se sabe de allí no está en este equipo. "
            "Pida que se lo asignen.",
            places=", ".join(foreign),
        )
    elif incomplete:
        told = say(
            "Todavía no ha llegado todo lo de {places}. Sincronice hasta que termine.",
            places=", ".join(incomplete),
        )
    else:
        told = say("Todo lo que se sabe de estos municipios está en este equipo.")
    return Check(topic, bool(places) and not incomplete and not foreign, told, way="sync")


def certificate_check(certified: Certified, last_day: date, formats: Formats) -> Check:
    """Whether actas of the last day of the trip can still be signed electronically."""
    topic = say("Certificado de firma")
    until = certified.until
    if certified.why_not is not None or until is None:
        why = certified.why_not or say("este equipo aún no tiene certificado")
        told = say(
            "Las actas saldrán sin su firma electrónica ({why}); se añade después. Sincronice.",
            why=why,
        )
        return Check(topic, ready=False, text=told, way="sync")
    day = formats.day_of(until)
    if day < last_day + timedelta(days=1):
        told = say(
            "Su certificado vence el {day}, durante el viaje. Sincronice.", day=formats.day(day)
        )
        return Check(topic, ready=False, text=told, way="sync")
    return Check(
        topic,
        ready=True,
        text=say("Su certificado vale hasta el {day}.", day=formats.day(day)),
        way="sync",
    )
