"""How an acta comes to be approved, and what it says of it: three forms, each in its own words.

Read and signed at the end, approved in a later meeting, or circulated as a draft until a day. A
draft that nobody objected to in time stands approved; what somebody asked to be put down stands
in the acta in their own words and holds nobody else back (field rules R14, R15).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.approval import Approval, Circulation, Remark
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.notices import language_words

STANDS_IN_ACTA: Final = ("statement", "reservation")
"""The kinds of remark that are printed in the acta; an observation on a draft is not."""

NOT_READ_ALOUD: Final = say("No se ha anotado que el acta se leyó en voz alta.")


@dataclass(frozen=True, kw_only=True)
class Approving:
    """All that was written down of one acta's approval, the oldest first; nothing annulled."""

    circulations: Sequence[Circulation] = ()
    approvals: Sequence[Approval] = ()
    remarks: Sequence[Remark] = ()

    @property
    def circulation(self) -> Circulation | None:
        """The draft that went round last."""
        return self.circulations[-1] if self.circulations else None

    @property
    def approval(self) -> Approval | None:
        """The approval that stands; None while nobody has approved."""
        return self.approvals[-1] if self.approvals else None

    @property
    def observations(self) -> list[Remark]:
        """What was observed on a draft."""
        return [one for one in self.remarks if one.kind == "observation"]

    @property
    def open_observations(self) -> list[Remark]:
        """The observations of which nobody has said what was done with them."""
        return [one for one in self.observations if one.outcome is None]

    @property
    def statements(self) -> list[Remark]:
        """What is to stand in the acta in the words of who asked for it."""
        return [one for one in self.remarks if one.kind in STANDS_IN_ACTA]


def why_not_tacit(approving: Approving, today: date) -> Text | None:
    """Say why silence does not approve the draft yet; None when it does.

    The last day is still a day to answer on.
    """
    circulation = approving.circulation
    if circulation is None or circulation.answer_by is None:
        return say("El borrador todavía no ha circulado.")
    if today <= circulation.answer_by:
        return say("El plazo para observaciones no ha vencido.")
    waiting = len(approving.open_observations)
    if waiting:
        return say_n(
            "Falta decir qué se hizo con {n} observación.",
            "Falta decir qué se hizo con {n} observaciones.",
            waiting,
        )
    return None


def doubt_of_approval(minutes: Minutes, approving: Approving) -> Text | None:
    """What is still open of the way chosen, to be said before the acta is issued.

    It is said, and it stops nothing: the officer may know better.
    """
    if approving.approval is not None:
        return None
    waiting = len(approving.open_observations)
    if waiting:
        return say_n(
            "Queda {n} observación sin respuesta.",
            "Quedan {n} observaciones sin respuesta.",
            waiting,
        )
    if minutes.approval == "circulated":
        return say("El borrador circula y su aprobación no se ha anotado.")
    if minutes.approval == "read" and not minutes.read_aloud:
        return NOT_READ_ALOUD
    return None


def reading_and_approval(minutes: Minutes, approving: Approving, pack: Pack) -> str:
    """What the acta says of its reading and of its approval, a sentence a line."""
    return "\n".join(
        sentence
        for sentence in (_reading(minutes, pack), _approval(minutes, approving, pack))
        if sentence
    )


def statements_text(minutes: Minutes, approving: Approving, pack: Pack) -> str:
    """What the acta prints under "Constancias y salvedades", one a line, as it was said."""
    kinds = pack.catalogue("remark_kinds")
    asked = [
        f"{kinds.label(one.kind or '')} de {one.said_by}: {one.text}"
        for one in approving.statements
    ]
    return "\n".join(part for part in (minutes.remarks, *asked) if part)


def _reading(minutes: Minutes, pack: Pack) -> str:
    if not minutes.read_aloud:
        return ""
    language = minutes.read_language
    spoken = f" en {language_words(pack, language)}" if language else ""
    through = f", con interpretación de {minutes.interpreter}" if minutes.interpreter else ""
    return f"El acta se leyó en voz alta{spoken}{through}."


def _approval(minutes: Minutes, approving: Approving, pack: Pack) -> str:
    approval = approving.approval
    if approval is None or approval.on is None:
        later = minutes.approval == "next_meeting"
        return "Queda para aprobación en la próxima reunión." if later else ""
    day = pack.formats.day_long(approval.on)
    who = f" por {approval.approved_by}" if approval.approved_by else ""
    if approval.form == "next_meeting":
        return f"Aprobada en la reunión del {day}{who}."
    if approval.form == "circulated":
        return f"{_circulated(approving, pack)} {_outcome(approval, day, who)}".strip()
    return f"Aprobada el {day}{who}."


def _circulated(approving: Approving, pack: Pack) -> str:
    circulation = approving.circulation
    if circulation is None or circulation.answer_by is None:
        return ""
    until = pack.formats.day_long(circulation.answer_by)
    observed, taken = (
        len(approving.observations),
        sum(one.outcome == "taken" for one in approving.observations),
    )
    received = "no se recibieron observaciones"
    if observed:
        received = f"observaciones recibidas: {observed}, acogidas: {taken}"
    return f"El borrador circuló con plazo hasta el {until}; {received}."


def _outcome(approval: Approval, day: str, who: str) -> str:
    if approval.tacit:
        return f"Vencido el plazo, se entiende aprobada el {day}."
    return f"Fue aprobada el {day}{who}."
