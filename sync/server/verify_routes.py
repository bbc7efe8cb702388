"""The routes of the public page that checks papers; laptops that sync never wait for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from fieldapp.packs.words import country_words
from fieldapp.records.text import Refused, Words, say
from sync.server.admission import Admission, Busy
from sync.server.guessing import WINDOW, Guesses
from sync.server.paper_desk import PAPER_BYTES_MAX, PaperDesk
from sync.server.public_page import shown, uploaded
from sync.server.verify_page import form_page, typed_page, verdict_page

_FORM_BYTES_MAX: Final = PAPER_BYTES_MAX + 64 * 1024
_TYPED_BYTES_MAX: Final = 2 * 1024
PAPERS_MAX: Final = 30
_WAITING_MAX: Final = 4
_TOO_MANY_PAPERS: Final = say(
    "Demasiados papeles desde esta red. Espere {minutes} minutos e inténtelo de nuevo.",
    minutes=int(WINDOW.total_seconds()) // 60,
)

_Request = Request[Any, Any, Any]
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class PaperDoor:
    """Who may have papers checked: few at a time, and nobody without end."""

    desk: PaperDesk
    admission: Admission = field(
        default_factory=lambda: Admission(1, lambda: 0, waiting_max=_WAITING_MAX)
    )

    async def inside(self, work: Callable[[], Done]) -> Done:
        """Do blocking work once it is its turn; raises `Busy`."""
        async with self.admission.enter():
            return await to_thread.run_sync(work)


def verify_routes(
    door: PaperDoor,
    body: Callable[[_Request, int], Awaitable[bytes]],
    too_large: type[Exception],
) -> list[HTTPRouteHandler]:
    """Make the routes; `body` reads what was sent and raises `too_large` above a limit."""
    papers = Guesses(door.desk.now, PAPERS_MAX, _TOO_MANY_PAPERS)
    guesses = Guesses(door.desk.now)
    words = country_words(door.desk.pack)

    @get("/verificar", sync_to_thread=False)
    def show() -> Response[bytes]:
        return shown(form_page(words))

    @post("/verificar", status_code=200)
    async def verify(request: _Request) -> Response[bytes]:
        address = _address(request)
        try:
            papers.must_be_few(address)
            papers.note_wrong(address)
            sent = await body(request, _FORM_BYTES_MAX)
            paper = uploaded(request.headers.get("content-type", ""), sent)
            verdict = await door.inside(lambda: door.desk.judged(paper))
        except (Refused, Busy, too_large) as reason:
            return _turned_away(words, reason)
        return shown(verdict_page(words, verdict))

    @post("/verificar/huella", status_code=200)
    async def look_up(request: _Request) -> Response[bytes]:
        address = _address(request)
        try:
            guesses.must_be_few(address)
            typed = parse_qs((await body(request, _TYPED_BYTES_MAX)).decode("utf-8", "replace"))
            number, mark = (typed.get(name, [""])[0] for name in ("number", "mark"))
            issued = await door.inside(lambda: door.desk.is_issued(number, mark))
        except (Refused, Busy, too_large) as reason:
            return _turned_away(words, reason)
        if not issued:
            guesses.note_wrong(address)
        return shown(typed_page(words, issued=issued))

    return [show, verify, look_up]


def _address(request: _Request) -> str:
    return request.client.host if request.client else ""


def _turned_away(words: Words, reason: Exception) -> Response[bytes]:
    if isinstance(reason, Refused):
        return shown(form_page(words, reason.text), 429)
    if isinstance(reason, Busy):
        busy = say("El servidor está muy ocupado. Vuelva a intentarlo más tarde.")
        page = shown(form_page(words, busy), 503)
        page.headers["Retry-After"] = str(reason.retry_after_s)
        return page
    return shown(form_page(words, say("El archivo es demasiado grande para ser un acta.")), 413)
