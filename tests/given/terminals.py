"""Laptops worked from the command line, with vaults on disk and a real headquarters."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp import __main__ as program
from fieldapp.app import Opened, open_vault
from fieldapp.machine.places import Places
from fieldapp.records.describe import Record
from fieldapp.records.visits import Activity
from fieldapp.store.outgoing import Outgoing
from fieldapp.store.unit_of_work import Authorship

PASSPHRASE = "tres tristes tigres"
NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Laptop:
    """One officer's laptop."""

    places: Places
    told: Callable[[], tuple[str, ...]]

    def does(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        code, said = self.tries(*words)
        assert code == 0, said
        return said

    def tries(self, *words: str) -> tuple[int, str]:
        """Run a command; its exit code and all it printed."""
        code = program.main(["--home", str(self.places.home), *words])
        return code, "".join(self.told())

    def open(self) -> Opened:
        """Its vault."""
        return open_vault(self.places, PASSPHRASE)

    def writes(self, *records: Record) -> None:
        """Put records as an officer's work does, and close the vault."""
        with self.open() as opened:
            who = opened.identity.enrolment
            with opened.store.write(Authorship(who.officer.person, NOON, who.device)) as writing:
                for record in records:
                    writing.put(record)

    def visits(self) -> set[UUID]:
        """The visits it holds."""
        with self.open() as opened, opened.store.read() as reading:
            return {visit.id for visit in reading.all(Activity)}

    def status(self) -> dict[str, Any]:
        """How things stand."""
        return json.loads(self.does("status", "--json"))

    def pending(self) -> dict[str, int]:
        """What has no receipt."""
        return self.status()["pending"]

    @property
    def vault(self) -> Path:
        """The folder of its vault."""
        (folder,) = self.places.vaults.glob("*/vault.json")
        return folder.parent

    @property
    def outgoing(self) -> Outgoing:
        """What its closed vault left."""
        return Outgoing(self.vault)
