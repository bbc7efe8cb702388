"""From a copy of an acta back to the records that it was made of (field rule R21).

What a delivered copy shows comes back under the ids that it had, so that the laptop which made it
finds the same records should it ever send them. What the copy only hashes stays empty, unless it is
the archive copy, which carries the values.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

import msgspec

from fieldapp.packs.pack import Pack
from fieldapp.records import KINDS
from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import Code, FieldType, Record, TerritoryCode
from fieldapp.records.minutes import Minutes
from fieldapp.records.values import from_wire, instant_of
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Ink
from fieldapp.rules.acta_content import (
    Acta,
    Attendee,
    Personal,
    Signatures,
    digest_of,
)

_VOTES: Final = re.compile(r"(\d+) (a favor|en contra|abstenciones)")
_LEFT: Final = re.compile(r"se retira a las (\d+):(\d+)")
_AS_JSON: Final = frozenset(
    {FieldType.CODES, FieldType.WHOLE, FieldType.TRUTH, FieldType.INSTANT, FieldType.MONEY}
)
"""Values of these types stand in personal.json as JSON, all others as the text they are."""
_NAMELESS: Final = "Asistente sin datos"


@dataclass(frozen=True, kw_only=True)
class ActaCopy:
    """What a copy carries; `archive` tells that it is the archive copy."""

    content: bytes
    acta: Acta
    signatures: Signatures
    personal: Personal | None
    sha256: str

    @property
    def digest(self) -> str:
        """The `D` of its content, hexadecimal."""
        return digest_of(self.content).hex()


@dataclass(frozen=True, slots=True)
class Recovered:
    """The records of a copy, in an order in which each finds what it leans on."""

    activity: Activity
    parts: tuple[Record, ...]
    minutes: Minutes


def records_of_copy(copy: ActaCopy, pack: Pack, at: datetime) -> Recovered:
    """The records that a copy was made of, as far as it shows them; `at` is when it is read."""
    acta = copy.acta
    activity = _activity(acta, pack)
    parts = (
        *_agenda(acta, activity.id),
        *_attendance(acta, activity, copy.personal, pack),
        *_commitments(acta, activity.id),
        *_corrections(acta, activity.id),
        *_inks(copy.signatures, activity.id),
    )
    return Recovered(activity, parts, _minutes(copy, activity.id, at))


def _activity(acta: Acta, pack: Pack) -> Activity:
    meeting = acta.meeting
    territory = TerritoryCode(meeting.territory) if meeting.territory else None
    within = pack.territories.path(territory) if territory else ""
    locality = meeting.place.removesuffix(within).removesuffix(", ")
    return Activity(
        id=UUID(meeting.activity),
        kind=_code(pack, "activity_types", meeting.kind),
        axis=_code(pack, "axes", meeting.axis),
        themes=frozenset(
            code
            for label in meeting.themes.split(", ")
            if (code := _code(pack, "themes", label)) is not None
        ),
        territory=territory,
        locality=locality,
        venue=meeting.venue,
        planned_on=date.fromisoformat(meeting.day) if meeting.day else None,
        starts_at=_instant(meeting.starts_at),
        ends_at=_instant(meeting.ends_at),
        objective=meeting.objective,
        development=acta.development,
        results=acta.results,
        recommendations=acta.recommendations,
        status=Code("closed"),
    )


def _agenda(acta: Acta, activity: UUID) -> Iterator[AgendaItem]:
    for n, point in enumerate(acta.agenda, start=1):
        counted = {how: int(count) for count, how in _VOTES.findall(point.votes)}
        yield AgendaItem(
            id=_id(point.id, activity, f"agenda {n}"),
            activity=activity,
            position=Decimal(n),
            title=point.title,
            presenter=point.presenter,
            discussion=point.discussion,
            decision=point.decision,
            votes_for=counted.get("a favor"),
            votes_against=counted.get("en contra"),
            votes_abstain=counted.get("abstenciones"),
        )


def _attendance(
    acta: Acta, activity: Activity, personal: Personal | None, pack: Pack
) -> Iterator[Attendance]:
    rows = [(one, "present") for one in acta.attendance]
    rows += [(one, "excused" if one.mark == "con excusa" else "absent") for one in acta.absent]
    for n, (row, presence) in enumerate(rows, start=1):
        known = Attendance(
            id=UUID(row.id),
            activity=activity.id,
            position=Decimal(n),
            full_name="" if row.name == _NAMELESS else row.name,
            anonymous=True if row.name == _NAMELESS else None,
            id_type=_code(pack, "id_types", row.id_type),
            organization_name=row.organization,
            position_title=row.position,
            role=_code(pack, "attendance_roles", row.role),
            presence=Code(presence),
            left_at=_left(row, activity, pack),
            capture=Code("imported"),
        )
        yield opened(known, personal) if personal else known


def opened(row: Attendance, personal: Personal) -> Attendance:
    """The row with the values that only the archive copy carries."""
    spec = KINDS["attendance"]
    opened: dict[str, object] = {}
    for one in personal.values:
        if one.of == str(row.id) and one.field in spec:
            field = spec[one.field]
            wire = msgspec.json.decode(one.value) if field.type in _AS_JSON else one.value
            opened[one.field] = from_wire(field, wire)
    return msgspec.structs.replace(row, **opened)


def _left(row: Attendee, activity: Activity, pack: Pack) -> datetime | None:
    found = _LEFT.search(row.mark)
    if found is None or activity.starts_at is None:
        return None
    began = activity.starts_at.astimezone(pack.formats.zone)
    return began.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)


def _commitments(acta: Acta, activity: UUID) -> Iterator[Commitment]:
    for n, promise in enumerate(acta.commitments, start=1):
        yield Commitment(
            id=_id(promise.id, activity, f"commitment {n}"),
            origin=activity,
            position=Decimal(n),
            text=promise.text,
            responsible_name=promise.responsible,
            responsible_person=promise.person,
            due_on=date.fromisoformat(promise.due) if promise.due else None,
        )


def _corrections(acta: Acta, activity: UUID) -> Iterator[Correction]:
    for one in acta.corrections:
        if one.id:
            yield Correction(
                id=UUID(one.id),
                minutes=_id(acta.minutes, activity, f"minutes {acta.number}"),
                part=one.part,
                where=one.where,
                said=one.said,
                says=one.value or one.says,
                reason=one.reason,
            )


def _inks(signatures: Signatures, activity: UUID) -> Iterator[Ink]:
    for n, one in enumerate(signatures.signatures, start=1):
        yield Ink(
            id=_id(one.id, activity, f"ink {n}"),
            activity=activity,
            attendance=UUID(one.attendance) if one.attendance else None,
            signer=one.name,
            capacity=Code(one.capacity) if one.capacity else None,
            method=Code(one.method) if one.method else None,
            strokes=one.strokes or None,
            digest=hashlib.sha256(one.strokes).hexdigest() if one.strokes else "",
            bound_to=one.digest,
            signed_at=_instant(one.signed_at),
            reason=one.reason,
            witness=one.witness,
            previous=one.previous,
            folder=one.folder,
            folio=one.folio,
        )


def _minutes(copy: ActaCopy, activity: UUID, at: datetime) -> Minutes:
    acta = copy.acta
    named = {one.id: one.name for one in acta.signers}
    archive = copy.personal is not None
    return Minutes(
        id=_id(acta.minutes, activity, f"minutes {acta.number}"),
        activity=activity,
        number=acta.number,
        title=acta.meeting.subject,
        status=Code("sealed"),
        presides=named.get("president", ""),
        secretary=named.get("secretary", ""),
        remarks=acta.remarks,
        digest=copy.digest,
        previous_digest=acta.previous.digest,
        file_sha256="" if archive else copy.sha256,
        archive_sha256=copy.sha256 if archive else "",
        frozen_at=_instant(acta.frozen_at),
        recovered_at=at,
    )


def _id(written: str, activity: UUID, otherwise: str) -> UUID:
    """The id that the copy names; an older copy names none, and gets the same one each time."""
    return UUID(written) if written else uuid5(activity, otherwise)


def _instant(since_epoch_us: int) -> datetime | None:
    return instant_of(since_epoch_us) if since_epoch_us else None


def _code(pack: Pack, catalogue: str, label: str) -> Code | None:
    """The code whose label or short label is printed; None for one this pack does not have."""
    found: Iterable[str] = (
        one.code
        for one in pack.catalogue(catalogue)
        if label and label in (one.label, getattr(one, "short", ""))
    )
    return next((Code(code) for code in found), None)
