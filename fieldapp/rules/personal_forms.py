"""What looks like an address, a telephone or a document of somebody, whoever it is of (D64).

Words go to the public that nobody here has ever heard of: they are known by their form alone. What
a document looks like is the pack's to say. Days, years, sums of money, numbers of actas and norms,
codes of territories and the tax numbers of entities are no persons. A sum in points that is a
telephone («987.654.321») is known only after a word that says so.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final

from fieldapp.packs.catalogue import Choice
from fieldapp.packs.folding import fold

EMAIL: Final = "Correo electrónico"
DOCUMENT: Final = "Número de documento"
TELEPHONE: Final = "Teléfono"

_PLAIN: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", **dict.fromkeys(map(chr, range(0x2010, 0x2015)), "-")}
)
"""Blanks and hyphens of every kind as the plain ones."""
_GAP: Final = " · "
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_DOCUMENT_WORDS: Final = ("cedula", "documento", "identidad", "identificacion", "pasaporte")
_PHONE_WORDS: Final = re.compile(
    r"\b(?:tel|telefonos?|cel|celular(?:es)?|movil|whatsapp) (?:n \w* ?)?\d[\d ]{5,}\d"
)
_YEAR: Final = r"(?:19|20)\d\d"
_DAYS: Final = re.compile(
    rf"(?<![\w.-])(?:\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}|{_YEAR}-\d\d-\d\d|{_YEAR} ?- ?{_YEAR})"
    r"(?![\w-])|\b\d{1,2}:\d\d\b"
)
_IS_YEAR: Final = re.compile(_YEAR)
_RUN: Final = re.compile(
    r"(?<![\w,/-])(?<!\d\.)(?:\+|\(\+?)?\d[\d .()-]{4,}\d(?!\w|[.,]\d|-\w|/\d{1,4}\b(?! \d))"
)
_PIECES: Final = re.compile(r"\d+")
_ABBREVIATED: Final = re.compile(r"(?<!\w)([A-Za-z])\. ?(?=[A-Za-z]\b)")
_LETTERED: Final = re.compile(r"(?<![\w-])[A-Z]{1,3}-?\d{6,10}(?![\w-])")
_APART: Final = re.compile(
    r"\b[Pp]asaporte\W{1,3}(?:[Nn][\w.º°]{0,3}\W{1,2})?[A-Z]{1,3}[ -]?\d{5,10}(?!\w)"
)
"""Letters apart from their number are a passport's only behind its word: «A 125000 PERSONAS»."""

_TOGETHER_LEAST: Final = 7
_APART_LEAST: Final = 9
"""A telephone in pieces has as many digits; «2015-2016» and a resolution's number have fewer."""
_ABROAD_LEAST: Final = 8
_DOCUMENT_LEAST: Final = 12
"""A number in pieces that is longer than a telephone is a document's, if one has that form."""
_PIECES_MOST: Final = 7
_LOCAL: Final = [4, 4]
"""The pieces of a telephone of eight digits, unless one of them is a year."""
_THOUSANDS: Final = 3


class PersonalForms:
    """Finds in a text what has the form of something personal.

    `types` are the documents of the pack, `symbol` stands before its sums of money, and `codes`
    are those of its territories.
    """

    def __init__(
        self, types: Iterable[Choice] = (), symbol: str = "", codes: Container[object] = ()
    ) -> None:
        known = [one for one in types if not one.absent]
        own = [one for one in known if not one.organization]
        self._codes = codes
        self._after = _after_words(word for one in own for word in (one.code, one.short))
        self._lettered = _patterns(own, lettered=True)
        self._in_digits = _patterns(own, lettered=False)
        self._freed = _freed((one.code for one in known if one.organization), symbol)

    def found_in(self, text: str) -> Iterator[str]:
        """What the text holds, as a person would call it; each kind of thing at most once."""
        plain = text.translate(_PLAIN)
        freed = self._freed.sub(_GAP, _DAYS.sub(_GAP, plain))
        folded = _folded(freed)
        found = {self._called(run) for run in _RUN.findall(freed)}
        if _EMAIL.search(plain):
            found.add(EMAIL)
        if self._after.search(folded) or any(map(self._is_lettered, _LETTERED.findall(freed))):
            found.add(DOCUMENT)
        if _APART.search(plain):
            found.add(DOCUMENT)
        if _PHONE_WORDS.search(folded):
            found.add(TELEPHONE)
        yield from sorted(found - {""})

    def _called(self, run: str) -> str:
        """What a number in one or more pieces is, "" for nothing personal."""
        pieces = _PIECES.findall(run)
        digits = "".join(pieces)
        if _is_sum(run, pieces) or all(piece in self._codes for piece in pieces):
            return ""
        if not _is_telephone(run, pieces):
            return ""
        is_long = "+" not in run and len(digits) >= _DOCUMENT_LEAST
        return DOCUMENT if is_long and _has_form(digits, self._in_digits) else TELEPHONE

    def _is_lettered(self, token: str) -> bool:
        return _has_form(token.replace("-", ""), self._lettered)


def _patterns(types: Iterable[Choice], *, lettered: bool) -> list[re.Pattern[str]]:
    """The forms of documents that may have letters, or of those that have none."""
    written = [one.pattern for one in types if one.pattern]
    return [re.compile(one) for one in written if ("A-Z" in one) is lettered]


def _has_form(compact: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(compact) for pattern in patterns)


def _is_telephone(run: str, pieces: list[str]) -> bool:
    digits = sum(map(len, pieces))
    if len(pieces) == 1:
        return digits >= _TOGETHER_LEAST
    if "+" in run:
        return digits >= _ABROAD_LEAST
    years = [_IS_YEAR.fullmatch(piece) is not None for piece in pieces]
    if [*map(len, pieces)] == _LOCAL:
        return not any(years)
    listed = any(len(piece) == 1 for piece in pieces[1:])
    return digits >= _APART_LEAST and len(pieces) <= _PIECES_MOST and not listed and not all(years)


def _is_sum(run: str, pieces: list[str]) -> bool:
    """Tell whether a number is grouped by thousands; in blanks, only if it ends in them."""
    if len(pieces) == 1 or any(sign in run for sign in "+-()"):
        return False
    grouped = len(pieces[0]) <= _THOUSANDS and all(len(one) == _THOUSANDS for one in pieces[1:])
    return grouped and (" " not in run or pieces[-1] == "000")


def _after_words(words: Iterable[str]) -> re.Pattern[str]:
    named = {*_DOCUMENT_WORDS, *map(_folded, words)} - {""}
    before = "|".join(map(re.escape, sorted(named)))
    return re.compile(
        rf"\b(?:{before})\W{{0,3}}(?:n\w{{0,5}}\W{{0,3}})?[a-z]{{0,3}}\d[\d .-]{{4,}}\d"
    )


def _freed(entities: Iterable[str], symbol: str) -> re.Pattern[str]:
    """What is taken out of a text: numbers of entities behind their word, and sums of money."""
    numbers = [rf"\b{re.escape(one)}\W{{0,3}}\d[\d.-]*\d" for one in entities]
    sums = [rf"(?<!\w){re.escape(symbol)} ?\d[\d.,]*(?: \d{{3}}\b)*"] if symbol else []
    return re.compile("|".join([*numbers, *sums]) or r"(?!)", re.IGNORECASE)


def _folded(text: str) -> str:
    """Without accents, case and points; the letters of an abbreviation together: «C.C.» is «cc»."""
    return fold(_ABBREVIATED.sub(r"\1", text))
