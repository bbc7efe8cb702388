"""Trying the way to headquarters: each step that can fail, over real sockets, and the clock."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from fieldapp.machine.proxies import with_login
from fieldapp.records.text import SPANISH
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from sync.client.https import HttpsLine
from sync.client.probe import Outcome, Probe, Probing
from sync.client.trust import trusting_context
from tests.given.headquarters import HeadquartersGiven, LaptopGiven
from tests.given.proxy import a_proxy
from tests.given.web import NAME, Answer, Ministry, a_server, reply

NOW = datetime.now(UTC)
LOGIN = ("ministerio\\yriascos", "una clave: @/%")


@dataclass(frozen=True)
class Clock:
    """A laptop's clock, as wrong as a test says."""

    instant: datetime

    def now_us(self) -> int:
        return int(self.instant.timestamp()) * 1_000_000


@pytest.fixture
def ministry(tmp_path: Path) -> Ministry:
    return Ministry(tmp_path)


@pytest.fixture
def laptop(headquarters: HeadquartersGiven) -> LaptopGiven:
    return headquarters.a_laptop()


def probed(
    laptop: LaptopGiven,
    url: str,
    *,
    authority: str = "",
    proxies: Mapping[str, str] | None = None,
    clock: datetime | None = None,
) -> Probe:
    """What a laptop learns that tries the way to an address."""
    line = HttpsLine(url, trusting_context(lambda: 0, authority), proxies=proxies, stall_s=5)
    signer = LineSigner(laptop.key, laptop.enrolled.headquarters_key)
    clock = clock or laptop.headquarters.at
    try:
        return Probing(
            line, laptop.device, signer, Clock(clock), "0.1.0", 1, line.is_proxied
        ).probe()
    finally:
        line.close()


def outcomes(probe: Probe) -> dict[str, str]:
    return {step.name: step.outcome.value for step in probe.steps}


def words(probe: Probe, name: str) -> str:
    return next(SPANISH(step.text) for step in probe.steps if step.name == name)


def answering(laptop: LaptopGiven) -> Answer:
    """Headquarters behind a small web server."""

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        if request.path == "/v1/health":
            reply(request, b'{"protocol": 1}')
        else:
            reply(request, laptop.headquarters.desk.answer(body).frame)

    return answer


GOOD = dict.fromkeys(("network", "proxy", "certificate", "clock", "server"), "ok")


def test_a_good_way_is_told_step_by_step(laptop: LaptopGiven) -> None:
    with a_server(answering(laptop)) as url:
        probe = probed(laptop, url)
    assert outcomes(probe) == GOOD
    assert probe.reached
    assert words(probe, "proxy") == "Sin proxy: directo."


def test_a_probe_sends_nothing_and_takes_nothing_in(laptop: LaptopGiven) -> None:
    looks = ("select rev from realm", "select count(*) from batch")
    before = [laptop.headquarters.rows(look) for look in looks]
    with a_server(answering(laptop)) as url:
        probed(laptop, url)
    assert [laptop.headquarters.rows(look) for look in looks] == before


@pytest.mark.parametrize(
    ("year", "said"),
    [(2011, "atrasado"), (2035, "adelantado")],
)
def test_a_wrong_clock_is_told_with_how_much_and_stops_nothing(
    laptop: LaptopGiven, year: int, said: str
) -> None:
    with a_server(answering(laptop)) as url:
        probe = probed(laptop, url, clock=datetime(year, 1, 1, tzinfo=UTC))
    assert outcomes(probe) == GOOD | {"clock": "doubtful"}
    assert probe.reached
    assert probe.clock_ahead_s is not None
    assert str(round(abs(probe.clock_ahead_s) / 86_400)) in words(probe, "clock")
    assert said in words(probe, "clock")


