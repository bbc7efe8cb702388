"""The texts of a country's documents, which a ministry changes without the program.

They stand in wording.json of the pack, plain text by key; in braces stands what the program puts
in. A text in quotes below is what may stand in braces there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final

from fieldapp.records.text import Text, say

_MEETING: Final = frozenset({"place", "venue", "date", "start", "end"})
_PLAIN: Final = frozenset[str]()

TEXTS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "acta": {
        **dict.fromkeys(
            (
                "document", "nature", "attendance", "next_meeting", "agenda", "development",
                "decisions", "commitments", "time_declared",
            ),
            _PLAIN,
        ),
        "opening": _MEETING,
        "closing": _MEETING,
        "convened": frozenset({"date"}),
    },
    "agreement": {
        **dict.fromkeys(("document", "commitments_intro"), _PLAIN),
        "closing": frozenset({"place", "date"}),
    },
    "attendance": dict.fromkeys(("document", "ethnic_question", "minor_question"), _PLAIN),
    "invitation": dict.fromkeys(("document", "number", "greeting", "opening", "closing"), _PLAIN),
    "quality": dict.fromkeys(("process", "code", "version", "date", "retention"), _PLAIN),
}  # fmt: skip
"""Each text, and what may stand in it in braces."""


def wording_faults(sections: Mapping[str, Mapping[str, str]]) -> Iterator[Text]:
    """What would leave a document without a text, or stop it: the key, and what is wrong there."""
    for section, texts in TEXTS.items():
        written = sections.get(section, {})
        for key, places in texts.items():
            name = f"{section}.{key}"
            if key not in written:
                yield say("falta «{key}»", key=name)
                continue
            yield from _faults_of(name, written[key], places)


def _faults_of(name: str, written: str, places: frozenset[str]) -> Iterator[Text]:
    try:
        asked = [place for _, place, _, _ in Formatter().parse(written) if place is not None]
    except ValueError:
        yield say("«{key}» tiene una llave sin su pareja", key=name)
        return
    if not places:
        return
    known = ", ".join(f"{{{place}}}" for place in sorted(places))
    for place in sorted({*asked} - places):
        yield say(
            "«{key}» pide {{{place}}}, que no se conoce; se conocen {known}",
            key=name,
            place=place,
            known=known,
        )


def unknown_texts(sections: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The texts that no document prints, by their key."""
    for section, texts in sections.items():
        yield from (f"{section}.{key}" for key in texts if key not in TEXTS.get(section, {}))
