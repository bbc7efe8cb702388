"""The passwords of the page that coordinators look at: one for each territory, kept stretched.

There is none until somebody at headquarters makes it, so the page shows nothing by default. A
password is made here, never chosen, and told once; making it again ends the one before.
"""

import hmac
from dataclasses import dataclass
from hashlib import scrypt
from pathlib import Path
from typing import Final

from fieldapp.records.text import Refused, say
from sync.server.keys import RandomBytes, heard_code, spoken_code
from sync.server.secret_files import write_secretly

WHOLE_COUNTRY: Final = "todo"
"""The user's name of who sees every territory."""

_SALT_BYTES: Final = 16
_LETTERS: Final = 20
_COST: Final = 2**15
_MEMORY: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BoardPasswords:
    """The stretched passwords in a folder, one file for each territory."""

    folder: Path

    def make(self, scope: str, random_bytes: RandomBytes) -> str:
        """Make a territory's password and give it; only its stretched form is kept."""
        password = spoken_code(random_bytes, _LETTERS)
        salt = random_bytes(_SALT_BYTES)
        self.end(scope)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        write_secretly(self._file(scope), salt + _stretched(heard_code(password), salt))
        return password

    def end(self, scope: str) -> None:
        """Let nobody in any more under this name."""
        self._file(scope).unlink(missing_ok=True)

    def scopes(self) -> list[str]:
        """The names under which somebody is let in."""
        return sorted(file.name for file in self.folder.glob("*")) if self.folder.is_dir() else []

    def opens(self, scope: str, password: str) -> bool:
        """Tell whether this is the territory's password; as slow for a name that has none."""
        kept = b""
        if scope.isalnum() and self._file(scope).is_file():
            kept = self._file(scope).read_bytes()
        salt, wanted = kept[:_SALT_BYTES] or bytes(_SALT_BYTES), kept[_SALT_BYTES:]
        return hmac.compare_digest(_stretched(heard_code(password), salt), wanted)

    def _file(self, scope: str) -> Path:
        if not scope.isalnum():
            raise Refused(say("«{scope}» no es un código de territorio.", scope=scope))
        return self.folder / scope


def _stretched(password: str, salt: bytes) -> bytes:
    return scrypt(password.encode(), salt=salt, n=_COST, r=8, p=1, maxmem=_MEMORY)
