"""Cursors say where a laptop stands; digests say whether both hold the same."""

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.anchors import ANCHORS_MAX, Anchor, compact, expand, remember
from sync.protocol.digest import moved, row_digest, written
from sync.protocol.signing import Purpose, file_request_to_sign, statement_to_sign

histories = st.lists(
    st.builds(Anchor, st.integers(1, 2**40), st.binary(min_size=8, max_size=8)),
    unique_by=lambda anchor: anchor.rev,
    min_size=1,
).map(lambda anchors: sorted(anchors, key=lambda anchor: -anchor.rev))


@given(histories)
def test_headquarters_recognises_every_anchor_it_made(history: list[Anchor]) -> None:
    claims = expand(compact(history))
    assert len(claims) == min(len(history), ANCHORS_MAX)
    for claim, anchor in zip(claims, history, strict=False):
        assert claim.rev == anchor.rev
        assert claim.fits(anchor.commit)


def test_an_anchor_of_a_lost_timeline_does_not_fit() -> None:
    claim = expand(compact([Anchor(7, b"lost but")]))[0]
    assert not claim.fits(b"restored")


@given(st.lists(st.tuples(st.integers(), st.binary(max_size=9))))
def test_damaged_anchors_are_left_out_and_never_refused(
    written_anchors: list[tuple[int, bytes]],
) -> None:
    claims = expand(written_anchors)
    assert [c.rev for c in claims] == sorted({c.rev for c in claims}, reverse=True)


def test_the_newest_eight_anchors_are_kept_and_newer_ones_of_a_lost_timeline_dropped() -> None:
    anchors: tuple[Anchor, ...] = ()
    for rev in range(10, 120, 10):
        anchors = remember(anchors, Anchor(rev, bytes([rev]) * 8))
    assert [anchor.rev for anchor in anchors] == [110, 100, 90, 80, 70, 60, 50, 40]
    assert [anchor.rev for anchor in remember(anchors, Anchor(75, bytes(8)))] == [
        75,
        70,
        60,
        50,
        40,
    ]


@given(
    st.dictionaries(st.uuids(), st.integers(1, 2**40), max_size=8),
    st.dictionaries(st.uuids(), st.integers(1, 2**40), max_size=8),
)
def test_a_digest_kept_by_steps_equals_one_made_at_once(before: dict, after: dict) -> None:
    def rows(held: dict) -> list[int]:
        return [row_digest("activity", record, rev) for record, rev in held.items()]

    assert moved(moved(0, rows(before)), rows(after), rows(before)) == moved(0, rows(after))
    assert len(written(moved(0, rows(after)))) == 8


def test_what_is_signed_names_its_purpose() -> None:
    assert statement_to_sign(Purpose.RECEIPT, b"x") == b"bitacora receipt 1\0x"
    assert file_request_to_sign("put", "/v1/file/ab?off=0", b"") == (
        b"bitacora file request 1\0PUT\n/v1/file/ab?off=0\n"
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
