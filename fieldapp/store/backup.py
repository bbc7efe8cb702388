"""Copies of a vault: made while somebody works, checked, and brought back on any laptop.

A copy is one zip without compression: `vault.json`, the database, the files, and a manifest with
the digest of each, signed under the vault's key. Everything inside is encrypted as it lies on the
disk, so a copy on a lost USB memory tells nothing. It opens with the same passphrase or recovery
code. The rotating copies on the laptop's own disk leave the files out: they lie beside them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

import msgspec

from fieldapp.records.progress import Step, part_of, unseen
from fieldapp.records.text import Outside, Refused, Text, say
from fieldapp.store.database import Database
from fieldapp.store.disk import disk_in_words, flush_folder, take_name
from fieldapp.store.files import Files, is_name

SUFFIX: Final = ".bitacora"
ROTATING_KEPT: Final = 7

_MANIFEST: Final = "manifest.json"
_VAULT: Final = "vault.json"
_DATABASE: Final = "bitacora.db"


class CopiedVault(Protocol):
    """What a copy needs of a vault."""

    @property
    def folder(self) -> Path:
        """Where `vault.json` lies."""
        ...

    @property
    def backups_folder(self) -> Path:
        """Where the rotating copies lie."""
        ...

    def key_for(self, purpose: str) -> bytes:
        """A key derived for one purpose."""
        ...


class _Manifest(msgspec.Struct, frozen=True):
    """What is in a copy: name → SHA-256 of the encrypted bytes, and the vault's signature."""

    format: int
    parts: dict[str, str]
    signature: str = ""

    def signed(self, key: bytes) -> _Manifest:
        content = msgspec.json.encode((self.format, sorted(self.parts.items())))
        return msgspec.structs.replace(self, signature=hmac.digest(key, content, "sha256").hex())


def back_up(
    vault: CopiedVault,
    database: Database,
    target: Path,
    files: Files | None,
    step: Step = unseen,
) -> None:
    """Copy a vault into the file `target` while others read and write; `step` counts bytes.

    Raises Outside if a disk refuses; a copy that was there under that name is then untouched,
    as it is if `step` wants no more.
    """
    temporary = target.with_name(target.name + ".part")
    try:
        with disk_in_words(), TemporaryDirectory(dir=vault.backups_folder) as work:
            records = Path(work) / _DATABASE
            database.copy_to(records)
            _zip(vault, temporary, records, files, step)
            take_name(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def back_up_rotating(vault: CopiedVault, database: Database, at: datetime) -> Path:
    """Make today's copy on this disk and let go of the oldest beyond the number kept."""
    copy = vault.backups_folder / f"copia-{at:%Y%m%dT%H%M%SZ}{SUFFIX}"
    back_up(vault, database, copy, None)
    copies = sorted(vault.backups_folder.glob(f"copia-*{SUFFIX}"))
    for old in copies[:-ROTATING_KEPT]:
        with suppress(OSError):  # somebody may be copying it to a USB memory: next time
            old.unlink()
    return copy


def back_up_before_change(vault: CopiedVault, database: Database, digest: str) -> None:
    """Keep the records as an older program left them; once, however often the change is tried."""
    copy = vault.backups_folder / f"antes-{digest[:12]}{SUFFIX}"
    if not copy.exists():
        back_up(vault, database, copy, None)


def unpack(copy: Path, folder: Path) -> None:
    """Lay a copy out as a vault's folder, whose parts have the digests the manifest gives.

    `signed_by` must still be asked once the vault is open. Raises Outside for what is no copy or
    a damaged one; `folder` must not exist and is removed again if anything fails.
    """
    try:
        with disk_in_words(), zipfile.ZipFile(copy) as parts:
            manifest = _manifest(parts)
            for part in (folder, folder / "files", folder / "backups"):
                part.mkdir(mode=0o700, parents=True)
            for name, digest in manifest.parts.items():
                _unpack_part(parts, name, digest, folder / name)
            (folder / _MANIFEST).write_bytes(msgspec.json.encode(manifest))
            flush_folder(folder)
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, ValueError, EOFError) as fault:
        shutil.rmtree(folder, ignore_errors=True)
        raise _not_a_copy(copy) from fault
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def check_signature(vault: CopiedVault) -> None:
    """Raise Outside unless the unpacked copy's manifest was signed by this very vault."""
    path = vault.folder / _MANIFEST
    manifest = msgspec.json.decode(path.read_bytes(), type=_Manifest)
    signed = manifest.signed(vault.key_for("backup"))
    if not hmac.compare_digest(signed.signature, manifest.signature):
        raise _not_a_copy(vault.folder)
    path.unlink()


