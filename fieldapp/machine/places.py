"""Where things lie on this machine: vaults under one folder, the log under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "Bitacora"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one person on one laptop, always outside the program's own.

    `home` holds `vaults/<short id>/`; `log` holds `bitacora.log` and the reports of bugs. `officer`
    says whose vault is meant (login or series) where several officers share the laptop.
    """

    home: Path
    log: Path
    officer: str = ""

    @property
    def vaults(self) -> Path:
        """The folder with one folder for each vault."""
        return self.home / "vaults"

    @classmethod
    def under(cls, home: Path, officer: str = "") -> Places:
        """Put everything under one folder (`--home DIR`)."""
        return cls(home, home / "log", officer)

    @classmethod
    def chosen(
        cls, home: str | None, environment: Mapping[str, str], officer: str | None = None
    ) -> Places:
        """Follow `--home`, else FIELDAPP_HOME, else the habits of the operating system.

        `--officer` likewise, else FIELDAPP_OFFICER, else whoever is the only one.
        """
        whose = officer or environment.get("FIELDAPP_OFFICER", "")
        named = home or environment.get("FIELDAPP_HOME")
        if named:
            return cls.under(Path(named).expanduser().absolute(), whose)
        import platformdirs

        return cls(
            Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)),
            Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)),
            whose,
        )
