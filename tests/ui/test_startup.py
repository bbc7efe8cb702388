"""The first window waits for nothing it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from fieldapp.records import KINDS
from fieldapp.store.unit_of_work import Store
from fieldapp.ui.application import has_screen, speak
from tests.given.vaults import PASSPHRASE, a_vault

HEAVY = (
    "reportlab", "requests", "cryptography", "sqlalchemy", "alembic", "openpyxl", "pikepdf",
    "pypdfium2", "babel", "PIL", "litestar", "psycopg",
)  # fmt: skip


def test_nothing_heavy_is_imported_before_the_first_window(tree: Path) -> None:
    asked = (
        "import sys, fieldapp.ui.application, fieldapp.ui.window, fieldapp.ui.desktop, "
        "fieldapp.ui.widgets.pdf_view, fieldapp.ui.widgets.ink_pad;"
        f"print(*[one for one in {HEAVY!r} if one in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=tree, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []


def test_no_source_is_read_to_look_for_features_of_qts_binding(tree: Path) -> None:
    asked = (
        "import builtins, linecache; own = builtins.__import__; import fieldapp.ui.window;"
        "print(builtins.__import__ is own, *[one for one in linecache.cache if 'fieldapp' in one])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=tree, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True"]


LIST_OF_VISITS = """
import sys
from pathlib import Path
from fieldapp.records import KINDS
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
with Vault.open(Path(sys.argv[1]), sys.argv[2]) as vault, Store.open(vault, KINDS) as store:
    with store.read() as reading:
        print(reading.listing("activity", ["objective"], {}, ["-planned_on"], 9, text="acta"))
print("sqlalchemy" in sys.modules)
"""


def test_a_vault_as_it_should_be_is_opened_and_listed_without_sqlalchemy(
    tree: Path, tmp_path: Path
) -> None:
    with a_vault(tmp_path) as vault, Store.open(vault, KINDS):
        pass
    told = subprocess.run(
        [sys.executable, "-c", LIST_OF_VISITS, str(tmp_path), PASSPHRASE],
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["[]", "False"]


SUBJECTS = (
    "fieldapp.work.reports", "fieldapp.work.imports", "fieldapp.work.minutes",
    "fieldapp.work.acta_papers", "fieldapp.work.travel", "fieldapp.work.enrolment",
    "fieldapp.work.tokens", "fieldapp.documents", "fieldapp.signing", "sync.client",
    "fieldapp.work.visit_room", "fieldapp.work.children", "fieldapp.work.exports",
    "fieldapp.work.kind_rules", "fieldapp.work.conflicts", "fieldapp.work.same_as",
    "fieldapp.rules.acta",
)  # fmt: skip
"""What no first window needs: it is imported when somebody goes there."""


def test_the_gate_and_the_window_bring_no_subject_that_nobody_asked_for(tree: Path) -> None:
    asked = (
        "import sys, fieldapp.ui.desktop, fieldapp.ui.pages.visits, fieldapp.work.visits, "
        "fieldapp.work.registers, fieldapp.work.lists, fieldapp.work.support;"
        f"print(*[one for one in {SUBJECTS!r} if one in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=tree, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []


@pytest.mark.usefixtures("qapp")
def test_qt_speaks_spanish_too(qapp: QApplication) -> None:
    assert QLocale().language() == QLocale.Language.Spanish
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_qt_follows_the_language_that_is_chosen_later(qapp: QApplication) -> None:
    speak(qapp, "en")
    assert QLocale().language() == QLocale.Language.English
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.usefixtures("qapp")
def test_a_machine_without_a_screen_is_known(qapp: QApplication) -> None:
    assert not has_screen()
