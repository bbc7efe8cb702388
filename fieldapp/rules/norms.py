"""Norms as people write them: a sentence taken apart, and numbers told twice (domain D56)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.catalogue import Choice
from fieldapp.packs.folding import fold
from fieldapp.records.norms import Norm

_NUMBER: Final = r"\d[\w/.-]*[\w]|\d"
_SIGN: Final = r"N[°ºo]\.?\s*"
_NUMBERS: Final = rf"(?:{_NUMBER})(?:(?:,\s*|\s+y\s+)(?:{_NUMBER}))*"
_EFFECTS: Final = {
    "modificada": "modified_by",
    "modificado": "modified_by",
    "complementada": "complemented_by",
    "complementado": "complemented_by",
    "derogada": "repealed_by",
    "derogado": "repealed_by",
}
_CLAUSE: Final = re.compile(
    rf",?\s*(?:y\s+)?(?P<effect>{'|'.join(_EFFECTS)})\s+por\s+(?:las?|los?|el)?\s*"
    rf"(?P<type>[^\W\d]+(?:\s[^\W\d]+)*?)\s+{_SIGN}(?P<numbers>{_NUMBERS})",
    re.IGNORECASE,
)
_OWN_NUMBER: Final = re.compile(rf"^\s*{_SIGN}(?P<number>{_NUMBER})")


@dataclass(frozen=True, slots=True)
class WrittenRelation:
    """What another norm does to this one: an effect, the other's type ("" unknown) and number."""

    effect: str
    type: str
    number: str


@dataclass(frozen=True, slots=True)
class WrittenNorm:
    """A norm taken out of the sentence that cites it; `type` is "" where no type was found."""

    type: str
    number: str
    title: str
    relations: tuple[WrittenRelation, ...]


def read_norm(sentence: str, types: Sequence[Choice]) -> WrittenNorm:
    """Take a citation apart: "Ley N° 27783, modificada por las Leyes N° 27950 y 28139, Ley de …".

    `types` are the country's types of norm, whose labels begin the sentence. What is left when
    type, number and relations are taken out is the title, so nothing written is lost.
    """
    written = sentence.strip().rstrip(".").strip()
    bare = re.sub(r"^(?:La|El)\s+", "", written)
    kind = _type_beginning(bare, types)
    rest = bare[len(kind.label) :] if kind else bare
    found = _OWN_NUMBER.match(rest)
    number = found["number"] if found else ""
    if found:
        rest = rest[found.end() :]
    relations = tuple(_relations(rest, types))
    rest = _CLAUSE.sub("", rest)
    if kind and not number:
        rest = f"{kind.label}{rest}"
    return WrittenNorm(kind.code if kind else "", number, _as_title(rest) or written, relations)


def number_clashes(norms: Iterable[Norm]) -> list[tuple[Norm, ...]]:
    """Norms that carry one number: told twice, or under two types, one of which is wrong.

    "R.M. 004-2014-TR" and "D.S. 004-2014-TR" are shown together; a plain number, such as that of
    a law, only clashes within its type.
    """
    by_number: dict[tuple[str, str], list[Norm]] = defaultdict(list)
    for norm in norms:
        if norm.number and not norm.annulled:
            number = fold(norm.number)
            plain = number.isdigit()
            by_number[number, str(norm.type or "") if plain else ""].append(norm)
    return [tuple(found) for found in by_number.values() if len(found) > 1]


def _type_beginning(written: str, types: Sequence[Choice]) -> Choice | None:
    """The type whose label begins the sentence; the longest, as "Decreto" begins two of them."""
    folded = fold(written)
    begun = [one for one in types if folded.startswith(fold(one.label))]
    return max(begun, key=lambda one: len(one.label), default=None)


def _relations(written: str, types: Sequence[Choice]) -> Iterable[WrittenRelation]:
    for clause in _CLAUSE.finditer(written):
        effect = _EFFECTS[clause["effect"].lower()]
        kind = _type_named(clause["type"], types)
        for number in re.findall(_NUMBER, clause["numbers"]):
            yield WrittenRelation(effect, kind, number)


def _type_named(name: str, types: Sequence[Choice]) -> str:
    """The type a word means in the singular or the plural: "Leyes" are of the type "Ley"."""
    wished = fold(name)
    for one in types:
        singular = fold(one.label)
        if wished in (singular, f"{singular}s", f"{singular}es"):
            return one.code
    return ""


def _as_title(rest: str) -> str:
    title = rest.strip(" ,.").removeprefix("que ").removeprefix("se ").strip()
    return title[:1].upper() + title[1:]
