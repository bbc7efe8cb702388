"""Make the dictionary that shrinks small messages: `uv run python resources/dictionary/train.py`.

Most syncs carry a few records, too few for a compressor to learn from. What they have in common
(field names, codes, places, an officer's usual phrases) is learnt here once and shipped as
`<id>.zstd`, for both ends. The messages learnt from are invented from the descriptions of the
kinds, the three packs and `words.txt`. Whatever could point to a person is left out of them
(documents, telephones, addresses, digests), given and family names are never learnt together, and
ids are drawn anew for each row, so that none is worth keeping. The result is committed; a new one
gets the next id, and the older ones stay, because laptops of the last two years speak them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import zstandard

from fieldapp.packs import Pack, load_pack
from fieldapp.records import KINDS
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec
from sync.protocol.anchors import Anchor, compact
from sync.protocol.body import Body, Changed, Created, Unit, write_body
from sync.protocol.messages import (
    Answer,
    Batch,
    Cursor,
    Receipt,
    Request,
    Rows,
    Ruling,
    ScopePage,
    Sent,
    Signed,
    Verdict,
    Yours,
    write_answer,
    write_request,
    write_statement,
)
from sync.protocol.packing import columns_of

HERE: Final = Path(__file__).parent
NEWEST: Final = 1
DICTIONARY_BYTES: Final = 65_536
LEVEL: Final = 19
"""How hard small messages are compressed: the statistics are learnt for that."""

_SEED: Final = 20261120
_SAMPLES: Final = 1_500
_SEGMENT_BYTES: Final = 100
_MATCH_BYTES: Final = 8
_REMARKS: Final = 0.3
"""How many sentences are of those one hears in every meeting."""
_FIRST_DAY: Final = date(2026, 1, 12)
_PER_VISIT: Final = {"attendance": 12, "commitment": 3, "agenda_item": 4, "ink": 3, "consent": 3}
_LEFT_OUT: Final = ("phone", "email", "web", "url", "id_number", "tax_id", "sha256", "digest")
"""Parts of the names of fields that say who or which one: never learnt."""

Row = tuple[UUID, dict[str, Any]]


def read_words() -> dict[str, list[str]]:
    """Read `words.txt`: phrases by section."""
    sections: dict[str, list[str]] = {}
    name = ""
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            sections[name] = []
        elif line and not line.startswith("#"):
            sections[name].append(line)
    return sections


class Invention:
    """Invents what officers of one country write on one day after another."""

    def __init__(self, pack: Pack, chance: random.Random, words: dict[str, list[str]]) -> None:
        self._pack = pack
        self._chance = chance
        self._words = words
        self._towns = [town for town in pack.territories if town.level > 1]

    def rows(self, spec: KindSpec, count: int, root: UUID) -> list[Row]:
        """Give records of one kind, filled as far as people fill them; a child names its root."""
        town = self._chance.choice(self._towns)
        filled = {field.name for field in spec.fields if self._chance.random() < self._wont(field)}
        filled |= {"created_by", "created_at", "created_device", spec.unit} - {"", "id"}
        made: list[Row] = []
        for position in range(1, count + 1):
            values = {
                field.name: self._value(field, town.name, town.code, position)
                for field in spec.fields
                if field.name in filled and field.name != "id"
            }
            if spec.unit:
                values[spec.unit] = str(root)
            made.append(
                (self.id(), {name: value for name, value in values.items() if value is not None})
            )
        return made

    def id(self) -> UUID:
        """Give an id of the shape of version 7."""
        bits = self._chance.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)
        return UUID(int=bits | 0x7 << 76 | 0x2 << 62)

    def bytes(self, size: int) -> bytes:
        """Give random bytes."""
        return self._chance.randbytes(size)

    def instant_us(self) -> int:
        """Give an instant of the year."""
        at = datetime(2026, 1, 12, tzinfo=UTC) + timedelta(minutes=self._chance.randrange(500_000))
        return int(at.timestamp()) * 1_000_000

    @staticmethod
    def _wont(field: FieldSpec) -> float:
        if any(part in field.name for part in _LEFT_OUT) or field.type is FieldType.BYTES:
            return 0.0
        return 0.9 if field.fact.close or field.fact.listed or field.fact.search else 0.5

    def _value(self, field: FieldSpec, town: str, code: str, position: int) -> Any:
        draw = self._chance.randrange
        makers: dict[FieldType, Callable[[], Any]] = {
            FieldType.TEXT: lambda: self._text(field, town),
            FieldType.CODE: lambda: self._code(field),
            FieldType.CODES: lambda: sorted({self._code(field), self._code(field)}),
            FieldType.TERRITORY: lambda: code,
            FieldType.REF: lambda: str(self.id()),
            FieldType.DAY: lambda: str(_FIRST_DAY + timedelta(days=draw(700))),
            FieldType.INSTANT: self.instant_us,
            FieldType.WHOLE: lambda: draw(1, 60),
            FieldType.TRUTH: lambda: bool(draw(2)),
            FieldType.DECIMAL: lambda: str(position),
        }
        return makers[field.type]() if field.type in makers else None

    def _code(self, field: FieldSpec) -> str | None:
        codes = [one.code for one in self._pack.catalogue(field.fact.catalogue)]
        return self._chance.choice(codes) if codes else None

    def _text(self, field: FieldSpec, town: str) -> str:
        name = field.name
        if field.fact.long:
            return " ".join(self._sentence() for _ in range(self._chance.randrange(1, 6)))
        if name == "venue":
            return f"{self._word('venues')}, {self._word('entities').format(town)}"
        if "title" in name and name != "title":
            return self._word("titles")
        if "organization" in name or name in ("responsible_name", "short_name"):
            return self._word("entities").format(town)
        if name in ("full_name", "presenter", "representative", "signer") or "person" in name:
            kind = self._chance.choice(("given", "family", "family"))
            return " ".join(self._word(kind) for _ in range(3))
        return self._sentence()

    def _sentence(self) -> str:
        if self._chance.random() < _REMARKS:
            return self._word("remarks")
        return f"{self._word('verbs')} {self._word('matters')} {self._word('ends')}."

    def _word(self, section: str) -> str:
        return self._chance.choice(self._words[section])


def samples() -> Iterator[bytes]:
    """Give the messages to learn from: days, small changes, and syncs with nothing new."""
    chance = random.Random(_SEED)
    words = read_words()
    countries = [Invention(load_pack(code), chance, words) for code in ("CO", "PE", "HN")]
    for number in range(_SAMPLES):
        made = countries[number % len(countries)]
        groups = _a_day(made, number)
        match number % 5:
            case 0 | 1:
                yield _request(made, [_created(made, groups)])
            case 2:
                yield _request(made, [_changed(made, groups)])
            case 3:
                yield _answer(made, [_rows(made, *group) for group in groups], [])
            case _:
                yield _request(made, [])
                yield _answer(made, [], [_yours(made, *group) for group in groups[:2]])


def _a_day(made: Invention, number: int) -> list[tuple[KindSpec, list[Row]]]:
    """One kind alone, by turns, or a visit with all that hangs from it."""
    specs = list(KINDS)
    if number % 2:
        spec = specs[number // 2 % len(specs)]
        return [(spec, made.rows(spec, 1 + number % 4, made.id()))]
    visit = made.rows(KINDS["activity"], 1, made.id())
    children = [
        (KINDS[kind], made.rows(KINDS[kind], count, visit[0][0]))
        for kind, count in _PER_VISIT.items()
    ]
    return [(KINDS["activity"], visit), *children]


def _created(made: Invention, groups: list[tuple[KindSpec, list[Row]]]) -> Body:
    units = [Unit(groups[0][0].name, made.id(), "19")]
    return Body(
        units,
        [
            Created(
                spec.name,
                [0] * len(rows),
                [record for record, _ in rows],
                columns_of([values for _, values in rows]),
            )
            for spec, rows in groups
        ],
    )


def _changed(made: Invention, groups: list[tuple[KindSpec, list[Row]]]) -> Body:
    changes: list[Changed] = []
    units: list[Unit] = []
    for spec, rows in groups[:3]:
        record, values = rows[0]
        units.append(Unit(spec.name, record, "05"))
        fields = {name: (value, made.bytes(8)) for name, value in list(values.items())[:3]}
        changes.append(Changed(spec.name, len(units) - 1, record, fields))
    return Body(units, [], changes)


def _request(made: Invention, bodies: list[Body]) -> bytes:
    return write_request(
        Request(
            protocol=1,
            schema=1,
            app="0.1.0",
            now=made.instant_us(),
            batches=[
                Batch(made.id(), 1 + place, write_body(body)) for place, body in enumerate(bodies)
            ],
            acknowledged=[(made.id(), 40)],
            cursors={scope: Cursor(_anchors(made)) for scope in ("0", "19")},
            beacon=made.instant_us(),
            by_batch=True,
        )
    )


def _anchors(made: Invention) -> list[tuple[int, bytes]]:
    return compact([Anchor(90_000 - 250 * age, made.bytes(8)) for age in range(8)])


def _rows(made: Invention, spec: KindSpec, rows: list[Row]) -> Rows:
    return Rows(
        spec.name,
        [record for record, _ in rows],
        list(range(70_000, 70_000 + len(rows))),
        columns_of([values for _, values in rows]),
        [made.id() for _ in rows],
        [made.instant_us() for _ in rows],
        [made.id() for _ in rows],
        ["phone", "email", "id_number"] if spec.name == "attendance" else [],
    )


def _yours(made: Invention, spec: KindSpec, rows: list[Row]) -> Yours:
    del made
    return Yours(spec.name, [record for record, _ in rows], [71_000 + n for n in range(len(rows))])


def _answer(made: Invention, rows: list[Rows], yours: list[Yours]) -> bytes:
    receipt = Receipt(made.id(), 41, made.bytes(32), [Ruling(Verdict.OK)] * 3, 71_400)
    return write_answer(
        Answer(
            protocol=1,
            now=made.instant_us(),
            answers=made.bytes(8),
            receipts=[Signed(write_statement(receipt), made.bytes(64))] if yours else [],
            scopes=[
                ScopePage("0", anchor=Anchor(71_400, made.bytes(8)), digest=made.bytes(8)),
                ScopePage(
                    "19",
                    rows=rows,
                    yours=yours,
                    sent=[Sent(made.id(), 41, 71_390)] if yours else [],
                    anchor=Anchor(71_400, made.bytes(8)),
                    digest=made.bytes(8),
                ),
            ],
            next_sync_after_s=1_000,
        )
    )


def train() -> bytes:
    """Learn the dictionary; the same bytes each time with the same version of zstandard."""
    learnt = zstandard.train_dictionary(
        DICTIONARY_BYTES,
        list(samples()),
        k=_SEGMENT_BYTES,
        d=_MATCH_BYTES,
        level=LEVEL,
        dict_id=NEWEST,
    )
    return learnt.as_bytes()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / f"{NEWEST}.zstd"
    target.write_bytes(train())
    print(f"{target}: {target.stat().st_size} bytes")
