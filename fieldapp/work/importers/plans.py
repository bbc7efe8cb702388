"""The matrices of a plan: its tree, roles by phase and level, and the logical matrix.

Rows go into the plan that whoever imports names. A blank cell of a matrix stays blank: what is
missing is told by the reports on the plan, never by refusing its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import Any, Final, TypeVar
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records import KINDS
from fieldapp.records.describe import Code, Record
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem
from fieldapp.records.indicators import Indicator, VerificationMean
from fieldapp.records.plans import Plan, PlanNode, RoleAssignment
from fieldapp.records.text import Text, say
from fieldapp.rules.verification_means import kind_of_mean
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.import_files import Row
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet

R = TypeVar("R", bound=Record)

_LEVEL_COLUMNS: Final = ("national", "regional", "local")
_LOGFRAME_LEVELS: Final = ("final_result", "intermediate_result", "product", "activity", "task")
_NODE_EXTRAS: Final = (
    "gov_level",
    "axis",
    "capacity",
    "dimension",
    "priority",
    "term",
    "responsible_name",
    "due_on",
    "required_budget",
    "fiscal_year",
)


def _places(sheet: Sheet, kind: type[Any], plan: UUID) -> Iterator[Decimal]:
    """Places after the rows that the plan has, one after another."""
    there = [one.position for one in sheet.writing.all(kind, {"plan": plan}) if one.position]
    place = max(there, default=Decimal(0)).to_integral_value()
    while True:
        place += 1
        yield place


# Roles by phase and level


def _roles(sheet: Sheet) -> Iterator[Record]:
    """A filled cell is a record; the cells of a row share its key and its place."""
    plan, spec = sheet.about(Plan), sheet.desk.kinds["role_assignment"]
    nodes = _by_words(sheet, plan.id)
    places = _places(sheet, RoleAssignment, plan.id)
    levels = zip(_LEVEL_COLUMNS, sheet.desk.pack.catalogue("gov_levels"), strict=False)
    columns = {column: level.code for column, level in levels}
    for row in sheet.rows:
        phase, key, place = (
            sheet.value(row, "phase", spec["phase"]),
            sheet.desk.new_id(),
            next(places),
        )
        cells = {column: sheet.text(row, column) for column in columns}
        if not any(cells.values()):
            sheet.fault(row, "", say("la fila no dice qué hace ningún nivel de gobierno."))
        for column, text in cells.items():
            if not text:
                continue
            code = Code(columns[column])
            typed = {"phase": phase, "gov_level": code, "text": text}
            node = nodes.get((code, fold(text)))
            known = {"plan": plan.id, "row_key": key, "position": place, "plan_node": node}
            made = sheet.make(row, RoleAssignment, typed, {"text": column}, **known)
            if made is not None:
                yield made


def _by_words(sheet: Sheet, plan: UUID) -> dict[tuple[str | None, str], UUID]:
    """The rows of the plan by level of government and words: matrices repeat their words."""
    nodes = sheet.writing.all(PlanNode, {"plan": plan})
    return {(node.gov_level, fold(node.text)): node.id for node in nodes}


# The logical matrix


@dataclass
class _Logframe:
    """A logical matrix being read: where the next row stands, and the last row of each level."""

    sheet: Sheet
    plan: Plan
    above: dict[str, PlanNode]
    places: dict[type[Any], Iterator[Decimal]]
    last: PlanNode | None = None

    @cached_property
    def prioritised(self) -> dict[tuple[str | None, str], UUID]:
        """What the diagnosis of the plan's territory took up: by level of government and place."""
        return _prioritised_of(self.sheet.writing, self.plan.territory)

    def place(self, kind: type[Any]) -> Decimal:
        """The next place among the plan's records of a kind."""
        if kind not in self.places:
            self.places[kind] = _places(self.sheet, kind, self.plan.id)
        return next(self.places[kind])

    def node(self, row: Row) -> PlanNode | None:
        """The row's own node, or the one above where its objective is blank."""
        text = self.sheet.text(row, "objective")
        if not text:
            if self.last is None:
                said = say("la primera fila necesita su objetivo.")
                self.sheet.fault(row, "objective", said)
            return self.last
        spec = self.sheet.desk.kinds["plan_node"]
        level = self.sheet.value(row, "level", spec["level"])
        if level is not None and level not in _LOGFRAME_LEVELS:
            said = say("no es un nivel de la matriz lógica.")
            self.sheet.fault(row, "level", said)
        typed = {"level": level, "text": text, "gov_level": self._gov_level(row)}
        parent = self._parent(level)
        known = {
            "plan": self.plan.id,
            "parent": parent.id if parent else None,
            "position": self.place(PlanNode),
            "prioritisation": self._comes_from(row, typed["gov_level"]),
        }
        self.last = self.sheet.make(row, PlanNode, typed, {"text": "objective"}, **known)
        if self.last is not None and level is not None:
            self.above[level] = self.last
        return self.last

    def _comes_from(self, row: Row, gov_level: object) -> UUID | None:
        """The prioritised alternative that a cell names as its table does: «3 g 2».

        A matrix that comes before its territory's diagnosis is linked to nothing.
        """
        named = " ".join(fold(self.sheet.text(row, "prioritised")).split())
        if not named or not self.prioritised:
            return None
        found = self.prioritised.get((str(gov_level), named))
        if found is None:
            said = say("no hay ninguna alternativa priorizada «{named}» en ese nivel.", named=named)
            self.sheet.fault(row, "prioritised", said)
        return found

    def _parent(self, level: str | None) -> PlanNode | None:
        """The nearest row before it that stands higher."""
        if level not in _LOGFRAME_LEVELS:
            return None
        higher = reversed(_LOGFRAME_LEVELS[: _LOGFRAME_LEVELS.index(level)])
        return next((self.above[one] for one in higher if one in self.above), None)

    def _gov_level(self, row: Row) -> Code | None:
        """Whose matrix it is: a column says so, or the name of the file."""
        if self.sheet.text(row, "gov_level"):
            spec = self.sheet.desk.kinds["plan_node"]
            return self.sheet.value(row, "gov_level", spec["gov_level"])
        words = fold(PurePath(self.sheet.table.name).stem.replace("_", " ")).split()
        for choice in self.sheet.desk.pack.catalogue("gov_levels"):
            if fold(choice.code) in words:
                return Code(choice.code)
        said = say("diga de qué nivel de gobierno es la fila, o nómbrelo en el archivo.")
        self.sheet.fault(row, "gov_level", said)
        return None


