"""The keys of the room of a visit, in words."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Text, say

KEYS: Final[tuple[Text, ...]] = (
    say("Ctrl+1 a Ctrl+5: datos, asistencia, desarrollo, compromisos y acta"),
    say("Asistencia: el documento e Intro; Tab pasa a la celda siguiente; Supr quita la fila"),
    say("Ctrl+V: pegar la lista copiada de una hoja de cálculo"),
    say("Ctrl+D: otra persona de la misma entidad que la fila marcada"),
    say("Ctrl+T: empezar o terminar el punto del orden del día"),
    say("Alt+↑ y Alt+↓: mover el punto o el compromiso"),
    say("F8: copia de seguridad en memoria USB, cuando la visita está cerrada"),
)
