"""The relay counts every byte, takes the time a slow link takes, and breaks where it is told to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator

import pytest

from tests.benchmarks.relay import Link, a_relay

TEN_KB = b"POST " + b"x" * 9_995


@pytest.fixture
def echo() -> Generator[int]:
    """The port of a server that sends everything back."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                one, _ = listener.accept()
            except OSError:
                return
            with one:
                try:
                    while piece := one.recv(65536):
                        one.sendall(piece)
                except OSError:
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def sent_and_returned(port: int, content: bytes) -> tuple[bytes, float]:
    """What came back of some bytes until the line ended, and after how many seconds."""
    begun, back = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        try:
            line.sendall(content)
            while len(back) < len(content) and (piece := line.recv(65536)):
                back += piece
        except OSError:
            pass
    return back, time.monotonic() - begun


def test_a_fast_line_carries_everything_and_counts_it(echo: int) -> None:
    with a_relay(echo) as relay:
        back, _ = sent_and_returned(relay.port, TEN_KB)
        assert back == TEN_KB
        assert relay.traffic.take() == (1, 10_000, 10_000)
        assert relay.traffic.take() == (0, 0, 0)


def test_a_slow_line_takes_a_handshake_a_round_trip_and_the_time_of_its_bytes(echo: int) -> None:
    link = Link(bits_per_s=800_000, one_way_s=0.1)
    with a_relay(echo, link) as relay:
        back, seconds = sent_and_returned(relay.port, TEN_KB)
    segments = 8 * 52 * 8 / 800_000
    bytes_s = 10_000 * 8 / 800_000
    assert back == TEN_KB
    assert 0.4 + bytes_s + segments <= seconds < 1.5


def test_lost_segments_come_later_and_in_order(echo: int) -> None:
    with a_relay(echo, Link(bits_per_s=8_000_000, one_way_s=0.02, loss=0.3)) as relay:
        back, seconds = sent_and_returned(relay.port, TEN_KB)
    assert back == TEN_KB
    assert seconds > 0.12


@pytest.mark.parametrize("after", [1, 1400, 5_000])
def test_a_line_cut_on_its_way_down_gives_so_many_bytes_and_no_more(echo: int, after: int) -> None:
    with a_relay(echo, Link(cut_down_after=after)) as relay:
        back, _ = sent_and_returned(relay.port, TEN_KB)
        assert len(back) <= after
        assert relay.traffic.take()[2] == after


@pytest.mark.parametrize("after", [1, 1400, 5_000])
def test_a_line_cut_on_its_way_up_lets_so_many_bytes_through(echo: int, after: int) -> None:
    with a_relay(echo, Link(cut_up_after=after)) as relay:
        back, _ = sent_and_returned(relay.port, TEN_KB)
        assert len(back) <= after
        assert relay.traffic.take()[1] == after


def test_the_link_may_change_between_connections(echo: int) -> None:
    with a_relay(echo) as relay:
        relay.link = Link(cut_up_after=3)
        assert len(sent_and_returned(relay.port, TEN_KB)[0]) <= 3
        relay.link = Link()
        assert sent_and_returned(relay.port, TEN_KB)[0] == TEN_KB
