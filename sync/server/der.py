"""DER put together by hand, where a library would write everything around it anew.

A signature grows by a token without any other byte being touched; asn1crypto would need half a
minute for it (it looks through everything again at every level).
"""

from fieldapp.signing.certificates import der_parts

SEQUENCE, SET = b"\x30", b"\x31"

_LONG = 0x80
_DIGIT = 8


def element(tag: bytes, content: bytes) -> bytes:
    """An element with its length before it."""
    size = len(content)
    if size < _LONG:
        return tag + bytes([size]) + content
    digits = size.to_bytes((size.bit_length() + _DIGIT - 1) // _DIGIT, "big")
    return tag + bytes([_LONG + len(digits)]) + digits + content


def first_element(padded: bytes) -> bytes:
    """The element at the start of a room filled up with zeros."""
    return padded[: _head(padded) + _size(padded)]


def last_within(whole: bytes, depth: int) -> bytes:
    """The last part of the last part and so on, so many levels down."""
    for _ in range(depth):
        whole = der_parts(_content(whole))[-1]
    return whole


def grown(whole: bytes, depth: int, behind: bytes) -> bytes:
    """An element whose last part, so many levels down, has something more at its end."""
    if depth == 0:
        return element(whole[:1], _content(whole) + behind)
    *before, last = der_parts(_content(whole))
    return element(whole[:1], b"".join((*before, grown(last, depth - 1, behind))))


def _content(whole: bytes) -> bytes:
    return whole[_head(whole) :]


def _head(whole: bytes) -> int:
    return 2 if whole[1] < _LONG else 2 + whole[1] - _LONG


def _size(whole: bytes) -> int:
    return whole[1] if whole[1] < _LONG else int.from_bytes(whole[2 : _head(whole)], "big")
