"""Activating this laptop: a one-time code becomes an officer's vault, or nothing is left behind.

The device's key is made here and never leaves; headquarters learns only its public half. Until
the vault is there it waits beside it, because an answer may be lost after the code was used up. The
vault is made after headquarters' answer, because the answer brings the recovery code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused
from fieldapp.signing.certificates import officer_key
from fieldapp.signing.envelope import reply_key
from fieldapp.signing.keys import SEED_BYTES, DeviceKey
from fieldapp.store.disk import disk_in_words, write_whole
from fieldapp.store.settings import EnrolAnswer, Identity, set_identity
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import STRONG, Argon, Vault, check_passphrase, vault_folder
from fieldapp.store.vault_owners import note_owner


@dataclass(frozen=True, slots=True)
class Presented:
    """What a new laptop presents with its code.

    A public key that signs, one that envelopes are sealed to (32 bytes each), and the request for
    the officer's certificate (PKCS#10).
    """

    code: str
    device_key: bytes
    reply_key: bytes
    signing_request: bytes


Register = Callable[[Presented], EnrolAnswer]
"""Presents a code to headquarters. Raises Refused or Outside in words."""


@dataclass(frozen=True, slots=True)
class Headquarters:
    """Where this laptop belongs: the address, and its authority's certificate (PEM) if needed.

    `key` is the public key (32 bytes) that the activation file or QR named; b"" believes the key
    that the first answer brings.
    """

    address: str
    authority: str = ""
    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Activation:
    """Everything an activation needs, handed in. `home` is the person's data folder."""

    home: Path
    kinds: Kinds
    register: Register
    entropy: Callable[[int], bytes]
    clock: Callable[[], datetime]
    argon: Argon = STRONG

    def activate(self, headquarters: Headquarters, code: str, passphrase: str) -> Identity:
        """Make the vault of whoever the code belongs to; it is closed again.

        What can be refused here is refused before the code is used up. Raises Refused (code,
        passphrase) or Outside (network, disk).
        """
        check_passphrase(passphrase)
        with disk_in_words():
            (self.home / "vaults").mkdir(mode=0o700, parents=True, exist_ok=True)
        key = DeviceKey(self._seed_for(code.strip()))
        try:
            answer = self.register(_presented(code.strip(), key))
        except Refused:
            self._shown.unlink(missing_ok=True)
            raise
        identity = Identity(
            enrolment=answer,
            signing_seed=key.seed,
            series=answer.device_code,
            server=headquarters.address,
            authority=headquarters.authority,
        )
        self._keep(identity, passphrase)
        self._shown.unlink(missing_ok=True)
        return identity

    @property
    def _shown(self) -> Path:
        """The key that a code was shown with, while nobody knows whether headquarters took it."""
        return self.home / "vaults" / "activation.key"

    def _seed_for(self, code: str) -> bytes:
        """The key of a first try whose answer was lost, or a new one.

        A code opens one key once: shown again with the same key it gets the same answer.
        """
        mark = hashlib.sha256(code.encode()).digest()
        with disk_in_words():
            if self._shown.exists():
                kept = self._shown.read_bytes()
                if kept.startswith(mark) and len(kept) == len(mark) + SEED_BYTES:
                    return kept[len(mark) :]
            seed = self.entropy(SEED_BYTES)
            write_whole(self._shown, mark + seed)
            self._shown.chmod(0o600)
        return seed

    def _keep(self, identity: Identity, passphrase: str) -> None:
        enrolment = identity.enrolment
        folder = vault_folder(self.home, short_id(identity))
        author = Authorship(enrolment.officer.person, self.clock(), enrolment.device)
        recovery = enrolment.recovery_code
        with (
            Vault.create(
                folder, passphrase, recovery, argon=self.argon, entropy=self.entropy
            ) as vault,
            Store.open(vault, self.kinds) as store,
            store.write(author) as writing,
        ):
            set_identity(writing, identity)
        note_owner(folder, enrolment.officer.login, identity.series)


def _presented(code: str, key: DeviceKey) -> Presented:
    seed = key.seed
    return Presented(code, key.public, reply_key(seed).public, officer_key(seed).request())


def short_id(identity: Identity) -> str:
    """The name of the vault's folder: the last eight letters of the device's id."""
    return identity.enrolment.device.hex[-8:]
