"""The routes for envelopes: a page for people, and the same for programs."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from fieldapp.records.text import Text, Words, say
from sync.protocol.envelope import LETTER_BYTES_MAX
from sync.server.admission import Busy
from sync.server.door import FORM_BYTES_MAX, done_page, form_page
from sync.server.envelopes import Acknowledged, EnvelopeDesk, NotOurEnvelope
from sync.server.public_page import shown, uploaded

NUMBER_HEADER: Final = "Bitacora-Acknowledgement"
_OCTETS: Final = "application/octet-stream"

_Request = Request[Any, Any, Any]


class Inside(Protocol):
    """Does blocking work in a thread once there is a place; raises `Busy`."""

    def __call__(self, work: Callable[[], Any], /) -> Awaitable[Any]:
        """Do it."""
        ...


def envelope_routes(
    desk: EnvelopeDesk,
    inside: Inside,
    body: Callable[[_Request, int], Awaitable[bytes]],
    too_large: type[Exception],
) -> list[HTTPRouteHandler]:
    """Make the routes; `body` reads what was sent and raises `too_large` above a limit."""
    words = desk.desk.checks.words

    @get("/sobre", sync_to_thread=False)
    def show() -> Response[bytes]:
        return shown(form_page(words))

    @post("/sobre", status_code=200)
    async def hand_in(request: _Request) -> Response[bytes]:
        try:
            sent = await body(request, FORM_BYTES_MAX)
            envelope = uploaded(request.headers.get("content-type", ""), sent)
            taken: Acknowledged = await inside(lambda: desk.take_in(envelope))
        except (NotOurEnvelope, Busy, too_large) as reason:
            return _turned_away(words, reason)
        return shown(done_page(words, taken.number, f"/sobre/{desk.name_of(envelope)}"))

    @get("/sobre/{name:str}")
    async def answer(request: _Request) -> Response[bytes]:
        name = str(request.path_params["name"])
        found: Acknowledged | None = await inside(lambda: desk.answer_named(name))
        if found is None:
            return _complained(
                words, 404, say("Esa respuesta no está. Entregue el archivo otra vez.")
            )
        return _given(found)

    @post("/v1/envelope", status_code=200)
    async def take_in(request: _Request) -> Response[bytes]:
        envelope = await body(request, LETTER_BYTES_MAX)
        return _given(await inside(lambda: desk.take_in(envelope)))

    return [show, hand_in, answer, take_in]


def _turned_away(words: Words, reason: Exception) -> Response[bytes]:
    if isinstance(reason, NotOurEnvelope):
        return _complained(words, 400, reason.text)
    if isinstance(reason, Busy):
        page = _complained(
            words, 503, say("El servidor está muy ocupado. Vuelva a intentarlo más tarde.")
        )
        page.headers["Retry-After"] = str(reason.retry_after_s)
        return page
    return _complained(words, 413, say("El archivo pasa de 10 MB: no es un archivo de envío."))


def _complained(words: Words, status: int, complaint: Text) -> Response[bytes]:
    return shown(form_page(words, complaint), status)


def _given(found: Acknowledged) -> Response[bytes]:
    name = f"respuesta-{found.number}.sobre"
    return Response(
        found.answer,
        media_type=_OCTETS,
        headers={
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": f'attachment; filename="{name}"',
            NUMBER_HEADER: str(found.number),
        },
    )
