"""The file of a record: attached, kept, replaced, and read by an office once."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.contents import ContentItem
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.field_work import an_id
from tests.given.registers import headquarters_in, keep, report, rows, work_in


def a_report_of_another_system(work: Work) -> UUID:
    system = keep(work, "external_system", name="SIAF")
    return keep(work, "system_extract", system=system, name="Ejecución de setiembre")


def test_a_report_of_another_system_is_kept_with_its_file(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        extract = a_report_of_another_system(work)
        files = work.registers.files
        assert files.name("system_extract", extract) == ""
        with pytest.raises(Refused, match="no tiene archivo"):
            files.content("system_extract", extract)
        files.attach("system_extract", extract, "siaf.xlsx", b"hoja")
        files.attach("system_extract", extract, "siaf2.xlsx", b"otra hoja")
        assert files.name("system_extract", extract) == "siaf2.xlsx"
        assert files.content("system_extract", extract) == b"otra hoja"


def test_a_file_that_is_not_here_yet_is_asked_for_in_words(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        item = ContentItem(id=an_id("guide"), title="Guía", file_name="g.pdf", sha256="ab" * 32)
        with work.desk.writing() as writing:
            writing.put(item)
        with pytest.raises(Refused, match="llega al sincronizar"):
            work.registers.files.content("content_item", item.id)


def test_a_guide_read_twice_in_an_office_has_one_receipt(tmp_path: Path) -> None:
    with headquarters_in(tmp_path) as work:
        guide = work.contents.publish("guia.pdf", b"%PDF", {"induction": True}).id
        (piece,) = work.contents.kit()
        assert (piece.is_here, piece.is_read) == (True, False)
        for _ in range(2):
            assert work.registers.files.content("content_item", guide) == b"%PDF"
            work.registers.files.taken("content_item", guide)
        assert work.registers.list("content_receipt").total == 1
        assert work.contents.kit()[0].is_read
        (row,) = rows(report(work, "contents"), "Contenidos")
        assert row[0] == "guia"
        assert row[4] is True


def test_in_the_field_nobody_changes_the_file_of_a_content(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        item = ContentItem(id=an_id("guide"), title="Guía")
        with work.desk.writing() as writing:
            writing.put(item)
        with pytest.raises(Refused, match="el nivel central"):
            work.registers.files.attach("content_item", item.id, "g.pdf", b"%PDF")
