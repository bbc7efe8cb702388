"""What this laptop knows of how a record came to be as it is, in words of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, KindSpec, Record, Sensitivity
from fieldapp.records.people import Person
from fieldapp.records.text import Text, say
from fieldapp.records.trust import Signer
from fieldapp.records.values import from_wire, instant_of
from fieldapp.store.journal import FieldChange, Step, last_word, steps
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.showing import labels_of


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field, worded; `before` is None where this laptop does not know what stood there."""

    label: str
    before: str | Text | None
    after: str | Text


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What was changed here between two sendings.

    `frozen_at` is when it was made ready to be sent, None if that is still to come; `received`
    that headquarters gave its receipt.
    """

    created: bool
    frozen_at: datetime | None
    received: bool
    changes: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who, on which device, and when, where that is known."""

    who: str | Text
    device: Text
    at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """A record's past as far as it is known here; `here` has the newest step first."""

    title: str | Text
    created: Hand
    received: Hand | None
    """Whose change headquarters told last; None if it told of nobody else's."""
    here: tuple[HistoryStep, ...]


@dataclass(frozen=True, slots=True)
class Histories:
    """Reads the history of any record at one desk."""

    desk: Desk

    def of(self, kind: str, id: UUID) -> History:
        """Everything known here of one record; Refused if the record is not here."""
        spec = self.desk.kinds[kind]
        with self.desk.reading() as reading:
            record = fetch(reading, spec.record, id)
            told = [step for step in steps(reading, kind, id) if _named(spec, step)]
            words = _Words(self.desk, reading, spec, record)
            return History(
                title=str(getattr(record, spec.title, "") or "") or Text(spec.label),
                created=words.creation(),
                received=words.last_received(),
                here=tuple(words.step(step) for step in reversed(told)),
            )


def _named(spec: KindSpec, step: Step) -> Mapping[str, FieldChange]:
    """What a person would call a change: fields of the form, and the annulment."""
    return {
        name: change
        for name, change in step.fields.items()
        if name in spec and (not spec[name].fact.hidden or name == "annulled")
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """Words the steps of one record."""

    desk: Desk
    reading: Reading
    spec: KindSpec
    record: Record

    def creation(self) -> Hand:
        record = self.record
        return Hand(
            self._person(record.created_by), self._device(record.created_device), record.created_at
        )

    def last_received(self) -> Hand | None:
        word = last_word(self.reading, self.spec.name, self.record.id)
        if word is None or word.device == self.desk.posting.device:
            return None
        at = instant_of(word.at_us) if word.at_us is not None else None
        signer = self._signer(word.device)
        who = signer.person_name if signer is not None and signer.person_name else ""
        return Hand(who or say("otra persona"), self._device(word.device), at)

    def step(self, step: Step) -> HistoryStep:
        named = _named(self.spec, step)
        frozen_at = instant_of(step.frozen_us) if step.frozen_us is not None else None
        order = [field.name for field in self.spec.fields if field.name in named]
        changes = tuple(self._changed(self.spec[name], named[name]) for name in order)
        return HistoryStep(step.created, frozen_at, step.received, changes)

    def _changed(self, field: FieldSpec, change: FieldChange) -> ChangedField:
        before = self._value(field, change.before) if change.told else None
        return ChangedField(field.label, before, self._value(field, change.after))

    def _value(self, field: FieldSpec, wire: Any) -> str | Text:
        """A value in words; of personal data no more than the record itself shows now.

        Whoever took a telephone out did not mean it to be read here. What names the record stays.
        """
        try:
            value = from_wire(field, wire)
        except ValueError:
            return str(wire)
        is_on_screen = value == getattr(self.record, field.name)
        names_it = field.name == self.spec.title
        guarded = field.fact.sensitivity is not Sensitivity.PUBLIC and not names_it
        if guarded and value and not is_on_screen:
            return say("no se muestra")
        labels = labels_of(self.reading, self.desk.kinds, [(field, value)])
        return Showing(self.desk.pack, labels).cell(field, value)

    def _person(self, person: UUID | None) -> str | Text:
        if person == self.desk.posting.officer:
            return say("usted")
        known = self.reading.get(Person, person) if person is not None else None
        return (known.full_name if known is not None else "") or say("otra persona")

    def _device(self, device: UUID | None) -> Text:
        if device == self.desk.posting.device:
            return say("este equipo")
        signer = self._signer(device) if device is not None else None
        if signer is None or not signer.device_code:
            return say("otro equipo")
        return say("el equipo {series}", series=signer.device_code)

    def _signer(self, device: UUID) -> Signer | None:
        found = self.reading.all(Signer, {"device": device}, limit=1, include_annulled=True)
        return found[0] if found else None
