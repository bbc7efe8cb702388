"""Reasons that the program itself writes when a row is taken out or replaced."""

from typing import Final

TAKEN_OUT: Final = "Se quitó antes de emitir el acta"
SIGNED_AGAIN: Final = "Firmó de nuevo"
