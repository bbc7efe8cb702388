"""The line to headquarters over HTTPS: one kept connection, the system's proxy, words for trouble.

There is no total timeout: on a 64 kbit/s link a good answer may take minutes. What ends a line is
a minute without a byte. A status or a page is never believed here; the engine believes signatures.
"""

from __future__ import annotations

import errno
import io
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NameResolutionError

from fieldapp.records.text import Refused, Text, say
from sync.client.ports import (
    Carried,
    Fetched,
    FileDeclined,
    LineFailure,
    NotUnderstood,
    Step,
    Traffic,
)
from sync.client.trust import CertificateEnded, TrustingContext
from sync.protocol.enrolment import Refusal
from sync.protocol.envelope import LETTER_BYTES_MAX, is_answer
from sync.protocol.files import Kept

STALL_S: Final = 60.0
CONNECT_S: Final = 30.0

_FRAMES: Final = "application/octet-stream"
_ANSWER_BYTES_MAX: Final = 2 * 1024 * 1024
_CONTENT_RANGE: Final = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})", re.ASCII)
_WORDS_MAX: Final = 500
_BUG: Final = 500
_BUSY_S: Final = 30
_PROXY_ASKS: Final = "Tunnel connection failed: 407"
"""How http.client words a tunnel that was refused for want of a user."""
_NO_NETWORK: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


class _Reply(NamedTuple):
    """What came back, not yet believed."""

    status: int
    content: bytes
    retry_after: str
    content_range: str


