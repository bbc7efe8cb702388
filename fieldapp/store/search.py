"""The search box: one full-text index a kind, over its `search=True` fields, accents folded.

The index keeps no copy of the text and no places in it (they would double the disk); titles and
excerpts are read from the record itself. Triggers keep it in the transaction that writes the
record. The beginnings of words stand in it up to five letters: a longer beginning would be put
together from every word that has it, 20 ms for one that a million rows hold. So the index is asked
for five letters of a word, and what it finds is read again for all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import KindSpec
from fieldapp.store.sorting import sort_key

_WORD: Final = re.compile(r"\w+")
_AROUND_CHARACTERS: Final = 40
_TITLE_CHARACTERS: Final = 120
_LETTERS_INDEXED: Final = 5
LOOKED_AT: Final = 2
"""So many times what is wished for is read again before the index is asked for whole words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that the search box found: its name, and the words around what was typed."""

    kind: str
    id: UUID
    title: str
    snippet: str


def index_of(spec: KindSpec) -> Iterator[tuple[str, str, str]]:
    """A kind's index and the triggers that fill it, as (type, name, SQL)."""
    if not spec.searched:
        return
    kind, names = spec.name, [field.name for field in spec.searched]
    columns = ", ".join(f'"{name}"' for name in names)
    index = f"search_{kind}"
    add = f"""INSERT INTO "{index}" (rowid, {columns})
  VALUES (NEW."row", {", ".join(f'NEW."{name}"' for name in names)});"""
    yield (
        "table",
        index,
        f"""CREATE VIRTUAL TABLE "{index}" USING fts5({columns}, content='',
  contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 2',
  prefix='2 3 4 5')""",
    )
    yield (
        "trigger",
        f"{index}_new",
        f"""CREATE TRIGGER "{index}_new" AFTER INSERT ON "{kind}"
BEGIN
  {add}
END""",
    )
    yield (
        "trigger",
        f"{index}_change",
        f"""CREATE TRIGGER "{index}_change" AFTER UPDATE OF {columns} ON "{kind}"
BEGIN
  DELETE FROM "{index}" WHERE rowid = OLD."row";
  {add}
END""",
    )
    yield (
        "trigger",
        f"{index}_gone",
        f"""CREATE TRIGGER "{index}_gone" AFTER DELETE ON "{kind}"
BEGIN
  DELETE FROM "{index}" WHERE rowid = OLD."row";
END""",
    )


def filling(spec: KindSpec) -> str:
    """The statement that fills a new index from the records that are there."""
    columns = ", ".join(f'"{field.name}"' for field in spec.searched)
    return f"""INSERT INTO "search_{spec.name}" (rowid, {columns})
  SELECT "row", {columns} FROM "{spec.name}\""""


def words_of(text: str) -> tuple[str, ...]:
    """The words of what was typed; a lone letter says nothing, it would match half the laptop."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).replace("_", " "))
    return tuple(word for word in words if len(word) > 1)


def question(words: Sequence[str]) -> str:
    """The index's question: every word must occur, each may be only the beginning of one."""
    return " ".join(f'"{word}"*' for word in words)


def beginnings(words: Sequence[str]) -> tuple[str, ...]:
    """The words as far as the index knows their beginnings without putting them together."""
    return tuple(word[:_LETTERS_INDEXED] for word in words)


def speaks_of(row: Sequence[Any], words: Sequence[str]) -> bool:
    """Tell whether every word begins one of the words of a row that the index found."""
    texts = " ".join(str(stored) for stored in row[1:] if stored is not None)
    held = _WORD.findall(_folded(texts))
    return all(any(one.startswith(word) for one in held) for word in map(_folded, words))


def matching(spec: KindSpec) -> str:
    """The statement for a kind's newest matches; parameters: the question, and how many."""
    columns = ", ".join(f'"{name}"' for name in _shown(spec))
    return f"""SELECT "id", {columns} FROM "{spec.name}" WHERE "annulled" IS NULL AND "row" IN (
  SELECT rowid FROM "search_{spec.name}" WHERE "search_{spec.name}" MATCH ?
  ORDER BY rowid DESC LIMIT ?) ORDER BY "row" DESC"""


def hit(spec: KindSpec, row: Sequence[Any], words: Sequence[str]) -> Hit:
    """A matching row as what the search box shows."""
    texts = [str(stored) for stored in row[1:] if stored is not None]
    title = texts[0] if texts else ""
    return Hit(spec.name, UUID(bytes=row[0]), _shortened(title), _excerpt(texts, words))


def rank(found: Hit, words: Sequence[str]) -> int:
    """0 for what is called so, 1 for what only speaks of it."""
    title = sort_key(found.title)
    return 0 if all(sort_key(word) in title for word in words) else 1


def _folded(text: str) -> str:
    """As the index folds it: case and every mark are gone, the one of ñ too."""
    if text.isascii():
        return text.lower().replace("_", " ")
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("_", " "))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _shown(spec: KindSpec) -> tuple[str, ...]:
    names = [field.name for field in spec.searched if field.name != spec.title]
    return (spec.title, *names)


def _shortened(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _TITLE_CHARACTERS else line[: _TITLE_CHARACTERS - 1] + "…"


def _excerpt(texts: Sequence[str], words: Sequence[str]) -> str:
    """The words around the first match; the title's own beginning if only the title matches."""
    for text in (*texts[1:], *texts[:1]):
        folded = sort_key(text)
        places = [place for word in words if (place := folded.find(sort_key(word))) >= 0]
        if places:
            first = max(0, min(places) - _AROUND_CHARACTERS)
            last = min(places) + 2 * _AROUND_CHARACTERS
            before, after = "…" if first else "", "…" if last < len(text) else ""
            return before + " ".join(text[first:last].split()) + after
    return ""