def _prioritised_of(reading: Reading, territory: str | None) -> dict[tuple[str | None, str], UUID]:
    """Prioritised alternatives by who does them and where they stand: problem, letter, number."""
    numbers: dict[UUID | None, str] = {
        one.id: one.number for one in reading.all(Problem, {"territory": territory})
    }
    for kind, above in ((Cause, "problem"), (Alternative, "cause")):
        numbers |= {
            one.id: numbers[getattr(one, above)]
            for one in reading.all(kind)
            if getattr(one, above) in numbers
        }
    found: dict[tuple[str | None, str], UUID] = {}
    for one in reading.all(Prioritisation):
        if one.chosen_from in numbers:
            place = (numbers[one.chosen_from], one.letter, one.sub)
            named = fold(" ".join(str(part) for part in place if part))
            found[one.gov_level, named] = one.id
    return found


def _logframe(sheet: Sheet) -> Iterator[Record]:
    """A row is a node with its indicator and means; a blank objective adds to the row above."""
    reading = _Logframe(sheet, sheet.about(Plan), {}, {})
    means = sheet.desk.pack.catalogue("verification_means")
    for row in sheet.rows:
        before = reading.last
        node = reading.node(row)
        if node is None:
            continue
        if node is not before:
            yield node
        known: dict[str, Any] = {"plan": reading.plan.id, "plan_node": node.id}
        indicator = None
        if name := sheet.text(row, "indicator"):
            typed = {"name": name, **_formula_unit(name)}
            own = {**known, "position": reading.place(Indicator)}
            indicator = sheet.make(row, Indicator, typed, {"name": "indicator"}, **own)
            if indicator is not None:
                yield indicator
        if text := sheet.text(row, "verification_means"):
            typed = {"text": text, "kind": kind_of_mean(text, means)}
            own = {**known, "position": reading.place(VerificationMean)}
            own["indicator"] = indicator.id if indicator else None
            mean = sheet.make(row, VerificationMean, typed, {"text": "verification_means"}, **own)
            if mean is not None:
                yield mean


