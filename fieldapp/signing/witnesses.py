"""Who can vouch for a paper: the ledger, the trust list, headquarters' stamps and beacons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from fieldapp.records.text import Text
from fieldapp.signing.trust import Trust

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

NO_TRUST: Final = Trust()
"""What is believed before the first sync: nobody."""


class Ledger(Protocol):
    """What verifying needs of whoever keeps the issued actas: the laptop or headquarters."""

    def number_of_file(self, sha256: str) -> str | None:
        """The number under which exactly this file was issued; None if it is not known."""
        ...

    def number_of_content(self, digest: str) -> str | None:
        """The number of the acta with this digest `D` (hexadecimal); None if it is not known."""
        ...


class NoLedger:
    """The ledger of a machine on which nothing was issued and to which nothing came."""

    def number_of_file(self, sha256: str) -> str | None:
        """No file is known."""
        del sha256

    def number_of_content(self, digest: str) -> str | None:
        """No content is known."""
        del digest


def in_utc(instant: datetime) -> str:
    """An instant for whoever has no country at hand."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def in_utc_day(instant: datetime) -> str:
    """The day of an instant, likewise."""
    return f"{instant.astimezone(UTC):%Y-%m-%d}"


def _never_stamped(digest: str) -> datetime | None:
    del digest


def _no_fate(digest: str) -> Text | None:
    del digest


def _says_nothing(body: bytes, signature: bytes) -> datetime | None:
    del body, signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who vouches for a paper, besides the ledger.

    `at` is the clock here, believed only inside the time for which the trust list speaks.
    `stamped_at` tells when headquarters had seen the acta with a digest (hexadecimal), `fate_of`
    whether it was annulled or clarified since, `beacon_at` the time in a beacon, None when
    headquarters did not sign it. `moment` words an instant and `day` its day.
    """

    trust: Trust = NO_TRUST
    at: datetime = _EPOCH
    stamped_at: Callable[[str], datetime | None] = _never_stamped
    fate_of: Callable[[str], Text | None] = _no_fate
    beacon_at: Callable[[bytes, bytes], datetime | None] = _says_nothing
    moment: Callable[[datetime], str] = in_utc
    day: Callable[[datetime], str] = in_utc_day


NO_WITNESSES = Witnesses()
"""A machine that knows of nobody."""
