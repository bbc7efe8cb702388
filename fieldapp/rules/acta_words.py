"""The country's words in an acta: whose paper it is, its sentences, what its parts are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.visits import Activity
from fieldapp.rules.acta_content import CountryWords, Heading, Meeting
from fieldapp.rules.acta_meeting import clock, day_long

_QUALITY: Final = (
    ("Proceso", "quality.process"),
    ("Código", "quality.code"),
    ("Versión", "quality.version"),
    ("Fecha", "quality.date"),
    ("TRD", "quality.retention"),
)


@dataclass(frozen=True)
class Phrases:
    """The pack's sentences with the place, the day and the hours of one meeting."""

    pack: Pack
    activity: Activity
    meeting: Meeting

    def __call__(self, key: str) -> str:
        """The sentence of this name; empty where the country has none."""
        return self.pack.wording(key).format(
            place=self.meeting.place,
            venue=self.meeting.venue or self.meeting.place,
            date=self.meeting.day_text,
            start=clock(self.activity.starts_at, self.pack),
            end=clock(self.activity.ends_at, self.pack),
        )


def heading_of(pack: Pack, office: str, meeting: Meeting) -> Heading:
    """Whose paper it is: institution, office, and the quality and archive codes where all stand."""
    rows = tuple((label, pack.wording(key)) for label, key in _QUALITY)
    return Heading(
        institution=pack.wording("institution.name"),
        area=pack.wording("institution.area"),
        programme=pack.wording("institution.programme"),
        office=office,
        year_name=pack.wording(f"year_name.{meeting.day[:4]}"),
        quality=rows if all(said for _, said in rows) else (),
        logo=pack.logo,
    )


def next_meeting(activity: Activity, pack: Pack) -> str:
    """The sentence that calls the next meeting; nothing while its day is not known."""
    day = day_long(activity.next_session_on, pack)
    return pack.wording("acta.convened").format(date=day) if day else ""


def words_of(pack: Pack) -> CountryWords:
    """What the country calls the parts of an acta."""
    said = {name: pack.wording(f"acta.{name}") for name in CountryWords.__struct_fields__}
    return CountryWords(**said)
