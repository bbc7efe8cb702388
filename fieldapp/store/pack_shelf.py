"""The country packs that a vault holds besides the shipped one: signed files among its own.

They come from headquarters by sync or as a file. The newest that is whole and signed is used from
the next opening on; none is ever thrown away. Whatever is wrong with one, the laptop opens with
the one before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack, pack_of
from fieldapp.packs.pack_file import NotAPack, read_pack_file
from fieldapp.packs.versions import in_force, must_follow, order
from fieldapp.records.packs import CountryPack
from fieldapp.records.text import Refused, Worded, say
from fieldapp.store.files import Files
from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.unit_of_work import Reading, Store

_INSTALLED: Final = "pack_files"

_log = logging.getLogger(__name__)

IsSigned = Callable[[bytes, bytes], bool]
"""Given a signature and what it covers: did headquarters sign?"""


class PackShelf:
    """The packs of one vault. `shipped` is the one that came with the program."""

    def __init__(self, store: Store, files: Files, is_signed: IsSigned, shipped: Pack) -> None:
        self._store = store
        self._files = files
        self._is_signed = is_signed
        self._shipped = shipped

    def newest(self, today: date | None = None) -> Pack:
        """The pack to work with; `today` passes over those whose day has not come."""
        chosen = self._shipped
        with self._store.read() as reading:
            names = list(self._named(reading))
        for name in names:
            try:
                found = self._read(self._files.read(name))
                waits = today is not None and not in_force(found, today)
                if order(found.version) > order(chosen.version) and not waits:
                    must_follow(found, chosen)
                    chosen = found
            except (NotAPack, Worded) as fault:
                _log.warning("the pack %s is not used: %s", name[:12], type(fault).__name__)
        return chosen

    def install(self, content: bytes) -> Pack:
        """Keep the pack of a file; it is used from the next opening on.

        Raises Refused, and keeps nothing, for what headquarters did not sign, another country's,
        one that is not newer than the one in use, or one that lost a code.
        """
        try:
            found = self._read(content)
        except NotAPack as fault:
            raise Refused(
                say(
                    "Este archivo no es un paquete firmado para este equipo. "
                    "No se instaló nada; pida otro."
                )
            ) from fault
        must_follow(found, self.newest())
        name = self._files.put(content)
        with self._store.database.writing() as connection:
            with self._store.read() as reading:
                before = remembered(reading, _INSTALLED, list[str]) or []
            remember_here(connection, _INSTALLED, [*before, name])
        return found

    def _read(self, content: bytes) -> Pack:
        packed = read_pack_file(content, self._is_signed)
        return pack_of(packed.parts.get, packed.manifest.version)

    def _named(self, reading: Reading) -> Iterator[str]:
        """The files of packs that are here, the oldest version first."""
        published = reading.all(CountryPack)
        for name in (
            *(remembered(reading, _INSTALLED, list[str]) or []),
            *(one.file_sha256 for one in published),
        ):
            if self._files.has(name):
                yield name
