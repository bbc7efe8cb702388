"""Screens are tested on a real application in the shipped looks, without a screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.ui.application import build_application, wear
from tests.ui.standins import RESOURCES, tools_for


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Give the one application of the process, dressed in the light theme."""
    application = QApplication.instance() or build_application(["bitacora"], RESOURCES)
    assert isinstance(application, QApplication)
    wear(application, tools_for().theme)
    return application
