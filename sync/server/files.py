"""Files of evidence and sealed actas, named by their SHA-256: in a folder, or in an S3 bucket.

Content is never changed or renamed once it is there; writing the same file twice is one file.
Objects are read, listed and deleted by obstore in both places. A folder is written by our own
hand: obstore links a file to its name without flushing it (seen with strace, 0.12), so that a
power cut may leave a torn file which every later write would take for the whole one.
"""

import os
import secrets
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, UnknownConfigurationKeyError
from obstore.store import LocalStore, S3Store

from fieldapp.records.text import Outside, Refused, say
from sync.server.disk import flush_names

_RETRIES: Final = 3
_RETRYING: Final = timedelta(seconds=20)


class FilesAway(Outside):
    """The folder or the bucket did not do what it was asked; the cause says why."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "El almacén de archivos no responde. Los registros se siguen recibiendo y los "
                "archivos esperan en los equipos; revise BITACORA_FILES, el disco o el servicio S3."
            )
        )


class Shelved(NamedTuple):
    """An object by its path, and when it was written."""

    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """Objects by path. Every method raises `FilesAway` when the storage fails."""

    objects: LocalStore | S3Store
    folder: Path | None = None
    """Where the objects are files of this machine."""

    def put(self, path: str, content: bytes, *, new: bool) -> bool:
        """Write an object, durably and whole; with `new`, False if one is there already."""
        with _in_words():
            if self.folder is not None:
                return _put_on_disk(self.folder / path, content, new=new)
            mode = "create" if new else "overwrite"
            try:
                # In one piece: a multipart upload would not be conditional.
                obstore.put(self.objects, path, content, mode=mode, use_multipart=False)
            except AlreadyExistsError:
                return False
            return True

    def get(self, path: str) -> bytes | None:
        """Read an object; None if there is none."""
        with _in_words():
            try:
                return bytes(obstore.get(self.objects, path).bytes())
            except FileNotFoundError:
                return None

    def get_range(self, path: str, start: int, length: int) -> bytes | None:
        """Read a part that lies inside the object; None if there is none."""
        if length == 0:
            return b""
        with _in_words():
            try:
                return bytes(obstore.get_range(self.objects, path, start=start, length=length))
            except FileNotFoundError:
                return None

    def delete(self, paths: Collection[str]) -> None:
        """Delete objects; those that are gone already do not matter."""
        with _in_words():
            for path in paths:
                try:
                    obstore.delete(self.objects, path)
                except FileNotFoundError:
                    continue

    def listed(self, prefix: str) -> Iterator[Shelved]:
        """Name the objects below a prefix (`parts/`)."""
        with _in_words():
            # The stub also speaks of Arrow, which is not installed.
            pages = obstore.list(self.objects, prefix)  # pyright: ignore[reportUnknownMemberType]
            for found in pages:
                yield from (Shelved(one["path"], one["last_modified"]) for one in found)


@dataclass(frozen=True, slots=True)
class FileStore:
    """Content-addressed files on a shelf, spread by the first two letters of their name."""

    shelf: Shelf

    def write(self, content: bytes) -> bytes:
        """Keep a file and give its SHA-256; it is there for good, whole, when this returns."""
        name = sha256(content).digest()
        path = _path(name)
        if not self.shelf.put(path, content, new=True) and not self.is_whole(name):
            self.shelf.put(path, content, new=False)
        return name

    def read(self, name: bytes) -> bytes | None:
        """Give a file's content, or none when it is not here."""
        return self.shelf.get(_path(name))

    def read_range(self, name: bytes, start: int, length: int) -> bytes | None:
        """Give a part of a file, or none when it is not here."""
        return self.shelf.get_range(_path(name), start, length)

    def is_whole(self, name: bytes) -> bool:
        """Tell whether a file is here and is what its name says."""
        content = self.read(name)
        return content is not None and sha256(content).digest() == name


def open_files(place: str, endpoint: str = "") -> FileStore:
    """Open a folder, or `s3://bucket/prefix` with the usual AWS variables of the environment.

    `endpoint` is the address of a service that speaks S3 and is not Amazon's. Raises `Refused`
    for an address that makes no sense or is not encrypted.
    """
    if not place.startswith("s3://"):
        folder = Path(place)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileStore(Shelf(LocalStore(folder), folder))
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    on_this_machine = endpoint.startswith("http://") and _is_loopback(endpoint)
    if not bucket or not (endpoint == "" or endpoint.startswith("https://") or on_this_machine):
        raise _not_a_place(place, endpoint)
    try:
        objects = S3Store(
            bucket,
            prefix=prefix.strip("/") or None,
            client_options={"allow_http": on_this_machine},
            retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRYING},
            config={"endpoint": endpoint} if endpoint else {},
        )
    except (BaseError, UnknownConfigurationKeyError, ValueError) as fault:
        raise _not_a_place(place, endpoint) from fault
    return FileStore(Shelf(objects))


def _not_a_place(place: str, endpoint: str) -> Refused:
    return Refused(
        say(
            "BITACORA_FILES «{place}» con BITACORA_FILES_ENDPOINT «{endpoint}» no sirve: ponga "
            "una carpeta, o s3://depósito/prefijo con un servicio https:// y sus variables AWS.",
            place=place,
            endpoint=endpoint,
        )
    )


def _is_loopback(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _path(name: bytes) -> str:
    return f"{name.hex()[:2]}/{name.hex()}"


def _put_on_disk(place: Path, content: bytes, *, new: bool) -> bool:
    """Flush the bytes before they take their name, and the name before anybody is told."""
    _make(place.parent)
    # Names with `#` and digits are those that obstore does not list.
    coming = place.with_name(f"{place.name}#{secrets.randbits(64)}")
    try:
        with coming.open("xb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        if new:
            place.hardlink_to(coming)
        else:
            coming.replace(place)
    except FileExistsError:
        return False
    finally:
        coming.unlink(missing_ok=True)
    flush_names(place.parent)
    return True


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_names(folder.parent)


@contextmanager
def _in_words() -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as fault:
        raise FilesAway from fault
