"""Bundles over the line: offered to who holds nothing, given in ranges to their account alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Generator
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from sync.protocol import frame
from sync.protocol.bundle import frames_in, read_part
from sync.protocol.messages import Answer, BundleOffer, ScopeState
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER, file_request_to_sign
from tests.given.bodies import a_visit
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, Reply, a_web

VISITS = [UUID(f"0193b1a0-0000-7000-8000-0000000009{place:02x}") for place in range(6)]


@pytest.fixture
def large(headquarters: HeadquartersGiven) -> HeadquartersGiven:
    """A headquarters to which six visits are a large territory."""
    headquarters.bundle_rows_min = 5
    laptop = headquarters.a_laptop("cangulo")
    laptop.send(*(a_visit("19", visit) for visit in VISITS))
    return headquarters


@pytest.fixture
def web(large: HeadquartersGiven) -> Generator[Line]:
    with a_web(large) as line:
        yield line


def offered(answer: Answer) -> BundleOffer:
    (page,) = [page for page in answer.scopes if page.scope == "19"]
    assert page.state is ScopeState.BUNDLE
    assert page.bundle is not None
    assert page.rows == []
    return page.bundle


def fetch(web: Line, laptop: LaptopGiven, offer: BundleOffer, wanted: str = "") -> Reply:
    target = f"/v1/bundle/19/{offer.rev}"
    signature = laptop.key.sign(file_request_to_sign("GET", target))
    headers = {
        DEVICE_HEADER: str(laptop.device),
        SIGNATURE_HEADER: b64encode(signature).decode(),
        **({"Range": wanted} if wanted else {}),
    }
    return web.send("GET", target, headers=headers)


def test_who_holds_nothing_is_offered_a_file_and_gets_all_of_it(
    web: Line, large: HeadquartersGiven
) -> None:
    laptop = large.a_laptop()
    offer = offered(laptop.ask(bundles=True))
    reply = fetch(web, laptop, offer)
    assert (reply.status, len(reply.content)) == (200, offer.bytes)
    assert sha256(reply.content).digest() == offer.sha256
    frames = [frame.read(one, frame.ANSWER_BYTES_MAX) for one in frames_in([reply.content])]
    parts = [read_part(one.payload()) for one in frames]
    assert [part.place for part in parts] == list(range(len(parts)))
    ids = {one for part in parts for rows in part.page.rows for one in rows.ids}
    assert set(VISITS) <= ids
    assert parts[-1].page.digest is not None


def test_it_goes_on_from_any_byte(web: Line, large: HeadquartersGiven) -> None:
    laptop = large.a_laptop()
    offer = offered(laptop.ask(bundles=True))
    whole = fetch(web, laptop, offer).content
    middle = fetch(web, laptop, offer, "bytes=100-199")
    assert (middle.status, middle.content) == (206, whole[100:200])
    assert fetch(web, laptop, offer, "bytes=100-").content == whole[100:]
    assert fetch(web, laptop, offer, f"bytes={offer.bytes}-").status == 416


def test_pages_come_to_who_has_a_small_territory(headquarters: HeadquartersGiven) -> None:
    answer = headquarters.a_laptop().ask(bundles=True)
    assert {page.state for page in answer.scopes} == {ScopeState.OK}


def test_pages_come_to_who_did_not_ask_or_holds_something(
    large: HeadquartersGiven,
) -> None:
    laptop = large.a_laptop()
    assert {page.state for page in laptop.ask().scopes} == {ScopeState.OK}
    laptop.sync()
    answer = laptop.ask(bundles=True, cursors=laptop.cursors)
    assert {page.state for page in answer.scopes} == {ScopeState.OK}


def test_the_same_file_serves_an_account_for_a_day(large: HeadquartersGiven) -> None:
    one, two = large.a_laptop(), large.a_laptop()
    first = offered(one.ask(bundles=True))
    one.send(a_visit("19", UUID(int=77)))
    assert offered(two.ask(bundles=True)) == first
    large.at += timedelta(days=1, minutes=1)
    newer = offered(two.ask(bundles=True))
    assert newer.rev > first.rev
    assert len(large.rows("select 1 from bundle where scope_id = '19'")) == 2
    large.at += timedelta(days=2)
    offered(two.ask(bundles=True))
    assert len(large.rows("select 1 from bundle where scope_id = '19'")) == 1


def test_nobody_else_fetches_it(web: Line, large: HeadquartersGiven) -> None:
    laptop, colleague = large.a_laptop(), large.a_laptop("cangulo")
    offer = offered(laptop.ask(bundles=True))
    assert fetch(web, colleague, offer).status == 404
    assert fetch(web, large.a_laptop("mquispe"), offer).status == 404
    assert web.send("GET", f"/v1/bundle/19/{offer.rev}").status == 401
    assert web.send("GET", "/v1/bundle/19/nada").status == 404
    large.register.revoke(laptop.enrolled.device_code)
    assert fetch(web, laptop, offer).status == 404
