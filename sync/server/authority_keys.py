"""The keys of headquarters' authorities in its key folder: `authority-issuer-2.json` and the like.

Each file holds one holder, its certificate readable and its key boxed under the folder's key. A
file is written once, whole, and never changed; of two processes that appoint a holder at the same
moment the first to write wins and both use it. They are read anew each time: a holder appointed by
another process is known at once.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, cast

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from sync.server.authority import Entity, Holder, Holders, Office, appoint, due
from sync.server.disk import flush_names
from sync.server.secret_files import RandomBytes, decrypt, encrypt, write_secretly

_FILE: Final = re.compile(r"authority-([a-z]+)-(\d+)\.json\Z")


class _Kept(msgspec.Struct, frozen=True):
    """A holder on the disk."""

    certificate: bytes
    key: bytes
    """PKCS#8 in a box of the folder's key."""


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """Reads and appoints the holders of one key folder."""

    folder: Path
    folder_key: bytes = field(repr=False)

    def files(self) -> list[Path]:
        """The files of all holders."""
        return [path for _, _, path in self._numbered()]

    def holders(self) -> Holders:
        """Give the holders of every office, the newest last.

        Raises `InvalidTag` or ValueError when a file is damaged or of another folder.
        """
        found: dict[Office, list[Holder]] = {office: [] for office in Office}
        for office, number, path in self._numbered():
            found[office].append(self._read(office, number, path))
        return found

    def appoint_due(self, entity: Entity, now: datetime, random_bytes: RandomBytes) -> Holders:
        """Appoint whoever is lacking or takes over by now; give the holders that there are then."""
        for office in Office:
            # Told before the holders are read: whoever takes it meanwhile is among them, or wins.
            number = 1 + max((at for of, at, _ in self._numbered() if of is office), default=0)
            holders = self.holders()
            if due(office, holders[office], now):
                self._keep(office, number, appoint(office, holders, entity, now), random_bytes)
        return self.holders()

    def _numbered(self) -> list[tuple[Office, int, Path]]:
        found = ((_FILE.match(path.name), path) for path in self.folder.iterdir())
        named = [(Office(name[1]), int(name[2]), path) for name, path in found if name]
        return sorted(named, key=lambda one: one[:2])

    def _read(self, office: Office, number: int, path: Path) -> Holder:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        secret = decrypt(self.folder_key, kept.key, _purpose(office, number))
        key = cast("ec.EllipticCurvePrivateKey", load_der_private_key(secret, None))
        return Holder(x509.load_der_x509_certificate(kept.certificate), key)

    def _keep(self, office: Office, number: int, holder: Holder, random_bytes: RandomBytes) -> None:
        secret = holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        box = encrypt(self.folder_key, secret, random_bytes, _purpose(office, number))
        coming = self.folder / f"coming-{secrets.token_hex(8)}"
        write_secretly(coming, msgspec.json.encode(_Kept(holder.der, box)) + b"\n")
        try:
            (self.folder / f"authority-{office}-{number}.json").hardlink_to(coming)
        except FileExistsError:
            return
        finally:
            coming.unlink()
        flush_names(self.folder)


def _purpose(office: Office, number: int) -> str:
    return f"authority {office} {number}"