def _formula_unit(name: str) -> dict[str, object]:
    """An indicator that begins with % is a percentage, one with N° a number."""
    if name.startswith("%"):
        return {"unit": Code("percent")}
    return {"unit": Code("number")} if name[:2] in ("N°", "Nº", "Nª") else {}


# The tree of objectives, strategies and actions


def _tree(sheet: Sheet) -> Iterator[Record]:
    """Codes make the tree: 1.1.1 hangs on 1.1 unless a column says on which code."""
    plan, spec = sheet.about(Plan), sheet.desk.kinds["plan_node"]
    places = _places(sheet, PlanNode, plan.id)
    by_code = {node.code: node.id for node in sheet.writing.all(PlanNode, {"plan": plan.id})}
    by_code.pop("", None)
    for row in sheet.rows:
        code, parent = sheet.text(row, "code"), sheet.text(row, "parent")
        above = parent or code.rpartition(".")[0]
        if code in by_code:
            sheet.fault(row, "code", say("el código «{code}» ya está en el plan.", code=code))
        if parent and parent not in by_code:
            said = say("antes de esta fila no hay ninguna con el código «{code}».", code=parent)
            sheet.fault(row, "parent", said)
        typed: dict[str, object] = {"code": code, "text": sheet.text(row, "text")}
        typed |= {
            name: sheet.value(row, name, spec[name])
            for name in ("level", *_NODE_EXTRAS)
            if sheet.text(row, name)
        }
        known: dict[str, Any] = {"plan": plan.id, "parent": by_code.get(above)}
        known["position"] = next(places)
        made = sheet.make(row, PlanNode, typed, **known)
        if made is not None:
            by_code |= {code: made.id} if code else {}
            yield made


_EXTRA_COLUMNS: Final = tuple(
    ImportColumn(field.name, Text(field.label), (field.label,), must=False)
    for field in (KINDS["plan_node"][name] for name in _NODE_EXTRAS)
)
"""What a row may say of itself besides, under its field's name or label."""
_ROW: Final = ImportColumn("row", say("Número de la fila"), ("n", "N.º", "fila"), must=False)

IMPORTERS: Final = (
    Importer(
        "plan_roles",
        say("Roles por fase y nivel"),
        (
            _ROW,
            ImportColumn("phase", say("Fase"), ("fase",)),
            ImportColumn("national", say("Qué hace el gobierno nacional"), ("nacional",)),
            ImportColumn(
                "regional",
                say("Qué hace el nivel intermedio"),
                ("department", "departamental"),
            ),
            ImportColumn("local", say("Qué hace el nivel local"), ("municipal",), must=False),
        ),
        _roles,
        into="plan",
    ),
    Importer(
        "plan_logframe",
        say("Matriz lógica"),
        (
            _ROW,
            ImportColumn("level", say("Nivel del resultado"), ("nivel",)),
            ImportColumn(
                "objective", say("Objetivo; en blanco, el de la fila de arriba"), ("objetivo",)
            ),
            ImportColumn("indicator", say("Indicador"), ("indicador",)),
            ImportColumn(
                "verification_means", say("Medio de verificación"), ("medio de verificación",)
            ),
            ImportColumn("gov_level", say("Nivel de gobierno"), ("nivel de gobierno",), must=False),
            ImportColumn(
                "prioritised",
                say("Alternativa priorizada: problema, literal y número"),
                ("alternativa priorizada",),
                must=False,
            ),
        ),
        _logframe,
        into="plan",
    ),
    Importer(
        "plan_tree",
        say("Objetivos, estrategias y acciones"),
        (
            ImportColumn("level", say("Nivel"), ("nivel",)),
            ImportColumn("code", say("Código"), ("código",)),
            ImportColumn("text", say("Texto"), ("texto",)),
            ImportColumn("parent", say("Código del que depende"), ("depende de",), must=False),
            *_EXTRA_COLUMNS,
        ),
        _tree,
        into="plan",
    ),
)
