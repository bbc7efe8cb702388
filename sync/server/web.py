"""The routes of headquarters: sync, enrolment, files, time stamps, health.

On `/v1/sync` every request that is a frame gets 200 and a signed answer, whatever the verdict;
400 means no frame, 411 and 413 a limit, 503 with Retry-After "later", and nothing else occurs.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
import psycopg
from anyio import to_thread
from litestar import Litestar, Request, Response, get, post, put
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from fieldapp.records.text import SPANISH, Refused, Text, say
from sync.protocol import PROTOCOL_VERSION
from sync.protocol.enrolment import EnrolRequest, Refusal
from sync.protocol.files import PIECE_BYTES_MAX, Kept
from sync.protocol.frame import REQUEST_BYTES_MAX
from sync.protocol.packing import FrameError, TooLarge
from sync.protocol.rendering import from_json, to_json
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER
from sync.server.admission import Admission, Busy
from sync.server.board_routes import BoardDesk, board_routes
from sync.server.bugs import places_of
from sync.server.bundles import Bundles
from sync.server.desk import Answered, Arrived, Desk
from sync.server.enrolling import Enrolling
from sync.server.envelope_routes import envelope_routes
from sync.server.envelopes import EnvelopeDesk, NotOurEnvelope
from sync.server.file_desk import FileDesk, FileRequest
from sync.server.file_parts import FileRefused
from sync.server.files import FilesAway
from sync.server.guessing import Guesses
from sync.server.ranges import Range, asked_range, given_bytes
from sync.server.stamping import ASKED_BYTES_MAX, Stamping
from sync.server.upkeep import Upkeep
from sync.server.verify_routes import PaperDoor, verify_routes

_OCTETS: Final = "application/octet-stream"
_JSON: Final = "application/json"
_STAMPED: Final = "application/timestamp-reply"
_DATABASE_AWAY_S: Final = 60
_STORAGE_AWAY_S: Final = 60
_ENROL_BYTES_MAX: Final = 16 * 1024
_DIGITS_MAX: Final = 18

_Request = Request[Any, Any, Any]
Done = TypeVar("Done")

_log = logging.getLogger("bitacora.server")


class _LimitPassed(Exception):
    """The body has no declared length (411) or more than the route takes (413)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Headquarters:
    """The desks behind the routes, and the door before them."""

    desk: Desk
    enrolling: Enrolling
    files: FileDesk
    admission: Admission
    guesses: Guesses
    envelopes: EnvelopeDesk
    bundles: Bundles
    stamping: Stamping
    upkeep: Upkeep
    papers: PaperDoor
    board: BoardDesk

    async def inside(
        self, work: Callable[[], Done], brings: Callable[[], bool] = lambda: False
    ) -> Done:
        """Do blocking work in a thread once there is a place; who brings records waits less."""
        async with self.admission.enter(brings):
            return await to_thread.run_sync(work)

    def answer(self, arrived: Arrived) -> Answered:
        """Answer a sync; what it brought may make a paper whole."""
        answered = self.desk.answer_to(arrived)
        if answered.message.receipts:
            self.upkeep.arrived()
        return answered

    def keep(
        self, asked: FileRequest, name: str, size: int | None, offset: int, content: bytes
    ) -> Kept:
        """Keep a piece of a file; the last one may make a paper whole."""
        kept = self.files.put(asked, name, size, offset, content)
        if kept.complete:
            self.upkeep.arrived()
        return kept


def make_app(headquarters: Headquarters) -> Litestar:
    """Make the web application over the desks."""

    @post("/v1/sync", status_code=200)
    async def sync(request: _Request) -> Response[bytes]:
        arrived = headquarters.desk.arrived(await _body(request, REQUEST_BYTES_MAX))
        answered = await headquarters.inside(
            lambda: headquarters.answer(arrived), lambda: arrived.brings_work
        )
        if request.headers.get("accept") == _JSON:
            return Response(to_json(answered.message), media_type=_JSON)
        return Response(answered.frame, media_type=_OCTETS)

    @post("/v1/enrol", status_code=200)
    async def enrol(request: _Request) -> Response[bytes]:
        asked = from_json(EnrolRequest, await _body(request, _ENROL_BYTES_MAX))
        address = request.client.host if request.client else ""
        headquarters.guesses.must_be_few(address)
        try:
            answer = await headquarters.inside(lambda: headquarters.enrolling.enrol(asked))
        except Refused:
            headquarters.guesses.note_wrong(address)
            raise
        return Response(msgspec.json.encode(answer), media_type=_JSON)

    @put("/v1/file/{name:str}")
    async def put_file(request: _Request) -> Response[bytes]:
        content = await _body(request, PIECE_BYTES_MAX)
        size, offset = _number(request, "size"), _number(request, "off") or 0
        asked, name = _file_request(request), str(request.path_params["name"])
        kept = await headquarters.inside(
            lambda: headquarters.keep(asked, name, size, offset, content)
        )
        return Response(msgspec.json.encode(kept), media_type=_JSON)

    @get("/v1/file/{name:str}")
    async def get_file(request: _Request) -> Response[bytes]:
        asked, name = _file_request(request), str(request.path_params["name"])
        wanted = asked_range(request.headers.get("range", ""))
        given = await headquarters.inside(
            lambda: headquarters.files.get(asked, name, wanted or Range())
        )
        return given_bytes(given.content, given.size, wanted)

    @get("/v1/health", sync_to_thread=False)
    def health() -> dict[str, int]:
        return {"protocol": PROTOCOL_VERSION}

    return Litestar(
        route_handlers=[
            *(sync, enrol, put_file, get_file, health),
            *(_bundle_route(headquarters), _stamp_route(headquarters)),
            *envelope_routes(headquarters.envelopes, headquarters.inside, _body, _LimitPassed),
            *verify_routes(headquarters.papers, _body, _LimitPassed),
            *board_routes(headquarters.board),
        ],
        exception_handlers={
            FrameError: _on_frame_error,
            _LimitPassed: _on_limit,
            Busy: _on_busy,
            NotOurEnvelope: _on_wrong_envelope,
            Refused: _on_refused,
            FileRefused: _on_file_refused,
            HTTPException: _on_http,
            OperationalError: _on_database_away,
            psycopg.OperationalError: _on_database_away,
            PoolTimeout: _on_database_away,
            FilesAway: _on_files_away,
            Exception: _on_bug,
        },
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,
    )


