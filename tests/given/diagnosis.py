"""The diagnosis of Puno as an office would bring it in: problems by hand, matrices from files."""

from __future__ import annotations

import io
from uuid import UUID

from openpyxl import load_workbook

from fieldapp.rules.diagnosis import Diagnosis
from fieldapp.work.imported import Imported
from fieldapp.work.reports import Wanted
from fieldapp.work.reports.reports import FORMS
from fieldapp.work.work import Work
from tests.given.plans import FIXTURES, PUNO

MATRICES = ("causes", "alternatives", "prioritised")


def bring_matrix(work: Work, name: str) -> Imported:
    """Bring one of the fixtures in, told by its own name and headings."""
    file = FIXTURES / f"pe_puno_{name}.csv"
    return work.imports.bring(file.name, file.read_bytes())


def bring_problems(work: Work) -> Imported:
    """The four problems, from a plain list."""
    file = FIXTURES / "pe_puno_problems.csv"
    return work.imports.bring(file.name, file.read_bytes(), kind="problem")


def the_diagnosis(work: Work) -> Diagnosis:
    """Everything brought in, read back."""
    bring_problems(work)
    for name in MATRICES:
        bring_matrix(work, name)
    return work.diagnoses.of(PUNO)


def an_organization(work: Work, name: str, territory: str) -> UUID:
    """An institution that keeps instruments or scores itself."""
    typed = {"name": name, "territory": territory}
    return work.registers.save("organization", None, typed).id


def forms_of(work: Work, name: str, record: UUID | None = None) -> dict[str, bytes]:
    """A report as PDF, XLSX and DOCX, built once as people build it."""
    report = work.reports.build(name, Wanted(record=record))
    return {form: work.reports.write(report, form) for form in FORMS}


def rows_of_book(book: bytes, sheet: int = 0) -> list[tuple[object, ...]]:
    """The filled rows of one sheet of a workbook, as typed values."""
    loaded = load_workbook(io.BytesIO(book), data_only=True)
    rows = loaded.worksheets[sheet].iter_rows(values_only=True)
    return [row for row in rows if any(cell is not None for cell in row)]
