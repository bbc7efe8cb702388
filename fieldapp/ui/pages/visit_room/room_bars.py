"""Above the tabs of a room: what of an old visit is here, and why a closed one takes no words."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.widgets.sentence_bar import SentenceBar
from fieldapp.work.old_visits import Held
from fieldapp.work.visit_room import VisitRoom

_HELD: Final = {
    Held.IN_SHORT: say(
        "Visita antigua: aquí están sus cuentas y su acta. El detalle está en el nivel central."
    ),
    Held.COMING: say("El detalle de esta visita llegará con la próxima sincronización."),
}
_CLOSED_BY: Final = {
    "frozen": say(
        "El acta está emitida y espera las firmas: el texto ya no se cambia. Para corregir algo, "
        "abra la pestaña del acta y pulse «Volver a revisión»."
    ),
    "sealed": say(
        "El acta está firmada: el texto ya no se cambia. Para corregir algo, abra la pestaña del "
        "acta y pulse «Hacer acta aclaratoria»."
    ),
}


class RoomBars(QWidget):
    """One sentence each, and only where there is something to say."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._words = tools.words
        self.held, self.closed = SentenceBar(tools.theme), SentenceBar(tools.theme, "lock")
        self.bring = QPushButton(tools.words(say("Traer el detalle")))
        self.held.row.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.held)
        column.addWidget(self.closed)

    def show_room(self, room: VisitRoom | None, *, tells_closed: bool) -> None:
        """Say what holds of a visit; where the tab says itself what is closed, not that."""
        held = _HELD.get(room.held) if room is not None else None
        minutes = room.minutes if room is not None and tells_closed else None
        closed = _CLOSED_BY.get(minutes.status or "") if minutes is not None else None
        self.bring.setVisible(room is not None and room.held is Held.IN_SHORT)
        self.held.tell(self._words(held) if held is not None else "")
        self.closed.tell(self._words(closed) if closed is not None else "")
