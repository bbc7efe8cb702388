"""Which records count as opened: those that stayed in sight, not those the arrows passed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from fieldapp.rules.where import Where
from fieldapp.ui.jobs import Jobs

_STAYED_MS = 1000


class Recents(QObject):
    """Follows where the person goes and has each record kept that stays in sight a second."""

    def __init__(
        self,
        jobs: Jobs,
        note: Callable[[str, UUID], None],
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._note = note
        self._failed = failed
        self._in_sight: tuple[str, UUID] | None = None
        self._noted: tuple[str, UUID] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_STAYED_MS)
        self._pause.timeout.connect(self._keep)

    def follow(self, where: Where) -> None:
        """The person went somewhere; another part of the same record is no other place."""
        in_sight = (where.kind, where.record) if where.record is not None else None
        if in_sight != self._in_sight:
            self._in_sight = in_sight
            self._pause.start()

    def stop(self) -> None:
        """The vault is about to be closed: keep nothing more."""
        self._pause.stop()

    def _keep(self) -> None:
        if self._in_sight is None or self._in_sight == self._noted:
            return
        self._noted = self._in_sight
        note = partial(self._note, *self._in_sight)
        self._jobs.write(note, done=lambda _kept: None, failed=self._failed)
