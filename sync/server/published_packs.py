"""The record that tells every laptop which country pack is in force."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection

from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL
from fieldapp.records.packs import CountryPack
from fieldapp.records.values import record_to_wire
from sync.server.books import Commit
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.secret_files import RandomBytes
from sync.server.units import Row

_OWN: Final = UUID("5d7f0c1e-2f0a-5c39-9b57-1f6f3c0d8e24")
_SPEC: Final = KINDS.spec_of(CountryPack)


def tell_pack(
    connection: Connection, version: str, file: bytes, now: datetime, random_bytes: RandomBytes
) -> None:
    """Write which file holds a version, in the caller's transaction; a version is one record."""
    told = CountryPack(
        id=uuid5(_OWN, version), version=version, valid_from=now.date(), file_sha256=file.hex()
    )
    lock_scopes(connection, [NATIONAL])
    row = Row(NATIONAL, _SPEC.name, told.id, told.id, record_to_wire(_SPEC, told))
    before = load_rows(connection, [told.id], [NATIONAL])
    write_records(connection, before, {row.key: row}, Commit(random_bytes(8), now))
