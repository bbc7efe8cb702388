"""Headquarters as it is run: `fieldapp-server` as a process, with its own PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

KEYS_PASSPHRASE = "una clave de prueba larga"

_SERVER = (sys.executable, "-m", "sync.server")
_LEAVING_S = 30


@dataclass(slots=True)
class Headquarters:
    """A headquarters in a folder. Its commands work whether it serves or not."""

    home: Path
    url: str = ""
    certificate: Path | None = None
    """Key and certificate (PEM) to serve with; without them over plain HTTP."""
    _serving: subprocess.Popen[str] | None = field(default=None, repr=False)

    def devices(self) -> list[dict[str, Any]]:
        """Every laptop ever enrolled, in order of its series."""
        return cast("list[dict[str, Any]]", self.run("device", "list"))

    def run(self, *words: str) -> Any:
        """Run one command of `fieldapp-server`; its answer in JSON."""
        code, said = self.tries(*words, "--json")
        assert code == 0, said
        return json.loads(said)

    def tries(self, *words: str) -> tuple[int, str]:
        """Run one command; its exit code and what it said, or complained of."""
        done = subprocess.run(
            [*_SERVER, *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stderr if done.returncode else done.stdout

    def code(self, login: str) -> str:
        """A one-time code for an account."""
        return self.run("device", "code", login)["code"]

    def start(self) -> None:
        """Serve, at the same address as before if it served already."""
        port = self.url.rpartition(":")[2] or "0"
        self._serving = subprocess.Popen(
            [*_SERVER, "serve", "--port", port, *self._with_tls()],
            env=self._environment(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._serving.stdout is not None
        self.url = json.loads(self._serving.stdout.readline())["url"]

    def stop(self) -> None:
        """End in good order, PostgreSQL too."""
        if self._serving is not None:
            self._serving.terminate()
            self._serving.communicate(timeout=_LEAVING_S)
            self._serving = None

    def _with_tls(self) -> list[str]:
        return ["--tls-certificate", str(self.certificate)] if self.certificate else []

    def _environment(self) -> dict[str, str]:
        left = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return left | {
            "FIELDAPP_SERVER_HOME": str(self.home),
            "BITACORA_KEYS_PASSPHRASE": KEYS_PASSPHRASE,
        }


@contextmanager
def a_headquarters(country: str = "CO", certificate: Path | None = None) -> Generator[Headquarters]:
    """A new headquarters, serving; ended and forgotten at the end of the block.

    Not in pytest's folders: as root the database runs as another user, who may not enter them.
    """
    with TemporaryDirectory(prefix="bitacora-headquarters-") as folder:
        headquarters = Headquarters(Path(folder), certificate=certificate)
        headquarters.run("init", "--country", country)
        headquarters.start()
        try:
            yield headquarters
        finally:
            headquarters.stop()
