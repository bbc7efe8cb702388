"""`fieldapp demo --headless`: a whole day in the real windows, and what it leaves behind."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from fieldapp.documents.conformance import faults
from fieldapp.machine.places import Places
from fieldapp.signing.examined import Standing
from fieldapp.signing.trust import Trust
from fieldapp.signing.validation import examine
from fieldapp.store.vault import vaults_in

PAGES = (
    "today",
    "visits",
    "agreements",
    "commitments",
    "logbook",
    "registers",
    "verify",
    "sync",
    "settings",
)
TABS = ("data", "attendance", "development", "commitments", "acta-draft", "acta-signed")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one demo, played as a person would from the command line."""
    folder = tmp_path_factory.mktemp("demo") / "left"
    command = [sys.executable, "-m", "fieldapp", "demo", "--headless", str(folder)]
    played = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert played.returncode == 0, played.stderr
    assert "ACTA-DTCAUCA-" in played.stdout
    return folder


@pytest.fixture(scope="module")
def summary(left: Path) -> dict[str, Any]:
    return json.loads((left / "summary.json").read_text(encoding="utf-8"))


def test_the_day_is_kept_whole(summary: dict[str, Any]) -> None:
    held = summary["records_by_kind"]
    assert held["attendance"] == 12
    assert held["ink"] == 12
    assert held["commitment"] == 3 + 11
    assert held["agreement"] == 1
    assert held["logbook_entry"] == 1
    assert held["minutes"] == 1


def test_a_colleague_receives_all_of_it_and_headquarters_holds_the_same(
    summary: dict[str, Any],
) -> None:
    mine, theirs = summary["records_by_kind"], summary["second_laptop_records"]
    # Drawn signatures go up and never down to another officer's laptop as strokes; the rows do.
    assert theirs == mine
    at_headquarters = summary["headquarters_records"]
    own_kinds = ("activity", "agenda_item", "attendance", "consent", "ink", "minutes", "agreement")
    assert {kind: at_headquarters[kind] for kind in own_kinds} == {
        kind: mine[kind] for kind in own_kinds
    }


def test_a_laptop_of_another_territory_receives_none_of_it(summary: dict[str, Any]) -> None:
    received = summary["other_territory_records"]
    # The public bodies of its own territory and of the nation, which it had from the first sync.
    assert 0 < received["organization"] < 200
    assert not set(received) & {
        "activity", "attendance", "minutes", "agreement", "commitment", "logbook_entry",
    }  # fmt: skip


def test_one_request_carried_the_records(summary: dict[str, Any]) -> None:
    sync = summary["sync"]
    # The records in one; the two papers of the acta in pieces of eight seconds of a slow link.
    assert sync["requests"] <= 5
    assert 0 < sync["bytes_up"] < 200_000


def test_the_acta_it_leaves_proves_itself_on_that_laptop(
    left: Path, summary: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "fieldapp", "--home", str(left / "laptop"), "verify"]
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "bitacora de prueba")
    verified = subprocess.run(
        [*command, str(left / "acta.pdf")], capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert summary["acta_number"] in verified.stdout


def test_the_acta_it_leaves_is_signed_and_carries_the_stamp_of_headquarters(
    left: Path, summary: dict[str, Any]
) -> None:
    paper = (left / "acta.pdf").read_bytes()
    root = [one for one in certificates_of(paper) if one.issuer == one.subject]
    trust = Trust(roots=tuple(one.public_bytes(Encoding.DER) for one in root))
    examined = examine(paper, trust, datetime.now(UTC))
    assert examined.standing is Standing.STAMPED
    assert examined.holder == "Lina Marcela Caicedo Ruiz"
    assert faults(paper) == []
    assert summary["records_by_kind"]["stamp"] == summary["second_laptop_records"]["stamp"] == 2


def certificates_of(paper: bytes) -> list[x509.Certificate]:
    """Those above the officer's that came with the signature."""
    signature = PdfFileReader(io.BytesIO(paper)).embedded_signatures[0]
    return [x509.load_der_x509_certificate(one.dump()) for one in signature.other_embedded_certs]


def test_its_papers_keep_to_the_archive_and_accessibility_standards(left: Path) -> None:
    papers = list(left.glob("*.pdf"))
    assert papers
    for paper in papers:
        assert faults(paper.read_bytes()) == [], paper.name


def test_the_attendance_is_a_sheet_with_a_row_for_each_person(left: Path) -> None:
    sheet = openpyxl.load_workbook(left / "attendance.xlsx").active
    assert sheet is not None
    names = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "Yesenia Riascos Angulo" in names


def test_every_page_was_pictured_at_the_working_size(left: Path) -> None:
    for name in (*PAGES, *(f"visit-{tab}" for tab in TABS)):
        with Image.open(left / "pictures" / f"{name}.png") as picture:
            assert picture.size == (1366, 768), name


def test_the_laptop_is_left_closed_and_encrypted(left: Path) -> None:
    (vault,) = vaults_in(Places.under(left / "laptop").vaults)
    database = (vault / "bitacora.db").read_bytes()
    assert not database.startswith(b"SQLite format 3")
    assert b"Yesenia" not in database
