"""Which pack is worked with: the newest that is shipped or that headquarters signed.

A pack is proven each time before it is read, and takes effect when the vault, or the server, is
opened again. The older ones stay on the shelf.
"""

from __future__ import annotations

import logging
from pathlib import Path

from fieldapp.packs import Pack, load_pack, read_pack
from fieldapp.packs.shelf import PackShelf
from fieldapp.packs.versions import edition
from fieldapp.records.text import Outside, Refused, say

_log = logging.getLogger(__name__)


def pack_in_use(shelf: PackShelf, country: str, headquarters: bytes) -> Pack:
    """The newest pack of a country that can be believed; the shipped one where none is newer.

    One that was tampered with, or that this program cannot read, is passed over and noted: nothing
    stops an officer from opening the vault.
    """
    shipped = load_pack(country)
    for place in shelf.of(country):
        if edition(shelf.version(place)) <= edition(shipped.version):
            break
        try:
            return _proven(shelf, place, headquarters)
        except (Refused, Outside) as fault:
            _log.warning("the pack %s is passed over: %s", place.name, fault.text)
    return shipped


def install_pack(shelf: PackShelf, content: bytes, headquarters: bytes) -> Pack:
    """Take in the signed zip of a pack; it is used from the next opening on.

    Raises Refused for one that is not signed by headquarters, is no newer than the one in use, or
    that this program cannot read; Outside where the disk refuses.
    """
    from fieldapp.signing.country_packs import believed_pack

    found = believed_pack(content, headquarters)
    about = found.manifest
    now = pack_in_use(shelf, about.country, headquarters)
    if edition(about.version) <= edition(now.version):
        raise Refused(
            say(
                "El paquete {version} de {country} no es más nuevo que el que se usa ({now}).",
                version=about.version,
                country=now.name,
                now=now.version,
            )
        )
    place = shelf.put(about.country, about.version, found.files)
    return _proven(shelf, place, headquarters)


def _proven(shelf: PackShelf, place: Path, headquarters: bytes) -> Pack:
    """Read a pack of the shelf; Refused if its files are not those that were signed."""
    from fieldapp.signing.country_packs import believed_files

    manifest = believed_files(shelf.files(place), headquarters).manifest
    pack = read_pack(place)
    if (pack.country, pack.version) != (manifest.country, manifest.version):
        raise Refused(say("El paquete de país dice ser otro que el que se firmó."))
    return pack
