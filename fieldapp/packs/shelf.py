"""Packs that came after the program, on this machine's disk: one folder for each, none replaced."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldapp.packs.versions import edition
from fieldapp.records.text import Outside, say


@dataclass(frozen=True, slots=True)
class PackShelf:
    """The folder in which packs lie, as `co-2026.2`. It proves nothing: whoever reads does."""

    folder: Path

    def put(self, country: str, version: str, files: Mapping[str, bytes]) -> Path:
        """Lay a pack on the shelf, whole or not at all. Raises Outside where the disk refuses."""
        place = self.folder / f"{country.lower()}-{version}"
        making = self.folder / f"{place.name}.new"
        try:
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            for name, content in files.items():
                (making / name).write_bytes(content)
            if not place.exists():
                making.rename(place)
            else:
                shutil.rmtree(making, ignore_errors=True)
        except OSError as fault:
            raise Outside(
                say("No se pudo guardar el paquete de país. Nada se perdió: inténtelo de nuevo.")
            ) from fault
        return place

    def of(self, country: str) -> list[Path]:
        """The packs of a country, the newest first."""
        begins = f"{country.lower()}-"
        try:
            there = [one for one in self.folder.iterdir() if one.name.startswith(begins)]
        except OSError:
            return []
        packs = [one for one in there if one.is_dir() and one.suffix != ".new"]
        return sorted(packs, key=lambda one: edition(self.version(one)), reverse=True)

    @staticmethod
    def version(place: Path) -> str:
        """The version that a place is called after."""
        return place.name.partition("-")[2]

    @staticmethod
    def files(place: Path) -> dict[str, bytes]:
        """What lies in one of them; nothing where it cannot be read."""
        try:
            return {one.name: one.read_bytes() for one in place.iterdir() if one.is_file()}
        except OSError:
            return {}
