"""Whether words that go to the public repeat something personal that is kept (domain D64).

What is guarded are the texts of every field that names a natural person or is marked personal or
sensitive, wherever it stands: a name inside the text of a commitment counts as much as a column
of names. Words are compared without accents and case, numbers without their points and spaces.

A single word is no proof (somebody may be called Paz), nor a number of fewer than six digits; and
a name that an institution or a place has too is theirs. Codes that many people share, such as an
age range, are the matter of suppression and not of this check.

What this laptop does not keep is known by its form alone: an e-mail address, a number as long as a
telephone's or after the word of a document. A name it never heard cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.describe import FieldType, KindSpec
from fieldapp.rules.report import Heading, Paragraph, Picture, Report, Table

_DIGITS_LEAST: Final = 6
_DIGITS_ENOUGH: Final = 10
"""A telephone is the same without the code of its country."""

_WORDS_LEAST: Final = 2
_WORDS_MOST: Final = 12
"""Of a long text, its first words are looked for."""

_PIECES_MOST: Final = 8
_NUMBERS: Final = re.compile(r"\d+(?:[ .\-/]\d+)*")
_LONG_NUMBER: Final = re.compile(r"(?<![\w.,/-])\+?\d[\d -]{5,}\d(?!\w|[.,/-]\d)")
"""Pieces apart by blanks or hyphens; the points of money and the bars of days end it."""
_DIGITS_TOGETHER: Final = 7
_DIGITS_APART: Final = 9
"""«2015-2016» and «20-11-2026» are years and days; a telephone in pieces has more digits."""
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_DOCUMENT_WORDS: Final = ("cedula", "documento", "identidad", "identificacion")
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
    report: Report, guarded: Iterable[Guarded], public: Iterable[str], documents: Iterable[str] = ()
) -> list[Leak]:
    """Every place of a report where a guarded text stands, or what has the form of one.

    `public` names are no secret; `documents` are the words that stand before a document's number.
    """
    known = _Known(guarded, public)
    after = _document_form(documents)
    leaks: list[Leak] = []
    for where, words in _texts_of(report):
        kept = [Leak(where, found.kind, found.field) for found in known.found_in(words)]
        leaks += kept or [Leak(where, _WRITTEN, field) for field in _by_form(words, after)]
    return leaks


def _by_form(text: str, after: re.Pattern[str]) -> Iterator[str]:
    """What a text holds by its looks alone, whoever it belongs to."""
    if _EMAIL.search(text):
        yield "Correo electrónico"
    if after.search(_folded(text)):
        yield "Número de documento"
    for run in _LONG_NUMBER.findall(text):
        digits = "".join(_PIECES.findall(run))
        if len(digits) >= (_DIGITS_APART if digits != run else _DIGITS_TOGETHER):
            yield "Teléfono"


def _document_form(words: Iterable[str]) -> re.Pattern[str]:
    named = {*_DOCUMENT_WORDS, *map(_folded, words)} - {""}
    before = "|".join(map(re.escape, sorted(named)))
    return re.compile(rf"\b(?:{before})\W{{0,3}}(?:n\w{{0,5}}\W{{0,3}})?\d[\d .-]{{4,}}\d")


def _folded(text: str) -> str:
    """Without accents, case and points; the letters of an abbreviation together: «C.C.» is «cc»."""
    return re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", fold(text))


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
