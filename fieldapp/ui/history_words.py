"""The history of a record as paragraphs: a heading and its lines each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say
from fieldapp.ui.ports import Wording

if TYPE_CHECKING:
    from fieldapp.work.history import ChangedField, Hand, History, HistoryStep


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Worded: `level` 1 is a part of the history, 2 one step in it."""

    level: int
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """Words a history in the screen's language."""

    words: Wording
    formats: Formats

    def paragraphs(self, history: History) -> Iterator[Paragraph]:
        """Who made it, what others changed last, what was changed here, and what is not known."""
        words = self.words
        yield Paragraph(1, words(say("Quién lo creó")), (self._hand(history.created),))
        received = history.received
        nobody = words(say("Este equipo no ha recibido ningún cambio de otra persona."))
        last = self._hand(received) if received is not None else nobody
        yield Paragraph(1, words(say("Último cambio recibido")), (last,))
        none = words(
            say("Este equipo no guarda ningún cambio propio: no se hizo aquí o hace ya tiempo.")
        )
        heading = words(say("Lo que se cambió en este equipo"))
        yield Paragraph(1, heading, () if history.here else (none,))
        for step in history.here:
            yield Paragraph(2, words(self._heading(step)), tuple(map(self._line, step.changes)))
        rest = say(
            "Esto es lo que sabe este equipo. Cada cambio de los demás está en el nivel central."
        )
        yield Paragraph(1, "", (words(rest),))

    def _hand(self, hand: Hand) -> str:
        who, device = self.words(hand.who), self.words(hand.device)
        if hand.at is None:
            return self.words(say("{who}, en {device}", who=who, device=device))
        return self.words(
            say(
                "{who}, {when}, en {device}",
                who=who,
                when=self.formats.moment(hand.at),
                device=device,
            )
        )

    def _heading(self, step: HistoryStep) -> Text:
        if step.frozen_at is None:
            return say("Creado, sin enviar todavía") if step.created else _WAITING
        when = self.formats.moment(step.frozen_at)
        if not step.received:
            if step.created:
                return say("Creado; listo para enviar desde el {when}, falta el acuse", when=when)
            return say("Cambiado; listo para enviar desde el {when}, falta el acuse", when=when)
        if step.created:
            return say("Creado y enviado: {when}, con acuse del nivel central", when=when)
        return say("Cambiado y enviado: {when}, con acuse del nivel central", when=when)

    def _line(self, change: ChangedField) -> str:
        words = self.words
        label, after = words(change.label), words(change.after or _EMPTY)
        if change.before is None:
            return words(
                say("{field}: ahora «{after}»; antes, no se sabe aquí", field=label, after=after)
            )
        if not change.before:
            return words(say("{field}: «{after}»", field=label, after=after))
        before = words(change.before)
        return words(
            say("{field}: de «{before}» a «{after}»", field=label, before=before, after=after)
        )


_EMPTY = say("vacío")
_WAITING = say("Cambiado, sin enviar todavía")
