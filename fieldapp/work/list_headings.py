"""What the headings of people's own attendance sheets mean, as many ways as they write them.

The names of documents come from the country's pack; the rest is plain Spanish.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fieldapp.packs.folding import fold
from fieldapp.packs.identity import compact, has_form
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds

_GIVEN, _SURNAMES, _NOTHING = "given", "surnames", "nothing"
_SAID: Final[Mapping[str, str]] = {
    "id_number": "documento|n documento|no documento|n o documento|nro documento|numero documento"
    "|n o de documento|documento de identidad|identificacion|numero de identificacion"
    "|no identificacion|n o identificacion|identidad|doc",
    "id_type": "tipo|tipo doc|tipo documento|tipo de identificacion",
    "full_name": "nombre|nombres y apellidos|apellidos y nombres|nombre y apellido"
    "|nombre y apellidos|nombre del asistente|asistente|participante|nombre participante",
    _GIVEN: "nombres|primer nombre",
    _SURNAMES: "apellidos|apellido",
    "organization_name": "institucion|empresa|organizacion|entidad o institucion"
    "|entidad institucion|institucion entidad|entidad u organizacion|institucion u organizacion",
    "position_title": "puesto|cargo o rol|cargo rol|ocupacion",
    "phone": "celular|movil|tel|telefono celular|telefono o celular|no telefono|n o telefono"
    "|numero de telefono|numero de celular|contacto",
    "email": "correo|email|e mail|mail|correo e",
    "role": "calidad",
    "age_range": "edad",
    "data": "autoriza datos",
    _NOTHING: "n|no|n o|nro|num|item|firma|firmo|huella",
}
"""Headings that are neither a field's name nor its label, folded."""


class ListHeadings:
    """Knows every heading under which an attendance sheet may say something."""

    def __init__(self, kinds: Kinds, pack: Pack) -> None:
        self._attendance, consent = kinds["attendance"], kinds["consent"]
        self._types = [one for one in pack.identity.types if not one.organization]
        self._means = {said: name for name, many in _SAID.items() for said in many.split("|")}
        self._means |= _own_words(self._attendance) | {
            said: name
            for said, name in _own_words(consent).items()
            if name in ("data", "sensitive", "image")
        }
        self._type_of: dict[str, str] = {}
        for choice in reversed(self._types):
            if not choice.absent:
                words = {fold(choice.label), fold(choice.short), fold(choice.label).split()[0]}
                self._type_of |= dict.fromkeys(words - {""}, choice.code)

    def knows(self, heading: str) -> bool:
        """Tell whether a heading means something here."""
        return fold(heading) in self._means or fold(heading) in self._type_of

    def tells_people(self, headings: Iterable[str]) -> bool:
        """Tell a line of headings from a line of somebody's: half known, and one says who."""
        written = [one for one in headings if one.strip()]
        known = [one for one in written if self.knows(one)]
        who = {"id_number", "full_name", _GIVEN, _SURNAMES}
        says_who = any(fold(one) in self._type_of or self._mean(one) in who for one in known)
        return says_who and 2 * len(known) >= len(written)

    def row(self, cells: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """Give a row's cells by field, and the heading under which each was written.

        A heading that means nothing here stays as it is. A number without its type is of the
        first type of document that has such numbers.
        """
        said: dict[str, Any] = {}
        written: dict[str, str] = {}
        for heading, cell in cells.items():
            name = self._mean(heading)
            if name == _NOTHING:
                continue
            said[name], written[name] = cell, heading
        for heading in cells:
            if code := self._type_of.get(fold(heading)):
                said.setdefault("id_type", code)
        self._join_names(said, written)
        if _filled(said.get("id_number")) and not _filled(said.get("id_type")):
            said["id_type"] = self._likely_type(str(said["id_number"]))
        return said, written

    def _mean(self, heading: str) -> str:
        folded = fold(heading)
        return self._means.get(folded) or ("id_number" if folded in self._type_of else heading)

    def _join_names(self, said: dict[str, Any], written: dict[str, str]) -> None:
        parts = [str(said.pop(one)) for one in (_GIVEN, _SURNAMES) if _filled(said.get(one))]
        heads = [written.pop(one) for one in (_GIVEN, _SURNAMES) if one in written]
        for one in (_GIVEN, _SURNAMES):
            said.pop(one, None)
        if heads and not _filled(said.get("full_name")):
            said["full_name"] = " ".join(one.strip() for one in parts)
            written["full_name"] = " + ".join(heads)

    def _likely_type(self, number: str) -> str:
        likely: Sequence[str] = [
            one.code
            for one in self._types
            if not one.absent and has_form(one, compact(number.removesuffix(".0")))
        ]
        first = next((one.code for one in self._types if not one.absent), "")
        return likely[0] if likely else first


def _own_words(spec: KindSpec) -> dict[str, str]:
    """The names and labels of the fields that people may fill in, folded."""
    shown = [one for one in spec.fields if not one.fact.hidden or one.name == "id"]
    labels = {fold(one.label): one.name for one in shown}
    return labels | {fold(one.name): one.name for one in shown}


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
