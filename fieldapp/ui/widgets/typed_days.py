"""Read a day the way people type it: "30 nov", "mañana", "en 15 días", "viernes", 2026-11-30.

Pure, and in both languages of the screen. What cannot be read is None, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, time, timedelta

_NEAR: dict[str, int] = {
    "hoy": 0, "today": 0, "ayer": -1, "yesterday": -1, "manana": 1, "tomorrow": 1,
    "pasado manana": 2, "anteayer": -2, "antier": -2,
}  # fmt: skip
_MONTHS = {
    name: month
    for month, names in enumerate(
        ("ene jan", "feb", "mar", "abr apr", "may", "jun", "jul", "ago aug", "sep set", "oct",
         "nov", "dic dec"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("lun mon", "mar tue", "mie wed", "jue thu", "vie fri", "sab sat", "dom sun")
    )
    for name in names.split()
}
_NUMBERS = {"un": 1, "una": 1, "one": 1, "a": 1, "dos": 2, "two": 2, "tres": 3, "three": 3}

_IN = re.compile(r"(?:en|in|dentro de) (\d{1,3}|[a-z]+) (dia|day|semana|week|mes|month)[a-z]*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?")
_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2}) (?:de )?([a-z]{3,10})(?: (?:de |del )?(\d{4}))?")
_WEEKDAY = re.compile(r"(?:el |este |proximo |next |on )*([a-z]{3,9})")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|a ?m|p ?m|h)?")
_NOON = 12


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Return the day somebody typed, or None.

    Without a year it is the nearest such day; with `ahead` (due dates) the next one.
    """
    typed = _fold(text)
    for read in (_near, _in, _iso, _in_figures, _in_words, _weekday):
        try:
            found = read(typed, today, ahead)
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return found
    return None


def read_moment(text: str, today: date) -> tuple[date, time] | None:
    """Return the day and the hour somebody typed; an hour alone is today's."""
    words = text.strip().rsplit(" ", 1)
    suffix = ""
    lowered = text.strip().lower().replace("\u00a0", " ")
    halves = re.search(r"\s*(a\.?\s?m\.?|p\.?\s?m\.?|h)$", lowered)
    if halves:
        suffix = halves[1].replace(".", "").replace(" ", "")
        words = lowered[: halves.start()].strip().rsplit(" ", 1)
    hour = _read_hour(words[-1], suffix)
    if hour is None:
        return None
    before = words[0].rstrip(" ,") if len(words) > 1 else ""
    day = read_day(before, today) if before else today
    return None if day is None else (day, hour)


def _read_hour(text: str, suffix: str) -> time | None:
    found = _HOUR.fullmatch(text)
    if found is None or not (found[2] or suffix):
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if suffix in ("am", "pm"):
        hours = hours % _NOON + (_NOON if suffix == "pm" else 0)
    try:
        return time(hours, minutes)
    except ValueError:
        return None


def _near(typed: str, today: date, _ahead: bool) -> date | None:
    return today + timedelta(days=_NEAR[typed]) if typed in _NEAR else None


def _in(typed: str, today: date, _ahead: bool) -> date | None:
    found = _IN.fullmatch(typed)
    if found is None:
        return None
    count = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1])
    if count is None:
        return None
    if found[2] in ("mes", "month"):
        return _months_on(today, count)
    return today + timedelta(days=count * (7 if found[2] in ("semana", "week") else 1))


def _months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _iso(typed: str, _today: date, _ahead: bool) -> date | None:
    found = _ISO.fullmatch(typed)
    return date(*map(int, found.groups())) if found else None


def _in_figures(typed: str, today: date, ahead: bool) -> date | None:
    found = _FIGURES.fullmatch(typed)
    if found is None:
        return None
    return _dated(int(found[1]), int(found[2]), found[3], today, ahead=ahead)


def _in_words(typed: str, today: date, ahead: bool) -> date | None:
    found = _WORDS.fullmatch(typed)
    if found is None or found[2][:3] not in _MONTHS:
        return None
    return _dated(int(found[1]), _MONTHS[found[2][:3]], found[3], today, ahead=ahead)


def _weekday(typed: str, today: date, _ahead: bool) -> date | None:
    found = _WEEKDAY.fullmatch(typed)
    if found is None or found[1][:3] not in _WEEKDAYS:
        return None
    wait = (_WEEKDAYS[found[1][:3]] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=wait)


def _dated(day: int, month: int, year: str | None, today: date, *, ahead: bool) -> date:
    if year:
        return date(int(year) if len(year) > 2 else 2000 + int(year), month, day)  # noqa: PLR2004
    years = (today.year, today.year + 1) if ahead else range(today.year - 1, today.year + 2)
    there = [date(y, month, day) for y in years if day <= monthrange(y, month)[1]]
    if ahead:
        there = [one for one in there if one >= today]
    far: Callable[[date], int] = lambda one: abs((one - today).days)  # noqa: E731
    return min(there, key=far)


def _fold(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.strip().lower())
    plain = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return " ".join(plain.replace(",", " ").split())