def test_an_offset_is_said_in_its_largest_unit(laptop: LaptopGiven) -> None:
    with a_server(answering(laptop)) as url:
        at = laptop.headquarters.at
        told = [
            words(probed(laptop, url, clock=at + off), "clock")
            for off in (timedelta(minutes=7), timedelta(hours=5, minutes=1), timedelta(days=-40))
        ]
    assert ["7 minutos" in told[0], "5 horas" in told[1], "40 días" in told[2]] == [True] * 3


def test_without_a_network_nothing_else_is_reached(laptop: LaptopGiven) -> None:
    probe = probed(laptop, "https://bitacora.invalid")
    assert outcomes(probe) == {
        "network": "failed",
        **dict.fromkeys(("proxy", "certificate", "clock", "server"), "not_reached"),
    }
    assert not probe.reached


def test_a_server_that_is_not_there_says_nothing_of_its_certificate(laptop: LaptopGiven) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        probe = probed(laptop, f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert outcomes(probe) == {
        "network": "ok",
        "proxy": "ok",
        "certificate": "not_reached",
        "clock": "not_reached",
        "server": "failed",
    }


def test_an_unknown_authority_is_the_step_that_failed(
    laptop: LaptopGiven, ministry: Ministry
) -> None:
    context = ministry.server_context(NOW, NOW + timedelta(days=9))
    with a_server(answering(laptop), context) as url:
        probe = probed(laptop, url)
    assert outcomes(probe) == {
        "network": "ok",
        "proxy": "ok",
        "certificate": "failed",
        "clock": "not_reached",
        "server": "not_reached",
    }


@pytest.mark.parametrize("page", [b"<html>portal</html>", b'{"protocol": 1}'])
def test_a_portal_or_another_headquarters_is_not_believed(laptop: LaptopGiven, page: bytes) -> None:
    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        del body
        reply(request, page)

    with a_server(answer) as url:
        probe = probed(laptop, url)
    assert outcomes(probe)["server"] == "failed"
    assert outcomes(probe)["clock"] == "not_reached"


def test_another_headquarters_answer_is_not_believed(laptop: LaptopGiven) -> None:
    another = msgspec.structs.replace(laptop.enrolled, headquarters_key=DeviceKey(b"x" * 32).public)
    stranger = LaptopGiven(laptop.headquarters, laptop.key, another)
    with a_server(answering(laptop)) as url:
        probe = probed(stranger, url)
    assert outcomes(probe)["server"] == "failed"
    assert "no lleva su firma" in words(probe, "server")


def test_a_proxy_is_passed_with_its_user_and_named_without_it(
    laptop: LaptopGiven, ministry: Ministry
) -> None:
    context = ministry.server_context(NOW, NOW + timedelta(days=9))
    with a_server(answering(laptop), context) as url:
        with a_proxy(urlsplit(url).port or 0, LOGIN) as proxy:
            way = {"https": proxy}
            asked = probed(laptop, f"https://{NAME}", authority=ministry.pem, proxies=way)
            passed = probed(
                laptop,
                f"https://{NAME}",
                authority=ministry.pem,
                proxies=with_login(way, LOGIN),
            )
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            way = {"https": f"http://127.0.0.1:{taken.getsockname()[1]}"}
            silent = probed(laptop, f"https://{NAME}", authority=ministry.pem, proxies=way)
    assert outcomes(asked) == {
        "network": "ok",
        "proxy": "failed",
        **dict.fromkeys(("certificate", "clock", "server"), "not_reached"),
    }
    assert "pide usuario y contraseña" in words(asked, "proxy")
    assert outcomes(passed) == GOOD
    assert words(passed, "proxy") == "Se pasa por el proxy de la red."
    assert "no contesta o no deja pasar" in words(silent, "proxy")


def test_a_revoked_laptop_reaches_headquarters_and_is_told(laptop: LaptopGiven) -> None:
    laptop.headquarters.register.revoke(laptop.enrolled.device_code)
    with a_server(answering(laptop)) as url:
        probe = probed(laptop, url)
    assert probe.steps[-1].outcome is Outcome.OK
    assert "ya no recibe" in words(probe, "server")
