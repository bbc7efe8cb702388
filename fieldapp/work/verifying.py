"""Is this paper what was issued? Asked of a file, answered from what this laptop holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.records.minutes import Minutes
from fieldapp.records.trust import TRUST_LIST, Signer, Stamp, TrustList
from fieldapp.rules.verdict import Verdict
from fieldapp.store.beacons import beacon_at
from fieldapp.store.ledger import KnownActas
from fieldapp.store.settings import Identity, identity
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.signing.trust import KnownSigner, Trust
    from fieldapp.signing.witnesses import Witnesses


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was proven of it."""

    name: str
    verdict: Verdict


class Verifying:
    """Tells what can be proven of a paper, with no network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self, content: bytes) -> Verdict:
        """The verdict on a PDF, a scan or a photograph; never raises for what the file holds."""
        from fieldapp.signing.verify import verify

        with self._desk.reading() as reading:
            return verify(content, KnownActas(reading), self._witnesses(reading))

    def check(self, file: Path) -> Checked:
        """The verdict on a file by its path; one that cannot be opened is as good as empty."""
        try:
            content = file.read_bytes()
        except OSError:
            content = b""
        return Checked(file.name, self.verify(content))

    def _witnesses(self, reading: Reading) -> Witnesses:
        from fieldapp.signing.keys import is_signed_by
        from fieldapp.signing.witnesses import Witnesses

        formats, who = self._desk.pack.formats, identity(reading)
        headquarters = who.enrolment.headquarters_key if who else b""

        def moment(instant: datetime) -> str:
            return f"{formats.day_long(formats.day_of(instant))}, {formats.clock(instant)}"

        return Witnesses(
            trust=_trust(reading, who),
            at=self._desk.now(),
            stamped_at=partial(_stamped_at, reading),
            beacon_at=partial(beacon_at, is_headquarters=partial(is_signed_by, headquarters)),
            moment=moment,
            day=lambda instant: formats.day_long(formats.day_of(instant)),
        )


def _stamped_at(reading: Reading, digest: str) -> datetime | None:
    """When headquarters stamped the acta with this `D`, as its record says."""
    found = reading.all(Minutes, {"digest": digest})
    stamps = [stamp for acta in found for stamp in reading.all(Stamp, {"minutes": acta.id})]
    return min((one.token_at for one in stamps if one.token_at), default=None)


def _trust(reading: Reading, who: Identity | None) -> Trust:
    """Whom headquarters vouches for, and this laptop itself, which knows its own key."""
    from fieldapp.signing.trust import trust_of

    told = trust_of(reading.all(Signer), reading.get(TrustList, TRUST_LIST))
    return replace(told, signers=(*told.signers, _own(who))) if who else told


def _own(who: Identity) -> KnownSigner:
    from fieldapp.signing.keys import DeviceKey
    from fieldapp.signing.trust import KnownSigner

    enrolled = who.enrolment
    return KnownSigner(
        device=enrolled.device,
        device_code=enrolled.device_code,
        person=enrolled.officer.person,
        name=enrolled.officer.name,
        office_name=enrolled.office.name,
        qr_key=DeviceKey(who.signing_seed).public,
    )
