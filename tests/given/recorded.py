"""Recorded messages and a completion in tests/sync/protocol/golden, for other languages.

`python -m tests.given.recorded` writes them anew when a message gained a field. The keys are in
`keys.json`: whoever writes a client can make and check every signature himself.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import msgspec

from fieldapp.packs.dictionaries import learnt_dictionaries
from fieldapp.signing.completion import make_completion
from fieldapp.signing.envelope import EnvelopeKey
from fieldapp.signing.keys import DeviceKey
from sync.protocol import frame
from sync.protocol.body import write_body
from sync.protocol.bundle import BundlePart, write_part
from sync.protocol.dictionary import Dictionaries
from sync.protocol.frame import HEADQUARTERS as NOBODY
from sync.protocol.letter import LetterAnswer, write_letter_answer
from sync.protocol.messages import (
    Beacon,
    Certificate,
    Receipt,
    Ruling,
    Verdict,
    write_answer,
    write_request,
    write_statement,
)
from sync.protocol.rendering import to_json
from tests.given.messages import ACCOUNT, DEVICE, NOON_US, a_body, a_request, an_answer

GOLDEN = Path(__file__).resolve().parents[1] / "sync" / "protocol" / "golden"
DEVICE_KEY = DeviceKey(bytes(range(1, 33)))
ANSWERS_KEY = DeviceKey(bytes(range(33, 65)))
ENVELOPE_KEY = bytes(range(32))
SHIPPED = Dictionaries.of(learnt_dictionaries())


def messages() -> dict[str, tuple[msgspec.Struct, bytes]]:
    """Every message by name, with its bytes."""
    receipt = Receipt(DEVICE, 12, b"h" * 32, [Ruling(Verdict.OK)], 1033)
    certificate = Certificate(DEVICE, DEVICE_KEY.public, "D07", ACCOUNT, NOON_US)
    beacon = Beacon(NOON_US, bytes(range(16)))
    part = BundlePart(ACCOUNT, 0, an_answer().scopes[0])
    answer = LetterAnswer(7, b"l" * 32, [answer_frame()], [(bytes(range(32)), 256)])
    return {
        "request": (a_request(), write_request(a_request())),
        "body": (a_body(), write_body(a_body())),
        "answer": (an_answer(), write_answer(an_answer())),
        "receipt": (receipt, write_statement(receipt)),
        "certificate": (certificate, write_statement(certificate)),
        "beacon": (beacon, write_statement(beacon)),
        "bundle_part": (part, write_part(part)),
        "letter_answer": (answer, write_letter_answer(answer, ANSWERS_KEY.sign)),
    }


def answer_frame() -> bytes:
    """Headquarters' answer to the request without a dictionary."""
    asked = frames()["request"][0]
    said = msgspec.structs.replace(an_answer(), answers=frame.answer_mark(asked))
    return frame.write(write_answer(said), NOBODY, ANSWERS_KEY.sign)


def frames() -> dict[str, tuple[bytes, UUID, DeviceKey]]:
    """Signed frames by name, with their sender and his key."""
    payload, sign = write_request(a_request()), DEVICE_KEY.sign
    return {
        "request": (frame.write(payload, DEVICE, sign), DEVICE, DEVICE_KEY),
        "request_dictionary_1": (
            frame.write(payload, DEVICE, sign, SHIPPED.newest),
            DEVICE,
            DEVICE_KEY,
        ),
    }


def a_paper() -> tuple[bytes, bytes]:
    """Bytes with room inside, and what is made of them: no PDF, but all a completion is about."""
    paper = b"%PDF-1.7 acta /Contents <" + b"a1" * 40 + b"0" * 120 + b"> fin\n"
    return paper, paper.replace(b"a1" + b"0" * 60, b"b2" + b"c3" * 30) + b"DSS y sello\n"


def main() -> None:
    """Record them all."""
    paper, completed = a_paper()
    (GOLDEN / "paper.bin").write_bytes(paper)
    (GOLDEN / "completed_paper.bin").write_bytes(completed)
    (GOLDEN / "completion.msgpack").write_bytes(make_completion(paper, completed))
    for name, (message, written) in messages().items():
        (GOLDEN / f"{name}.msgpack").write_bytes(written)
        (GOLDEN / f"{name}.json").write_bytes(to_json(message))
    for name, (written, _, _) in frames().items():
        (GOLDEN / f"{name}.frame").write_bytes(written)
    (GOLDEN / "answer.frame").write_bytes(answer_frame())
    keys = {
        "device_seed": DEVICE_KEY.seed,
        "device_key": DEVICE_KEY.public,
        "answers_seed": ANSWERS_KEY.seed,
        "headquarters_key": ANSWERS_KEY.public,
        "envelope_private_key": ENVELOPE_KEY,
        "envelope_key": EnvelopeKey(ENVELOPE_KEY).public,
    }
    hexadecimal = {name: key.hex() for name, key in keys.items()}
    (GOLDEN / "keys.json").write_text(json.dumps(hexadecimal, indent=1) + "\n")


if __name__ == "__main__":
    main()
