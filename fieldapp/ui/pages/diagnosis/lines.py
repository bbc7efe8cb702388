"""A problem's causes, alternatives and choices as lines, one column for each level."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation
from fieldapp.records.text import say
from fieldapp.rules.diagnosis import Diagnosis, lettered
from fieldapp.ui.ports import Wording
from fieldapp.ui.widgets.line import Heading, Line


@dataclass(frozen=True, slots=True)
class LevelLines:
    """What one level of government has to do with a problem."""

    level: str
    rows: tuple[Line | Heading, ...]


def levels_of(diagnosis: Diagnosis, problem: UUID, pack: Pack) -> list[str]:
    """The levels that have a column: those where the sector has an organ, and those with causes."""
    with_organ = {one.code for one in pack.catalogue("gov_levels") if one.organ}
    with_causes = {one.gov_level for one in diagnosis.causes_of(problem)}
    found = [one for one in diagnosis.levels if one in with_organ or one in with_causes]
    return found or list(diagnosis.levels)


@dataclass(frozen=True)
class ProblemLines:
    """Words the lines of one problem for the year on which people decide."""

    diagnosis: Diagnosis
    problem: UUID
    year: int
    words: Wording

    def of(self, level: str) -> LevelLines:
        """The causes of a level, each followed by its alternatives and its choices."""
        rows: list[Line | Heading] = []
        for cause in self.diagnosis.causes_of(self.problem, level):
            rows.append(self._cause(cause))
            rows += [self._alternative(one) for one in self.diagnosis.alternatives_of(cause.id)]
            rows += [self._chosen(one) for one in self.diagnosis.chosen_from(cause.id)]
        loose = [one for one in self.diagnosis.chosen_from(self.problem) if one.gov_level == level]
        if loose:
            rows.append(Heading(self.words(say("La fuente perdió la alternativa")), len(loose)))
            rows += [self._chosen(one) for one in loose]
        return LevelLines(level, tuple(rows))

    def _cause(self, cause: Cause) -> Line:
        reasons = len([line for line in cause.details.splitlines() if line.strip()])
        told = self.words(say("Detalles: {n}", n=reasons)) if reasons else ""
        return Line(
            cause.id,
            self._text(cause.text),
            above=self._label(self.words(say("Causa")), cause),
            below=" · ".join(part for part in (told, cause.source_note) if part),
            icon="down",
        )

    def _alternative(self, one: Alternative) -> Line:
        taken = [said for said in self.diagnosis.chosen_from(one.id) if said.selected]
        this_year = any(said.year == self.year for said in taken)
        years = ", ".join(str(said.year) for said in taken)
        word = self.words(say("Priorizada {years}", years=years)) if taken else ""
        return Line(
            one.id,
            self._text(one.text),
            above=self._label(self.words(say("Alternativa")), one),
            below=one.source_note,
            icon="check" if this_year else "unchosen",
            word=word or self.words(say("Para después")),
            role="good" if this_year else "text_soft",
        )

    def _chosen(self, one: Prioritisation) -> Line:
        word = say("Priorizada {years}", years=str(one.year or "")) if one.selected else None
        return Line(
            one.id,
            self._text(one.copied_text),
            above=self._label(self.words(say("Priorizada sin alternativa")), one),
            below=one.source_note,
            icon="check" if one.selected else "unchosen",
            word=self.words(word or say("Para después")),
            role="good" if one.selected and one.year == self.year else "text_soft",
        )

    def _label(self, kind: str, row: Cause | Alternative | Prioritisation) -> str:
        return f"{kind} {lettered(row)}".rstrip()

    def _text(self, text: str) -> str:
        return " ".join(text.split()) or self.words(say("Sin texto todavía"))
