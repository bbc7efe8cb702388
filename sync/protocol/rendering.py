"""The JSON rendering of messages, for people and tests: bytes as base64, ids as text."""

from typing import TypeVar

import msgspec

from sync.protocol.packing import FrameError

Rendered = TypeVar("Rendered", bound=msgspec.Struct)


def to_json(message: msgspec.Struct) -> bytes:
    """Render a message for people: the same content, bytes as base64, ids as text."""
    return msgspec.json.format(msgspec.json.encode(message), indent=1)


def from_json(kind: type[Rendered], rendering: bytes) -> Rendered:
    """Read a rendering back; raises ``FrameError`` when it is not one."""
    try:
        return msgspec.json.decode(rendering, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise FrameError(f"not a {kind.__name__}: {error}") from error