class HttpsLine:
    """A line to one headquarters; satisfies the engine's `Transport`, and enrols.

    `proxies` is what the system says, by scheme. Raises Refused for an address that is not https,
    unless it is this very machine.
    """

    def __init__(
        self,
        url: str,
        context: TrustingContext,
        *,
        proxies: Mapping[str, str] | None = None,
        stall_s: float = STALL_S,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base, on_this_machine = _checked(url)
        self._timeout = (min(CONNECT_S, stall_s), stall_s)
        self._seconds = seconds
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": "Bitacora", "Accept-Encoding": "identity"})
        self._session.proxies = {} if on_this_machine else dict(proxies or {})
        self._session.mount("https://", _Adapter(context))
        self._traffic = Traffic()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    @property
    def is_proxied(self) -> bool:
        """Whether a proxy stands on the way."""
        return any(
            scheme in self._session.proxies for scheme in ("all", urlsplit(self._base).scheme)
        )

    @property
    def traffic(self) -> Traffic:
        """Requests made, and bytes of HTTP each way as they stood on the line."""
        return self._traffic

    def exchange(self, frame: bytes) -> bytes:
        """Post a sync; 200 is the only status that carries an answer."""
        answer = self._send("POST", "/v1/sync", frame, {"Content-Type": _FRAMES})
        # A portal's page is no word of headquarters, whatever its status.
        in_words = answer.content.lstrip().startswith(b"{")
        unread = answer.status == requests.codes["bad_request"]
        if unread or answer.status in (411, 413) or (answer.status == _BUG and in_words):
            raise (NotUnderstood if unread else LineFailure)(
                Step.SERVER,
                say(
                    "El nivel central no entendió este envío. No se perdió nada: actualice "
                    "Bitácora y, si sigue igual, avise a soporte."
                ),
                heard=in_words,
            )
        _expect(answer)
        return answer.content

    def put_file(self, target: str, content: bytes, headers: Mapping[str, str]) -> Carried:
        """Put a piece of a file; headquarters says how far the file is now."""
        begun = self._seconds()
        answer = self._send("PUT", target, content, {"Content-Type": _FRAMES, **headers})
        _must_not_decline(answer)
        _expect(answer)
        try:
            kept = msgspec.json.decode(answer.content, type=Kept)
        except msgspec.DecodeError as fault:
            raise LineFailure(Step.ANSWER, _not_headquarters()) from fault
        return Carried(kept.received, kept.complete, self._seconds() - begun)

    def get_file(
        self, target: str, headers: Mapping[str, str], start: int, most: int
    ) -> Fetched | None:
        """Get a file from a byte on, at most so many; None when there is none for this device."""
        begun = self._seconds()
        wanted = {"Range": f"bytes={start}-{start + most - 1}", **headers}
        answer = self._send("GET", target, None, wanted, most)
        if answer.status == requests.codes["not_found"]:
            return None
        _must_not_decline(answer)
        told = _CONTENT_RANGE.fullmatch(answer.content_range)
        if answer.status != requests.codes["partial_content"] or not told:
            _expect(answer)
            raise LineFailure(Step.ANSWER, _not_headquarters())
        if int(told[1]) != start or int(told[2]) + 1 != start + len(answer.content):
            raise LineFailure(Step.ANSWER, _cut_short())
        return Fetched(answer.content, int(told[3]), self._seconds() - begun)

    def hand_in(self, envelope: bytes) -> bytes:
        """Post an envelope at headquarters' door and give its answer, sealed to the laptop.

        Raises Refused when headquarters will never take this one.
        """
        headers = {"Content-Type": _FRAMES}
        answer = self._send("POST", "/v1/envelope", envelope, headers, LETTER_BYTES_MAX)
        if answer.status in (400, 411, 413):
            raise Refused(
                say(
                    "El nivel central no reconoce este archivo de envío. No se perdió nada: "
                    "abra la bitácora y haga otro."
                )
            )
        _expect(answer)
        if not is_answer(answer.content):
            raise LineFailure(Step.ANSWER, _not_headquarters())
        return answer.content

    def enrol(self, asked: bytes) -> tuple[bool, bytes]:
        """Present a code (JSON); whether it was accepted, and the answer (JSON)."""
        answer = self._send("POST", "/v1/enrol", asked, {"Content-Type": "application/json"})
        refused = 400 <= answer.status < 500 and answer.content.lstrip().startswith(b"{")  # noqa: PLR2004
        if not refused:
            _expect(answer)
        return not refused, answer.content

    def sign_of_life(self) -> None:
        """Ask headquarters whether it is there; who answers something else is not it."""
        answer = self._send("GET", "/v1/health", None, {})
        _expect(answer)
        if b'"protocol"' not in answer.content:
            raise LineFailure(Step.ANSWER, _not_headquarters())

    def _send(
        self,
        method: str,
        target: str,
        content: bytes | None,
        headers: Mapping[str, str],
        bytes_max: int = _ANSWER_BYTES_MAX,
    ) -> _Reply:
        asked = requests.Request(
            method,
            self._base + target,
            # A file is sent block by block, so that the minute without a byte counts per block.
            data=io.BytesIO(content) if content else content,
            headers=dict(headers),
        )
        prepared = self._session.prepare_request(asked)
        try:
            with self._session.send(
                prepared,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
                proxies=dict(self._session.proxies),
            ) as answer:
                received = answer.raw.read(bytes_max + 1, decode_content=False)
                self._count(prepared, len(content or b""), answer, len(received))
        except (requests.RequestException, HTTPError, OSError) as fault:
            raise _worded(fault) from fault
        if len(received) > bytes_max:
            raise LineFailure(Step.ANSWER, _not_headquarters())
        headers = answer.headers
        return _Reply(
            answer.status_code,
            received,
            headers.get("Retry-After", ""),
            headers.get("Content-Range", ""),
        )

    def _count(
        self, asked: requests.PreparedRequest, up: int, answer: requests.Response, down: int
    ) -> None:
        spent = self._traffic
        host = urlsplit(self._base).netloc
        head = {**asked.headers, "Host": host}
        up += _head_bytes(f"{asked.method} {asked.path_url} HTTP/1.1", head)
        down += _head_bytes(f"HTTP/1.1 {answer.status_code} {answer.reason}", answer.headers)
        self._traffic = Traffic(spent.requests + 1, spent.bytes_up + up, spent.bytes_down + down)


class _Adapter(HTTPAdapter):
    """Gives requests our one context, through a proxy as well."""

    def __init__(self, context: TrustingContext) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Open direct lines with our context."""
        super().init_poolmanager(*args, **named, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """Open lines through a proxy with our context."""
        return super().proxy_manager_for(proxy, **named, ssl_context=self._context)


def _checked(url: str) -> tuple[str, bool]:
    """Headquarters' address without a final slash, and whether it is this very machine."""
    wrong = Refused(
        say("La dirección «{url}» no es válida: empieza por https:// y lleva un nombre.", url=url)
    )
    try:
        parts = urlsplit(url.strip())
        requests.Request("GET", url.strip()).prepare()
        parts.port  # noqa: B018 - reading it is the check
    except (ValueError, requests.RequestException) as fault:
        raise wrong from fault
    on_this_machine = _is_loopback(parts.hostname or "")
    if not parts.hostname or parts.username or parts.scheme not in ("https", "http"):
        raise wrong
    if parts.scheme == "http" and not on_this_machine:
        raise Refused(say("La dirección «{url}» no es segura: debe empezar por https://.", url=url))
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", on_this_machine


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _head_bytes(first: str, headers: Mapping[str, Any]) -> int:
    lines = sum(len(name) + len(str(value)) + 4 for name, value in headers.items())
    return len(first) + 2 + lines + 2


def _expect(answer: _Reply) -> None:
    status = answer.status
    if status == requests.codes["ok"]:
        return
    if status == requests.codes["service_unavailable"]:
        raise _busy(answer.retry_after)
    if status == requests.codes["proxy_authentication_required"]:
        raise LineFailure(Step.PROXY_LOGIN, _proxy_asks())
    if status in (401, 403) and not answer.content.lstrip().startswith(b"<"):
        raise LineFailure(
            Step.AUTHORISATION,
            say(
                "El nivel central no autoriza esto a su equipo. No se perdió nada; avise a soporte."
            ),
        )
    raise LineFailure(Step.ANSWER, _not_headquarters())


def _must_not_decline(answer: _Reply) -> None:
    """A refusal of one file comes with headquarters' own words; the line is good."""
    if answer.status not in (400, 403, 413, 416):
        return
    try:
        words = msgspec.json.decode(answer.content, type=Refusal).text[:_WORDS_MAX]
    except msgspec.DecodeError:
        return
    raise FileDeclined(say("El nivel central respondió sobre un archivo: {words}", words=words))


def _busy(wait: str) -> LineFailure:
    seconds = int(wait) if wait.isdecimal() else _BUSY_S
    text = say(
        "El nivel central está muy ocupado y pide esperar {seconds} segundos. No se perdió nada.",
        seconds=seconds,
    )
    return LineFailure(Step.BUSY, text, seconds)


def _not_headquarters() -> Text:
    return say(
        "En esa dirección no contesta el nivel central (¿un portal de acceso al wifi?). No se "
        "perdió nada: abra el navegador para entrar a la red, o revise la dirección."
    )


def _cut_short() -> Text:
    return say("Un archivo llegó incompleto. No se perdió nada; se sigue donde quedó.")


def _proxy_asks() -> Text:
    return say(
        "El proxy de la red pide usuario y contraseña. No se perdió nada: escríbalos en la página "
        "Sincronizar, pídalos a sistemas, o use otra red."
    )


def _proxy_silent() -> Text:
    return say(
        "El proxy de la red no contesta o no deja pasar. No se perdió nada: avise a sistemas, o "
        "use otra red."
    )


def _worded(fault: BaseException) -> LineFailure:
    """The step that failed, by the deepest cause that tells it."""
    causes = list(_causes(fault))
    if any(isinstance(cause, CertificateEnded) for cause in causes):
        text = say(
            "El certificado del nivel central venció, así que no se envió nada. No se perdió "
            "nada; avise a soporte."
        )
        return LineFailure(Step.CERTIFICATE, text)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        text = say(
            "No se puede comprobar que quien contesta sea el nivel central (certificado). No se "
            "envió nada ni se perdió nada; si la red es la de la entidad, pida a sistemas el "
            "certificado de su autoridad."
        )
        return LineFailure(Step.CERTIFICATE, text)
    if any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes):
        if any(_PROXY_ASKS in str(cause) for cause in causes):
            return LineFailure(Step.PROXY_LOGIN, _proxy_asks())
        return LineFailure(Step.PROXY, _proxy_silent())
    unnamed = any(isinstance(cause, NameResolutionError) for cause in causes)
    if unnamed or any(getattr(cause, "errno", None) in _NO_NETWORK for cause in causes):
        text = say("No hay red. Todo queda guardado en este equipo y se enviará cuando haya señal.")
        return LineFailure(Step.NETWORK, text)
    text = say(
        "El nivel central no responde. Todo queda guardado en este equipo; "
        "se intentará de nuevo más tarde."
    )
    return LineFailure(Step.SERVER, text)


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    """The fault and everything it wraps: requests and urllib3 keep causes in three places."""
    seen: list[BaseException] = []
    waiting = [fault]
    while waiting:
        cause = waiting.pop()
        if cause is None or cause in seen:
            continue
        seen.append(cause)
        yield cause
        wrapped = [part for part in cause.args if isinstance(part, BaseException)]
        reason = getattr(cause, "reason", None)
        if isinstance(reason, BaseException):
            wrapped.append(reason)
        waiting += [cause.__cause__, cause.__context__, *wrapped]
