"""PROTOCOL.md names everything that goes over the line, and its examples are right."""

from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from sync.protocol import anchors, body, bundle, enrolment, envelope, frame, letter, messages
from sync.protocol.canonical import base_hash
from sync.protocol.digest import row_digest
from sync.protocol.merge import Merge
from sync.protocol.messages import AnswerState, ScopeState, Verdict
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER, Purpose
from tests.house.kinds import RECORDED, spelled

PAPER = (Path(__file__).parents[3] / "sync" / "PROTOCOL.md").read_text("utf-8")
STRUCTS = [
    struct
    for module in (messages, body, enrolment, anchors, letter, bundle)
    for struct in vars(module).values()
    if isinstance(struct, type)
    and issubclass(struct, msgspec.Struct)
    and struct.__module__ == module.__name__
    and struct is not anchors.Claim
]


@pytest.mark.parametrize("struct", STRUCTS)
def test_every_field_of_every_message_is_explained(struct: type[msgspec.Struct]) -> None:
    assert [name for name in struct.__struct_fields__ if f"`{name}`" not in PAPER] == []


def test_every_word_of_the_protocol_is_explained() -> None:
    words = [*Verdict, *Merge, *AnswerState, *ScopeState]
    assert [word.value for word in words if f"`{word.value}`" not in PAPER] == []
    spoken = [*(purpose.value for purpose in Purpose), DEVICE_HEADER, SIGNATURE_HEADER]
    assert [text for text in spoken if f"`{text}`" not in PAPER] == []


def test_the_limits_are_those_of_the_code() -> None:
    limits = [
        frame.REQUEST_BYTES_MAX,
        frame.ANSWER_BYTES_MAX,
        frame.PAYLOAD_BYTES_MAX,
        body.BODY_BYTES_MAX,
        body.UNITS_MAX,
        body.ROWS_MAX,
        body.CELLS_MAX,
        messages.BATCHES_MAX,
        messages.SCOPES_MAX,
        messages.FILES_MAX,
        messages.ASKED_MAX,
        anchors.ANCHORS_MAX,
        envelope.PIECE_BYTES,
        envelope.LETTER_BYTES_MAX,
        letter.FRAMES_MAX,
        letter.PARTS_MAX,
    ]
    assert [limit for limit in limits if f"{limit:,}" not in PAPER] == []


def test_the_examples_are_right() -> None:
    examples = [
        base_hash("Guapi").hex(),
        base_hash(None).hex(),
        base_hash(["a", "b"]).hex(),
        base_hash({"minor": 5, "currency": "COP"}).hex(),
        f"{row_digest('activity', UUID('0193b1a0-0000-7000-8000-000000000001'), 1028):016x}",
    ]
    assert [example for example in examples if f"`{example}`" not in PAPER] == []


def test_the_recorded_kinds_are_those_of_the_descriptions() -> None:
    assert RECORDED.read_text("utf-8") == spelled(), "run `poe kinds`"
