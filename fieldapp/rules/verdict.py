"""What was proven of a paper, and what it says of itself, to be compared with its pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from fieldapp.records.text import Text, say
from fieldapp.rules.acta_content import Promise

FILE_BYTES_MAX: Final = 64 * 1024 * 1024
"""A larger file is no paper of ours, and is not even opened."""


class Outcome(Enum):
    """What a verification ends with.

    TO_COMPARE: the code or the content is somebody's whom we know, and the words on the paper are
    for a person to compare with it. NOT_PROVEN: nothing known here vouches for it. ALTERED: it
    contradicts itself, or a signature on it is of something else.
    """

    PROVEN = "proven"
    TO_COMPARE = "to_compare"
    NOT_PROVEN = "not_proven"
    ALTERED = "altered"
    UNREADABLE = "unreadable"

    @property
    def exit_code(self) -> int:
        """What the command line ends with: 0 only for what is proven whole."""
        return {Outcome.PROVEN: 0, Outcome.UNREADABLE: 2}.get(self, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a paper says of itself; empty (or None) where it does not say it.

    `officer` is whose it says it is; `signed_by` who signed it, as far as that is proven here. The
    times are in words: `claimed`
    by the laptop's clock, not before `not_before` and not after `not_after` by headquarters'.
    """

    number: str = ""
    subject: str = ""
    place: str = ""
    officer: str = ""
    signed_by: str = ""
    office: str = ""
    claimed: str = ""
    not_before: str = ""
    not_after: str = ""
    time_unverified: str = ""
    attendance: int | None = None
    commitments: int | None = None
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proven and no more, in sentences; number and digest as far as they were read."""

    outcome: Outcome
    sentences: tuple[Text, ...]
    number: str = ""
    digest: str = ""
    file_sha256: str = ""
    shown: Shown = Shown()


def annulled(number: str) -> Text:
    """An acta that was issued and given up."""
    return say("El acta {number} está anulada.", number=number)


def clarified(by: str) -> Text:
    """An acta that stands, with another that clarifies it."""
    return say("Sustituida: la aclara el acta {number}.", number=by)
