"""Build the Qt application: platform, font, Qt's own translations, looks."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from fieldapp.ui.theme import Theme

_SHIPPED_FONT = "NotoSans"
_BODY_PT = 10.5


def build_application(
    arguments: Sequence[str], resources: Path, language: str = "es"
) -> QApplication:
    """Return the application of this process, making it the first time, in this language.

    Without a screen Qt aborts instead of raising, so on Linux it is told to try the desktop's
    platforms and then none; `has_screen` tells afterwards.
    """
    made = QApplication.instance()
    if isinstance(made, QApplication):
        speak(made, language)
        return made
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "wayland;xcb;offscreen")
    application = QApplication(list(arguments))
    application.setApplicationName("Bitácora")
    application.setStyle("Fusion")
    _choose_font(application, resources / "fonts")
    speak(application, language)
    return application


def speak(application: QApplication, language: str) -> None:
    """Let Qt say its own few words in a language, in place of the one it spoke.

    The program's words come from its own catalogue.
    """
    spoken = application.findChildren(QTranslator)
    if spoken and QLocale() == QLocale(language):
        return
    for translator in spoken:
        application.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(QLocale(language))
    translator = QTranslator(application)
    if translator.load(
        f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(translator)


def log_qt_messages() -> None:
    """Send what Qt has to say to the program's log: a person at a terminal cannot act on it."""
    qInstallMessageHandler(_log_qt_message)


def _log_qt_message(kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
    del where
    grave = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("qt").log(logging.ERROR if grave else logging.INFO, "%s", message)


def has_screen() -> bool:
    """Tell whether anybody can see the windows."""
    return QGuiApplication.platformName() != "offscreen"


def wear(application: QApplication, theme: Theme) -> None:
    """Give the application the looks of the theme, and again whenever they change."""

    def dress() -> None:
        application.setPalette(theme.palette())
        application.setStyleSheet(theme.style_sheet())

    theme.changed.connect(dress)
    dress()


def _choose_font(application: QApplication, folder: Path) -> None:
    """Keep the system's own font; where there is none, load the one that ships."""
    if not QFontDatabase.families():
        for file in sorted(folder.glob(f"{_SHIPPED_FONT}*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    font = application.font()
    font.setPointSizeF(_BODY_PT)
    application.setFont(font)
