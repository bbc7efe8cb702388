"""Headquarters' packs: signed, published to every laptop, and used by its own server.

A pack is one record that everybody receives; laptops believe the signatures inside it. A serving
process reads its pack when it starts.
"""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Connection, Engine, text

from fieldapp.packs import Pack, load_pack
from fieldapp.packs.shelf import PackShelf
from fieldapp.packs.versions import edition
from fieldapp.records import KINDS
from fieldapp.records.country_packs import CountryPack, country_pack_id
from fieldapp.records.describe import NATIONAL
from fieldapp.records.text import Outside, Refused, say
from fieldapp.records.values import record_from_wire, record_to_wire
from fieldapp.signing.country_packs import (
    MAY_HOLD,
    SignedPack,
    believed_pack,
    key_to_sign,
    signed_pack,
)
from fieldapp.signing.packs_in_use import pack_in_use
from sync.server.books import Commit
from sync.server.keys import Keys
from sync.server.records import ROW_COLUMNS, load_rows, lock_scopes, read_row, write_records
from sync.server.secret_files import RandomBytes
from sync.server.units import Row

_SPEC: Final = KINDS.spec_of(CountryPack)


def sign_pack(folder: Path, pack: Pack, keys: Keys) -> bytes:
    """Make the signed zip of a pack that lies in a folder and was checked."""
    try:
        parts = {
            one.name: one.read_bytes()
            for one in sorted(folder.iterdir())
            if one.name in MAY_HOLD and one.is_file()
        }
    except OSError as fault:
        raise Outside(say("No se puede leer {file}.", file=str(folder))) from fault
    public = keys.packs.public_key().public_bytes_raw()
    vouched = keys.sign(key_to_sign(public))
    return signed_pack(pack.country, pack.version, parts, public, vouched, keys.packs.sign)


def publish_pack(
    connection: Connection, content: bytes, keys: Keys, now: datetime, random_bytes: RandomBytes
) -> SignedPack:
    """Give a signed pack to every laptop, in the caller's transaction.

    Raises Refused for one that these keys did not sign, or whose version was published already.
    """
    found = believed_pack(content, keys.answers_public)
    about = found.manifest
    ident = country_pack_id(about.country, about.version)
    lock_scopes(connection, [NATIONAL])
    before = load_rows(connection, [ident], [NATIONAL])
    if before:
        raise Refused(
            say(
                "El paquete {country} {version} ya se publicó: cambie su versión.",
                country=about.country,
                version=about.version,
            )
        )
    record = CountryPack(
        id=ident,
        country=about.country,
        version=about.version,
        sha256=sha256(content).hexdigest(),
        content=content,
        published_at=now,
    )
    row = Row(NATIONAL, _SPEC.name, ident, ident, record_to_wire(_SPEC, record))
    write_records(connection, before, {row.key: row}, Commit(random_bytes(8), now))
    return found


def headquarters_pack(engine: Engine, home: Path, country: str, keys: Keys) -> Pack:
    """The pack of headquarters' own server: the newest that it published, or the shipped one.

    `home` is a folder of this machine; each that serves lays the published packs there.
    """
    shelf = PackShelf(home / "packs")
    shipped = load_pack(country)
    with engine.connect() as connection:
        brought = [one for one in _published(connection) if one.country == country]
    for record in brought:
        newer = edition(record.version) > edition(shipped.version)
        there = any(shelf.version(place) == record.version for place in shelf.of(country))
        if newer and not there and record.content is not None:
            files = believed_pack(record.content, keys.answers_public).files
            shelf.put(country, record.version, files)
    return pack_in_use(shelf, country, keys.answers_public)


def _published(connection: Connection) -> list[CountryPack]:
    found = connection.execute(
        text(f"select {ROW_COLUMNS} from record where kind = :kind and not gone"),
        {"kind": _SPEC.name},
    )
    rows = [read_row(*columns) for columns in found]
    return [cast("CountryPack", record_from_wire(_SPEC, row.id, row.vals)) for row in rows]
