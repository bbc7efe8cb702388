"""Tell every screen, once, which kinds of record have just changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """The one broadcast: whoever saved says what changed, each screen decides for itself.

    A sync that brought records publishes here too, so that no screen knows where news came from.
    """

    saved = Signal(frozenset)
    """The names of the kinds that changed."""

    def publish(self, kinds: Iterable[str]) -> None:
        """Tell what changed; nothing changed is not news."""
        if changed := frozenset(kinds):
            self.saved.emit(changed)
