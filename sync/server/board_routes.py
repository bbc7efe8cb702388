"""The routes of the coordinators' page: read-only, behind a password, never over an open line.

The browser asks for the name (a department's code, or «todo») and its password and sends them with
every request (HTTP Basic): there is no session to steal, no cookie, and no form to forge. Plain
HTTP is answered to this machine alone, where a proxy brings it from TLS.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final
from uuid import UUID

from anyio import to_thread
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import Engine

from fieldapp.packs import Pack
from fieldapp.packs.words import country_words
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.reports.month import month_report
from sync.server.admission import Admission
from sync.server.board_page import board_page
from sync.server.board_password import WHOLE_COUNTRY, BoardPasswords
from sync.server.files import FileStore
from sync.server.guessing import WINDOW, Guesses
from sync.server.month import MonthDesk
from sync.server.public_page import HEADERS, alert, page, shown

_Request = Request[Any, Any, Any]

_TITLE: Final = say("Tablero del mes")
_TOO_MANY: Final = say(
    "Demasiadas contraseñas equivocadas desde esta red. Espere {minutes} minutos.",
    minutes=int(WINDOW.total_seconds()) // 60,
)
_MONTHS_A_YEAR: Final = 12
_WAITING_MAX: Final = 4


@dataclass(frozen=True, slots=True)
class BoardDesk:
    """What the page shows, and who may see it."""

    engine: Engine
    months: MonthDesk
    passwords: BoardPasswords
    shelf: FileStore
    now: Callable[[], datetime]

    @property
    def pack(self) -> Pack:
        """The country's."""
        return self.months.pack

    def seen_by(self, name: str, password: str) -> str | None:
        """The scope that somebody may see ("" is every one); None where the password is wrong."""
        if not self.passwords.opens(name, password):
            return None
        return "" if name == WHOLE_COUNTRY else name

    def page(self, scope: str, month: date) -> bytes:
        """The page of a month."""
        now, since = self.now(), month
        until = _moved(month, 1) - timedelta(days=1)
        with self.engine.connect() as connection:
            found = self.months.month(connection, scope, since, until, now)
        report = month_report(found, self.pack, today=self.pack.formats.day_of(now))
        months = (f"{_moved(month, -1):%Y-%m}", f"{_moved(month, 1):%Y-%m}")
        return board_page(country_words(self.pack), self.pack, report, found.actas, months)

    def acta(self, scope: str, acta: UUID) -> bytes | None:
        """The signed paper of an acta of that scope; None where there is none here."""
        with self.engine.connect() as connection:
            sha256 = self.months.paper_of(connection, scope, acta)
        return self.shelf.read(bytes.fromhex(sha256)) if sha256 else None


def board_routes(desk: BoardDesk) -> list[HTTPRouteHandler]:
    """Make the routes; one page at a time is made, and few wait for theirs."""
    door = _Door(desk)

    @get("/tablero")
    async def show(request: _Request) -> Response[bytes]:
        month = _month(str(request.query_params.get("mes", "")), desk)
        return await door.answer(request, lambda scope: shown(desk.page(scope, month)))

    @get("/tablero/acta/{acta:uuid}")
    async def paper(request: _Request) -> Response[bytes]:
        acta = UUID(str(request.path_params["acta"]))
        return await door.answer(request, lambda scope: _paper(desk, scope, acta))

    return [show, paper]


class _Door:
    """Lets in whoever knows a territory's password, and nobody over an open line."""

    def __init__(self, desk: BoardDesk) -> None:
        self._desk = desk
        self._turns = Admission(1, lambda: 0, waiting_max=_WAITING_MAX)
        self._guesses = Guesses(desk.now, refusal=_TOO_MANY)

    async def answer(
        self, request: _Request, give: Callable[[str], Response[bytes]]
    ) -> Response[bytes]:
        """What is given of the scope that somebody may see, or why they may not."""
        if not _is_private(request):
            said = say("Esta página solo se da por una conexión cifrada (https).")
            return _told(self._desk, said, 403)
        address = request.client.host if request.client else ""
        try:
            self._guesses.must_be_few(address)
        except Refused as refusal:
            return _told(self._desk, refusal.text, 429)
        named = _credentials(request.headers.get("authorization", ""))
        if named is None:
            return _asked(self._desk)
        async with self._turns.enter():
            scope = await to_thread.run_sync(self._desk.seen_by, *named)
            if scope is not None:
                return await to_thread.run_sync(give, scope)
        self._guesses.note_wrong(address)
        return _asked(self._desk)


def _paper(desk: BoardDesk, scope: str, acta: UUID) -> Response[bytes]:
    content = desk.acta(scope, acta)
    if content is None:
        return _told(desk, say("No hay un acta así en este territorio."), 404)
    headers = {**HEADERS, "Content-Disposition": f'inline; filename="{acta}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _is_private(request: _Request) -> bool:
    """Tell whether nobody on the way can read what is sent."""
    if request.url.scheme == "https":
        return True
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _credentials(header: str) -> tuple[str, str] | None:
    scheme, _, written = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        said = base64.b64decode(written, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    name, colon, password = said.partition(":")
    return (name.strip().lower() or WHOLE_COUNTRY, password) if colon else None


def _asked(desk: BoardDesk) -> Response[bytes]:
    told = _told(desk, say("Escriba el código del territorio y su contraseña."), 401)
    told.headers["WWW-Authenticate"] = 'Basic realm="Bitacora", charset="UTF-8"'
    return told


def _told(desk: BoardDesk, complaint: Text, status: int) -> Response[bytes]:
    words = country_words(desk.pack)
    return shown(page(words, _TITLE, alert(words, complaint)), status)


def _month(written: str, desk: BoardDesk) -> date:
    """The month asked for, as 2026-11, or the one it is."""
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return desk.pack.formats.day_of(desk.now()).replace(day=1)


def _moved(month: date, by: int) -> date:
    """The first day of a month before or after."""
    years, place = divmod(month.month - 1 + by, _MONTHS_A_YEAR)
    return month.replace(year=month.year + years, month=place + 1)
