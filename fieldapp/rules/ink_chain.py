"""Whether the signatures in firmas.json hang together: each under this text, none taken out."""

from __future__ import annotations

from fieldapp.rules.acta_content import Acta, Signature, Signatures
from fieldapp.rules.ink import acta_ink_digest, attendance_ink_digest, how_given


def broken_links(acta: Acta, signed: Signatures) -> list[Signature]:
    """The signatures whose stroke, text, time or place in the chain was changed; none if whole.

    A signature drawn in the list before the acta existed is bound to meeting, row and notice, and
    its digest stands in acta.json. One given under the acta is bound to `D` and to the signature
    before it, voided ones included. What was signed on paper before the acta existed is bound to
    nothing here: its proof is the paper.
    """
    known = {"", *(one.digest for one in signed.signatures), *(one.digest for one in signed.voided)}
    consents = {row.id: row.consent for row in acta.attendance}
    return [
        one
        for one in signed.signatures
        if not _holds(one, acta.meeting.activity, signed.acta, consents)
        or one.previous not in known
    ]


def person_of(*, attendance: str, capacity: str, signer: str) -> str:
    """What a signature binds to of the person: the row, or else capacity and name."""
    return attendance or f"{capacity}/{signer}"


def _holds(one: Signature, activity: str, acta: str, consents: dict[str, str]) -> bool:
    if not one.digest:
        return one.method != "drawn"
    person = person_of(attendance=one.attendance, capacity=one.capacity, signer=one.name)
    under_the_acta = acta_ink_digest(
        acta_digest=acta,
        person=person,
        packed=one.strokes,
        signed_at_us=one.signed_at,
        previous=one.previous,
        said=how_given(
            method=one.method,
            capacity=one.capacity,
            signer=one.name,
            reason=one.reason,
            witness=one.witness,
        ),
    )
    return one.digest == under_the_acta or one.digest in {
        attendance_ink_digest(
            activity=activity, attendance=person, consent_sha256=notice, packed=one.strokes
        )
        for notice in ("", consents.get(one.attendance, ""))  # asked before signing, or after
    }
