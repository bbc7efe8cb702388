"""The running server: opens everything, says where it listens, and closes everything in order."""

import gc
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any, Final

import msgspec
import uvicorn
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from fieldapp.packs.dictionaries import learnt_dictionaries
from fieldapp.records import KINDS
from fieldapp.records.text import Refused, say
from sync.protocol.dictionary import Dictionaries
from sync.server.admission import WAITING_MAX, Admission
from sync.server.authority import Entity
from sync.server.board_password import BoardPasswords
from sync.server.board_routes import BoardDesk
from sync.server.books_sql import SqlRealm
from sync.server.bundles import Bundles
from sync.server.checking import Checks
from sync.server.clock import utc_now
from sync.server.database import CONNECTIONS_MAX
from sync.server.desk import Desk
from sync.server.enrolling import Enrolling
from sync.server.envelopes import EnvelopeDesk
from sync.server.file_desk import FileDesk
from sync.server.file_parts import FileParts
from sync.server.files import FilesAway, open_files
from sync.server.guessing import Guesses
from sync.server.keys import Keys, open_keys
from sync.server.month import MonthDesk
from sync.server.paper_desk import PaperDesk
from sync.server.places import ServerPlaces
from sync.server.register import Register
from sync.server.trust_desks import trust_desks
from sync.server.verify_routes import PaperDoor
from sync.server.web import Headquarters, make_app
from sync.server.workers import working

_log = logging.getLogger("bitacora.server")

_MADE_BEFORE_A_COLLECTION: Final = 20_000
_GRACE_S = 10
_KEEP_ALIVE_S = 75


@dataclass(frozen=True, slots=True)
class Door:
    """Where laptops knock, and by how many processes they are answered."""

    host: str
    port: int
    tls_certificate: str | None = None
    tls_key: str | None = None
    workers: int = 1

    @property
    def at_once(self) -> int:
        """How many requests one process lets in: together no more than PostgreSQL should see."""
        return max(1, CONNECTIONS_MAX // self.workers)

    def opened(self) -> socket.socket:
        """Bind the address; several processes may, and the kernel shares the laptops out."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # Named as TCP, or asyncio holds back the end of every answer for forty milliseconds.
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.workers > 1:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        opened.bind((self.host, self.port))
        return opened


CLOSED: Final = Door("", 0)
"""For a command that uses the desks and listens to nobody."""


def serve_until_told(places: ServerPlaces, door: Door) -> None:
    """Serve until SIGTERM or Ctrl-C; prints one JSON line with the address once it listens.

    Raises `Refused` for an address that others reach without TLS: personal data travel here.
    """
    if door.tls_certificate is None and not _is_loopback(door.host):
        raise Refused(
            say("Fuera de este equipo se atiende solo con TLS: indique --tls-certificate.")
        )
    with door.opened() as bound:
        door = replace(door, port=bound.getsockname()[1])
        if door.workers == 1:
            serve_alone(places, door, bound, lambda: _announce(door))
            return
        # Here the database is opened once, so that the workers find it running and up to date.
        open_keys(places.keys, places.key_passphrase())
        with places.database_open(1), working(_work, (places, door), door.workers):
            _announce(door)
            with suppress(KeyboardInterrupt):
                threading.Event().wait()  # SIGTERM raises SystemExit here


def serve_alone(
    places: ServerPlaces, door: Door, bound: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve in this process until told to stop."""
    keys = open_keys(places.keys, places.key_passphrase())
    # One connection more than laptops are let in: upkeep never waits for them, nor they for it.
    with places.database_open(door.at_once + 1) as engine:
        desks = assembled(places, engine, keys, door)
        config = uvicorn.Config(
            make_app(desks),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=door.tls_certificate,
            ssl_keyfile=door.tls_key,
        )
        _settle()
        with desks.upkeep.running():
            _Announced(config, ready).run(sockets=[bound])


def _settle() -> None:
    """Let no later collection walk what is loaded by now and stays: everybody waits meanwhile."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_A_COLLECTION)


def _work(places: ServerPlaces, door: Door, ready: Callable[[], None]) -> None:
    """Serve as one of several processes."""
    with door.opened() as bound:
        serve_alone(places, door, bound, ready)


def _announce(door: Door) -> None:
    scheme = "https" if door.tls_certificate else "http"
    host = f"[{door.host}]" if ":" in door.host else door.host
    url = f"{scheme}://{host}:{door.port}"
    told: dict[str, Any] = {"url": url, "pid": os.getpid(), "workers": door.workers}
    print(msgspec.json.encode(told).decode(), flush=True)


def assembled(places: ServerPlaces, engine: Engine, keys: Keys, door: Door) -> Headquarters:
    """Put the desks together over one database, with the real clock and randomness."""
    pack = places.pack(Register(engine, utc_now, secrets.token_bytes).country())
    checks = Checks(KINDS, pack)
    realm, parts = SqlRealm(engine), _parts(places, engine)
    bundles = Bundles(
        engine=engine,
        realm=realm,
        checks=checks,
        keys=keys,
        shelf=parts.files.shelf,
        now=utc_now,
        rows_min=places.bundle_rows_min,
    )
    dictionaries = Dictionaries.of(learnt_dictionaries())
    trust = trust_desks(engine, keys, parts.files, Entity.of(pack))
    desk = Desk(
        realm,
        checks,
        keys,
        utc_now,
        secrets.token_bytes,
        dictionaries,
        bundles.offer,
        trust.certifying,
    )
    return Headquarters(
        desk=desk,
        enrolling=Enrolling(engine, keys, utc_now, secrets.token_bytes, uuid7, trust.certifying),
        files=FileDesk(parts),
        admission=Admission(
            door.at_once, lambda: secrets.randbelow(256), WAITING_MAX // door.workers
        ),
        guesses=Guesses(utc_now),
        envelopes=EnvelopeDesk(engine, desk, parts),
        bundles=bundles,
        stamping=trust.stamping,
        upkeep=trust.upkeep,
        papers=PaperDoor(PaperDesk(engine, keys, pack, utc_now)),
        board=BoardDesk(
            engine,
            MonthDesk(KINDS, pack),
            BoardPasswords(places.board_passwords),
            parts.files,
            utc_now,
        ),
    )


def _parts(places: ServerPlaces, engine: Engine) -> FileParts:
    """Open the files; records are served also while their storage is away."""
    parts = FileParts(engine, open_files(places.files, places.files_endpoint), utc_now)
    try:
        parts.expire()
    except FilesAway as away:
        _log.error("the storage of files does not answer: %s", away.__cause__)
    return parts


class _Announced(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