def check(database: Database, files: Files) -> list[Text]:
    """What is wrong with the database and the files of a vault; nothing, as a rule.

    Reads every page and every file: minutes on a slow disk, so never while somebody waits.
    """
    faults: list[Text] = []
    with database.reading() as connection:
        damaged = connection.execute("PRAGMA cipher_integrity_check").first()
        sound = connection.execute("PRAGMA quick_check").scalar() if not damaged else ""
    if sound != "ok":
        faults.append(
            say(
                "El archivo de los registros tiene páginas dañadas. "
                "Recupere una copia de seguridad."
            )
        )
    for name in files.names():
        try:
            files.read(name)
        except Outside as fault:
            faults.append(fault.text)
    return faults


def next_series(series: str) -> str:
    """The series of a restored copy: D07 → D07b → D07c; the old one is never continued."""
    if not series or not series[-1].islower():
        return f"{series}b"
    return f"{series}b" if series[-1] == "z" else series[:-1] + chr(ord(series[-1]) + 1)


def refuse_if_there(folder: Path) -> None:
    """Raise Refused rather than lay a copy over a vault."""
    if folder.exists():
        raise Refused(
            say("Ya existe «{path}». Elija otra carpeta para recuperar la copia.", path=str(folder))
        )


def _zip(vault: CopiedVault, target: Path, database: Path, files: Files | None, step: Step) -> None:
    sources = {_VAULT: vault.folder / _VAULT, _DATABASE: database}
    if files is not None:
        sources |= {f"files/{name}": vault.folder / "files" / name for name in files.names()}
    total, packed = sum(path.stat().st_size for path in sources.values()), 0
    with target.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as parts:
            digests: dict[str, str] = {}
            for name, path in sources.items():
                digests[name] = _pack_part(parts, name, path, part_of(step, packed, total))
                packed += path.stat().st_size
            manifest = _Manifest(1, digests).signed(vault.key_for("backup"))
            parts.writestr(_MANIFEST, msgspec.json.encode(manifest))
        raw.flush()
        os.fsync(raw.fileno())


def _pack_part(parts: zipfile.ZipFile, name: str, path: Path, step: Step) -> str:
    digest, done, size = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as source, parts.open(name, "w", force_zip64=True) as packed:
        while block := source.read(1 << 20):
            step(done, size)
            digest.update(block)
            packed.write(block)
            done += len(block)
    return digest.hexdigest()


def _unpack_part(parts: zipfile.ZipFile, name: str, expected: str, path: Path) -> None:
    digest = hashlib.sha256()
    with parts.open(name) as packed, path.open("wb") as target:
        while block := packed.read(1 << 20):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != expected:
        raise ValueError(f"{name} is damaged")


def _manifest(parts: zipfile.ZipFile) -> _Manifest:
    manifest = msgspec.json.decode(parts.read(_MANIFEST), type=_Manifest)
    names = set(manifest.parts)
    stray = [name for name in names - {_VAULT, _DATABASE} if not _is_file(name)]
    if stray or not {_VAULT, _DATABASE} <= names:
        raise ValueError("not the parts of a vault")
    return manifest


def _is_file(name: str) -> bool:
    """A name in a copy is somebody else's word: nothing but a digest may become part of a path."""
    folder, _, digest = name.partition("/")
    return folder == "files" and is_name(digest)


def _not_a_copy(path: Path) -> Outside:
    return Outside(
        say(
            "«{path}» no es una copia de seguridad de Bitácora o está dañada. "
            "No se ha cambiado nada; pruebe con otra copia.",
            path=str(path),
        )
    )
