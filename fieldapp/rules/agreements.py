"""What an agreement needs to be signed: its parties, by its type (domain D15, D18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.agreements import Agreement, Party
from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.checking import Fault, what_lacks

_MOVES: Final[dict[str, frozenset[str]]] = {
    "draft": frozenset({"negotiation", "signed"}),
    "negotiation": frozenset({"draft", "signed"}),
    "signed": frozenset({"in_force", "terminated"}),
    "in_force": frozenset({"expired", "terminated"}),
    "expired": frozenset(),
    "terminated": frozenset(),
}
_LABELS: Final = {choice.code: choice.label for choice in CHOICES["agreement_status"]}


def may_move(status: str, to: str) -> bool:
    """Tell whether an agreement may go from one state to another (workflow W6)."""
    return to in _MOVES[status]


def must_move(status: str, to: str) -> None:
    """Raise Refused, in words, if an agreement may not go from one state to another."""
    if not may_move(status, to):
        raise Refused(
            say(
                "Un acuerdo «{status}» no puede pasar a «{to}».",
                status=Text(_LABELS[status]),
                to=Text(_LABELS[to]),
            )
        )


def what_signing_lacks(agreement: Agreement, parties: Sequence[Party], pack: Pack) -> list[Fault]:
    """Return what is missing before the parties may sign: fields, day, and who must be a party.

    A type says how many parties it takes at least and which levels of government they must be of:
    a convenio de delegación is signed by three, one of each level.
    """
    faults = what_lacks(KINDS["agreement"], agreement)
    if agreement.signed_on is None:
        label = Text(KINDS["agreement"]["signed_on"].label)
        faults.append(Fault("signed_on", say("Falta «{field}».", field=label)))
    choice = pack.catalogue("agreement_types").get(agreement.type or "")
    if choice is None:
        return faults
    if len(parties) < choice.parties:
        faults.append(
            Fault(
                "type",
                say(
                    "«{type}» necesita al menos {least} partes y tiene {n}.",
                    type=choice.label,
                    least=choice.parties,
                    n=len(parties),
                ),
            )
        )
    present = {party.gov_level for party in parties}
    faults += [
        Fault(
            "type",
            say(
                "«{type}» necesita una parte del nivel «{level}».",
                type=choice.label,
                level=pack.catalogue("gov_levels").label(level),
            ),
        )
        for level in choice.levels
        if level not in present
    ]
    return faults
