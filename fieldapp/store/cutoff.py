"""How much of what headquarters holds has come to this laptop, and what has not gone there."""

from __future__ import annotations

from datetime import datetime

from fieldapp.records.values import instant_of
from fieldapp.rules.cutoff import Cutoff
from fieldapp.store.scope_book import STANDING, read_standing
from fieldapp.store.settings import CLOCK, KeptClock, remembered
from fieldapp.store.unit_of_work import Reading


def cutoff_here(reading: Reading, now: datetime) -> Cutoff:
    """The corte of what is counted here now.

    Scopes come one after the other: the figures are whole up to the oldest of their revisions.
    """
    ask = reading.connection.execute
    cursors = ask(f'SELECT {STANDING} FROM "cursor" WHERE "revoked" = 0')
    anchors = [read_standing(row).anchors for row in cursors]
    revisions = [held[0].rev if held else 0 for held in anchors]
    unsent = ask(
        'SELECT count(*) FROM (SELECT DISTINCT "kind", "id" FROM "dirty" '
        'UNION SELECT DISTINCT "kind", "id" FROM "in_flight")'
    ).scalar_one()
    short = ask('SELECT count(*) FROM "put_away" WHERE "brought_at" IS NULL').scalar_one()
    answered = remembered(reading, CLOCK, KeptClock)
    return Cutoff(
        at=now,
        revision=min(revisions, default=0),
        known_at=instant_of(answered.answered_us) if answered else None,
        unsent=unsent,
        short=short,
    )
