"""What headquarters switches on or off shows at once, without opening the vault again (R30)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fieldapp.ui.page import PageTools
from fieldapp.ui.place import Place
from fieldapp.ui.places import Pages, Session
from fieldapp.ui.sync_turns import SyncTurns

if TYPE_CHECKING:
    from fieldapp.ui.pages.settings import PreferencesWork
    from fieldapp.work.syncing import SyncStandings
    from fieldapp.work.work import Work


class Switches(QObject):
    """The places of a session, by what its office works with now."""

    switched = Signal(object, object)
    """The `PageTools` and the places to go on with."""

    def __init__(
        self,
        tools: PageTools,
        session: Session,
        turns: SyncTurns,
        preferences: PreferencesWork,
    ) -> None:
        super().__init__()
        self._tools = tools
        self._session = session
        self._turns = turns
        self._preferences = preferences
        tools.changes.saved.connect(self._on_saved)

    def work(self) -> Work:
        """What can be done, by what the office works with now."""
        return self._session.work

    @property
    def standings(self) -> SyncStandings:
        """How things stand with headquarters."""
        return self._session.standings

    def places(self) -> tuple[Place, ...]:
        """Where the window can go now."""
        return Pages(self._session, self._turns, self._preferences).places()

    def _on_saved(self, kinds: Iterable[str]) -> None:
        if "office" in kinds:
            prompts = self._tools.prompts
            self._tools.jobs.read(
                self._session.work.switched, done=self._switch, failed=prompts.show_error
            )

    def _switch(self, work: Work | None) -> None:
        if work is not None:
            self._session = replace(self._session, work=work)
            self._tools = replace(self._tools, kinds=work.desk.kinds)
            self.switched.emit(self._tools, self.places())
