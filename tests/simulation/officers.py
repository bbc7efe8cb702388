"""What an officer does in the simulation: visits, promises, actas, bodies written down twice."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from fieldapp.records.describe import Code, FieldType, Record
from fieldapp.records.values import from_wire
from fieldapp.store.ledger import Fate, settle_number, take_number
from fieldapp.store.old_visits import is_put_away
from fieldapp.store.unit_of_work import Writing
from tests.simulation.laptops import START, Laptop

EDITED: Final = (
    *(("activity", name) for name in ("title", "results", "notes", "topics", "reached", "origin")),
    ("activity", "title"),
    ("agenda_item", "title"),
    ("agenda_item", "speaker"),
    ("minutes", "title"),
    ("minutes", "remarks"),
    ("commitment", "text"),
    ("commitment", "responsible_name"),
    ("organization", "name"),
    ("person", "full_name"),
)
"""What officers change."""

BODIES: Final = ("891500001", "891500002")
"""Tax numbers of bodies; so few that two laptops write down the same one."""

LONG_AGO: Final = START - timedelta(days=500)
"""One visit in four is written down so late that laptops hold it in short."""

_NAMES: Final = UUID("5f1d6a0e-0000-4000-8000-000000000000")
_SEALED_FIELDS: Final = ("number", "title", "remarks", "status", "digest")
_POISON: Final = "\x07"
"""A sign nobody can see: headquarters sets the unit aside."""


class Officer:
    """Works on one laptop, by lot."""

    def __init__(self, laptop: Laptop) -> None:
        self.at = laptop
        self.rng = laptop.rng

    def visit(self) -> None:
        """Write down a visit with its points; sometimes a promise and the draft of an acta."""
        at, territory = self.at, self.rng.choice(self.at.granted())
        record = at.new_id()
        old = record.int % 4 == 0
        visit = at.of("activity")(
            id=record,
            status=Code("closed") if old else None,
            ends_at=LONG_AGO if old else None,
            title=self.words(),
            reached=self.at.oracle.number(),
            territory=territory + "001",
            lead_officer=at.person,
        )

        def work(writing: Writing) -> None:
            at.put(writing, visit)
            for _ in range(self.rng.randrange(3)):
                self._point(writing, visit.id)
            if self.rng.random() < 0.4:
                self._promise(writing, visit.id)
            if self.rng.random() < 0.4:
                self._draft(writing, visit.id)

        at.writes(work)

    def add(self) -> None:
        """Add something to what is there: a point, a promise, its follow-up, an acta's draft."""
        what = self.rng.choice(("point", "promise", "follow-up", "draft"))
        above = self.at.some("commitment" if what == "follow-up" else "activity")
        if above is None:
            return
        add = {
            "point": self._point,
            "promise": self._promise,
            "follow-up": self._follow_up,
            "draft": self._draft,
        }[what]
        self.at.writes(lambda writing: add(writing, above))

    def edit(self) -> None:
        """Change one field of something."""
        at = self.at
        kind, name = self.rng.choice(EDITED)
        record = at.some(kind)
        if record is not None and name in at.machine.kinds[kind]:
            at.writes(lambda writing: self._change(writing, kind, record, name))

    def annul(self) -> None:
        """Take back something, with a reason."""
        kind = self.rng.choice(("activity", "agenda_item", "commitment"))
        record = self.at.some(kind)
        if record is not None:
            self.at.writes(lambda writing: self._change(writing, kind, record, "annulled"))

    def decide(self) -> None:
        """Decide between two values, one of which is this officer's own."""
        at = self.at
        with at.reading() as reading:
            found = reading.all(at.of("conflict"), {"state": Code("open")})
        mine = [one for one in found if at.person in (one.kept_by, one.offered_by) and one.offered]
        if not mine:
            return
        conflict = self.rng.choice(sorted(mine, key=lambda one: one.id))
        takes = self.rng.random() < 0.5

        def work(writing: Writing) -> None:
            if takes:
                self._take_offered(writing, conflict)
            state = Code("taken" if takes else "kept")
            at.put(writing, replace(conflict, state=state, reason=self.words()))

        at.writes(work)

    def _take_offered(self, writing: Writing, conflict: Any) -> None:
        kinds = self.at.machine.kinds
        kind, name = conflict.about_kind, conflict.field
        if kind not in kinds or name not in kinds[kind] or kind == "minutes":
            return
        held: Any = writing.get(self.at.of(kind), conflict.about)
        if held is not None and not _is_away(writing, held):
            offered = from_wire(kinds[kind][name], json.loads(conflict.offered))
            self.at.put(writing, replace(held, **{name: offered}))

    def body(self) -> None:
        """Write down a body that others may have written down too: anew, or from the directory."""
        at = self.at
        if "organization" not in at.machine.kinds:
            return
        tax_id = self.rng.choice(BODIES)
        territory = self.rng.choice(at.granted())
        listed = uuid5(_NAMES, f"{territory} {tax_id}")
        record = listed if self.rng.random() < 0.4 else at.new_id()
        if record in at.ids("organization"):
            return
        body = at.of("organization")(
            id=record, name=self.words(), tax_id=tax_id, territory=territory + "001"
        )
        at.writes(lambda writing: at.put(writing, body))

    def join(self) -> None:
        """Join two records of one body, or take a link back."""
        at = self.at
        if "same_as" not in at.machine.kinds:
            return
        with at.reading() as reading:
            bodies = sorted(reading.all(at.of("organization")), key=lambda body: body.id)
            links = {link.id: link for link in reading.all(at.of("same_as"))}
        pairs = [
            (one.id, other.id)
            for one in bodies
            for other in bodies
            if one.id < other.id and one.tax_id == other.tax_id
        ]
        if not pairs:
            return
        first, second = self.rng.choice(pairs)
        record = link_of(first, second)
        link = links.get(record)
        if link is None:
            new = at.of("same_as")(id=record, first=first, second=second, state=Code("joined"))
        else:
            new = replace(link, state=Code("apart"), reason=self.words())
        at.writes(lambda writing: at.put(writing, new))

    def seal(self) -> None:
        """Issue an acta, and as a rule sign it at once."""
        record = self.at.some("minutes")
        if record is not None:
            self.issue(record, signs=self.rng.random() < 0.7)

    def issue(self, record: UUID, *, signs: bool) -> None:
        """Issue an acta under the next number of this laptop's series, and sign it."""
        at = self.at
        series = at.identity().series
        written: list[Any] = []

        def work(writing: Writing) -> None:
            acta = writing.get(at.of("minutes"), record)
            if acta is None or acta.status == "sealed" or not acta.activity:
                return
            if acta.status == "draft":
                taken = take_number(writing, series, record, START, lambda n: f"{series}-{n:03}")
                digest = sha256(f"{taken.number} {acta.title} {acta.remarks}".encode()).hexdigest()
                acta = replace(acta, number=taken.number, status=Code("frozen"), digest=digest)
                at.put(writing, acta)
            if signs:
                acta = replace(acta, status=Code("sealed"))
                at.put(writing, acta)
                settle_number(writing, acta.number, Fate.SEALED)
            written.append(acta)

        if at.writes(work):
            for acta in written:
                at.numbers.add(acta.number)
                if signs:
                    at.oracle.seals[record].add(sealed_content(acta))

    # Pieces

    def words(self) -> str:
        """Type something nobody ever typed."""
        number = self.at.oracle.number()
        poison = _POISON if self.rng.random() < self.at.poison else ""
        return f"{number} {self.at.name}{poison}"

    def _point(self, writing: Writing, visit: UUID) -> None:
        at = self.at
        if is_put_away(writing, visit):
            at.bring_back(writing, visit)
            return
        point = at.of("agenda_item")(
            id=at.new_id(), activity=visit, title=self.words(), speaker=self.words()
        )
        at.put(writing, point)

    def _promise(self, writing: Writing, visit: UUID) -> None:
        promise = self.at.of("commitment")(id=self.at.new_id(), origin=visit, text=self.words())
        self.at.put(writing, promise)
        if self.rng.random() < 0.3:
            self._follow_up(writing, promise.id)

    def _follow_up(self, writing: Writing, promise: UUID) -> None:
        entry = self.at.of("follow_up")(id=self.at.new_id(), commitment=promise, text=self.words())
        self.at.put(writing, entry)

    def _draft(self, writing: Writing, visit: UUID) -> None:
        draft = self.at.of("minutes")(id=self.at.new_id(), activity=visit, title=self.words())
        self.at.put(writing, draft)

    def _change(self, writing: Writing, kind: str, record: UUID, name: str) -> None:
        at = self.at
        held: Any = writing.get(at.of(kind), record)
        if held is None or (kind == "minutes" and held.status != "draft"):
            return
        if _is_away(writing, held):
            at.bring_back(writing, getattr(held, "activity", held.id))
            return
        at.put(writing, replace(held, **{name: self._new(held, kind, name)}))

    def _new(self, held: Record, kind: str, name: str) -> object:
        seen = getattr(held, name)
        field = self.at.machine.kinds[kind][name]
        if field.type is FieldType.CODES:
            less = self.rng.random() < 0.3 and bool(seen)
            gone = {self.rng.choice(sorted(seen))} if less else set[str]()
            return frozenset((seen | {f"t{self.at.oracle.number()}"}) - gone)
        if field.type is FieldType.WHOLE:
            return self.at.oracle.number()
        if self.rng.random() < 0.05:
            return ""
        return self.words()


def _is_away(writing: Writing, held: Record) -> bool:
    return is_put_away(writing, getattr(held, "activity", None) or held.id)


def link_of(first: UUID, second: UUID) -> UUID:
    """The id of the link of two records: the same on every laptop."""
    return uuid5(_NAMES, f"{first}/{second}")


def sealed_content(acta: Any) -> bytes:
    """Spell what a seal fixes of an acta, from its record or its values."""
    values = acta if isinstance(acta, dict) else msgspec.structs.asdict(acta)
    return msgspec.json.encode([values.get(name) or None for name in _SEALED_FIELDS])
