"""Enrolled laptops with invented officers: an identity, a vault, and its memory of syncs."""

from __future__ import annotations

import random
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.describe import Record
from fieldapp.records.kinds import Kinds
from fieldapp.signing.keys import DeviceKey
from fieldapp.store.files import Files
from fieldapp.store.settings import Identity, set_identity
from fieldapp.store.sync_store import SyncStore
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import Vault
from sync.protocol.enrolment import EnrolAnswer, OfficeCard, Officer
from sync.protocol.messages import Certificate, Signed, write_statement
from sync.protocol.signing import Purpose, statement_to_sign
from tests.given.packs import pack
from tests.given.vaults import NOON, a_ready_vault, a_vault

NOON_US = 1_795_194_000_000_000
SEED = bytes(range(32))
SEDE = DeviceKey(b"h" * 32)
"""The key that signs headquarters' answers."""


def an_enrolment(
    number: int = 7,
    scopes: tuple[str, ...] = ("0", "19"),
    key: bytes = b"k" * 32,
    sede: DeviceKey = SEDE,
) -> EnrolAnswer:
    """What headquarters told laptop D<number> of an officer in Cauca, about its public key."""
    device = UUID(f"0193b1a0-0000-7000-8000-00000000{number:04x}")
    account = UUID(f"0193b1a0-0000-7000-8000-0000aaaa{number:04x}")
    person = UUID(f"0193b1a0-0000-7000-8000-0000bbbb{number:04x}")
    certificate = write_statement(Certificate(device, key, f"D{number:02}", account, NOON_US))
    return EnrolAnswer(
        device=device,
        device_code=f"D{number:02}",
        account=account,
        officer=Officer(account, person, f"officer{number}", "Yesenia Riascos", "officer"),
        office=OfficeCard(UUID(int=19), "DT19", "Dirección Territorial Cauca", "19"),
        scopes=list(scopes),
        home_scope=scopes[-1],
        country="CO",
        headquarters_key=sede.public,
        recovery_code="K7QX-2M9P-T4WD-8RNB",
        certificate=Signed(
            certificate, sede.sign(statement_to_sign(Purpose.CERTIFICATE, certificate))
        ),
        now=NOON_US,
    )


@dataclass(frozen=True, slots=True)
class Laptop:
    """An open vault with everything a sync needs of it."""

    vault: Vault
    store: Store
    files: Files
    sync: SyncStore
    identity: Identity

    def put(self, *records: Record) -> None:
        """Write records in one transaction, as an officer's action does."""
        enrolment = self.identity.enrolment
        author = Authorship(enrolment.officer.person, NOON, enrolment.device)
        with self.store.write(author) as writing:
            for record in records:
                writing.put(record)

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Look into the database."""
        with self.store.database.reading() as connection:
            return [tuple(row) for row in connection.execute(question, values)]


@contextmanager
def a_laptop(
    folder: Path,
    enrolment: EnrolAnswer | None = None,
    *,
    seed: bytes = SEED,
    kinds: Kinds = KINDS,
) -> Generator[Laptop]:
    """A new laptop in `folder`, enrolled; closed at the end."""
    told = enrolment or an_enrolment()
    identity = Identity(enrolment=told, signing_seed=seed, series=told.device_code)
    made = a_ready_vault if kinds is KINDS else a_vault
    with made(folder) as vault, Store.open(vault, kinds) as store:
        author = Authorship(identity.enrolment.officer.person, NOON, identity.enrolment.device)
        with store.write(author) as writing:
            set_identity(writing, identity)
        yield laptop_on(vault, store, identity)


def laptop_on(vault: Vault, store: Store, identity: Identity) -> Laptop:
    """The laptop of an open vault; its chance is the same in every run, another in each folder."""
    files = Files(vault.files_folder, vault.cipher_for("files"))
    entropy = random.Random(f"{identity.series} {vault.folder.name}").randbytes
    country = pack("CO")
    memory = SyncStore(store, files, country.territories.level1, entropy, country.full_months)
    return Laptop(vault, store, files, memory, identity)
