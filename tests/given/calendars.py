"""A small reader of iCalendar, by RFC 5545: it knows nothing of what wrote the file."""

from __future__ import annotations

import re


def events_of(written: bytes) -> list[dict[str, str]]:
    """The events in their order, each property by its name with its parameters."""
    lines = written.decode("utf-8").replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    inside = False
    for line in lines:
        name, _, value = line.partition(":")
        if (name, value) in (("BEGIN", "VEVENT"), ("END", "VEVENT")):
            inside = name == "BEGIN"
            if inside:
                events.append({})
        elif inside:
            assert name not in events[-1], f"{name} twice in one event"
            events[-1][name] = re.sub(r"\\(.)", _sign, value)
    return events


def _sign(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] in "nN" else escaped[1]
