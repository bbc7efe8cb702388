"""Headquarters' stamps on papers: which ones this laptop has not laid on its own copies yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.store.connection import Connection
from fieldapp.store.ledger import Version
from fieldapp.store.schema import Schema
from fieldapp.store.unit_of_work import Reading

_TO_LAY: Final = """SELECT "minutes", "version", "file_sha256", "completion_sha256",
  "completed_sha256" FROM "stamp" WHERE "minutes" IS NOT NULL
  AND "completed_sha256" NOT IN (SELECT "sha256" FROM "issued_file")"""


STAMPED_COPIES: Final = frozenset({Version.DELIVERED, Version.ARCHIVE})
"""The papers of an acta that headquarters stamps."""


@dataclass(frozen=True, slots=True)
class StampToLay:
    """A stamp, and the paper it belongs on. Files by their SHA-256 in hexadecimal."""

    minutes: UUID
    copy: Version
    file: str
    stamp: str
    completed: str


def stamps_to_lay(reading: Reading) -> list[StampToLay]:
    """The stamps whose completed copies this laptop's ledger does not know."""
    return _to_lay(reading.connection)


def stamp_files_wanted(
    connection: Connection, schema: Schema, has: Callable[[str], bool]
) -> set[str]:
    """The files to fetch so that papers can be completed.

    Copies as delivered come to every laptop, also one that was signed later, elsewhere; of an
    archive copy only the stamp, and only where the copy is.
    """
    if "stamp" not in schema.kinds:
        return set()
    due = _to_lay(connection)
    delivered = [one for one in due if one.copy is Version.DELIVERED]
    stamps = {one.stamp for one in due if one in delivered or has(one.file)}
    return stamps | {one.file for one in delivered}


def _to_lay(connection: Connection) -> list[StampToLay]:
    return [
        StampToLay(UUID(bytes=minutes), Version(version), *files)
        for minutes, version, *files in connection.execute(_TO_LAY)
        if version in STAMPED_COPIES
    ]
