"""A commitment typed as one sentence: who, what, and by when in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.records.text import Refused
from fieldapp.work.desk import Changes

_MENTION: Final = re.compile(r"@([^:,;]+)[:,;]?\s*")
_IN_SOME_TIME: Final = re.compile(
    r"[,;]?\s*\b(?:en|dentro de) (?P<many>\d{1,3}|un|una|dos|tres|cuatro) "
    r"(?P<unit>d[ií]as? h[áa]biles|d[ií]as?|semanas?|mes(?:es)?)\.?$",
    re.IGNORECASE,
)
_ON_A_DAY: Final = re.compile(
    r"[,;]?\s*\b(?:(?:para|antes|hasta|a más tardar)\s+)?(?:el|del|al)?\s*"
    r"(?P<day>\d{1,2}(?:[/-]\d{1,2}[/-]\d{4}|\s+(?:de\s+)?[a-záéíóú]{3,10}(?:\s+(?:de\s+|del\s+)?\d{4})?))\.?$",
    re.IGNORECASE,
)
_TOMORROW: Final = re.compile(r"[,;]?\s*\bmañana\.?$", re.IGNORECASE)
_INSIDE_NAMES: Final = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "para"})
_INFINITIVE: Final = re.compile(r"[aeií]r(?:se|les?|los?|las?)?$")
_NUMBERS: Final = {"un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4}
_DAYS_IN_MONTH: Final = 30
_MONTH_AGO: Final = timedelta(days=31)


def read_promise(text: str, today: date, pack: Pack, names: Iterable[str] = ()) -> Changes:
    """What a sentence says, as the fields of a commitment.

    "@Alcaldía de Guapi convocar la mesa, en 15 días" names who after the @ (up to a comma or
    colon, or as far as one of the known `names` goes) and the day at the end: "en 15 días",
    "en 3 días hábiles", "en dos semanas", "mañana", "30 nov", "el 4 de diciembre", "4/12/2026".
    What is not understood stays in the text.
    """
    rest, due_on = _due(" ".join(text.split()), today, pack)
    rest, who = _who(rest, names)
    changes: dict[str, object] = {"text": rest[:1].upper() + rest[1:]}
    if who:
        changes["responsible_name"] = who
    if due_on:
        changes["due_on"] = due_on
    return changes


def _who(text: str, names: Iterable[str]) -> tuple[str, str]:
    found = _MENTION.search(text)
    if found is None:
        return text, ""
    said = text[found.start() + 1 :]
    known = [name for name in names if fold(said).startswith(fold(name))]
    if known:
        who = max(known, key=len)
        return (text[: found.start()] + said[len(who) :].lstrip(" :,;")).strip(), who
    who = _name_in(found.group(1)) or found.group(1).strip()
    rest = said[len(who) :].lstrip(" :,;")
    return (text[: found.start()] + rest).strip(), who


def _name_in(said: str) -> str:
    """As far as a name goes where no comma ends it: up to what has to be done.

    "Alcaldía de Guapi entregar el acta": capitals, and small words only between them. A name typed
    in small letters goes up to the first infinitive.
    """
    words = said.split()
    proper = words[0][:1].isupper() if words else False
    for place, word in enumerate(words[1:], start=1):
        small = word[:1].islower() and word not in _INSIDE_NAMES
        if small and (proper or _INFINITIVE.search(word)):
            return " ".join(words[:place])
    return ""


def _due(text: str, today: date, pack: Pack) -> tuple[str, date | None]:
    if found := _IN_SOME_TIME.search(text):
        many = found["many"].lower()
        number = _NUMBERS.get(many) or int(many)
        return text[: found.start()].strip(), _after(today, number, found["unit"].lower(), pack)
    if found := _TOMORROW.search(text):
        return text[: found.start()].strip(), today + timedelta(days=1)
    if found := _ON_A_DAY.search(text):
        day = _day(found["day"], today, pack)
        if day is not None:
            return text[: found.start()].strip(), day
    return text, None


def _after(today: date, number: int, unit: str, pack: Pack) -> date:
    if unit.endswith("biles"):
        return pack.calendar.add_working_days(today, number)
    days = 7 if unit.startswith("semana") else _DAYS_IN_MONTH if unit.startswith("mes") else 1
    return today + timedelta(days=number * days)


def _day(said: str, today: date, pack: Pack) -> date | None:
    """A day as written; without a year, the next one that comes."""
    has_year = re.search(r"\d{4}$", said) is not None
    try:
        if has_year:
            return pack.formats.parse_day(said)
        day = pack.formats.parse_day(f"{said} {today.year}")
        return day if day >= today - _MONTH_AGO else day.replace(year=day.year + 1)
    except (Refused, ValueError):
        return None
