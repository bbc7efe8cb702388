"""An acta that clarifies a signed one: all that the other says, with what is corrected in it.

The signed content is what counts, not the records it came from: it is taken as it was sealed, the
corrections are made in it, and each is listed with what it said, what it must say, and why. The
signed acta itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from fieldapp.packs.pack import Pack
from fieldapp.records.corrections import Correction
from fieldapp.records.visits import Attendance
from fieldapp.rules.acta_attendance import salt_of
from fieldapp.rules.acta_content import (
    Acta,
    Attendee,
    Corrected,
    Meeting,
    Personal,
    PersonalValue,
    Reference,
    Signer,
    hidden_hash,
)
from fieldapp.rules.acta_parts import (
    ActaPart,
    as_printed,
    corrected,
    is_hidden,
    is_row,
    parts_of,
    with_rows,
)
from fieldapp.rules.acta_recovery import opened


@dataclass(frozen=True, kw_only=True)
class Clarifying:
    """The signed acta, its hidden values where this laptop has them, and what is corrected.

    `named` is its number and its digest `D`.
    """

    signed: Acta
    named: Reference
    personal: Personal | None = None
    corrections: Sequence[Correction] = ()

    @property
    def parts(self) -> dict[str, ActaPart]:
        """What can be corrected, by its place; what it says is read here and nowhere else."""
        return {one.path: one for one in parts_of(self.signed)}


def people_of(rows: Sequence[Attendance], clarifying: Clarifying | None) -> list[Attendance]:
    """The rows as the signed acta holds them: names, hidden values, and corrected documents."""
    if clarifying is None:
        return list(rows)
    signed = {row.id: row for row in clarifying.signed.attendance}
    documents = _documents(clarifying)
    found: list[Attendance] = []
    for row in rows:
        held = opened(row, clarifying.personal) if clarifying.personal else row
        ident = str(row.id)
        if ident in signed and held.full_name:
            held = msgspec.structs.replace(held, full_name=signed[ident].name)
        if ident in documents:
            held = msgspec.structs.replace(held, id_number=documents[ident])
        found.append(held)
    return found


def _documents(clarifying: Clarifying) -> dict[str, str]:
    """The corrected document of each row of the list."""
    return {
        _row_of(clarifying.signed, one.part).id: one.document
        for one in clarifying.corrections
        if is_hidden(one.part)
    }


def clarified(acta: Acta, clarifying: Clarifying, pack: Pack, secret: bytes) -> Acta:
    """What the clarifying acta says; `acta` is what its own records say.

    `secret` hides documents; a draft has none.
    """
    signed = clarifying.signed
    own = {row.id: row for row in acta.attendance}
    rewritten = _documents(clarifying)
    said = msgspec.structs.replace(
        acta,
        meeting=msgspec.structs.replace(signed.meeting, subject=acta.meeting.subject),
        **{name: getattr(signed, name) for name in _KEPT},
        attendance=tuple(
            _as_signed(row, own.get(row.id), marked_anew=row.id in rewritten)
            for row in signed.attendance
        ),
        remarks="\n".join(one for one in (signed.remarks, acta.remarks) if one),
        supersedes=clarifying.named,
        corrections=tuple(_listed(acta.meeting, clarifying, pack, secret)),
    )
    whole: list[tuple[str, str, str]] = []
    for one in clarifying.corrections:
        if is_row(one.part):
            whole.append((one.part, one.says, str(one.id)))
        elif not is_hidden(one.part):
            said = corrected(said, one.part, one.says, pack)
    said = with_rows(said, whole)
    return msgspec.structs.replace(said, signers=_renamed(said.signers, clarifying.corrections))


def hidden_values(clarifying: Clarifying | None, secret: bytes) -> list[PersonalValue]:
    """The documents that corrections speak of, for the archive copy."""
    if clarifying is None:
        return []
    return [
        _hidden(one, field, value, secret)
        for one in clarifying.corrections
        if is_hidden(one.part)
        for field, value in _both(one, clarifying)
    ]


_KEPT = (
    "opening", "agenda", "development", "results", "recommendations", "commitments", "absent",
    "audience", "next_meeting", "closing",
)  # fmt: skip
"""What a clarifying acta says as the signed one did, but for its corrections."""


def _as_signed(row: Attendee, own: Attendee | None, *, marked_anew: bool) -> Attendee:
    """A row as it was signed; what is hidden of it is hashed anew, with this acta's own salts.

    Whether a document is verified is said anew where another one is written.
    """
    if own is None:
        return msgspec.structs.replace(row, hidden={})
    mark = own.mark if marked_anew else row.mark
    return msgspec.structs.replace(row, document=own.document, hidden=own.hidden, mark=mark)


def _listed(
    meeting: Meeting, clarifying: Clarifying, pack: Pack, secret: bytes
) -> Iterable[Corrected]:
    before = clarifying.signed.meeting.subject
    if before != meeting.subject:
        yield Corrected(part="meeting/subject", where="Asunto", said=before, says=meeting.subject)
    parts = clarifying.parts
    for one in clarifying.corrections:
        hidden = is_hidden(one.part)
        yield Corrected(
            id=str(one.id),
            part=one.part,
            where=parts[one.part].where,
            said=parts[one.part].said,
            says=as_printed(one.says, one.part, pack),
            value=one.says if as_printed(one.says, one.part, pack) != one.says else "",
            reason=one.reason,
            hidden=_hashes(one, clarifying, secret) if hidden and secret else {},
        )


def _hashes(one: Correction, clarifying: Clarifying, secret: bytes) -> dict[str, str]:
    values = (_hidden(one, field, value, secret) for field, value in _both(one, clarifying))
    return {
        value.field: hidden_hash(salt=value.salt, of=value.of, field=value.field, value=value.value)
        for value in values
    }


def _hidden(one: Correction, field: str, value: str, secret: bytes) -> PersonalValue:
    of = str(one.id)
    return PersonalValue(of=of, field=field, value=value, salt=salt_of(secret, of, field))


def _both(one: Correction, clarifying: Clarifying) -> tuple[tuple[str, str], ...]:
    personal = clarifying.personal
    row = _row_of(clarifying.signed, one.part).id
    before = personal.value(row, "id_number") if personal else ""
    return tuple(
        (field, value) for field, value in (("said", before), ("says", one.document)) if value
    )


def _row_of(signed: Acta, part: str) -> Attendee:
    return signed.attendance[int(part.split("/")[1]) - 1]


def _renamed(signers: Sequence[Signer], corrections: Sequence[Correction]) -> tuple[Signer, ...]:
    """Who signs at the end under the name that the list now has."""
    names = {one.said: one.says for one in corrections if one.part.endswith("/name") and one.says}
    return tuple(
        msgspec.structs.replace(one, name=names.get(one.name, one.name)) for one in signers
    )
