"""The officer's vault on this laptop: its folder, its key, and the one process that writes in it.

A random 256-bit key opens the database and the files. `vault.json` keeps that key wrapped twice:
by the officer's passphrase and by the recovery code that headquarters issued at enrolment. So a
new passphrase rewrites one small file, and a forgotten one is no loss. `vault.json` holds nothing
else: who the officer is stands inside the encrypted database (a stolen laptop tells nothing).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.records.text import Outside, Refused, Text, say
from fieldapp.rules.passphrases import CHARACTERS_MIN
from fieldapp.store.disk import disk_in_words, flush_folder, write_whole

Entropy = Callable[[int], bytes]
"""Gives that many unpredictable bytes; `os.urandom` outside tests."""

RESTORING_SUFFIX: Final = ".part"

_FORMAT: Final = 1
_KEY_BYTES: Final = 32
_PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a way, not a secret
_RECOVERY: Final = "recovery"


class Argon(msgspec.Struct, frozen=True):
    """What guessing one secret costs an attacker (Argon2id); kept in `vault.json` with the key."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


STRONG: Final = Argon()
_COSTLIEST: Final = Argon(memory_kib=1024 * 1024, passes=20, lanes=16)


class _Wrapped(msgspec.Struct, frozen=True):
    """The vault key as one secret opens it. Bytes are base64 in the file."""

    argon: Argon
    salt: bytes
    nonce: bytes
    key: bytes


class _VaultFile(msgspec.Struct, frozen=True):
    """`vault.json`; `check` tells a damaged file from a wrong passphrase."""

    format: int
    ways: dict[str, _Wrapped]
    check: str = ""

    def digest(self) -> str:
        content = msgspec.structs.replace(self, check="")
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


class Vault:
    """An open vault. Closing it lets another process open it; the key is then forgotten."""

    def __init__(
        self, folder: Path, key: bytes, lock: _FolderLock | None, *, new: bool = False
    ) -> None:
        self.folder = folder
        self.new = new
        self._key = key
        self._lock = lock

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        recovery_code: str,
        *,
        argon: Argon = STRONG,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Make the vault's folder, key and `vault.json`.

        Raises Refused if a vault is already there or the passphrase is too short, Outside if the
        disk refuses.
        """
        check_passphrase(passphrase)
        if _holds_anything(folder):
            raise Refused(say("En esta carpeta ya hay una bitácora; ábrala con su contraseña."))
        with disk_in_words():
            for part in (folder, folder / "files", folder / "backups"):
                part.mkdir(mode=0o700, parents=True, exist_ok=True)
            flush_folder(folder.parent)
        lock = _FolderLock(folder)
        key = entropy(_KEY_BYTES)
        try:
            ways = {
                way: _wrap(key, way, secret, argon, entropy)
                for way, secret in ((_PASSPHRASE, passphrase), (_RECOVERY, recovery_code))
            }
            _write(folder, ways)
        except BaseException:
            lock.release()
            raise
        return cls(folder, key, lock, new=True)

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, writing: bool = True) -> Self:
        """Open with the officer's passphrase.

        `writing=False` is for commands that only read: they work beside an open window. Raises
        Refused (wrong passphrase; open elsewhere) or Outside (missing or damaged `vault.json`).
        """
        wrong = say("La contraseña no es correcta. Revise mayúsculas y teclado, e inténtelo.")
        return cls._opened(folder, _PASSPHRASE, passphrase, wrong, writing=writing)

    @classmethod
    def recover(
        cls,
        folder: Path,
        recovery_code: str,
        passphrase: str,
        *,
        argon: Argon = STRONG,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Open with headquarters' recovery code and set a new passphrase."""
        check_passphrase(passphrase)
        wrong = say("El código de recuperación no es el de esta bitácora.")
        vault = cls._opened(folder, _RECOVERY, recovery_code, wrong)
        try:
            vault._set_passphrase(passphrase, argon, entropy)  # noqa: SLF001
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def _opened(
        cls, folder: Path, way: str, secret: str, wrong: Text, *, writing: bool = True
    ) -> Self:
        wrapped = _read(folder).ways[way]
        lock = _FolderLock(folder) if writing else None
        try:
            return cls(folder, _unwrap(wrapped, way, secret), lock)
        except BaseException as fault:
            if lock:
                lock.release()
            if isinstance(fault, InvalidTag):
                raise Refused(wrong) from None
            raise

    def proves(self, passphrase: str) -> bool:
        """Whether this is the officer's passphrase; it takes as long as opening."""
        try:
            _unwrap(_read(self.folder).ways[_PASSPHRASE], _PASSPHRASE, passphrase)
        except InvalidTag:
            return False
        return True

    def change_passphrase(
        self,
        old: str,
        new: str,
        *,
        argon: Argon = STRONG,
        entropy: Entropy = os.urandom,
    ) -> None:
        """Wrap the key by a new passphrase; the recovery code stays good. Raises Refused."""
        if not self.proves(old):
            raise Refused(say("La contraseña anterior no es correcta."))
        self._set_passphrase(new, argon, entropy)

    def _set_passphrase(self, passphrase: str, argon: Argon, entropy: Entropy) -> None:
        check_passphrase(passphrase)
        ways = dict(_read(self.folder).ways)
        ways[_PASSPHRASE] = _wrap(self._key, _PASSPHRASE, passphrase, argon, entropy)
        _write(self.folder, ways)

    @property
    def writing(self) -> bool:
        """Whether this process is the one that may write."""
        return self._lock is not None

    @property
    def database_path(self) -> Path:
        """The encrypted SQLite file."""
        return self.folder / "bitacora.db"

    @property
    def files_folder(self) -> Path:
        """Where attachments and sealed papers lie, encrypted."""
        return self.folder / "files"

    @property
    def backups_folder(self) -> Path:
        """Where the rotating copies of this disk lie."""
        return self.folder / "backups"

    def key_for(self, purpose: str) -> bytes:
        """A 256-bit key for one purpose, derived so that none reveals another."""
        return hmac.digest(self._key, b"bitacora/" + purpose.encode(), "sha256")

    def cipher_for(self, purpose: str) -> Cipher:
        """Encrypts and decrypts under the key for one purpose."""
        return Cipher(self.key_for(purpose))

    def close(self) -> None:
        """Forget the key and let another process open the vault."""
        self._key = b""
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Cipher:
    """AES-256-GCM under one key: what was altered, moved or cut does not open."""

    def __init__(self, key: bytes) -> None:
        self._sealing = AESGCM(key)

    def seal(self, nonce: bytes, clear: bytes, about: bytes) -> bytes:
        """Encrypt; 16 bytes longer than `clear`. A nonce (12 bytes) must never be used twice."""
        return self._sealing.encrypt(nonce, clear, about)

    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """Decrypt. Raises ValueError if it is not what `seal` gave for the same `about`."""
        try:
            return self._sealing.decrypt(nonce, sealed, about)
        except InvalidTag as fault:
            raise ValueError("altered or of another vault") from fault


