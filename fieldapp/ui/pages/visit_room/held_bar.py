"""Above an old visit: what of it is here, and a button to ask for the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.work.old_visits import Held

_WORDS: Final = {
    Held.IN_SHORT: say(
        "Visita antigua: aquí están sus cuentas y su acta. El detalle está en el nivel central."
    ),
    Held.COMING: say("El detalle de esta visita llegará con la próxima sincronización."),
}


class HeldBar(QFrame):
    """Hidden for a visit that is here in full."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._words = tools.words
        self._sentence = QLabel()
        self.bring = QPushButton(tools.words(say("Traer el detalle")))
        icon = QLabel()
        mark(self, "raised")
        tools.theme.dress(icon, "info", "info")
        self._sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tools.theme.space(step) for step in (4, 1, 4, 1)))
        row.setSpacing(tools.theme.space(2))
        row.addWidget(icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.bring)
        self.hide()

    def show_held(self, held: Held) -> None:
        """Say how much of the visit is here."""
        said = _WORDS.get(held)
        self.setVisible(said is not None)
        self.bring.setVisible(held is Held.IN_SHORT)
        if said is not None:
            self._sentence.setText(self._words(said))
            self.setAccessibleName(self._words(said))
