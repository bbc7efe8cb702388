"""`fieldapp-server figures`, `export month`, `board`: what was done, and who may see it."""

import secrets
from argparse import Namespace
from calendar import monthrange
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.text import Refused, say
from fieldapp.rules.report import words_of
from fieldapp.rules.reports.month import month_report
from fieldapp.rules.reports.results import figure_lines
from fieldapp.rules.results import Chosen
from sync.server.board_password import WHOLE_COUNTRY, BoardPasswords
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.figures import board_here, figures_by_scope, holdings
from sync.server.month import MonthDesk

_TOLD: Final = ("actas", "late", "silences", "set_aside", "logbook", "coverage", "cutoff")
"""What of a month is told in JSON beside its figures."""


def show_figures(call: Call, chosen: Namespace) -> None:
    """Print what was done, by the rules of laptops, and how many records there are of what."""
    with call.register() as register, register.engine.connect() as connection:
        pack = call.places.pack(register.country())
        held = holdings(connection)
        today = pack.formats.day_of(utc_now())
        counted = chosen_of(connection, chosen)
        board = board_here(connection, KINDS, pack, counted, today)
        by_scope = figures_by_scope(connection, KINDS, pack, today) if call.json else {}
    if call.json:
        facts: dict[str, Any] = {
            **msgspec.to_builtins(held),
            "figures": board.figures,
            "figures_by_scope": by_scope,
        }
        print(msgspec.json.encode(facts).decode())
        return
    for name, value in figure_lines(board.figures):
        print(f"{call.words(name):<36} {words_of(value, pack):>9}")
    for scope, kinds in held.records_by_scope.items():
        for kind, number in kinds.items():
            print(f"{scope:>6}  {kind:<28} {number:>9}")


def chosen_of(connection: Connection, chosen: Namespace) -> Chosen:
    """What the command line asks to be counted. Raises Refused for an account nobody has."""
    officer = None
    if chosen.officer:
        asked = text("select person_id from account where login = :login")
        officer = connection.execute(asked, {"login": chosen.officer}).scalar()
        if officer is None:
            raise Refused(say("No hay una cuenta «{login}».", login=chosen.officer))
    return Chosen(chosen.since, chosen.until, chosen.axis, chosen.territory, officer)


def export_month(call: Call, chosen: Namespace) -> None:
    """Write a month of a territory as a sheet; in JSON, print what is in it."""
    from fieldapp.documents.sheets import report_book

    with call.register() as register, register.engine.connect() as connection:
        pack, now = call.places.pack(register.country()), utc_now()
        today = pack.formats.day_of(now)
        since = chosen.month or today.replace(day=1)
        until = since.replace(day=monthrange(since.year, since.month)[1])
        desk = MonthDesk(KINDS, pack)
        month = desk.month(connection, _scope(pack, chosen.scope), since, until, now)
    if chosen.file:
        report = month_report(month, pack, today=today)
        Path(chosen.file).write_bytes(report_book(report, pack.formats))
    call.tell(
        say("Mes escrito en {file}.", file=chosen.file or "—"),
        file=chosen.file,
        **{name: getattr(month, name) for name in _TOLD},
        figures=month.board.figures,
    )


def open_board(call: Call, chosen: Namespace) -> None:
    """Make the password of a territory's page and print it, this once."""
    with call.register() as register:
        scope = _scope(call.places.pack(register.country()), chosen.scope) or WHOLE_COUNTRY
    password = BoardPasswords(call.places.board_passwords).make(scope, secrets.token_bytes)
    call.tell(
        say(
            "Página /tablero · usuario «{name}» · contraseña {password}\n"
            "Se muestra una sola vez. La anterior, si la había, ya no abre.",
            name=scope,
            password=password,
        ),
        name=scope,
        password=password,
    )


def close_board(call: Call, chosen: Namespace) -> None:
    """End the password of a territory's page."""
    with call.register() as register:
        scope = _scope(call.places.pack(register.country()), chosen.scope) or WHOLE_COUNTRY
    BoardPasswords(call.places.board_passwords).end(scope)
    call.tell(say("La página del tablero ya no abre con «{name}».", name=scope), name=scope)


def _scope(pack: Pack, written: str) -> str:
    """The department that was written, "" for the whole country. Raises Refused for no such."""
    if written in ("", pack.country):
        return ""
    territory = pack.territories.get(written)
    if territory is None or territory.level != 1:
        raise Refused(say("«{scope}» no es un código de territorio.", scope=written))
    return written
