"""A completion makes exactly the completed copy of exactly its paper, or nothing."""

import random

import pytest

from fieldapp.signing.completion import NotItsCompletion, complete, make_completion
from tests.given.recorded import GOLDEN, a_paper

_CHANCE = random.Random(4)
PAPER = _CHANCE.randbytes(50_000) + b"<" + b"ab" * 4_000 + b"0" * 12_000 + b">" + b"end"
COMPLETED = PAPER.replace(b"ab" * 4_000 + b"0" * 4_000, b"cd" * 4_000 + b"ef" * 2_000) + b"tail"


def test_a_completion_becomes_the_completed_copy_byte_for_byte() -> None:
    completion = make_completion(PAPER, COMPLETED)
    assert complete(PAPER, completion) == COMPLETED
    assert len(completion) < 1_000


def test_the_recorded_completion_makes_the_recorded_copy() -> None:
    paper, completion, completed = (
        (GOLDEN / name).read_bytes()
        for name in ("paper.bin", "completion.msgpack", "completed_paper.bin")
    )
    assert (paper, completed) == a_paper()
    assert complete(paper, completion) == completed


def test_a_paper_to_which_nothing_happened_completes_to_itself() -> None:
    assert complete(PAPER, make_completion(PAPER, PAPER)) == PAPER
    assert complete(b"", make_completion(b"", b"tail")) == b"tail"


def test_the_first_and_the_last_byte_may_change() -> None:
    changed = b"!" + PAPER[1:-1] + b"!"
    assert complete(PAPER, make_completion(PAPER, changed)) == changed


def test_another_paper_is_not_completed() -> None:
    with pytest.raises(NotItsCompletion):
        complete(PAPER + b"!", make_completion(PAPER, COMPLETED))


def test_a_completed_copy_cannot_be_shorter_than_its_paper() -> None:
    with pytest.raises(ValueError, match="shorter"):
        make_completion(PAPER, PAPER[:-1])


def test_whatever_bit_flips_nothing_wrong_is_ever_made() -> None:
    completion = make_completion(PAPER, COMPLETED)
    for at in range(len(completion)):
        flipped = bytearray(completion)
        flipped[at] ^= 1 << (at % 8)
        try:
            made = complete(PAPER, bytes(flipped))
        except NotItsCompletion:
            continue
        assert made == COMPLETED


@pytest.mark.parametrize("junk", [b"", b"\x00", b"no completion", b"\x95\x01\xa0\xa0\x00\xa0"])
def test_what_is_no_completion_is_refused_in_order(junk: bytes) -> None:
    with pytest.raises(NotItsCompletion):
        complete(PAPER, junk)
