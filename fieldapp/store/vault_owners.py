"""Whose vaults lie on this laptop: what may be known of a vault before anybody says a password.

`owner.json` beside `vault.json` says a login and a series and no more: a thief of the laptop learns
no name, office or territory, and an officer still finds the own vault among several. Without the
file (a copy just brought back) a vault goes by the name of its folder until it is next opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from fieldapp.records.text import Refused, say
from fieldapp.store.disk import write_whole
from fieldapp.store.vault import vaults_in

_FILE = "owner.json"


class _Clear(msgspec.Struct, frozen=True):
    """The file. `login` is the account's, `series` that of the official numbers (D07)."""

    login: str = ""
    series: str = ""


class Owner(msgspec.Struct, frozen=True):
    """One vault of this laptop."""

    folder: Path
    login: str
    series: str

    @property
    def label(self) -> str:
        """How people tell this vault from the others: `yriascos (D07)`."""
        return f"{self.login} ({self.series})" if self.login else self.folder.name

    def answers_to(self, name: str) -> bool:
        """Whether somebody who says this name means this vault."""
        return name.casefold() in {
            self.login.casefold(),
            self.series.casefold(),
            self.folder.name.casefold(),
        }


def owners_in(vaults: Path) -> Sequence[Owner]:
    """Every vault of a data folder, in the order of its logins."""
    found = [_owner(folder) for folder in vaults_in(vaults)]
    return sorted(found, key=lambda owner: (owner.login, owner.series, owner.folder.name))


def chosen_vault(vaults: Path, officer: str = "") -> Path:
    """The folder of the vault of `officer` (login or series), or of the only one there is.

    Raises Refused when there is none, or when the name fits none or more than one.
    """
    owners = owners_in(vaults)
    if not owners:
        raise Refused(
            say("Este equipo no está activado. Actívelo con su código: fieldapp enrol URL CÓDIGO")
        )
    meant = [owner for owner in owners if not officer or owner.answers_to(officer)]
    if len(meant) == 1:
        return meant[0].folder
    there = ", ".join(owner.label for owner in owners)
    if not meant:
        raise Refused(
            say(
                "En este equipo no hay bitácora de «{officer}». Hay: {there}.",
                officer=officer,
                there=there,
            )
        )
    raise Refused(
        say("En este equipo hay varias bitácoras: {there}. Diga cuál con --officer.", there=there)
    )


def note_owner(folder: Path, login: str, series: str) -> None:
    """Write whose vault this is, unless that is what stands there. Raises Outside (disk)."""
    owner = _owner(folder)
    if (owner.login, owner.series) != (login, series):
        write_whole(folder / _FILE, msgspec.json.encode(_Clear(login, series)))


def _owner(folder: Path) -> Owner:
    try:
        clear = msgspec.json.decode((folder / _FILE).read_bytes(), type=_Clear)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        clear = _Clear()
    return Owner(folder, clear.login, clear.series)
