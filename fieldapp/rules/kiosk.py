"""What an attendee is asked who fills in their own row, card by card (field rules R2, R4, R10).

The notice comes first, and who does not allow their data is asked nothing more about themselves.
Of who is under 18 no contact, sensitive answer or signature is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldapp.packs.pack import Pack
from fieldapp.records.visits import Attendance, Consent


class Ask(Enum):
    """How a card asks."""

    NOTICE = "notice"
    IMAGE = "image"
    TRUTH = "truth"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    SENSITIVE = "sensitive"
    SIGNATURE = "signature"
    END = "end"


@dataclass(frozen=True, slots=True)
class KioskCard:
    """One question; `fields` are those of the row that it answers."""

    ask: Ask
    fields: tuple[str, ...] = ()
    optional: bool = False


FIRST = KioskCard(Ask.NOTICE)
LAST = KioskCard(Ask.END)
_SIGN = KioskCard(Ask.SIGNATURE)
_DOCUMENT = KioskCard(Ask.CHOICE, ("id_type",))
_NUMBER = KioskCard(Ask.LINES, ("id_number",))
_MINOR = KioskCard(Ask.TRUTH, ("minor",))
_NAME = KioskCard(Ask.LINES, ("full_name",))
_ENTITY = KioskCard(Ask.LINES, ("organization_name", "position_title"), optional=True)
_CONTACT = KioskCard(Ask.LINES, ("phone", "email"), optional=True)
_SEX = KioskCard(Ask.CHOICE, ("sex",), optional=True)
_AGE = KioskCard(Ask.CHOICE, ("age_range",), optional=True)
_SETS = frozenset({"population_groups"})


def cards_for(row: Attendance, consent: Consent | None, pack: Pack) -> tuple[KioskCard, ...]:
    """The cards of one attendee, in their order, by what was answered so far."""
    if consent is None:
        return (FIRST, LAST)
    if not consent.data:
        return (FIRST, _SIGN, LAST)
    who = (_DOCUMENT, _NUMBER) if _has_document(row, pack) else (_DOCUMENT,)
    if row.minor:
        return (FIRST, _MINOR, *who, _NAME, _ENTITY, LAST)
    sensitive = tuple(
        KioskCard(Ask.CHOICES if name in _SETS else Ask.CHOICE, (name,), optional=True)
        for name in pack.data_protection.sensitive_fields
    )
    return (
        FIRST,
        _MINOR,
        *who,
        _NAME,
        _ENTITY,
        _CONTACT,
        _SEX,
        _AGE,
        KioskCard(Ask.SENSITIVE),
        *(sensitive if consent.sensitive else ()),
        KioskCard(Ask.IMAGE),
        _SIGN,
        LAST,
    )


def next_card(cards: tuple[KioskCard, ...], card: KioskCard, step: int = 1) -> KioskCard:
    """The card after one of them, or before it; beyond either end the card itself."""
    place = cards.index(card) + step if card in cards else 0
    return cards[min(max(place, 0), len(cards) - 1)]


def _has_document(row: Attendance, pack: Pack) -> bool:
    choice = pack.identity.types.get(row.id_type or "")
    return choice is not None and not choice.absent
