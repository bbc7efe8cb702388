"""What a ficha asks before it is published."""

from __future__ import annotations

from typing import Final

from fieldapp.records.situation import ProfileSheet, SheetValue
from fieldapp.records.text import Refused, say
from fieldapp.rules import fichas
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.kind_rules.asked import Rules

_PUBLISHED: Final = "published"


def _ficha(desk: Desk, writing: Writing, before: ProfileSheet | None, sheet: ProfileSheet) -> None:
    """A ficha is published only when every figure in it has its year and its source (D21)."""
    if sheet.status != _PUBLISHED or (before is not None and before.status == _PUBLISHED):
        return
    lacks = fichas.what_publishing_lacks(
        sheet, writing.all(SheetValue, {"sheet": sheet.id}), desk.pack
    )
    if lacks:
        raise Refused(lacks[0])


def _figure(desk: Desk, writing: Writing, before: SheetValue | None, value: SheetValue) -> None:
    """No figure without source slips into a ficha that is published already."""
    del desk, before
    sheet = writing.get(ProfileSheet, value.sheet) if value.sheet else None
    published = sheet is not None and sheet.status == _PUBLISHED
    if published and not fichas.may_be_published(value):
        raise Refused(
            say("La ficha está publicada: escriba el indicador, el valor, el año y la fuente.")
        )


RULES: Final[Rules] = {ProfileSheet: _ficha, SheetValue: _figure}
