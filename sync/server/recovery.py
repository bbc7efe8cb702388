"""The code that opens a laptop without its password: to whom it is told, and that it was.

An officer who forgot the password asks for their own. Of somebody who left (their account is
blocked) it is told to two people together, and every time is written down (field rule R7).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import Refused, say
from fieldapp.rules.permissions import Role

LOG: Final = "recovery-codes.jsonl"
"""In the key folder: it is copied with it, and nobody who cannot read codes needs it."""

_BOTH: Final = 2
_MAY_ASK: Final = frozenset({Role.COORDINATOR, Role.HQ_REVIEWER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants the code and why; logins, empty where nobody was named."""

    first: str = ""
    second: str = ""
    reason: str = ""


class _Told(msgspec.Struct, frozen=True):
    """One line of the log."""

    at: datetime
    device: str
    officer: str
    told_to: tuple[str, ...]
    reason: str


def must_be_told(engine: Engine, folder: Path, code: str, asking: Asking, now: datetime) -> None:
    """Write down who is told the code of a device, before it is told.

    Raises Refused where the officer left and two people did not ask, with a reason.
    """
    people = tuple(one for one in (asking.first, asking.second) if one)
    with engine.connect() as connection:
        officer, active = _officer_of(connection, code)
        for login in people:
            _must_coordinate(connection, login)
    if not active and (len(set(people)) < _BOTH or not asking.reason.strip()):
        raise Refused(
            say(
                "«{officer}» ya no trabaja aquí: el código se dice a dos personas a la vez. "
                "Nombre a ambas con --as y --with, y el motivo con --reason.",
                officer=officer,
            )
        )
    _write_down(folder / LOG, _Told(now, code, officer, people, asking.reason.strip()))


def told(folder: Path) -> list[dict[str, object]]:
    """Every time a code was told, the oldest first."""
    try:
        lines = (folder / LOG).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [msgspec.json.decode(line) for line in lines]


def _officer_of(connection: Connection, code: str) -> tuple[str, bool]:
    found = connection.execute(
        text(
            "select a.login, a.active from device d join account a on a.id = d.account "
            "where d.code = :code"
        ),
        {"code": code},
    ).first()
    if found is None:
        raise Refused(say("No existe el equipo «{code}».", code=code))
    return found[0], found[1]


def _must_coordinate(connection: Connection, login: str) -> None:
    role = connection.execute(
        text("select role from account where login = :login and active"), {"login": login}
    ).scalar_one_or_none()
    if role not in _MAY_ASK:
        raise Refused(
            say("«{login}» no puede pedir el código: lo pide la coordinación.", login=login)
        )


def _write_down(log: Path, line: _Told) -> None:
    with log.open("ab") as kept:
        kept.write(msgspec.json.encode(line) + b"\n")
        kept.flush()
        os.fsync(kept.fileno())