def _holds_anything(folder: Path) -> bool:
    """Tell a vault from one whose making was cut short before the first record."""
    if not (folder / "vault.json").exists():
        return False
    return (folder / "bitacora.db").exists() or any(
        any((folder / part).glob("*")) for part in ("files", "backups")
    )


def vaults_in(folder: Path) -> list[Path]:
    """The vaults of a data folder, without one that is still being restored."""
    found = sorted(path.parent for path in folder.glob("*/vault.json"))
    return [vault for vault in found if vault.suffix != RESTORING_SUFFIX]


def vault_folder(home: Path, short_id: str) -> Path:
    """Where the vault of one officer lies under the data folder."""
    return home / "vaults" / short_id


def check_passphrase(passphrase: str) -> None:
    """Raise Refused for a passphrase too short to keep a vault."""
    if len(passphrase) < CHARACTERS_MIN:
        raise Refused(say("La contraseña debe tener al menos {n} caracteres.", n=CHARACTERS_MIN))


def _wrap(key: bytes, way: str, secret: str, argon: Argon, entropy: Entropy) -> _Wrapped:
    salt, nonce = entropy(16), entropy(12)
    wrapping = AESGCM(_stretch(way, secret, salt, argon))
    return _Wrapped(argon, salt, nonce, wrapping.encrypt(nonce, key, way.encode()))


def _unwrap(wrapped: _Wrapped, way: str, secret: str) -> bytes:
    """The vault key. Raises InvalidTag if the secret is not the one."""
    wrapping = AESGCM(_stretch(way, secret, wrapped.salt, wrapped.argon))
    return wrapping.decrypt(wrapped.nonce, wrapped.key, way.encode())


def _stretch(way: str, secret: str, salt: bytes, argon: Argon) -> bytes:
    """Derive the wrapping key. A recovery code is read aloud and typed: its form does not count."""
    typed = unicodedata.normalize("NFKC", secret)
    if way == _RECOVERY:
        typed = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hash_secret_raw(
        typed.encode(),
        salt,
        time_cost=argon.passes,
        memory_cost=argon.memory_kib,
        parallelism=argon.lanes,
        hash_len=_KEY_BYTES,
        type=Type.ID,
    )


def _write(folder: Path, ways: dict[str, _Wrapped]) -> None:
    content = _VaultFile(_FORMAT, ways)
    content = msgspec.structs.replace(content, check=content.digest())
    write_whole(folder / "vault.json", msgspec.json.format(msgspec.json.encode(content)))


def _read(folder: Path) -> _VaultFile:
    path = folder / "vault.json"
    try:
        content = msgspec.json.decode(path.read_bytes(), type=_VaultFile)
    except FileNotFoundError as fault:
        raise Outside(say("No hay ninguna bitácora en «{path}».", path=str(folder))) from fault
    except OSError as fault:
        raise Outside(say("No se puede leer «{path}».", path=str(path))) from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise _damaged(path) from fault
    if content.format != _FORMAT:
        raise Outside(say("Esta bitácora es de una versión más nueva del programa. Actualícelo."))
    if content.check != content.digest() or not _affordable(content):
        raise _damaged(path)
    return content


def _affordable(content: _VaultFile) -> bool:
    """Whether both ways are there and opening them cannot exhaust the laptop's memory."""
    costs = [way.argon for way in content.ways.values()]
    return {_PASSPHRASE, _RECOVERY} <= content.ways.keys() and all(
        0 < cost.passes <= _COSTLIEST.passes
        and 0 < cost.lanes <= _COSTLIEST.lanes
        and 8 * cost.lanes <= cost.memory_kib <= _COSTLIEST.memory_kib
        for cost in costs
    )


def _damaged(path: Path) -> Outside:
    return Outside(
        say(
            "El archivo «{path}» está dañado. Los registros siguen en su carpeta: "
            "recupere este archivo de una copia de seguridad.",
            path=str(path),
        )
    )


class _FolderLock:
    """An operating system's lock on the vault: gone with the process, even if it is killed."""

    def __init__(self, folder: Path) -> None:
        with disk_in_words():
            self._descriptor = os.open(folder / "vault.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise Refused(
                say("Bitácora está abierta en este equipo. Ciérrela e inténtelo de nuevo.")
            ) from None

    def release(self) -> None:
        """Let go; the file stays, because deleting it would race with the next opener."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
