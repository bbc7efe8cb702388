"""How the states of an agreement look, and which step is offered from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Text, say
from fieldapp.ui.visit_words import Look

_LOOKS: Final = {
    "draft": ("write", "info"),
    "negotiation": ("people", "warn"),
    "signed": ("sign", "good"),
    "in_force": ("good", "good"),
    "expired": ("clock", "warn"),
    "terminated": ("annul", "bad"),
}
_LABELS: Final = {choice.code: choice.label for choice in CHOICES["agreement_status"]}

AGREEMENT_LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {code: Look(_LABELS[code], *look) for code, look in _LOOKS.items()}
)
WAY: Final = ("draft", "negotiation", "signed", "in_force")
"""The states an agreement passes through when all goes well."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step to another state: what its button says, and what is asked before it, if anything."""

    to: str
    words: Text
    question: Text | None = None
    grave: bool = False


NEXT: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "draft": Step("negotiation", say("Pasar a negociación")),
        "negotiation": Step(
            "signed",
            say("Registrar la firma"),
            say(
                "Después de registrar la firma, el texto, las partes y los compromisos ya no se "
                "cambian. ¿Está todo como se firmó?"
            ),
        ),
        "signed": Step("in_force", say("Poner en vigencia")),
    }
)
"""The one guided step from each state."""

OTHER: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "negotiation": Step("draft", say("Volver a borrador")),
        "signed": Step(
            "terminated",
            say("Terminar el acuerdo"),
            say("¿Terminar este acuerdo? No podrá volver a estar vigente."),
            grave=True,
        ),
        "in_force": Step(
            "terminated",
            say("Terminar el acuerdo"),
            say("¿Terminar este acuerdo? No podrá volver a estar vigente."),
            grave=True,
        ),
    }
)
"""The lesser step from each state."""

EXPIRE: Final = Step(
    "expired",
    say("Marcar como vencido"),
    say("La vigencia terminó. ¿Marcar el acuerdo como vencido?"),
)
"""Offered once the last day of an agreement in force has passed."""
