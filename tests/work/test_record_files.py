"""The file of a record: attached, kept, replaced, and read by an office once."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from fieldapp.records import KINDS
from fieldapp.records.agreements import Agreement
from fieldapp.records.contents import ContentItem
from fieldapp.records.describe import Code
from fieldapp.records.norms import Letter
from fieldapp.records.text import Refused
from fieldapp.store.files_coming import FilePolicy
from fieldapp.store.sync_store import SyncStore
from fieldapp.work.work import Work
from sync.protocol.files import Lane
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


def test_each_paper_of_the_domain_has_a_file_of_its_own() -> None:
    assert {spec.name for spec in KINDS if spec.has_file} == {
        *("agreement", "letter", "product", "territorial_plan", "policy_instrument"),
        *("recommendation_doc", "instrument_status", "follow_up", "trip_certificate"),
        *("content_item", "system_extract"),
    }


def test_an_agreement_that_is_signed_takes_its_signed_copy(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        agreement = work.agreements.create({"title": "Acuerdo de Guapi"}).id
        with work.desk.writing() as writing:
            kept = writing.get(Agreement, agreement)
            assert kept is not None
            writing.put(msgspec.structs.replace(kept, status=Code("signed")))
        work.registers.files.attach("agreement", agreement, "firmado.pdf", b"%PDF")
        assert work.registers.files.content("agreement", agreement) == b"%PDF"


def test_a_report_of_a_promise_is_kept_with_the_file_that_proves_it(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        origin = work.agreements.create({"title": "Acuerdo de Guapi"}).id
        promise = work.commitments.promise(origin, {"text": "Convocar la mesa"}).id
        done = {"status": Code("done"), "verified_by": "Neiva Torres"}
        report = work.commitments.follow_up(promise, done, file=("acta.jpg", b"foto")).id
        (kept,) = work.commitments.get(promise).follow_ups
        assert (kept.evidence, kept.file_name) == ("acta.jpg", "acta.jpg")
        assert kept.verified_by == "Neiva Torres"
        assert work.registers.files.content("follow_up", report) == b"foto"
        with pytest.raises(Refused, match="lo escrito no se cambia"):
            work.registers.files.attach("follow_up", report, "otra.jpg", b"otra")


def test_who_keeps_everything_here_wants_the_files_of_records_too(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        letter = Letter(id=an_id("letter"), number="12", file_name="of.pdf", sha256="ab" * 32)
        with work.desk.writing() as writing:
            writing.put(letter)
        sync = SyncStore(work.desk.store, work.desk.files, str)
        assert sync.files_wanted(Lane.LARGE, 9) == []
        sync.choose_file_policy(FilePolicy.EVERYTHING)
        assert sync.files_wanted(Lane.LARGE, 9) == [bytes.fromhex("ab" * 32)]
