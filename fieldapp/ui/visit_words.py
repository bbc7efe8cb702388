"""How a visit and its acta are called in a country, and how their states look everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import FEMININE, MASCULINE, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.phrases import small
from fieldapp.records.text import Text, say
from fieldapp.rules.acta_standing import SUPERSEDED


@dataclass(frozen=True, slots=True)
class Look:
    """How a state stands on the screen: its Spanish word, its icon, the colour role of both."""

    word: str
    icon: str
    role: str


def _looks(catalogue: str, **looks: tuple[str, str]) -> Mapping[str, Look]:
    labels = {choice.code: choice.label for choice in CHOICES[catalogue]}
    return MappingProxyType(
        {code: Look(labels[code], icon, role) for code, (icon, role) in looks.items()}
    )


VISIT_LOOKS: Final = _looks(
    "activity_status",
    planned=("calendar", "info"),
    in_progress=("start", "warn"),
    done=("clock", "info"),
    closed=("good", "good"),
    cancelled=("annul", "bad"),
)
ACTA_LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        **_looks(
            "minutes_status",
            draft=("write", "info"),
            review=("read_aloud", "warn"),
            frozen=("document", "info"),
            sealed=("sign", "good"),
            void=("annul", "bad"),
        ),
        SUPERSEDED: Look(say("Sustituida").source, "right", "warn"),
    }
)
"""The states that are stored, and the one that another acta brings about."""
COMMITMENT_LOOKS: Final = _looks(
    "commitment_status",
    pending=("neutral", "info"),
    in_progress=("start", "info"),
    done=("good", "good"),
    partly_done=("warn", "warn"),
    not_done=("bad", "bad"),
    rescheduled=("calendar", "warn"),
    cancelled=("annul", "bad"),
)
PRESENCE_LOOKS: Final = _looks(
    "absence_states",
    present=("check", "good"),
    expected=("neutral", "info"),
    excused=("info", "warn"),
    absent=("close", "bad"),
)
INK_LOOKS: Final = _looks(
    "ink_methods",
    drawn=("sign", "good"),
    paper=("document", "good"),
    fingerprint=("person", "good"),
    refused=("annul", "warn"),
)


def cancel(visit: KindSpec) -> Text:
    """What the button says that gives a visit up, under the name the country gives it."""
    named = small(visit.label)
    if visit.gender is FEMININE:
        return say("Cancelar la {kind}", kind=named)
    return say("Cancelar el {kind}", kind=named)


def visit_kind(kinds: Kinds, pack: Pack) -> KindSpec:
    """The description of a visit under the name that the country gives it (field rule R33)."""
    named = pack.words.visit
    gender = FEMININE if named.gender == "f" else MASCULINE
    return replace(kinds["activity"], label=named.one, plural=named.many, gender=gender)
