"""The inventory of personal data that data-protection authorities ask for, from the descriptions.

RNBD in Colombia and ANPDP in Peru ask which data are held, how they are guarded, who writes and
who receives them, and for how long (field rule R11). Nothing is written here a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import EditedBy, FieldSpec, KindSpec, Sensitivity
from fieldapp.rules.report import Report, Row, table

_GUARDED: Final = {
    Sensitivity.PUBLIC: "Nombre que consta en las actas",
    Sensitivity.PERSONAL: "Personal",
    Sensitivity.SENSITIVE: "Sensible",
}
_WRITERS: Final = {
    EditedBy.FIELD: "Funcionarios del territorio",
    EditedBy.HQ: "Nivel central",
    EditedBy.AUTHOR: "Su autor, una sola vez",
    EditedBy.COORDINATION: "Coordinación",
}
_HEADS: Final = (
    ("Registro", 22),
    ("Dato", 20),
    ("Reserva", 16),
    ("Quién lo escribe", 18),
    ("A quién baja", 30),
    ("Años que se conserva", 9),
)


def inventory(kinds: Iterable[KindSpec], pack: Pack) -> Report:
    """Every field that tells of a natural person, a row each."""
    rows = [_row(spec, field) for spec in kinds for field in spec.personal]
    laws = "; ".join(pack.data_protection.laws)
    return Report(
        name="inventario_datos_personales",
        title="Inventario de datos personales",
        subtitle=pack.wording("institution.name"),
        stamp=laws,
        blocks=(table(_HEADS, rows, caption="Datos personales"),),
        sideways=True,
    )


def _row(spec: KindSpec, field: FieldSpec) -> Row:
    return (
        spec.plural,
        field.label,
        _GUARDED[field.fact.sensitivity],
        _WRITERS[spec.edited_by],
        _receivers(spec, field),
        spec.keep_years,
    )


def _receivers(spec: KindSpec, field: FieldSpec) -> str:
    """Who is sent the value, as the projections of a sync have it (field rule R9)."""
    if field.fact.sensitivity is Sensitivity.SENSITIVE:
        return "A nadie más que a quien lo escribió"
    if spec.unit and field.fact.sensitivity is Sensitivity.PERSONAL:
        return "A los funcionarios de la misma visita"
    return "A los funcionarios con permiso en el territorio"
