"""One clear sentence for the machine that cannot run the program."""

from __future__ import annotations

import sys

from fieldapp.records.text import Outside, Text, say

# Windows 10 version 1809: the oldest that Qt 6 and this program are tried on.
OLDEST_WINDOWS_BUILD = 17763

QT_LIBRARIES = "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 \
libxcb-keysyms1 libfontconfig1 libdbus-1-3 libglib2.0-0"


def refuse_old_machine() -> None:
    """Raise Outside where the program cannot run; say nothing elsewhere."""
    build = sys.getwindowsversion().build if sys.platform == "win32" else None
    wrong = why_too_old(is_64_bit=sys.maxsize > 2**32, windows_build=build)
    if wrong is not None:
        raise Outside(wrong)


def why_too_old(*, is_64_bit: bool, windows_build: int | None) -> Text | None:
    """Say why this machine is too old, if it is. `windows_build` is None outside Windows."""
    if not is_64_bit:
        return say(
            "Bitácora necesita un equipo de 64 bits; este programa o este equipo es de 32 bits."
        )
    if windows_build is not None and windows_build < OLDEST_WINDOWS_BUILD:
        return say(
            "Bitácora necesita Windows 10 (versión 1809) o posterior; este equipo tiene una "
            "versión anterior (compilación {build}).",
            build=windows_build,
        )
    return None


def missing_library(failure: ImportError) -> Text | None:
    """Word a failed import of Qt when a library of the system is missing; None for another."""
    said = str(failure)
    if ".so" not in said or "cannot open shared object file" not in said:
        return None
    return say(
        "Faltan bibliotecas del sistema para abrir ventanas ({library}). Instálelas con: "
        "sudo apt install {libraries}. Las órdenes sin ventanas funcionan igual.",
        library=said.split(":", 1)[0],
        libraries=QT_LIBRARIES,
    )
