"""How a country names headquarters in the program's sentences (field rule R34).

They are written once, for all countries, with the words «el nivel central»; elsewhere the
country's own name takes their place, with its article. A plural changes verbs too: such sentences
are in the pack whole (`sentences.json`), and a test finds those that lack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Article: TypeAlias = Literal["el", "la", "las"]

_FORMS: Final[dict[str, dict[str, str]]] = {
    "el": {"el": "el", "del": "del", "al": "al"},
    "la": {"el": "la", "del": "de la", "al": "a la"},
    "las": {"el": "las", "del": "de las", "al": "a las"},
}
_WRITTEN: Final = "Nivel central"
_NAMED: Final = re.compile(r"\b(?:(el|del|al) )?nivel central\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadquartersName:
    """The name as it stands alone ("Sede central"), and its article."""

    name: str
    article: Article

    @property
    def the(self) -> str:
        """Inside a sentence: "la sede central"."""
        return self(f"el {_WRITTEN.lower()}")

    @property
    def of_the(self) -> str:
        """What is theirs: "de la sede central"."""
        return self(f"del {_WRITTEN.lower()}")

    def __call__(self, sentence: str) -> str:
        """The sentence with this country's name for headquarters."""
        if self.name == _WRITTEN:
            return sentence
        return _NAMED.sub(self._said, sentence)

    def _said(self, found: re.Match[str]) -> str:
        article = found[1] or ""
        name = self.name[:1].lower() + self.name[1:]
        said = f"{_FORMS[self.article][article.lower()]} {name}" if article else name
        return said[:1].upper() + said[1:] if found[0][:1].isupper() else said
