"""A box to tick while the network is paid by the byte, and the question that goes with it (R24)."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtWidgets import QCheckBox

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.sync_words import Standings
from fieldapp.work.metered import weight_in_words
from fieldapp.work.syncing import SyncStanding

_SPARE: Final = say("Red pagada por datos: las fotos esperan")


class SparingStandings(Standings, Protocol):
    """Tells how things stand, and keeps whether data are spared."""

    def spare_data(self, *, spare: bool) -> None:
        """Let large files wait from now on, or not any more."""
        ...


class MeteredBox(QCheckBox):
    """Ticked, large files wait for another network unless the person says yes."""

    def __init__(self, tools: PageTools, standings: SparingStandings) -> None:
        super().__init__(tools.words(_SPARE))
        self._tools = tools
        self._standings = standings
        self._standing: SyncStanding | None = None
        self.clicked.connect(self._on_clicked)

    def show_standing(self, standing: SyncStanding) -> None:
        """Show what was chosen."""
        self._standing = standing
        self.setChecked(standing.spares_data)

    def large_files_too(self) -> bool:
        """Tell whether large files travel in the turn that begins; asks where they cost."""
        if self._standing is None or not self.isChecked():
            return True
        counts = self._standing.counts
        if not counts.files_waiting["large"]:
            return False
        question = weight_in_words(counts, self._tools.formats.number)
        return self._tools.prompts.confirm(question, verb=say("Enviar también las fotos"))

    def _on_clicked(self, checked: bool) -> None:
        self._tools.jobs.write(
            lambda: self._standings.spare_data(spare=checked),
            done=lambda _: None,
            failed=self._tools.prompts.show_error,
        )
