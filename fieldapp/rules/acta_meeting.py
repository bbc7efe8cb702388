"""Where, when and how many: the part of an acta that comes from the visit itself."""

from __future__ import annotations

from datetime import date, datetime

from fieldapp.packs.pack import Pack
from fieldapp.records.spaces import Space
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Activity
from fieldapp.rules.acta_content import Meeting
from fieldapp.rules.places import place_of


def meeting_of(activity: Activity, *, subject: str, space: Space | None, pack: Pack) -> Meeting:
    """What the head of the acta says; every text in the pack's zone and words."""
    starts, ends = activity.starts_at, activity.ends_at
    day = pack.formats.day_of(starts) if starts else activity.planned_on
    return Meeting(
        activity=str(activity.id),
        kind=label(pack, "activity_types", activity.kind),
        subject=subject,
        territory=activity.territory or "",
        place=place_of(activity, pack),
        venue=activity.venue,
        day=day.isoformat() if day else "",
        day_text=day_long(day, pack),
        starts_at=microseconds(starts) if starts else 0,
        ends_at=microseconds(ends) if ends else 0,
        hours_text=_hours(activity, pack),
        utc_offset=_offset(starts, pack),
        objective=activity.objective,
        space=_space_and_session(activity, space, pack),
        axis=label(pack, "axes", activity.axis),
        themes=", ".join(sorted(label(pack, "themes", code) for code in activity.themes)),
    )


def _hours(activity: Activity, pack: Pack) -> str:
    """Write "09:15 a 12:40 (UTC-05:00)"; nothing until the visit has begun."""
    spoken = [clock(one, pack) for one in (activity.starts_at, activity.ends_at) if one]
    return f"{' a '.join(spoken)} (UTC{_offset(activity.starts_at, pack)})" if spoken else ""


def _offset(instant: datetime | None, pack: Pack) -> str:
    if instant is None:
        return ""
    written = f"{instant.astimezone(pack.formats.zone):%z}"
    return f"{written[:3]}:{written[3:]}"


def _space_and_session(activity: Activity, space: Space | None, pack: Pack) -> str:
    if space is None:
        return ""
    character = label(pack, "session_characters", activity.character).lower()
    number = f"N.º {activity.session_number}" if activity.session_number else ""
    session = " ".join(part for part in (character, number) if part)
    return f"{space.name}, sesión {session}" if session else space.name


def audience_of(activity: Activity, listed: int) -> str:
    """How many came: on the list, and counted without names (schools, open events)."""
    counted = (activity.audience_women or 0) + (activity.audience_men or 0)
    if not listed and not counted:
        return (
            f"Sin asistentes: {activity.without_attendance}"
            if (activity.without_attendance)
            else "Sin asistentes."
        )
    said = [f"Personas en la lista: {listed}."]
    if counted:
        said.append(
            f"Contadas sin nombre: {activity.audience_women or 0} mujeres y "
            f"{activity.audience_men or 0} hombres."
        )
    return " ".join(said)


def label(pack: Pack, catalogue: str, code: str | None) -> str:
    """The label of a code; nothing for no code."""
    return pack.catalogue(catalogue).label(code) if code else ""


def clock(instant: datetime | None, pack: Pack) -> str:
    """The hour in the pack's zone; nothing for no instant."""
    return pack.formats.clock(instant) if instant else ""


def day_long(day: date | None, pack: Pack) -> str:
    """A day in words; nothing for no day."""
    return pack.formats.day_long(day) if day else ""
