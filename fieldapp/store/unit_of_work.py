"""Reading and writing records: a snapshot to read, one transaction for what a person does."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, cast
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from fieldapp.store import search
from fieldapp.store.backup import CopiedVault, back_up_before_change
from fieldapp.store.columns import Stored
from fieldapp.store.connection import Connection
from fieldapp.store.database import Database
from fieldapp.store.evolution import bring_up_to_date, is_up_to_date
from fieldapp.store.queries import Question, question_of
from fieldapp.store.schema import KindTable, Schema
from fieldapp.store.search import Hit

R = TypeVar("R", bound=Record)

Where = Mapping[str, object]
"""Field name → wished value; see `queries.Question` for what a value may be."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who writes, when by the handed-in clock, on which device, under which edition of the pack."""

    person: UUID
    at: datetime
    device: UUID
    pack: str = ""


class OpenVault(CopiedVault, Protocol):
    """What a store needs of a vault."""

    @property
    def database_path(self) -> Path:
        """The encrypted file."""
        ...

    @property
    def new(self) -> bool:
        """Whether the vault was made just now, so that there are no records to find yet."""
        ...

    @property
    def writing(self) -> bool:
        """Whether this process is the one that may write."""
        ...


class Reading:
    """One snapshot of the records."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self.connection = connection
        self.schema = schema
        self._driver = connection.driver

    def get(self, kind: type[R], id: UUID) -> R | None:
        """One record, annulled or not; None if this laptop does not hold it."""
        made = self.schema.of(kind)
        row = self._driver.execute(made.select, (id.bytes,)).fetchone()
        return made.form.record(row) if row is not None else None

    def scope_of(self, record: Record) -> str | None:
        """The territory in which headquarters keeps a record; None for one it does not have."""
        place = self.schema.of(type(record)).spec.name, record.id.bytes
        asked = 'SELECT "scope" FROM "row_state" WHERE "kind" = ? AND "id" = ?'
        row = self._driver.execute(asked, place).fetchone()
        return row[0] if row is not None else None

    def all(
        self,
        kind: type[R],
        where: Where | None = None,
        order_by: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
        *,
        include_annulled: bool = False,
    ) -> list[R]:
        """Whole records, for when their rules are asked; long lists use `listing`."""
        made = self.schema.of(kind)
        question = Question(
            made.form.names, where or {}, order_by, limit, offset, annulled=include_annulled
        )
        rows = self.connection.execute(*question_of(self.schema, made, question))
        return [made.form.record(row) for row in rows]

    def count(
        self,
        kind: type[Record] | str,
        where: Where | None = None,
        *,
        text: str = "",
        include_annulled: bool = False,
    ) -> int:
        """How many records there are."""
        made = self.schema.of(kind)
        question = Question((), where or {}, text=text, annulled=include_annulled)
        return self.connection.execute(*question_of(self.schema, made, question)).scalar_one()

    def listing(
        self,
        kind: str,
        columns: Sequence[str],
        filters: Where | None = None,
        sort: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
        text: str = "",
    ) -> list[tuple[Any, ...]]:
        """Rows of a list, as tuples in the order of `columns`.

        A column is a field's name, or `reference.field` for a field of what it points to (None
        when this laptop does not hold that). `sort` takes the same names, `-` in front for
        descending. `text` keeps the rows in which every word typed occurs.
        """
        made = self.schema.of(kind)
        asked = Question(tuple(columns), filters or {}, sort, limit, offset, text)
        unpack = asked.unpacking(self.schema, made)
        rows = self.connection.execute(*question_of(self.schema, made, asked))
        return [tuple(one(value) for one, value in zip(unpack, row, strict=True)) for row in rows]

    def many(self, kind: type[R], ids: Iterable[UUID]) -> dict[UUID, R]:
        """Records by id, annulled or not; those this laptop does not hold are left out."""
        found = self.all(kind, {"id": list(ids)}, include_annulled=True)
        return {record.id: record for record in found}

    def tally(
        self, kind: type[Record] | str, by: str, where: Where | None = None
    ) -> dict[Any, int]:
        """How many records there are for each value of the field `by`, in one question."""
        made = self.schema.of(kind)
        asked = Question((by,), where or {}, tally=True)
        unpack = asked.unpacking(self.schema, made)[0]
        rows = self.connection.execute(*question_of(self.schema, made, asked))
        return {unpack(value): how_many for value, how_many in cast("list[Any]", rows)}

    def search(self, text: str, limit: int = 20, off: Container[str] = ()) -> list[Hit]:
        """What the search box shows while somebody types; nothing of the kinds that are `off`.

        Of each kind what is called so comes first, then the newest that speaks of it.
        """
        words = search.words_of(text)
        if not words:
            return []
        found: list[tuple[int, int, Hit]] = []
        for made in self.schema:
            if made.spec.searched and made.spec.name not in off:
                rows = self._speaking_of(made, words, limit)
                hits = sorted(
                    (search.rank(hit, words), newest, hit)
                    for newest, hit in enumerate(search.hit(made.spec, row, words) for row in rows)
                )
                found += [(place, rank, hit) for place, (rank, _, hit) in enumerate(hits)]
        # Each kind's first comes before any kind's second: none crowds out the others.
        found.sort(key=lambda one: one[:2])
        return [hit for _, _, hit in found[:limit]]

    def _speaking_of(self, made: KindTable, words: Sequence[str], limit: int) -> list[Any]:
        """The newest rows of a kind in which every word begins one."""
        asked, short = search.matching(made.spec), search.beginnings(words)
        if short == tuple(words):
            return self._driver.execute(asked, (search.question(words), limit)).fetchall()
        most = limit * search.LOOKED_AT
        near = self._driver.execute(asked, (search.question(short), most)).fetchall()
        rows = [row for row in near if search.speaks_of(row, words)]
        if len(rows) >= limit or len(near) < most:
            return rows[:limit]
        # Something else begins like these words, and is newer than they are.
        return self._driver.execute(asked, (search.question(words), limit)).fetchall()


class Writing(Reading):
    """One transaction that writes; it sees what it wrote."""

    def __init__(self, connection: Connection, schema: Schema, author: Authorship) -> None:
        super().__init__(connection, schema)
        self._author: dict[str, Stored] = {
            "created_by": author.person.bytes,
            "created_at": microseconds(author.at),
            "created_device": author.device.bytes,
            "created_pack": author.pack or None,
        }
        self._changed: set[str] = set()

    @property
    def changed_kinds(self) -> frozenset[str]:
        """The kinds this transaction has touched so far."""
        return frozenset(self._changed)

    def put(self, record: Record) -> None:
        """Keep a record, new or changed; only the columns that differ are written.

        A new record is signed by the transaction's author where it does not say who made it; who
        made it never changes afterwards. Raises Refused if a signed acta locks what would change.
        """
        made = self.schema.of(record)
        row = made.form.row(record)
        before = self._driver.execute(made.select, (record.id.bytes,)).fetchone()
        if before is None:
            self._driver.execute(made.insert, self._signed(made, row))
        else:
            changes = {
                name: new
                for name, new, old in zip(made.form.names, row, before, strict=True)
                if new != old and name not in self._author
            }
            if not changes:
                return
            update = made.update(list(changes))
            self._driver.execute(update, (*changes.values(), record.id.bytes))
        self._changed.add(made.spec.name)

    def _signed(self, made: KindTable, row: tuple[Stored, ...]) -> list[Stored]:
        signed = list(row)
        for name, value in self._author.items():
            place = made.form.places[name]
            if signed[place] is None:
                signed[place] = value
        return signed


class Store:
    """The records of one vault, open. Reading and writing may happen on two threads."""

    def __init__(self, database: Database, kinds: Kinds, *, writing: bool = True) -> None:
        self.database = database
        self._writing = writing
        self.schema = Schema(kinds)

    @classmethod
    def open(cls, vault: OpenVault, kinds: Kinds) -> Self:
        """Open the vault's records and bring their tables to what the kinds say.

        Raises Outside if the file is missing, damaged, locked by another program or of a newer
        one, or the disk is full; Refused if it must change first and another process writes.
        """
        database = Database(vault.database_path, vault.key_for("database"), new=vault.new)
        store = cls(database, kinds, writing=vault.writing)
        try:
            store._bring_up_to_date(vault)
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(self, vault: OpenVault) -> None:
        if self._writing:
            copy = partial(back_up_before_change, vault, self.database)
            bring_up_to_date(self.database, self.schema, before=copy)
        elif not is_up_to_date(self.database, self.schema):
            raise _open_elsewhere()

    @contextmanager
    def read(self) -> Generator[Reading]:
        """A snapshot; what the writing thread commits meanwhile is not seen in it."""
        with self.database.reading() as connection:
            yield Reading(connection, self.schema)

    @contextmanager
    def write(self, author: Authorship) -> Generator[Writing]:
        """One transaction: all of it is kept at the end, or none of it if anything is raised.

        Raises Refused if another process is the one that writes.
        """
        if not self._writing:
            raise _open_elsewhere()
        with self.database.writing() as connection:
            yield Writing(connection, self.schema, author)

    def close(self) -> None:
        """Close the file. The vault stays open until it is closed itself."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _open_elsewhere() -> Refused:
    return Refused(say("Bitácora está abierta en este equipo. Ciérrela e inténtelo de nuevo."))
