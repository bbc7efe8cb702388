"""A file made to break whoever verifies it gets a verdict, in little time and memory."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest
from PIL import Image

from fieldapp.documents.acta import render_acta
from fieldapp.rules.verdict import Outcome
from fieldapp.signing.swelling import UNPACKED_BYTES_MAX, swells
from fieldapp.signing.verify import verify
from tests.given import actas
from tests.given.papers import with_inside


class NoLedger:
    """A ledger that knows nothing."""

    def number_of_file(self, sha256: str) -> str | None:
        del sha256

    def number_of_content(self, digest: str) -> str | None:
        del digest


def outcome_of(file: bytes) -> Outcome:
    return verify(file, NoLedger()).outcome


def packed_zeros(megabytes: int) -> bytes:
    packing = zlib.compressobj(9)
    piece = bytes(1024 * 1024)
    return b"".join([*(packing.compress(piece) for _ in range(megabytes)), packing.flush()])


def with_stream(packed: bytes, filters: list[str], *, attached: bool) -> bytes:
    """A page, and a stream that says how it is packed: an acta.json or what the page draws."""
    document = pikepdf.new()
    page = document.add_blank_page()
    names = pikepdf.Array([pikepdf.Name(name) for name in filters])
    stream = pikepdf.Stream(document, b"")
    stream.write(packed, filter=names)
    held = document.make_indirect(stream)
    if attached:
        stream.Type = pikepdf.Name.EmbeddedFile
        name = pikepdf.String("acta.json")
        spec = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=held, UF=held)
            )
        )
        names = pikepdf.Dictionary(Names=pikepdf.Array([name, spec]))
        document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=names)
    else:
        page.Contents = held
    written = io.BytesIO()
    document.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return written.getvalue()


@pytest.mark.parametrize("attached", [True, False])
def test_a_stream_that_unpacks_to_the_whole_memory_is_not_unpacked(attached: bool) -> None:
    file = with_stream(packed_zeros(400), ["/FlateDecode"], attached=attached)
    assert len(file) < 2 * 1024 * 1024
    tracemalloc.start()
    assert outcome_of(file) is Outcome.UNREADABLE
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2 * UNPACKED_BYTES_MAX


def test_a_stream_packed_twice_is_unpacked_twice_before_it_is_believed() -> None:
    twice = zlib.compress(packed_zeros(400))
    assert len(twice) < 8 * 1024
    file = with_stream(twice, ["/FlateDecode", "/FlateDecode"], attached=True)
    assert outcome_of(file) is Outcome.UNREADABLE


def test_an_acta_of_ours_is_far_from_the_limit() -> None:
    acta, signatures = actas.issued()
    paper = render_acta(acta.content, signatures)
    assert not swells(paper)
    assert 50 * len(paper) < UNPACKED_BYTES_MAX


def test_a_page_of_two_hundred_inches_is_not_drawn() -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    written = io.BytesIO()
    document.save(written)
    assert outcome_of(written.getvalue()) is Outcome.UNREADABLE


def test_a_picture_that_claims_a_thousand_million_points_is_not_opened() -> None:
    written = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(written, "PNG")
    assert outcome_of(written.getvalue()) is Outcome.UNREADABLE


def test_an_acta_json_nested_without_end_is_no_acta() -> None:
    acta, signatures = actas.issued()
    paper = render_acta(acta.content, signatures)
    deep = b"[" * 100_000 + b"]" * 100_000
    hostile = with_inside(paper, deep)
    assert outcome_of(hostile) is Outcome.ALTERED


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_paper_gets_a_verdict_and_no_fault(seed: int) -> None:
    acta, signatures = actas.issued()
    paper = bytearray(render_acta(acta.content, signatures))
    for step in range(30):
        paper[(seed * 7919 + step * step * 104_729) % len(paper)] ^= 1 + (seed + step) % 255
    if seed % 2:
        del paper[len(paper) * seed // 13 :]
    expected = (Outcome.NOT_PROVEN, Outcome.ALTERED, Outcome.UNREADABLE)
    assert outcome_of(bytes(paper)) in expected
