"""The diagnosis at work: read as one value, voted on, and chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem
from fieldapp.records.text import Refused, say
from fieldapp.rules.diagnosis import CRITERIA, Diagnosis, id_of_row
from fieldapp.store.unit_of_work import Reading, Where
from fieldapp.work.changing import change, create, fetch, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.visit_list import within


class Diagnoses:
    """What is done with problems and what follows from them; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, territory: str = "") -> Diagnosis:
        """The diagnosis of a territory and of what lies in it; without one, all this laptop has."""
        with self._desk.reading() as reading:
            return diagnosis_of(self._desk, reading, territory)

    def vote(self, problem: UUID, criterion: str, score: int | None) -> Saved:
        """Keep what a workshop gave a problem by one criterion; None takes the score back.

        Raises WrongFields for a score that is not 1 to 5.
        """
        if criterion not in CRITERIA:
            message = f"{criterion} is not scored"
            raise KeyError(message)
        with self._desk.writing() as writing:
            kept = fetch(writing, Problem, problem)
            return put(self._desk, writing, change(self._desk, kept, {criterion: score}))

    def choose(self, alternative: UUID, year: int, *, selected: bool = True) -> Saved:
        """Take an alternative up in a year, in its own words, or leave it for later.

        What was chosen before and is left now keeps its row, so that the choice can be told.
        """
        with self._desk.writing() as writing:
            kept = fetch(writing, Alternative, alternative)
            said = writing.all(Prioritisation, {"chosen_from": alternative, "year": year})
            if said:
                return put(self._desk, writing, change(self._desk, said[0], {"selected": selected}))
            cause = writing.get(Cause, kept.cause) if kept.cause else None
            if cause is None:
                raise Refused(say("Diga primero de qué causa es la alternativa."))
            typed = {
                "chosen_from": alternative,
                "gov_level": cause.gov_level,
                "year": year,
                "selected": selected,
                "letter": kept.letter,
                "sub": kept.sub,
                "copied_text": kept.text,
            }
            own = id_of_row(alternative, year)
            return put(self._desk, writing, create(self._desk, Prioritisation, typed, id=own))


def diagnosis_of(desk: Desk, reading: Reading, territory: str = "") -> Diagnosis:
    """The problems of a territory, and the causes, alternatives and choices that hang from them."""
    where = {"territory": within(desk.pack.territories, territory)} if territory else {}
    problems = reading.all(Problem, where, ("created_at",))
    causes = reading.all(Cause, _of(problems, "problem", territory), ("created_at",))
    alternatives = reading.all(Alternative, _of(causes, "cause", territory), ("created_at",))
    sources = [*problems, *causes, *alternatives]
    chosen = reading.all(
        Prioritisation, _of(sources, "chosen_from", territory), ("order", "created_at")
    )
    levels = tuple(one.code for one in desk.pack.catalogue("gov_levels"))
    return Diagnosis(tuple(problems), tuple(causes), tuple(alternatives), tuple(chosen), levels)


def _of(above: Sequence[Record], field: str, territory: str) -> Where:
    """The rows that hang from some; all of them where no territory was asked for."""
    return {field: [one.id for one in above]} if territory else {}
