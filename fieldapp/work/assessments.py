"""A PES Scan at work: its questions scored in a workshop, its gaps and what they became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.packs.about import told_drafts
from fieldapp.records.describe import Code
from fieldapp.records.evaluation import Assessment, AssessmentItem
from fieldapp.records.people import Organization
from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.assessments import Dimension, dimensions_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import change, create, fetch, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.order import in_order, last_position

QUESTIONS_OF: Final = "{instrument}.{dimension}"
"""The name under which a pack keeps the questions that a ministry typed."""


@dataclass(frozen=True, slots=True)
class AssessmentRoom:
    """All there is of one assessment. `actions` is the action that a question's gap became."""

    assessment: Assessment
    organization: str
    items: tuple[AssessmentItem, ...]
    dimensions: tuple[Dimension, ...]
    actions: Mapping[UUID, str]


class Assessments:
    """What is done with assessments; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def room(self, assessment: UUID) -> AssessmentRoom:
        """Everything of one assessment. Raises Refused if this laptop does not hold it."""
        with self._desk.reading() as reading:
            return room_of(self._desk, reading, assessment)

    def score(self, question: UUID, score: int | None) -> Saved:
        """Keep the score of a question; None takes it back. WrongFields beyond the scale."""
        with self._desk.writing() as writing:
            kept = fetch(writing, AssessmentItem, question)
            return put(self._desk, writing, change(self._desk, kept, {"score": score}))

    def has_pack_questions(self) -> bool:
        """Tell whether the country's pack brings questions of an instrument."""
        instruments = [one.code for one in self._desk.pack.catalogue("assessment_instruments")]
        return any(name.partition(".")[0] in instruments for name in self._desk.pack.prompts)

    def owed_questions(self) -> Text | None:
        """What is told while the ministry still owes the questions of its instrument."""
        drafts = told_drafts(self._desk.pack)
        instruments = self._desk.pack.catalogue("assessment_instruments")
        parts = (f"prompts.{one.code}" for one in instruments)
        return next((drafts[part] for part in parts if part in drafts), None)

    def add_pack_questions(self, assessment: UUID) -> Saved:
        """Write the questions that the ministry put in its pack, those not yet here.

        Raises Refused where the pack has none: the instrument's are not shipped (licence).
        """
        with self._desk.writing() as writing:
            kept = fetch(writing, Assessment, assessment)
            rows = writing.all(AssessmentItem, {"assessment": assessment})
            known = {(row.dimension, row.question) for row in rows}
            asked = [one for one in self._of_pack(kept) if one not in known]
            if not asked and not known:
                raise Refused(
                    say(
                        "El paquete de su país no trae las preguntas del instrumento: escríbalas "
                        "aquí o pídalas a quien administra el paquete."
                    )
                )
            for dimension, question in asked:
                typed = {"assessment": assessment, "dimension": dimension, "question": question}
                row = create(self._desk, AssessmentItem, typed, position=last_position(rows))
                rows.append(row)
                put(self._desk, writing, row)
            return Saved(writing.changed_kinds, assessment)

    def _of_pack(self, kept: Assessment) -> list[tuple[Code, str]]:
        pack = self._desk.pack
        return [
            (Code(one.code), question)
            for one in pack.catalogue("pes_dimensions")
            for question in pack.prompts.get(
                QUESTIONS_OF.format(instrument=kept.instrument, dimension=one.code), ()
            )
        ]


def room_of(desk: Desk, reading: Reading, assessment: UUID) -> AssessmentRoom:
    """Everything of one assessment, its questions in their order."""
    kept = fetch(reading, Assessment, assessment)
    rows = reading.all(AssessmentItem, {"assessment": assessment}, ("created_at",))
    items = sorted(rows, key=lambda one: in_order(one)[:2])
    whose = reading.get(Organization, kept.organization) if kept.organization else None
    return AssessmentRoom(
        kept,
        whose.name if whose else "",
        tuple(items),
        tuple(dimensions_of(items, desk.pack)),
        _actions(reading, [one.id for one in items]),
    )


def _actions(reading: Reading, questions: list[UUID]) -> dict[UUID, str]:
    """The actions that close the gaps, by question; several of one gap stand in one text."""
    found: dict[UUID, str] = {}
    for node in reading.all(PlanNode, {"gap": questions}, ("position", "created_at")):
        if node.gap is not None:
            found[node.gap] = "; ".join(
                part for part in (found.get(node.gap, ""), node.text) if part
            )
    return found
