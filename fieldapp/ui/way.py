"""What the screens may ask of the way to headquarters, besides a sync."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fieldapp.work.probing import Probed


class Way(Protocol):
    """What the page asks of the way to headquarters. Called on the network worker."""

    def probe(self) -> Probed:
        """Try the way step by step."""
        ...

    def log_in(self, login: tuple[str, str]) -> None:
        """Say a user and a password to the proxy from now on."""
        ...
