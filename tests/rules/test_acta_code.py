"""The code on an acta's last page, and what a stranger may print in its place."""

from __future__ import annotations

import hashlib
import zlib

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.rules.acta_code import (
    ActaCode,
    ReadCode,
    code_of,
    read_code,
    write_code,
    write_plain_code,
)
from fieldapp.rules.acta_content import Acta, Promise, read_content
from fieldapp.rules.base45 import read_base45, write_base45
from fieldapp.rules.cbor import Plain, read_plain
from fieldapp.signing.keys import DeviceKey, is_signed_by
from tests.given import actas

DIGEST = bytes(range(32))
KEY = DeviceKey(hashlib.sha256(b"prueba").digest())
CODE = ActaCode("ACTA-DTMETA-2026-D07-0042", DIGEST, 1_795_200_060, 40, 8, "CO")
BASE45 = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def written(code: ActaCode = CODE) -> str:
    return write_code(code, KEY.id, KEY.sign)


def read(text: str) -> ReadCode:
    found = read_code(text)
    assert found is not None
    return found


def spelled(value: object) -> str:
    return write_base45(cbor2.dumps(value))


def test_a_code_is_read_back_with_a_signature_that_holds() -> None:
    found = read(written())
    assert found.code == CODE
    assert found.key == KEY.id
    assert is_signed_by(KEY.public, found.signature, found.signed)
    assert set(written()) <= BASE45


def test_a_code_has_164_bytes_and_is_the_same_every_time() -> None:
    assert len(read_base45(written())) == 164
    assert written() == written()


def test_what_is_signed_is_a_cose_sign1_that_other_programs_read() -> None:
    tag = cbor2.loads(read_base45(written()))
    assert tag.tag == 18
    protected, unprotected, payload, signature = tag.value
    assert cbor2.loads(protected) == {1: -8, 4: KEY.id}
    assert unprotected == {}
    assert cbor2.loads(payload) == {1: CODE.number, 2: CODE.at, 3: DIGEST, 4: 40, 5: 8, 6: "CO"}
    signed = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    assert is_signed_by(KEY.public, signature, signed)


def test_codes_of_the_first_version_are_still_read() -> None:
    assert read(write_plain_code("ACTA-1", DIGEST)) == ReadCode(ActaCode("ACTA-1", DIGEST))
    assert read(spelled({0: 0, 1: "ACTA-1", 2: DIGEST})).code.number == "ACTA-1"


def test_the_larger_code_holds_every_promise_as_it_is_printed() -> None:
    acta, _ = actas.issued(actas.visit_records(promises=8))
    said = read_content(acta.content, Acta)
    code = code_of(said, acta.digest, promises=True)
    assert read(written(code)).code == code
    assert [one.text for one in code.promises] == [one.text for one in said.commitments]
    assert len(read_base45(written(code))) < 900
    small = code_of(said, acta.digest)
    assert small.promises == ()
    assert (small.attendance, small.commitments) == (12, 8)


def test_what_is_changed_in_a_code_is_not_what_was_signed() -> None:
    genuine = read_base45(written())
    for place in range(len(genuine)):
        changed = genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :]
        found = read_code(write_base45(changed))
        if found and is_signed_by(KEY.public, found.signature, found.signed):
            assert found.code == CODE


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "https://example.org", ":::", "QED8WEX0", "ñ", "\ud800"),
        write_plain_code("ACTA-1", b"short"),
        spelled({0: 1, 1: "ACTA-1", 2: DIGEST}),
        spelled({0: 0, 1: "ACTA\n1", 2: DIGEST}),
        spelled([0, 1, 2]),
        spelled(cbor2.CBORTag(18, [b"", {}, b"", bytes(64)])),
        spelled(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: KEY.id}), {}, b"\xa0", bytes(64)])),
        spelled(cbor2.CBORTag(18, [cbor2.dumps({1: -8, 4: KEY.id}), {}, b"\xa0", bytes(64)])),
        spelled(cbor2.CBORTag(98, [b"", {}, b"", bytes(64)])),
        spelled(cbor2.CBORTag(35, "(a{1,60000}){1,60000}")),
        spelled(cbor2.CBORTag(4, [2_000_000_000, 1])),
        write_base45(b"\x9b" + b"\xff" * 8),
        write_base45(b"\xd2\x84\x5b" + b"\x7f" + b"\xff" * 7),
        write_base45(b"\x81" * 2000),
    ],
)
def test_what_is_not_one_of_our_codes_is_none(text: str) -> None:
    assert read_code(text) is None


def test_promises_that_unpack_to_the_whole_memory_are_no_code() -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = packing.compress(bytes(100_000_000)) + packing.flush()
    payload = cbor2.dumps({1: "A", 2: 1, 3: DIGEST, 4: 1, 5: 1, 6: "CO", 7: bomb})
    protected = cbor2.dumps({1: -8, 4: KEY.id})
    sign1 = cbor2.CBORTag(18, [protected, {}, payload, bytes(64)])
    assert read_code(spelled(sign1)) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_code_or_none(encoded: bytes) -> None:
    read_code(write_base45(encoded))
    read_code(write_base45(b"\xd2" + encoded))


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_none(text: str) -> None:
    read_code(text)


_SIMPLE = st.integers(-(2**63), 2**63) | st.text() | st.binary()
_VALUES = st.recursive(
    _SIMPLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_SIMPLE, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_plain_values_are_read_as_cbor2_writes_them(value: Plain) -> None:
    try:
        found = read_plain(cbor2.dumps(value))
    except ValueError as fault:
        assert "deeply" in str(fault)  # noqa: PT017 - the one reason to refuse a plain value
    else:
        assert found == value


@given(_VALUES, st.data())
def test_a_value_cut_short_or_followed_by_another_is_refused(
    value: Plain, drawn: st.DataObject
) -> None:
    encoded = cbor2.dumps(value)
    cut = drawn.draw(st.integers(0, len(encoded) - 1))
    for broken in (encoded[:cut], encoded + b"\x00"):
        with pytest.raises(ValueError, match=r".+"):
            read_plain(broken)


@given(
    st.text(alphabet="ACTA-0123456789", min_size=1, max_size=40),
    st.integers(0, 2**33),
    st.lists(st.tuples(st.text(), st.text(), st.text(), st.text()), max_size=5),
)
def test_whatever_an_acta_says_is_read_back(
    number: str, at: int, rows: list[tuple[str, str, str, str]]
) -> None:
    promises = tuple(
        Promise(text=text, responsible=who, due_text=due, evidence=evidence)
        for text, who, due, evidence in rows
    )
    code = ActaCode(number, DIGEST, at, 3, len(rows), "HN", promises)
    assert read(written(code)).code == code
