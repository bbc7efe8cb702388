"""The laptops of the demo: enrolled at its headquarters, each in a folder of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fieldapp.app import Opened, assemble_sync, enrol, open_vault
from fieldapp.demo.headquarters import LocalHeadquarters
from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.records.text import Outside, say
from fieldapp.store.stamps import STAMPED_COPIES, stamps_to_lay
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.enrolment import Headquarters

PASSPHRASE: Final = "bitacora de prueba"  # noqa: S105 - opens invented data only

OFFICES: Final = (
    ("DTCAUCA", "Dirección Territorial Cauca", "19"),
    ("DTMETA", "Dirección Territorial Meta", "50"),
)
OFFICERS: Final = (
    ("lina", "Lina Marcela Caicedo Ruiz", "DTCAUCA"),
    ("andres", "Andrés Felipe Muñoz Prado", "DTCAUCA"),
    ("camila", "Camila Ríos Tovar", "DTMETA"),
)
CALI_SCOPE: Final = "76"
_STAMPED_WITHIN_S: Final = 60


def found_offices(headquarters: LocalHeadquarters) -> None:
    """Two territorial offices and three invented officers; those of Cauca also serve Cali."""
    for code, name, territory in OFFICES:
        headquarters.run("office", "add", code, name, "--territory", territory)
        headquarters.run("office", "switch", code, "all", "on")
    for login, name, office in OFFICERS:
        headquarters.run("user", "add", login, name, "--office", office)
    for login in ("lina", "andres"):
        headquarters.run("user", "permit", login, CALI_SCOPE)


def is_stamped(reading: Reading) -> bool:
    """Tell whether headquarters' stamps have come and lie on the papers.

    Headquarters stamps one paper at a time: a sync may find the first of an acta's two.
    """
    due = len(STAMPED_COPIES) * reading.count("minutes")
    return 0 < due <= reading.count("stamp") and not stamps_to_lay(reading)


@dataclass(frozen=True, slots=True)
class DemoLaptop:
    """One officer's laptop."""

    places: Places
    now: Callable[[], datetime]

    @classmethod
    def enrolled(
        cls, headquarters: LocalHeadquarters, login: str, folder: Path, now: Callable[[], datetime]
    ) -> DemoLaptop:
        """A freshly enrolled laptop of somebody."""
        places = Places.under(folder)
        enrol(places, Headquarters(headquarters.url), headquarters.code(login), PASSPHRASE, now)
        return cls(places, now)

    def open(self) -> Opened:
        """Its vault."""
        return open_vault(self.places, PASSPHRASE)

    def sync(self) -> None:
        """Sync once."""
        with self.open() as opened:
            syncing = assemble_sync(opened, self.now)
            try:
                syncing.now()
            finally:
                syncing.stop()

    def sync_until_stamped(self) -> None:
        """Sync until headquarters' stamps lie on the acta's papers; it stamps within seconds.

        Raises Outside when none comes.
        """
        for _ in range(_STAMPED_WITHIN_S):
            self.sync()
            with self.open() as opened, opened.store.read() as reading:
                if is_stamped(reading):
                    return
            time.sleep(1)
        raise Outside(say("El nivel central de prueba no selló el acta."))

    def records_by_kind(self) -> dict[str, int]:
        """How many records it holds of each kind it holds any of."""
        with self.open() as opened, opened.store.read() as reading:
            counted = {spec.name: reading.count(spec.name) for spec in KINDS}
        return {kind: number for kind, number in counted.items() if number}
