"""What headquarters knows of numbered blank forms: every number's fate, and what nobody explains.

A form's number is written down before its sheet is printed, so that a laptop that never comes
back leaves behind which numbers were out: they are looked for on paper and never given again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Connection, Row, text

from fieldapp.records import KINDS
from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import say
from fieldapp.records.values import record_from_wire
from fieldapp.rules.blank_forms import FormFate, fate_of
from sync.server.inspection import Finding

_NAMED_MOST: Final = 5

_FORMS: Final = """
select r.id, r.vals, m.id as acta, m.vals as acta_vals, d.code, d.state, a.full_name, o.name
from record r
left join record m on m.kind = 'minutes' and not m.gone
    and m.id = cast(r.vals->>'minutes' as uuid)
left join device d on d.id = cast(r.vals->>'created_device' as uuid)
left join account a on a.id = d.account
left join office o on o.id = cast(r.vals->>'office' as uuid)
where r.kind = 'blank_form' and not r.gone and not r.vals ? 'annulled'
"""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A number with its fate. `device` is the series of the laptop that printed it.

    `acta` is the acta that was typed from it, `out` whether its laptop was revoked meanwhile.
    """

    number: str
    series: str
    seq: int
    form: str
    fate: FormFate
    reason: str
    printed_at: datetime | None
    device: str
    officer: str
    office: str
    acta: UUID | None
    revoked: bool


def form_lines(connection: Connection) -> list[FormLine]:
    """Every form of every laptop, series by series, in order."""
    lines = [_line(row) for row in connection.execute(text(_FORMS))]
    return sorted(lines, key=lambda one: (len(one.series), one.series, one.seq))


def form_findings(connection: Connection) -> Iterator[Finding]:
    """Look for numbers that nobody explains: twice, missing in their series, or of lost laptops."""
    lines = form_lines(connection)
    blank = sum(one.fate is FormFate.PRINTED for one in lines)
    told = say("Formularios numerados: {n}; en blanco: {blank}.", n=len(lines), blank=blank)
    yield Finding("forms", "ok", told)
    if twice := _repeated(lines):
        numbers = _named(twice)
        doubled = say("Números de formulario impresos dos veces: {numbers}.", numbers=numbers)
        yield Finding("forms", "warning", doubled)
    if missing := _missing(lines):
        unknown = say(
            "Números de formulario de los que no ha llegado noticia: {numbers}.",
            numbers=_named(missing),
        )
        yield Finding("forms", "warning", unknown)
    astray = [one.number for one in lines if one.revoked and one.fate is FormFate.PRINTED]
    if astray:
        out = say(
            "Formularios en blanco de equipos revocados: {numbers}. Búsquelos en papel; la "
            "coordinación los anula o los da por perdidos.",
            numbers=_named(astray),
        )
        yield Finding("forms", "warning", out)


def _line(row: Row[Any]) -> FormLine:
    form = cast("BlankForm", record_from_wire(KINDS["blank_form"], row.id, row.vals))
    acta = record_from_wire(KINDS["minutes"], row.acta, row.acta_vals) if row.acta else None
    return FormLine(
        number=form.number,
        series=form.series,
        seq=form.seq or 0,
        form=form.form or "",
        fate=fate_of(form, cast("Minutes | None", acta)),
        reason=form.reason,
        printed_at=form.printed_at,
        device=row.code or "",
        officer=row.full_name or "",
        office=row.name or "",
        acta=form.minutes,
        revoked=row.state == "revoked",
    )


def _repeated(lines: Iterable[FormLine]) -> list[str]:
    times = Counter(one.number for one in lines)
    return sorted(number for number, n in times.items() if n > 1)


def _missing(lines: Iterable[FormLine]) -> list[str]:
    """Places of a series before its last that no form has, as `D07F 3`."""
    missing: list[str] = []
    for series, those in groupby(lines, key=lambda one: one.series):
        held = {one.seq for one in those}
        missing += [f"{series} {seq}" for seq in range(1, max(held)) if seq not in held]
    return missing


def _named(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_NAMED_MOST])
    more = len(numbers) - _NAMED_MOST
    return f"{shown} (+{more})" if more > 0 else shown
