"""The running server: opens everything, says where it listens, and closes everything in order."""

import logging
import os
import secrets
import socket
from ipaddress import ip_address
from typing import Any

import msgspec
import uvicorn
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from fieldapp.packs import load_pack
from fieldapp.packs.dictionaries import learnt_dictionaries
from fieldapp.records import KINDS
from fieldapp.records.text import Refused, say
from sync.protocol.dictionary import Dictionaries
from sync.server.admission import Admission
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
from sync.server.places import ServerPlaces
from sync.server.register import Register
from sync.server.web import Headquarters, make_app

_log = logging.getLogger("bitacora.server")

_GRACE_S = 10
_KEEP_ALIVE_S = 75


def serve_until_told(
    places: ServerPlaces, host: str, port: int, tls_certificate: str | None, tls_key: str | None
) -> None:
    """Serve until SIGTERM or Ctrl-C; prints one JSON line with the address once it listens.

    Raises `Refused` for an address that others reach without TLS: personal data travel here.
    """
    if tls_certificate is None and not _is_loopback(host):
        raise Refused(
            say("Fuera de este equipo se atiende solo con TLS: indique --tls-certificate.")
        )
    keys = open_keys(places.keys, places.key_passphrase())
    with places.database_open(CONNECTIONS_MAX) as engine, socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        config = uvicorn.Config(
            make_app(assembled(places, engine, keys)),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=tls_certificate,
            ssl_keyfile=tls_key,
        )
        scheme = "https" if tls_certificate else "http"
        url = f"{scheme}://{host}:{listening.getsockname()[1]}"
        _Announced(config, url).run(sockets=[listening])


def assembled(places: ServerPlaces, engine: Engine, keys: Keys) -> Headquarters:
    """Put the desks together over one database, with the real clock and randomness."""
    country = Register(engine, utc_now, secrets.token_bytes).country()
    checks = Checks(KINDS, load_pack(country))
    realm, parts = SqlRealm(engine), _parts(places, engine)
    bundles = Bundles(
        engine=engine,
        realm=realm,
        kinds=KINDS,
        keys=keys,
        shelf=parts.files.shelf,
        now=utc_now,
        rows_min=places.bundle_rows_min,
    )
    dictionaries = Dictionaries.of(learnt_dictionaries())
    desk = Desk(realm, checks, keys, utc_now, secrets.token_bytes, dictionaries, bundles.offer)
    return Headquarters(
        desk=desk,
        enrolling=Enrolling(engine, keys, utc_now, secrets.token_bytes, uuid7),
        files=FileDesk(parts),
        admission=Admission(CONNECTIONS_MAX, lambda: secrets.randbelow(256)),
        guesses=Guesses(utc_now),
        envelopes=EnvelopeDesk(engine, desk, parts),
        bundles=bundles,
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
    """A server that says on one line of JSON where it listens, once it does."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the line that scripts wait for."""
        await super().startup(sockets=sockets)
        if self.started:
            ready: dict[str, Any] = {"url": self._url, "pid": os.getpid()}
            print(msgspec.json.encode(ready).decode(), flush=True)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
