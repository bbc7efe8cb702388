"""Sentences that any kind can be put into, with its Spanish gender (field rule R35).

Generic screens, messages and documents say "Nueva visita" and "Ningún compromiso" from here, so
that a new kind speaks correctly from its first day.
"""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.records.describe import FEMININE, KindSpec
from fieldapp.records.text import Text, say

Phrase = Callable[[KindSpec], Text]


def _gendered(feminine: str, masculine: str) -> Phrase:
    def phrase(spec: KindSpec) -> Text:
        source = feminine if spec.gender is FEMININE else masculine
        return say(
            source,
            Kind=Text(spec.label),
            kind=small(spec.label),
            kinds=small(spec.plural),
        )

    return phrase


def small(label: str) -> Text:
    """A kind's name inside a sentence: its first letter is small, in each language."""
    return Text(label[:1].lower() + label[1:])


new = _gendered("Nueva {kind}", "Nuevo {kind}")
none_yet = _gendered("Todavía no hay ninguna {kind}", "Todavía no hay ningún {kind}")
none_found = _gendered(
    "Ninguna {kind} coincide con lo buscado", "Ningún {kind} coincide con lo buscado"
)
annulled = _gendered("{Kind} anulada", "{Kind} anulado")
saved = _gendered("{Kind} guardada", "{Kind} guardado")
choose_one = _gendered("Elija una {kind}", "Elija un {kind}")
all_of_them = _gendered("Todas las {kinds}", "Todos los {kinds}")
not_here = _gendered(
    "Esta {kind} no está disponible en este equipo",
    "Este {kind} no está disponible en este equipo",
)

GENERIC: tuple[Phrase, ...] = (
    new,
    none_yet,
    none_found,
    annulled,
    saved,
    choose_one,
    all_of_them,
    not_here,
)
