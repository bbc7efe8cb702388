"""`fieldapp-server export data-protection | retention`: what is held of people, and how long."""

import secrets
from argparse import Namespace
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from fieldapp.documents.sheets import report_book
from fieldapp.records import KINDS
from fieldapp.records.text import Refused, Text, say, say_n
from fieldapp.rules.permissions import Role
from fieldapp.rules.reports.inventory import inventory
from sync.server.checking import Checks
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.forgetting import Due, Retention, forget_history
from sync.server.register import Register
from sync.server.review import reviewer
from sync.server.senders import Author


def export_inventory(call: Call, chosen: Namespace) -> None:
    """Write the inventory that data-protection authorities ask for, as XLSX."""
    with call.register() as register:
        pack = call.places.pack(register.country())
    report = inventory(KINDS, pack)
    file = Path(chosen.file).absolute()
    file.write_bytes(report_book(report, pack.formats))
    call.tell(
        say("Inventario de datos personales en «{file}».", file=str(file)),
        file=str(file),
        fields=len(report.tables[0].rows),
    )


def retention(call: Call, chosen: Namespace) -> None:
    """Say what is held longer than its years; with `--apply`, let it forget whom it speaks of."""
    with call.register() as register:
        checks = Checks(KINDS, call.places.pack(register.country()))
        keeping = Retention(checks, utc_now, secrets.token_bytes)
        if chosen.apply:
            _apply(call, register, keeping, chosen.by)
            return
        with register.engine.connect() as connection:
            due = keeping.due(connection)
    if call.json:
        print(msgspec.json.encode(due).decode())
        return
    for one in due:
        call.tell(_line(one))
    if not due:
        call.tell(say("Nada se guarda más tiempo del que se debe."))


def _line(due: Due) -> Text:
    return say(
        "{kinds}: {records} con más de {years} años",
        kinds=Text(KINDS[due.kind].plural),
        records=due.records,
        years=due.years,
    )


def _apply(call: Call, register: Register, keeping: Retention, login: str) -> None:
    forgotten, done = 0, None
    while done is None or done.forgotten:
        with register.engine.begin() as connection:
            done = keeping.apply(connection, _headquarters(connection, login))
            forget_history(connection, KINDS)
        forgotten += done.forgotten
    call.tell(
        say_n(
            "{n} registro olvidó de quién habla; {kept} se conservan (actas firmadas).",
            "{n} registros olvidaron de quién hablan; {kept} se conservan (actas firmadas).",
            forgotten,
            kept=done.kept,
        ),
        forgotten=forgotten,
        kept=done.kept,
    )


def _headquarters(connection: Connection, login: str) -> Author:
    """The account in whose name records forget. Refused for one that is not headquarters'."""
    author = reviewer(connection, login, utc_now()).author
    if author.role not in (Role.ADMIN, Role.HQ_REVIEWER):
        raise Refused(
            say("Esto lo hace una cuenta del nivel central; «{login}» no lo es.", login=login)
        )
    return author
