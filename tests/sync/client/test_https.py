"""The line to headquarters, over real sockets: certificates of any date, portals, busy servers."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from fieldapp.records.text import Refused
from sync.client.https import HttpsLine
from sync.client.ports import LineFailure, Step
from sync.client.trust import trusting_context
from tests.given.web import Ministry, a_server, reply


def year(number: int) -> datetime:
    return datetime(number, 1, 1, tzinfo=UTC)


def a_line(url: str, authority: str = "", proven: int = 2026, stall_s: float = 5.0) -> HttpsLine:
    """A laptop that has proof that the year `proven` has begun."""
    proven_us = int(year(proven).timestamp()) * 1_000_000
    return HttpsLine(url, trusting_context(lambda: proven_us, authority), stall_s=stall_s)


def echo(request: BaseHTTPRequestHandler, body: bytes) -> None:
    reply(request, body)


def failure_of(line: HttpsLine) -> LineFailure:
    with pytest.raises(LineFailure) as caught:
        line.exchange(b"frame")
    line.close()
    return caught.value


@pytest.fixture
def ministry(tmp_path: Path) -> Ministry:
    return Ministry(tmp_path)


def test_a_laptop_whose_clock_is_before_the_certificate_began_syncs(ministry: Ministry) -> None:
    # To a clock of 2011, a certificate of 2026 begins in the future; here it is one of 2035.
    with a_server(echo, ministry.server_context(year(2035), year(2036))) as url:
        line = a_line(url, ministry.pem)
        assert line.exchange(b"frame") == b"frame"
        line.close()


def test_a_laptop_whose_clock_is_after_the_certificate_ended_syncs(ministry: Ministry) -> None:
    # To a clock of 2035, a certificate of 2026 has ended; only a proven time counts.
    with a_server(echo, ministry.server_context(year(2024), year(2025))) as url:
        line = a_line(url, ministry.pem, proven=2024)
        assert line.exchange(b"frame") == b"frame"
        line.close()


def test_a_certificate_that_ended_before_a_proven_time_is_refused(ministry: Ministry) -> None:
    with a_server(echo, ministry.server_context(year(2024), year(2025))) as url:
        failure = failure_of(a_line(url, ministry.pem, proven=2026))
    assert failure.step is Step.CERTIFICATE
    assert "venció" in str(failure.text)


def test_a_certificate_of_an_unknown_authority_is_refused(ministry: Ministry) -> None:
    with a_server(echo, ministry.server_context(year(2024), year(2035))) as url:
        failure = failure_of(a_line(url))
    assert failure.step is Step.CERTIFICATE
    assert "no se envió nada" in str(failure.text).lower()


def test_only_this_machine_is_spoken_to_without_encryption() -> None:
    with pytest.raises(Refused, match="https"):
        a_line("http://bitacora.example.org")
    with pytest.raises(Refused, match="no es válida"):
        a_line("ftp://bitacora.example.org")


def test_the_connection_is_kept_and_its_bytes_are_counted() -> None:
    ports: set[int] = set()

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        ports.add(request.client_address[1])
        reply(request, body)

    with a_server(answer) as url:
        line = a_line(url)
        for _ in range(3):
            line.exchange(b"x" * 1000)
        line.close()
    assert len(ports) == 1
    assert line.traffic.requests == 3
    assert 3_000 < line.traffic.bytes_up < 3_900
    assert 3_000 < line.traffic.bytes_down < 3_900


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (302, Step.ANSWER),
        (404, Step.ANSWER),
        (502, Step.ANSWER),
        (407, Step.PROXY_LOGIN),
        (400, Step.SERVER),
    ],
)
def test_a_status_that_is_no_answer_is_worded(status: int, step: Step) -> None:
    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        del body
        reply(request, b"<html>portal</html>", status, Location="http://portal.example/")

    with a_server(answer) as url:
        failure = failure_of(a_line(url))
    assert failure.step is step
    assert "se perdió nada" in str(failure.text)


@pytest.mark.parametrize(("content", "heard"), [(b'{"text": "no"}', True), (b"<html>", False)])
def test_a_request_that_headquarters_cannot_take_is_told_from_a_portal(
    content: bytes, heard: bool
) -> None:
    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        del body
        reply(request, content, 400)

    with a_server(answer) as url:
        assert failure_of(a_line(url)).heard is heard


def test_a_busy_headquarters_says_how_long_to_wait() -> None:
    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        del body
        reply(request, b"", 503, Retry_After="90")

    with a_server(answer) as url:
        failure = failure_of(a_line(url))
    assert (failure.step, failure.retry_after_s) == (Step.BUSY, 90)


def test_a_server_that_is_not_there_is_worded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        failure = failure_of(a_line(f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert failure.step is Step.SERVER
    assert "queda guardado" in str(failure.text)


def test_a_name_nobody_knows_means_no_network() -> None:
    failure = failure_of(a_line("https://bitacora.invalid"))
    assert failure.step is Step.NETWORK


def test_a_line_without_a_byte_for_too_long_ends() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        failure = failure_of(a_line(f"http://127.0.0.1:{mute.getsockname()[1]}", stall_s=0.2))
    assert failure.step is Step.SERVER


def test_a_proxy_that_is_down_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{taken.getsockname()[1]}"
        line = HttpsLine(
            "https://bitacora.example.org",
            trusting_context(lambda: 0),
            proxies={"https": proxy},
            stall_s=2.0,
        )
        assert failure_of(line).step is Step.PROXY


@pytest.mark.parametrize(
    "address",
    [
        "https://[",
        "https://sede:99999",
        "https://sede:x",
        "https://\ud800",
        "https://usuario:clave@sede.example.org",
        "http://localhost@malo.example.org",
        "http://127.0.0.1.malo.example.org",
        "ftp://sede",
        "javascript:alert(1)",
        "https://",
        "",
    ],
)
def test_an_address_that_cannot_be_headquarters_is_refused_in_words(address: str) -> None:
    with pytest.raises(Refused):
        HttpsLine(address, trusting_context(lambda: 0))
