"""Official numbers that are unique without a network: each device counts a series of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.text import Refused, say

_PLACEHOLDER: Final = re.compile(r"\{(?P<name>[a-z]+)(?::0(?P<width>[1-9]))?\}")
_KNOWN: Final = frozenset({"office", "yyyy", "device", "seq"})


@dataclass(frozen=True, slots=True)
class Numbering:
    """The pattern of a country's numbers, such as `ACTA-{office}-{yyyy}-{device}-{seq:04}`.

    The pattern must hold {device}, and something that is neither letter nor digit on both sides of
    {seq}: otherwise two laptops print the same number, or D1 + 100 reads like D11 + 00
    (field rule R19).
    """

    pattern: str

    def __post_init__(self) -> None:
        """Refuse a pattern whose numbers could meet."""
        found = [match["name"] for match in _PLACEHOLDER.finditer(self.pattern)]
        rest = _PLACEHOLDER.sub("", self.pattern)
        if "{" in rest or "}" in rest or not _KNOWN.issuperset(found):
            raise Refused(
                say(
                    "El patrón de numeración «{pattern}» tiene una parte desconocida: solo admite "
                    "{known}.",
                    pattern=self.pattern,
                    known="{office}, {yyyy}, {device}, {seq:04}",
                )
            )
        if found.count("device") != 1 or found.count("seq") != 1:
            raise Refused(
                say(
                    "El patrón de numeración «{pattern}» debe llevar una vez {device} y una vez "
                    "{seq}: sin la serie del equipo, dos equipos darían el mismo número.",
                    pattern=self.pattern,
                    device="{device}",
                    seq="{seq:04}",
                )
            )
        if not _stands_apart(self.pattern, "seq") or not _stands_apart(self.pattern, "device"):
            raise Refused(
                say(
                    "El patrón de numeración «{pattern}» debe separar {device} y {seq} con un "
                    "guion u otro signo.",
                    pattern=self.pattern,
                    device="{device}",
                    seq="{seq:04}",
                )
            )

    def number(self, *, office: str, year: int, device: str, seq: int) -> str:
        """Write one number. `year` is that of the acta's date; `seq` never starts again."""
        parts = {"office": office_code(office), "yyyy": f"{year:04}", "device": device}

        def written(match: re.Match[str]) -> str:
            if match["name"] == "seq":
                return f"{seq:0{match['width'] or 1}}"
            return parts[match["name"]]

        return _PLACEHOLDER.sub(written, self.pattern)


def _stands_apart(pattern: str, name: str) -> bool:
    match = next(found for found in _PLACEHOLDER.finditer(pattern) if found["name"] == name)
    neighbours = pattern[match.start() - 1 : match.start()] + pattern[match.end() :][:1]
    return not any(sign.isalnum() or sign in "{}" for sign in neighbours)


def office_code(office: str) -> str:
    """Return an office's code as numbers carry it: `DT Nariño` is DTNARINO."""
    return "".join(fold(office).split()).upper()
