"""Is this paper what was issued? Asked of a file, answered from what this laptop holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text, say
from fieldapp.records.trust import TRUST_LIST, Signer, Stamp, TrustList
from fieldapp.rules.verdict import FILE_BYTES_MAX, Outcome, Verdict, annulled, clarified
from fieldapp.store.beacons import beacon_at
from fieldapp.store.ledger import KnownActas, Version, issued_file
from fieldapp.store.settings import Identity, identity
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.signing.trust import KnownSigner, Trust
    from fieldapp.signing.witnesses import Witnesses


_VERSIONS: Final[Mapping[Version, Text]] = MappingProxyType(
    {
        Version.DELIVERED: say("Es la copia entregada."),
        Version.DELIVERED_SIGNED: say(
            "Es la copia entregada, con la firma electrónica que se agregó después."
        ),
        Version.DELIVERED_STAMPED: say(
            "Es la copia entregada, completa con el sello del nivel central."
        ),
        Version.ARCHIVE: say("Es la copia de archivo, con datos personales."),
        Version.ARCHIVE_SIGNED: say(
            "Es la copia de archivo, con la firma electrónica que se agregó después."
        ),
        Version.ARCHIVE_STAMPED: say(
            "Es la copia de archivo, completa con el sello del nivel central."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was proven of it."""

    name: str
    verdict: Verdict


def content_of_paper(file: Path) -> bytes:
    """The bytes of a file; one that cannot be opened or is a film is as unreadable as none."""
    try:
        return b"" if file.stat().st_size > FILE_BYTES_MAX else file.read_bytes()
    except OSError:
        return b""


class Verifying:
    """Tells what can be proven of a paper, with no network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self, content: bytes) -> Verdict:
        """The verdict on a PDF, a scan or a photograph; never raises for what the file holds."""
        from fieldapp.signing.verify import verify

        with self._desk.reading() as reading:
            verdict = verify(content, KnownActas(reading), self._witnesses(reading))
            version = _version_of(reading, verdict.file_sha256)
        if verdict.outcome is not Outcome.PROVEN or version is None:
            return verdict
        return replace(verdict, sentences=(*verdict.sentences, _VERSIONS[version]))

    def check(self, file: Path) -> Checked:
        """The verdict on a file by its path."""
        return Checked(file.name, self.verify(content_of_paper(file)))

    def _witnesses(self, reading: Reading) -> Witnesses:
        from fieldapp.signing.keys import is_signed_by
        from fieldapp.signing.witnesses import Witnesses

        formats, who = self._desk.pack.formats, identity(reading)
        headquarters = who.enrolment.headquarters_key if who else b""

        return Witnesses(
            trust=_trust(reading, who),
            at=self._desk.now(),
            stamped_at=partial(_stamped_at, reading),
            fate_of=partial(_fate_of, reading),
            beacon_at=partial(beacon_at, is_headquarters=partial(is_signed_by, headquarters)),
            moment=formats.moment_long,
            day=lambda instant: formats.day_long(formats.day_of(instant)),
        )


def _version_of(reading: Reading, sha256: str) -> Version | None:
    """Which version of an acta a file is; None for one that is not known here."""
    issued = issued_file(reading, sha256)
    if issued is not None:
        return issued.version
    for stamp in reading.all(Stamp, {"completed_sha256": sha256}):
        return Version(f"{stamp.version}_stamped")
    for field, version in (("file_sha256", Version.DELIVERED), ("archive_sha256", Version.ARCHIVE)):
        if reading.all(Minutes, {field: sha256}):
            return version
    return None


def _stamped_at(reading: Reading, digest: str) -> datetime | None:
    """When headquarters stamped the acta with this `D`, as its record says."""
    found = reading.all(Minutes, {"digest": digest})
    stamps = [stamp for acta in found for stamp in reading.all(Stamp, {"minutes": acta.id})]
    return min((one.token_at for one in stamps if one.token_at), default=None)


def _fate_of(reading: Reading, digest: str) -> Text | None:
    """What became of the acta with this `D` after it was issued, as far as is known here."""
    for acta in reading.all(Minutes, {"digest": digest}):
        if acta.status == "void":
            return annulled(acta.number)
        later = reading.all(Minutes, {"supersedes": acta.id, "status": "sealed"})
        if later:
            return clarified(later[0].number)
    return None


def _trust(reading: Reading, who: Identity | None) -> Trust:
    """Whom headquarters vouches for, and this laptop itself, which knows its own key."""
    from fieldapp.signing.trust import trust_of

    told = trust_of(reading.all(Signer), reading.get(TrustList, TRUST_LIST))
    if who is None:
        return told
    _, *above = who.enrolment.certificates or (b"",)
    if above and not told.roots:
        # Before its first sync a laptop knows the authorities that its own certificate names.
        told = replace(told, roots=tuple(above[-1:]), intermediates=tuple(above[:-1]))
    return replace(told, signers=(*told.signers, _own(who)))


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
        certificate=b"".join(enrolled.certificates[:1]),
        qr_key=DeviceKey(who.signing_seed).public,
    )
