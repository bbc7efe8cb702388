"""Whether words that go to the public repeat something personal that is kept (domain D64).

What is guarded are the texts of every field that names a natural person or is marked personal or
sensitive, wherever it stands: a name inside the text of a commitment counts as much as a column
of names. Words are compared without accents and case, numbers without their points and spaces.

A single word is no proof (somebody may be called Paz), nor a number of fewer than six digits; and
a name that an institution or a place has too is theirs. Codes that many people share, such as an
age range, are the matter of suppression and not of this check.

What this laptop does not keep is known by its form alone (`personal_forms`). A name it never heard
cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.describe import FieldType, KindSpec
from fieldapp.rules.personal_forms import PersonalForms
from fieldapp.rules.report import Heading, Paragraph, Picture, Report, Table

_DIGITS_LEAST: Final = 6
_DIGITS_ENOUGH: Final = 10
"""A telephone is the same without the code of its country."""

_WORDS_LEAST: Final = 2
_WORDS_MOST: Final = 12
"""Of a long text, its first words are looked for."""

_PIECES_MOST: Final = 8
_NUMBERS: Final = re.compile(r"\d+(?:[ .\-/]\d+)*")
_WRITTEN: Final = "lo escrito a mano"
_PIECES: Final = re.compile(r"\d+")
_WORDS: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A text that must not be published, and where it is kept."""

    kind: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A place of a report in which something guarded stands. The value itself is not repeated."""

    where: str
    kind: str
    field: str


def guarded_fields(spec: KindSpec) -> list[str]:
    """The fields of a kind whose texts must not be published."""
    return [field.name for field in spec.personal if field.type is FieldType.TEXT]


def leaks_in(
    report: Report,
    guarded: Iterable[Guarded],
    public: Iterable[str],
    forms: PersonalForms | None = None,
) -> list[Leak]:
    """Every place of a report where a guarded text stands, or what has the form of one.

    `public` names are no secret; `forms` is how personal things look in the country.
    """
    known = _Known(guarded, public)
    forms = forms or PersonalForms()
    leaks: list[Leak] = []
    for where, words in _texts_of(report):
        kept = [Leak(where, found.kind, found.field) for found in known.found_in(words)]
        leaks += kept or [Leak(where, _WRITTEN, field) for field in forms.found_in(words)]
    return leaks


class _Known:
    """What is guarded, by its words and by its digits, so that a text is read only once."""

    def __init__(self, guarded: Iterable[Guarded], public: Iterable[str]) -> None:
        free = {_words(one) for one in public}
        self._by_words: dict[tuple[str, ...], Guarded] = {}
        self._by_digits: dict[str, Guarded] = {}
        for one in guarded:
            digits = "".join(_PIECES.findall(one.text))
            words = _words(one.text)
            if len(digits) >= _DIGITS_LEAST and not any(map(str.isalpha, one.text)):
                self._by_digits[digits] = self._by_digits[digits[-_DIGITS_ENOUGH:]] = one
            elif len(words) >= _WORDS_LEAST and words not in free:
                self._by_words[words[:_WORDS_MOST]] = one
        self._lengths = sorted({len(words) for words in self._by_words})

    def found_in(self, text: str) -> Iterator[Guarded]:
        words = _words(text)
        for long in self._lengths:
            for start in range(len(words) - long + 1):
                found = self._by_words.get(words[start : start + long])
                if found is not None:
                    yield found
        for run in _NUMBERS.findall(text):
            yield from self._numbers_in(_PIECES.findall(run))

    def _numbers_in(self, pieces: list[str]) -> Iterator[Guarded]:
        """A number may be written in pieces: 310 555 0101, 31.234.567."""
        for start in range(len(pieces)):
            for end in range(start + 1, min(len(pieces), start + _PIECES_MOST) + 1):
                found = self._by_digits.get("".join(pieces[start:end]))
                if found is not None:
                    yield found


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(fold(text)))


def _texts_of(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of a report, with the heading or table it stands under."""
    where = report.title
    for words in (report.title, report.subtitle, report.stamp):
        yield where, words
    for block in report.blocks:
        match block:
            case Heading():
                where = block.words
                yield where, block.words
            case Paragraph():
                yield where, block.words
            case Picture():
                yield where, block.told
                yield from ((where, name) for name, _ in block.points)
            case Table():
                where = block.caption or where
                yield from ((where, words) for words in _texts_in(block))


def _texts_in(block: Table) -> Iterator[str]:
    yield from (block.caption, block.note, *(column.head for column in block.columns))
    for row in (*block.rows, block.totals):
        yield from (value for value in row if isinstance(value, str))
