"""Where things lie on this machine: vaults under one folder, the log under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "Bitacora"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one person on one laptop, always outside the program's own.

    `home` holds `vaults/<short id>/`; `log` holds `bitacora.log` and the reports of bugs.
    """

    home: Path
    log: Path

    @property
    def vaults(self) -> Path:
        """The folder with one folder for each vault."""
        return self.home / "vaults"

    @classmethod
    def under(cls, home: Path) -> Places:
        """Put everything under one folder (`--home DIR`)."""
        return cls(home, home / "log")

    @classmethod
    def chosen(cls, home: str | None, environment: Mapping[str, str]) -> Places:
        """Follow `--home`, else FIELDAPP_HOME, else the habits of the operating system."""
        named = home or environment.get("FIELDAPP_HOME")
        if named:
            return cls.under(Path(named).expanduser().absolute())
        import platformdirs

        return cls(
            Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)),
            Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)),
        )
