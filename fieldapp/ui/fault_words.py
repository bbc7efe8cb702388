"""How a failure is said before there is a window to report it in."""

from __future__ import annotations

from fieldapp.records.text import Text, Worded, say


def said_of(fault: Exception) -> Text:
    """Its own words, or the honest ones of a bug."""
    if isinstance(fault, Worded):
        return fault.text
    return say("Algo no salió como debía. Lo guardado sigue a salvo en este equipo.")
