"""Keeping what an importer reads, all or nothing, with a note of the file it came from."""

from __future__ import annotations

import hashlib
from collections import Counter
from uuid import UUID

from fieldapp.records.describe import TerritoryCode
from fieldapp.records.import_notes import ImportNote
from fieldapp.records.progress import Step, counted, unseen
from fieldapp.records.text import Refused, Text, say
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import create, put
from fieldapp.work.desk import Desk
from fieldapp.work.import_files import Table
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.imported import LOOK_EACH, Imported, must_be_new
from fieldapp.work.importers.shape import Importer, Sheet
from fieldapp.work.issued import must_be_open


def bring_matrix(
    desk: Desk,
    importer: Importer,
    table: Table,
    content: bytes,
    into: UUID | None,
    step: Step = unseen,
) -> Imported:
    """Keep the records of a sheet in one transaction.

    Raises WrongFile with every fault, or Refused: nothing was named for the rows, or the file was
    brought into the same record before.
    """
    with desk.writing() as writing:
        territory = _territory_of(desk, writing, importer, into)
        must_be_open(writing, into)
        must_be_new(desk, writing, content, into)
        sheet = Sheet(desk, writing, table, importer, into)
        records = [] if sheet.faults else list(importer.records(sheet))
        if sheet.faults:
            raise WrongFile(tuple(sheet.faults))
        counts: Counter[str] = Counter()
        for record in counted(records, len(records), step, LOOK_EACH):
            put(desk, writing, record)
            counts[desk.kinds.spec_of(record).name] += 1
        put(desk, writing, _note(desk, sheet, content, territory))
        return Imported(writing.changed_kinds, dict(counts))


def _territory_of(
    desk: Desk, reading: Reading, importer: Importer, into: UUID | None
) -> TerritoryCode | None:
    """The territory of what the rows belong to. Raises Refused where that was not named."""
    if not importer.into:
        return None
    spec = desk.kinds[importer.into]
    owner = reading.get(spec.record, into) if into else None
    if owner is None:
        label = Text(spec.label)
        raise Refused(say("Diga a qué registro pertenecen las filas: {kind}.", kind=label))
    return getattr(owner, "territory", None)


def _note(desk: Desk, sheet: Sheet, content: bytes, territory: TerritoryCode | None) -> ImportNote:
    typed = {
        "name": sheet.table.name,
        "importer": sheet.importer.name,
        "rows": len(sheet.rows),
    }
    known = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "territory": territory,
        "about": sheet.into,
    }
    return create(desk, ImportNote, typed, **known)
