"""Reasons that the program itself writes when a row is taken out or replaced."""

from typing import Final

TAKEN_OUT: Final = "Se quitó antes de emitir el acta"
SIGNED_AGAIN: Final = "Firmó de nuevo"
IS_A_MINOR: Final = "Es menor de 18 años"
ROW_CHANGED: Final = "Cambió el nombre o el documento después de firmar"
TEXT_CHANGED: Final = "El texto del acta cambió después de firmar"
DATA_TAKEN_OUT: Final = "La persona pidió que se retiraran sus datos"
