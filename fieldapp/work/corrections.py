"""What a clarifying acta corrects: chosen from what was signed, with what it must say and why."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.corrections import Correction
from fieldapp.records.describe import FieldSpec
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.rules.acta_attendance import masked
from fieldapp.rules.acta_parts import ActaPart, is_day, is_hidden, is_row
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import clarifying_of
from fieldapp.work.cells import Cells
from fieldapp.work.changing import annul, create, fetch, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.reasons import TAKEN_OUT

_DRAFTED = ("draft", "review")
_ANOTHER = "/+"


class Corrections:
    """What is done with the corrections of a clarifying acta; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, minutes: UUID) -> list[Correction]:
        """What an acta corrects, as it was put down."""
        with self._desk.reading() as reading:
            return reading.all(Correction, {"minutes": minutes}, ("created_at",))

    def parts(self, minutes: UUID) -> tuple[ActaPart, ...]:
        """What the signed acta says, part by part; nothing where its content is not here."""
        with self._desk.reading() as reading:
            return _parts(reading, fetch(reading, Minutes, minutes))

    def correct(self, minutes: UUID, part: str, says: str, reason: str) -> Saved:
        """Put down that a part of the signed acta must say something else, and why.

        What it said is read from the signed content. A whole row is taken out by saying nothing.
        Refused for a part that the acta does not have, for the same words, or once it is issued.
        """
        with self._desk.writing() as writing:
            acta = _drafted(writing, minutes)
            found = next((one for one in _parts(writing, acta) if one.path == part), None)
            if found is None:
                raise Refused(say("Elija qué parte del acta firmada se corrige."))
            said = self._read(writing, found, says.strip())
            why = required(reason, say("Escriba por qué se corrige."))
            _must_be_printable(said, why)
            for before in writing.all(Correction, {"minutes": minutes, "part": part}):
                if not part.endswith(_ANOTHER):
                    annul(self._desk, writing, before, TAKEN_OUT)
            return put(
                self._desk,
                writing,
                create(
                    self._desk,
                    Correction,
                    {"reason": why},
                    minutes=minutes,
                    **_as_kept(self._desk, part, said),
                    part=part,
                    record=UUID(found.record) if found.record else None,
                    where=found.where,
                    said=found.said,
                ),
            )

    def remove(self, correction: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Take a correction out while the text is still written."""
        with self._desk.writing() as writing:
            told = fetch(writing, Correction, correction)
            if told.minutes is not None:
                _drafted(writing, told.minutes)
            return annul(self._desk, writing, told, reason)

    def _read(self, reading: Reading, part: ActaPart, says: str) -> str:
        if is_day(part.path) and says:
            return Cells(self._desk, reading).read(_a_day(self._desk), says).isoformat()
        if is_row(part.path) and says and not part.path.endswith(_ANOTHER):
            raise Refused(
                say("Una fila entera solo se quita. Para cambiarla, elija qué de ella se corrige.")
            )
        if says == part.said and not is_hidden(part.path):
            raise Refused(say("El acta firmada ya dice eso."))
        return says


def _as_kept(desk: Desk, part: str, says: str) -> dict[str, str]:
    """What is typed, as the record keeps it: of a document the page shows only the end."""
    if not is_hidden(part):
        return {"says": says}
    shown = masked(says) if desk.pack.mask_documents else says
    return {"says": shown, "document": says}


def _a_day(desk: Desk) -> FieldSpec:
    return desk.kinds["activity"]["planned_on"]


def _parts(reading: Reading, minutes: Minutes) -> tuple[ActaPart, ...]:
    clarifying = clarifying_of(reading, minutes)
    return tuple(clarifying.parts.values()) if clarifying else ()


def _drafted(reading: Reading, minutes: UUID) -> Minutes:
    acta = fetch(reading, Minutes, minutes)
    if acta.supersedes is None:
        raise Refused(say("Solo un acta aclaratoria corrige lo que otra dice."))
    if acta.status not in _DRAFTED:
        raise Refused(say("El acta {number} ya está emitida y no se cambia.", number=acta.number))
    return acta


def _must_be_printable(says: str, reason: str) -> None:
    from fieldapp.documents.fonts import refuse_unprintable

    refuse_unprintable([(say("Debe decir"), says), (say("Por qué se corrige"), reason)])
