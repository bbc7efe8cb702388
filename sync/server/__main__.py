"""`fieldapp-server`: headquarters from the command line.

Exit codes: 0 done, 64 wrong usage, 65 refused (mend it and try again), 69 something outside failed
(disk, network, database), 70 a bug. Names and flags are English and stable; the words are Spanish
unless `--lang en` or FIELDAPP_LANG says otherwise.
"""

import multiprocessing
import os
import signal
import sys
import traceback
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from types import FrameType
from typing import Final, NoReturn

from sqlalchemy.exc import OperationalError

from fieldapp import __version__
from fieldapp.packs import load_words
from fieldapp.records.text import Refused, Text, Worded, Words, say
from fieldapp.rules.permissions import Role
from sync.server import (
    commands,
    envelope_commands,
    figure_commands,
    form_commands,
    issued_commands,
    keeping_commands,
    pack_commands,
    privacy_commands,
    review_commands,
    trust_commands,
)
from sync.server.places import ServerPlaces

WRONG_USAGE: Final = 64
REFUSED: Final = 65
OUTSIDE: Final = 69
BUG: Final = 70

_LANGUAGES: Final = ("es", "en")


class Parser(ArgumentParser):
    """An argument parser that leaves with 64 when it does not understand."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written."""
        self.print_usage(sys.stderr)
        print(message, file=sys.stderr)
        sys.exit(WRONG_USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    signal.signal(signal.SIGTERM, _leave)
    general = Namespace(home=None, lang=_language(), json=False)
    chosen = _parser().parse_args(arguments, general)
    words = load_words(chosen.lang)
    try:
        return _run(chosen, words)
    except Refused as refusal:
        return _tell(refusal.text, words, REFUSED)
    except Worded as outside:
        return _tell(outside.text, words, OUTSIDE)
    except (OSError, OperationalError) as failure:
        text = say("Algo fuera del programa falló: {failure}", failure=str(failure))
        return _tell(text, words, OUTSIDE)
    except Exception:  # noqa: BLE001 - the one place that answers for every bug
        traceback.print_exc()
        return _tell(say("Error del programa: avise a soporte con lo anterior."), words, BUG)


def _run(chosen: Namespace, words: Words) -> int:
    places = ServerPlaces.chosen(chosen.home, os.environ)
    call = commands.Call(places, words, chosen.json)
    chosen.command(call, chosen)
    return 0


def _tell(text: Text, words: Words, code: int) -> int:
    print(words(text), file=sys.stderr)
    return code


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """End in good order: everything that is open is closed, the embedded PostgreSQL too."""
    del number, frame
    raise SystemExit(0)


def _parser() -> Parser:
    # Wherever a person writes them, the general options are understood.
    general = Parser(add_help=False, argument_default=SUPPRESS)
    general.add_argument("--home", help="data folder (FIELDAPP_SERVER_HOME)")
    general.add_argument("--lang", choices=_LANGUAGES, help="language of the messages")
    general.add_argument("--json", action="store_true", help="answer in JSON")
    parser = Parser(prog="fieldapp-server", parents=[general], allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Bitácora {__version__}")
    orders = _Orders(parser, general)

    init = orders.add("init", commands.init, "make headquarters: keys, tables, first administrator")
    init.add_argument("--country", required=True, type=str.upper, choices=("CO", "PE", "HN"))
    _add_serve(orders)
    _add_figures(orders)

    offices = orders.group("office", "offices")
    office = offices.add("add", commands.add_office, "add an office or correct its name")
    office.add_argument("code")
    office.add_argument("name")
    office.add_argument("--territory", required=True, help="code of the place it stands for")
    switched = offices.add("switch", commands.switch_group, "registers an office works with")
    switched.add_argument("code")
    switched.add_argument("group", help="a code of register_groups, or all")
    switched.add_argument("state", choices=("on", "off"))

    _add_users(orders)
    _add_devices(orders)
    _add_forms(orders)
    _add_review(orders)
    _add_trust(orders)
    _add_keeping(orders)
    _add_envelopes(orders)
    _add_exports(orders)
    _add_retention(orders)
    return parser


def _add_figures(orders: "_Orders") -> None:
    summary = "what was done in the field, and how much headquarters holds"
    figures = orders.add("figures", figure_commands.show_figures, summary)
    figures.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    figures.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day")
    figures.add_argument("--axis", default="", help="code of an axis of the programme")
    figures.add_argument("--territory", default="", help="code of a place of any level")
    figures.add_argument("--officer", default="", metavar="LOGIN", help="who led it")


def _first_day(written: str) -> date:
    return date.fromisoformat(f"{written}-01")


def _add_users(orders: "_Orders") -> None:
    users = orders.group("user", "accounts and their permits")
    user = users.add("add", commands.add_user, "add an account and the person's record")
    user.add_argument("login")
    user.add_argument("name", help="full name")
    user.add_argument("--office", required=True, help="code of the office")
    user.add_argument("--role", default=Role.OFFICER.value, choices=[role.value for role in Role])
    permit = users.add("permit", commands.permit, "let an account work in one more territory")
    permit.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    permit.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day")
    end = users.add("end-permit", commands.end_permit, "end a permit; what is sent is taken in")
    for order in (permit, end):
        order.add_argument("login")
        order.add_argument("scope", help="code of the department or region; 0 is the nation")
    for name, command, summary in (
        ("block", commands.block, "take in what an account's laptops send and send them nothing"),
        ("unblock", commands.unblock, "let a blocked account in again"),
    ):
        users.add(name, command, summary).add_argument("login")


def _add_devices(orders: "_Orders") -> None:
    devices = orders.group("device", "laptops and their codes")
    code = devices.add("code", commands.device_code, "print a one-time code that enrols a laptop")
    code.add_argument("login")
    code.add_argument("--file", help="also write an activation file, to send to the officer")
    code.add_argument("--qr", help="also draw the activation as a QR (PNG), to print or show")
    code.add_argument("--url", help="address by which laptops reach this server")
    code.add_argument("--ca", help="PEM of a private authority that certifies this server")
    devices.add("list", commands.list_devices, "every laptop ever enrolled")
    revoke = devices.add("revoke", commands.revoke, "take in what it sends and send it nothing")
    revoke.add_argument("--reason", default="", help="in words; whoever verifies reads it")
    summary = "the code that opens a laptop without its passphrase"
    recovery = devices.add("recovery", commands.recovery, summary)
    recovery.add_argument("--as", dest="by", default="", metavar="LOGIN", help="who is told")
    both = "who is told beside them; needed, with a reason, where the officer left"
    recovery.add_argument("--with", dest="beside", default="", metavar="LOGIN", help=both)
    recovery.add_argument("--reason", default="", help="in words; it is written down")
    for order in (revoke, recovery):
        order.add_argument("code", help="the series, as D07")


def _add_forms(orders: "_Orders") -> None:
    forms = orders.group("form", "numbered blank forms")
    listed = forms.add("list", form_commands.list_forms, "what became of every number")
    listed.add_argument("--fate", choices=form_commands.FATES)
    listed.add_argument("--device", help="of the laptop with this series, as D07")


def _add_review(orders: "_Orders") -> None:
    cases = orders.group("review", "what waits for a person: quarantine, held units, conflicts")
    listed = cases.add("list", review_commands.list_cases, "everything that waits, newest first")
    listed.add_argument("--scope", help="code of the department or region")
    listed.add_argument("--kind", help="kind of record, as activity")
    listed.add_argument("--device", help="the series, as D07")
    listed.add_argument("--state", default="open", choices=review_commands.STATES)
    shown = cases.add("show", review_commands.show_case, "one case, every field in words")
    shown.add_argument("ref", help="as the list names it: Q12, H3, or a conflict's id")
    for name, command, summary in (
        ("accept", review_commands.accept, "apply it, in its officer's name"),
        ("reject", review_commands.reject, "close it; its bytes stay"),
        ("return", review_commands.give_back, "send it back to its officer, in words"),
    ):
        decided = cases.add(name, command, summary)
        decided.add_argument("ref")
        decided.add_argument("--as", dest="by", required=True, metavar="LOGIN", help="who decides")
        decided.add_argument("--reason", required=True, help="the officer reads it")


def _add_trust(orders: "_Orders") -> None:
    outside = orders.group(
        "trust", "authorities of others, for officers' identity cards and tokens"
    )
    added = outside.add("add", trust_commands.add, "believe an authority for officers' signatures")
    added.add_argument("file", nargs="?", help="its root and issuers, PEM or DER")
    added.add_argument(
        "--crl", action="append", default=[], metavar="FILE", help="a revocation list of theirs"
    )
    outside.add("list", trust_commands.list_outside, "the authorities of others that are believed")
    removed = outside.add("remove", trust_commands.remove, "believe it no more")
    removed.add_argument("named", metavar="NAME", help="its name, or how its fingerprint begins")


def _add_serve(orders: "_Orders") -> None:
    serve = orders.add("serve", commands.serve, "answer laptops until told to stop")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443, help="0 takes a free one")
    serve.add_argument("--tls-certificate", help="PEM file; without it only for the loopback")
    serve.add_argument("--tls-key", help="PEM file")
    serve.add_argument(
        "--workers",
        type=int,
        choices=range(1, 65),
        metavar="N",
        help="processes that answer: one, or with DATABASE_URL one a core",
    )


def _add_keeping(orders: "_Orders") -> None:
    check = orders.add("check", keeping_commands.check, "is headquarters whole? 69 if not")
    check.add_argument("--tls-certificate", help="PEM file; also tell when it ends")
    backup = orders.add("backup", keeping_commands.backup, "the database in one file")
    backup.add_argument("file")
    restore = orders.add("restore", keeping_commands.restore, "a backup into an empty database")
    restore.add_argument("file")
    drill = orders.add(
        "restore-drill", keeping_commands.restore_drill, "bring a backup back beside, and use it"
    )
    drill.add_argument("file", nargs="?", help="a backup; without it one is made now")


def _add_exports(orders: "_Orders") -> None:
    exports = orders.group("export", "files for authorities and coordinators")
    summary = "actas, people, what is late and who is silent (XLSX)"
    month = exports.add("month", figure_commands.export_month, summary)
    month.add_argument("file", metavar="FILE", nargs="?", default="")
    month.add_argument("--month", type=_first_day, metavar="YYYY-MM", help="this one if not said")
    summary = "a report that was handed in, printed as it was; without one, which there are"
    issued = exports.add("issued", issued_commands.export_issued, summary)
    issued.add_argument("report", nargs="?", default="", metavar="ID")
    issued.add_argument("file", nargs="?", default="", metavar="FILE")
    boards = orders.group("board", "the page /tablero, behind a password")
    opened = boards.add("open", figure_commands.open_board, "make a password and print it once")
    closed = boards.add("close", figure_commands.close_board, "let nobody in any more")
    for order in (month, opened, closed):
        order.add_argument("--scope", default="", help="code of a department; all without it")
    listed = exports.add(
        "data-protection", privacy_commands.export_inventory, "which personal data are held (XLSX)"
    )
    listed.add_argument("file", metavar="FILE")


def _add_retention(orders: "_Orders") -> None:
    kept = orders.add(
        "retention", privacy_commands.retention, "what is held longer than its years; a dry run"
    )
    kept.add_argument("--apply", action="store_true", help="let it forget whom it speaks of")
    kept.add_argument("--as", dest="by", default="admin", metavar="LOGIN", help="in whose name")


def _add_envelopes(orders: "_Orders") -> None:
    envelopes = orders.group("envelope", "syncs that arrive as a file")
    envelope = envelopes.add("in", envelope_commands.take_in, "take in a laptop's envelope")
    envelope.add_argument("file", metavar="FILE")
    envelope.add_argument("--answer", metavar="FILE", help="where to write the answer")
    packs = orders.group("pack", "country packs")
    pack = packs.add(
        "check", pack_commands.check_pack, "what a pack lacks, and what in it nobody reads"
    )
    pack.add_argument("pack", metavar="PACK", help="CO, PE, HN, or the folder of a pack")
    signed = packs.add("sign", pack_commands.sign_pack, "write a folder as one signed file")
    signed.add_argument("folder", metavar="FOLDER")
    signed.add_argument("file", metavar="FILE.zip")
    published = packs.add(
        "publish", pack_commands.publish_pack, "put a signed pack in force, here and on laptops"
    )
    published.add_argument("file", metavar="FILE.zip")
    bundles = orders.group("bundle", "whole territories as a file")
    bundle = bundles.add("out", envelope_commands.bundle_out, "write all a laptop may hold")
    bundle.add_argument(
        "who", metavar="DEVICE", help="its series (D07), or a login with one laptop"
    )
    bundle.add_argument("file", metavar="FILE")


class _Orders:
    """Adds commands to a parser, each with the general options and its function."""

    def __init__(self, parser: ArgumentParser, general: ArgumentParser) -> None:
        self._orders = parser.add_subparsers(required=True, metavar="COMMAND")
        self._general = general

    def add(self, name: str, command: commands.Command, summary: str) -> ArgumentParser:
        order = self._orders.add_parser(name, help=summary, parents=[self._general])
        order.set_defaults(command=command)
        return order

    def group(self, name: str, summary: str) -> "_Orders":
        return _Orders(self._orders.add_parser(name, help=summary), self._general)


def _language() -> str:
    wished = os.environ.get("FIELDAPP_LANG", "es")
    return wished if wished in _LANGUAGES else "es"


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
