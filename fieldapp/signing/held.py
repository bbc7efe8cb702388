"""What a file holds, read before anybody is asked about it: its paper and its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from fieldapp.signing.paper_reading import Paper, read_paper
from fieldapp.signing.trust import Trust

if TYPE_CHECKING:
    from fieldapp.signing.examined import Examined

_SIGNED_RANGE: Final = b"/ByteRange"
"""Stands in clear in every signed PDF: it is filled in after the rest was written."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it was read.

    `paper` is None for what is neither PDF nor picture, `examined` for a file without the
    officer's electronic signature.
    """

    paper: Paper | None
    examined: Examined | None = None


def hold(file: bytes, trust: Trust, at: datetime) -> Held:
    """Read a file, `at` being the clock here. Never raises for what the file holds.

    What reads signatures is large: a file that has none does not wait for it.
    """
    paper = read_paper(file)
    if paper is None or paper.content is None or _SIGNED_RANGE not in file:
        return Held(paper)
    from fieldapp.signing.validation import examine

    return Held(paper, examine(file, trust, at))
