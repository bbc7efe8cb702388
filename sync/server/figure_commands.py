"""`fieldapp-server figures`: how much headquarters holds, and what was done in the field."""

from argparse import Namespace
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from fieldapp.records import KINDS
from fieldapp.records.text import Refused, say
from fieldapp.rules.report import words_of
from fieldapp.rules.reports.results import figure_lines
from fieldapp.rules.results import Chosen
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.figures import board_here, figures_by_scope, holdings


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
        print(f"{name:<36} {words_of(value, pack):>9}")
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