def _bundle_route(headquarters: Headquarters) -> HTTPRouteHandler:
    @get("/v1/bundle/{territory:str}/{rev:int}")
    async def get_bundle(request: _Request) -> Response[bytes]:
        asked, wanted = _file_request(request), asked_range(request.headers.get("range", ""))
        scope, rev = str(request.path_params["territory"]), int(request.path_params["rev"])
        given = await headquarters.inside(
            lambda: headquarters.bundles.given(
                headquarters.files.sender(asked, b""), scope, rev, wanted or Range()
            )
        )
        return given_bytes(given.content, given.size, wanted)

    return get_bundle


def _stamp_route(headquarters: Headquarters) -> HTTPRouteHandler:
    @post("/v1/tsa", status_code=200)
    async def stamp_time(request: _Request) -> Response[bytes]:
        asked = await _body(request, ASKED_BYTES_MAX)
        answer = await headquarters.inside(lambda: headquarters.stamping.answer(asked))
        return Response(answer, media_type=_STAMPED)

    return stamp_time


async def _body(request: _Request, bytes_max: int) -> bytes:
    """Read a body whose length was declared and is within the limit, or raise `_LimitPassed`."""
    declared = request.headers.get("content-length", "")
    if not declared.isdecimal():
        raise _LimitPassed(411)
    if int(declared) > bytes_max:
        raise _LimitPassed(413)
    return await request.body()


def _number(request: _Request, name: str) -> int | None:
    written = str(request.query_params.get(name, ""))
    return int(written[:_DIGITS_MAX]) if written.isascii() and written.isdecimal() else None


def _file_request(request: _Request) -> FileRequest:
    scope = request.scope
    query = scope["query_string"].decode("latin-1")
    return FileRequest(
        method=request.method,
        target=scope["path"] + (f"?{query}" if query else ""),
        device=request.headers.get(DEVICE_HEADER, ""),
        signature=request.headers.get(SIGNATURE_HEADER, ""),
    )


def _refused(status: int, words: Text) -> Response[bytes]:
    refusal = Refusal(SPANISH(words))
    return Response(msgspec.json.encode(refusal), status_code=status, media_type=_JSON)


def _on_frame_error(_: _Request, error: FrameError) -> Response[bytes]:
    if isinstance(error, TooLarge):
        return _refused(413, say("El envío es demasiado grande."))
    return _refused(400, say("Lo recibido no es un mensaje de Bitácora."))


def _on_limit(_: _Request, passed: _LimitPassed) -> Response[bytes]:
    return _refused(passed.status, say("El envío es demasiado grande o no dice cuánto mide."))


def _on_busy(_: _Request, busy: Busy) -> Response[bytes]:
    return _later(busy.retry_after_s)


def _on_database_away(_: _Request, error: Exception) -> Response[bytes]:
    _log.error("the database does not answer: %s", type(error).__name__)
    return _later(_DATABASE_AWAY_S)


def _on_files_away(_: _Request, away: FilesAway) -> Response[bytes]:
    _log.error("the storage of files does not answer: %s", away.__cause__)
    return _later(_STORAGE_AWAY_S)


def _later(seconds: int) -> Response[bytes]:
    response = _refused(503, say("El servidor está muy ocupado. Vuelva a intentarlo más tarde."))
    response.headers["Retry-After"] = str(seconds)
    return response


def _on_bug(request: _Request, error: Exception) -> Response[bytes]:
    _log.error("a bug while answering a %s\n%s", request.method, places_of(error))
    return _refused(500, say("Error del programa en el servidor. No se perdió nada."))


def _on_refused(_: _Request, refused: Refused) -> Response[bytes]:
    return _refused(403, refused.text)


def _on_wrong_envelope(_: _Request, refused: NotOurEnvelope) -> Response[bytes]:
    return _refused(400, refused.text)


def _on_file_refused(_: _Request, refused: FileRefused) -> Response[bytes]:
    return _refused(refused.status, refused.words)


def _on_http(_: _Request, error: HTTPException) -> Response[bytes]:
    return _refused(error.status_code, say("Esta dirección no ofrece eso."))
