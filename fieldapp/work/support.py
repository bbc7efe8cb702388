"""What whoever gives support needs of a laptop, and nothing that a person typed.

A package is one zip: the program's log, the reports of bugs, and `estado.json` with counts, codes
and versions. No name, text, number of an acta or of a document is in it; the log never held any.
"""

from __future__ import annotations

import json
import platform
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fieldapp.records.text import SPANISH
from fieldapp.store.disk import disk_in_words, take_name
from fieldapp.work.desk import Desk
from fieldapp.work.syncing import SyncStandings, plain

FILE_NAME: Final = "soporte-bitacora.zip"

_TOLD: Final = frozenset(
    {
        "state", "pending", "batches_waiting", "files_waiting", "bytes_waiting", "receipts",
        "last_receipt_at", "last_answer_at", "next_sync_at", "clock_offset_s", "conflicts_open",
        "scopes", "revoked", "retiring", "differing", "failed_step",
    }
)  # fmt: skip
"""Of how things stand with headquarters, what holds nobody's words."""


@dataclass(frozen=True, slots=True)
class Support:
    """Makes the package of an open vault. `log` is the folder of the log and the reports."""

    desk: Desk
    standings: SyncStandings
    log: Path
    version: str

    def save(self, target: Path) -> None:
        """Write the package. Raises Outside if the disk refuses; an older one then stays."""
        save_package(self.log, target, {**about_machine(self.version, self.log), **self._state()})

    def _state(self) -> dict[str, Any]:
        desk = self.desk
        with desk.reading() as reading:
            records = {spec.name: reading.count(spec.name) for spec in desk.kinds}
        standing = plain(self.standings.now(), SPANISH)
        return {
            "country": desk.pack.country,
            "pack": desk.pack.version,
            "records": {kind: count for kind, count in records.items() if count},
            "sync": {name: told for name, told in standing.items() if name in _TOLD},
        }


def about_machine(version: str, folder: Path) -> dict[str, Any]:
    """The program and the machine it runs on; `folder` tells which disk is meant."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return {
        "version": version,
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "python": platform.python_version(),
        "disk_free_mib": shutil.disk_usage(there).free // 2**20,
    }


def save_package(log: Path, target: Path, state: Mapping[str, Any]) -> None:
    """Write log, reports and state as one zip. Raises Outside if the disk refuses."""
    temporary = target.with_name(target.name + ".part")
    written = json.dumps(state, ensure_ascii=False, indent=2, sort_keys=True)
    with disk_in_words():
        try:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr("estado.json", written + "\n")
                for path in sorted((*log.glob("bitacora.log*"), *log.glob("informe-*.txt"))):
                    package.write(path, path.name)
            take_name(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
