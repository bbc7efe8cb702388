"""Records made apart that are one in the world (field rule R1).

Natural keys never refuse. An equal document joins two records by itself, a similar name in one
municipality is asked of a person. Nothing is merged: screens and figures follow the link, and
taking it back is one edit of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, TypeAlias
from uuid import UUID, uuid5

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.packs.identity import Verification, compact
from fieldapp.records.describe import Code
from fieldapp.records.people import Organization, Person, SameAs
from fieldapp.records.spaces import Space
from fieldapp.rules.groups import Groups

Joinable: TypeAlias = Person | Organization | Space

_LINKS: Final = UUID("0b9b1c76-3f0a-5a53-8c5e-6f8d2a7c9e31")
_LIKENESS: Final = 0.88
_COMMON_WORDS: Final = 2
_SMALL_WORDS: Final = frozenset(
    ("a", "al", "de", "del", "e", "el", "en", "la", "las", "los", "municipal", "y")
)


class Sameness:
    """The links as they stand: which record stands for each group.

    Links that wait for an answer or were denied join nothing; where two laptops answered
    differently about the same two records, "they are not the same" holds.
    """

    def __init__(self, links: Iterable[SameAs]) -> None:
        standing = [link for link in links if not link.annulled and link.first and link.second]
        apart = {_pair(link) for link in standing if link.state == "apart"}
        self._groups = Groups[UUID]()
        for link in standing:
            pair = _pair(link)
            if link.state == "joined" and pair not in apart:
                self._groups.join(*pair)

    def representative(self, id: UUID) -> UUID:
        """Return the record that stands for this one: the same on every laptop."""
        return self._groups.representative(id)

    def are_same(self, one: UUID, other: UUID) -> bool:
        """Tell whether two records are one, directly or through others."""
        return self.representative(one) == self.representative(other)


def new_links(
    record: Joinable, others: Iterable[Joinable], links: Iterable[SameAs], pack: Pack
) -> list[SameAs]:
    """Return the links to keep now that a record exists: joined, or proposed to a person.

    Pairs that are linked already, in whatever state, are left as they are: what somebody undid
    stays undone. The id of a link comes from its pair, so that two laptops make the same one.
    """
    known = {_pair(link) for link in links if link.first and link.second}
    made: list[SameAs] = []
    for other in others:
        first, second = sorted((record.id, other.id))
        if first == second or type(other) is not type(record) or (first, second) in known:
            continue
        if same_document(record, other, pack):
            made.append(_link(first, second, "equal_document", "joined"))
        elif _looks_like(record, other, pack):
            made.append(_link(first, second, "similar_name", "proposed"))
    return made


def same_document(one: Joinable, other: Joinable, pack: Pack) -> bool:
    """Tell whether two records carry the same document, NIT, RUC or RTN, of the right form.

    A number that looks wrong ("0000") joins nobody by itself.
    """
    number = _document(one)
    return number == _document(other) and _is_believed(one, pack)


def similar_names(one: str, other: str) -> bool:
    """Tell whether two names may be one: "Rosa Angulo" and "Rosa Elvira Angulo"."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return False
    common = words & others
    if words == others or (common in (words, others) and len(common) >= _COMMON_WORDS):
        return True
    left, right = " ".join(sorted(words)), " ".join(sorted(others))
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _LIKENESS


def _looks_like(one: Joinable, other: Joinable, pack: Pack) -> bool:
    """Tell whether a person should be asked: both in one municipality, names or numbers alike."""
    if not one.territory or one.territory != other.territory:
        return False
    numbers = {_document(one), _document(other)} - {("", "")}
    both_believed = _is_believed(one, pack) and _is_believed(other, pack)
    if len(numbers) > 1 and both_believed:
        return False
    return similar_names(_name(one), _name(other)) or (
        len(numbers) == 1 and _document(one) == _document(other)
    )


def _document(record: Joinable) -> tuple[str, str]:
    if isinstance(record, Person):
        number = compact(record.id_number)
        return (str(record.id_type or ""), number) if number else ("", "")
    number = compact(record.tax_id) if isinstance(record, Organization) else ""
    return ("tax", number) if number else ("", "")


def _is_believed(record: Joinable, pack: Pack) -> bool:
    id_type, number = _document(record)
    if id_type != "tax":
        return pack.identity.check(id_type, number) is Verification.VERIFIED
    types = [choice.code for choice in pack.identity.types if choice.organization]
    return any(pack.identity.check(one, number) is Verification.VERIFIED for one in types)


def _name(record: Joinable) -> str:
    return record.full_name if isinstance(record, Person) else record.name


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - _SMALL_WORDS


def _pair(link: SameAs) -> tuple[UUID, UUID]:
    first, second = sorted((link.first or link.id, link.second or link.id))
    return first, second


def _link(first: UUID, second: UUID, basis: str, state: str) -> SameAs:
    return SameAs(
        id=uuid5(_LINKS, f"{first}/{second}"),
        first=first,
        second=second,
        basis=Code(basis),
        state=Code(state),
    )
