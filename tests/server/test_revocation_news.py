"""Where there is a network, headquarters asks outside authorities for the laptops."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fieldapp.signing.examined import Standing
from sync.server.revocation_news import Fetcher
from tests.given.desks import Clock
from tests.given.headquarters import HeadquartersGiven
from tests.given.outside import OutsideAuthority
from tests.given.signed_actas import SealedActa
from tests.server.test_completing import file_at, papers, stamps
from tests.server.test_outside_trust import CARD, believe, seen, with_card


@dataclass
class Service:
    """What an authority answers on the network."""

    at: datetime
    ocsp: bool = True
    lists: bool = True
    asked: list[str] = field(default_factory=list[str])
    outside: OutsideAuthority = field(default_factory=OutsideAuthority)

    def answer(self, path: str, asked: bytes) -> bytes | None:
        self.asked.append(path)
        if path == "/ocsp":
            return self.outside.answer(asked, self.at) if self.ocsp else None
        place = int(path.removeprefix("/").removesuffix(".crl"))
        return self.outside.crls(self.at)[place] if self.lists else None


@contextmanager
def serving(service: Service) -> Generator[OutsideAuthority]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(service.answer(self.path, b""))

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self._say(service.answer(self.path, asked))

        def _say(self, content: bytes | None) -> None:
            self.send_response(200 if content else 503)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *words: object) -> None:
            del format, words

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        service.outside = OutsideAuthority(address=f"http://127.0.0.1:{server.server_port}")
        yield service.outside
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("by", ["ocsp", "lists", "neither"])
def test_a_completed_copy_carries_what_the_authority_says_that_day(
    headquarters: HeadquartersGiven, by: str
) -> None:
    headquarters.trust.upkeep.look()
    service = Service(headquarters.at, ocsp=by == "ocsp", lists=by != "neither")
    with serving(service) as outside:
        believe(headquarters, outside)
        officer = with_card(headquarters, outside.card(CARD))
        SealedActa(officer).send()
        assert headquarters.trust.upkeep.look() == 2, papers(headquarters)
    completed = file_at(headquarters, stamps(headquarters)[1]["completed_sha256"])
    found = seen(headquarters, completed, officer)
    assert (found.standing, found.unlisted) == (Standing.STAMPED, by == "neither")
    assert (found.indication == "TOTAL-PASSED") is (by != "neither")
    assert ("/0.crl" in service.asked) is (by != "ocsp")


def test_a_card_that_its_authority_revoked_gets_no_stamp(headquarters: HeadquartersGiven) -> None:
    headquarters.trust.upkeep.look()
    with serving(Service(headquarters.at)) as outside:
        believe(headquarters, outside)
        card = outside.card(CARD)
        outside.revoke(card, headquarters.at)
        SealedActa(with_card(headquarters, card)).send()
        assert headquarters.trust.upkeep.look() == 0
    assert {why for _, _, why in papers(headquarters)} == {"revoked"}


def test_nobody_is_called_for_a_strangers_certificate(headquarters: HeadquartersGiven) -> None:
    headquarters.trust.upkeep.look()
    service = Service(headquarters.at)
    with serving(service) as outside:
        believe(headquarters, OutsideAuthority("Otra", "p256"))
        SealedActa(with_card(headquarters, outside.card(CARD))).send()
        assert headquarters.trust.upkeep.look() == 0
    assert service.asked == []


def test_who_does_not_answer_is_left_alone_for_a_while() -> None:
    clock = Clock()
    fetch = Fetcher(clock)
    with serving(Service(clock())) as outside:
        address = f"{outside.address}/0.crl"
        assert fetch(address)
    assert fetch(address) is None
    began = time.monotonic()
    assert fetch(address) is None
    assert time.monotonic() - began < 1
    assert fetch("file:///etc/hostname") is None
