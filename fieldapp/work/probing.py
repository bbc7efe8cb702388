"""The way to headquarters in words: its five steps, and how each went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from fieldapp.records.text import Text, say

STEPS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "network": say("Red"),
        "proxy": say("Proxy"),
        "certificate": say("Certificado"),
        "clock": say("Hora del equipo"),
        "server": say("Servidor"),
    }
)
"""Step by step, in the order in which the way is gone."""


_ON_THE_WAY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "busy": "server",
        "answer": "server",
        "authorisation": "server",
        "proxy_login": "proxy",
    }
)


def step_of(failure: str) -> str:
    """On which of the five steps a sync's failure is told; "" when it is none of the way."""
    step = _ON_THE_WAY.get(failure, failure)
    return step if step in STEPS else ""


class ProbedStep(Protocol):
    """One step, as a probe found it: `outcome` is ok, doubtful, failed or not_reached."""

    @property
    def name(self) -> str:
        """A key of `STEPS`."""
        ...

    @property
    def outcome(self) -> str:
        """How it went."""
        ...

    @property
    def text(self) -> Text:
        """What can be said of it."""
        ...


class Probed(Protocol):
    """The way as it was found."""

    @property
    def steps(self) -> Sequence[ProbedStep]:
        """Every step, in order."""
        ...


def outcome_words(step: Text, outcome: str) -> Text:
    """Say how a step went; in words, because a colour alone tells nothing to many."""
    match outcome:
        case "ok":
            return say("{step}: bien", step=step)
        case "doubtful":
            return say("{step}: revisar", step=step)
        case "failed":
            return say("{step}: aquí falló", step=step)
        case _:
            return say("{step}: no se llegó hasta aquí", step=step)
