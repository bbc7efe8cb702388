"""What a list of lines shows: lines, and headings over them, already in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line, already in words.

    `above` and `below` are small, over and under the text; `word` is its status with its icon and
    colour role; `aside` is small under the status.
    """

    id: object
    text: str
    above: str = ""
    below: str = ""
    icon: str = ""
    word: str = ""
    role: str = "info"
    aside: str = ""

    @property
    def spoken(self) -> str:
        """The whole line as a screen reader says it."""
        parts = (self.above, self.text, self.word, self.aside, self.below)
        return ". ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over some lines, and how many they are."""

    text: str
    count: int = 0

    @property
    def spoken(self) -> str:
        """The heading as a screen reader says it."""
        return f"{self.text}, {self.count}" if self.count else self.text
