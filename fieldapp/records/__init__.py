"""What is kept: every kind of record described once. Pure: no Qt, SQL, files or network.

A new kind is one class in one of these subject modules; a new subject is one more name here.
"""

from fieldapp.records import (
    actors,
    agreements,
    approval,
    blank_forms,
    contents,
    corrections,
    import_notes,
    indicators,
    logbook,
    minutes,
    norms,
    people,
    plans,
    requests,
    review,
    services,
    spaces,
    systems,
    teams,
    territory_profiles,
    training,
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
    territory_profiles,
    teams,
    services,
    systems,
    training,
    contents,
    norms,
    requests,
    plans,
    indicators,
    import_notes,
)
