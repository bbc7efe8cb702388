"""What is kept: every kind of record described once. Pure: no Qt, SQL, files or network.

A new kind is one class in one of these subject modules; a new subject is one more name here.
"""

from fieldapp.records import (
    actors,
    agreements,
    approval,
    blank_forms,
    budget,
    corrections,
    diagnosis,
    evaluation,
    import_notes,
    indicators,
    logbook,
    minutes,
    people,
    plans,
    privacy,
    review,
    situation,
    spaces,
    trips,
    trust,
    visits,
)
from fieldapp.records.kinds import Kinds

KINDS = Kinds.of(
    people,
    spaces,
    visits,
    minutes,
    approval,
    corrections,
    blank_forms,
    agreements,
    logbook,
    review,
    trust,
    actors,
    diagnosis,
    evaluation,
    situation,
    privacy,
    trips,
    plans,
    indicators,
    budget,
    import_notes,
)
