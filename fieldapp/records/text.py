"""Sentences a person reads, kept as values until the edge that words them.

Rules, work and headquarters never build finished text: they build a `Text` (a Spanish source
sentence and its parts). The window, the command line, the console and each document word it in
their own language, which need not be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet worded: its Spanish source, and the parts it names in braces.

    `many` is the plural source and `count` the number that chooses between both; without a
    count there is one form only. Parts may be texts themselves (a field's label, a kind's name).
    """

    source: str
    parts: Mapping[str, str | int | Text] = field(default_factory=dict[str, "str | int | Text"])
    many: str = ""
    count: int = 1

    def __str__(self) -> str:
        return SPANISH(self)


def say(source: str, /, **parts: str | int | Text) -> Text:
    """Make a sentence from its Spanish source: `say("Falta «{field}».", field=label)`."""
    return Text(source, parts)


def say_n(one: str, many: str, count: int, /, **parts: str | int | Text) -> Text:
    """Make a sentence that depends on a number; `{n}` stands for it."""
    return Text(one, {"n": count, **parts}, many, count)


@dataclass(frozen=True, slots=True)
class Words:
    """Words texts in one language.

    `catalogue` maps a Spanish source to its translation; a plural is kept under its own source.
    Whatever is missing is said in Spanish: an officer is never left without a sentence.
    """

    language: str = "es"
    catalogue: Mapping[str, str] = field(default_factory=dict[str, str])
    named: Callable[[str], str] | None = None
    """Puts the country's own names into a sentence before its parts."""

    def __call__(self, text: Text | str) -> str:
        """Word a text. A plain string is a source without parts, or a name that stays as it is."""
        if isinstance(text, str):
            return self.catalogue.get(text, text)
        chosen = text.many if text.many and text.count != 1 else text.source
        wording = self.catalogue.get(chosen, chosen)
        if self.named is not None:
            wording = self.named(wording)
        if not text.parts:
            return wording
        parts = {
            name: self(part) if isinstance(part, Text) else part
            for name, part in text.parts.items()
        }
        return wording.format_map(parts)


SPANISH = Words()


class Worded(Exception):
    """An interruption that says to a person what happened, in words of theirs."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.source)
        self.text = text


class Refused(Worded):
    """The person can mend it: the sentence names the field and says how."""


class Outside(Worded):
    """Disk, network or clock: the sentence says what to do and that nothing was lost."""
