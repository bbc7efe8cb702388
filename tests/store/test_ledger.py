"""Every number has its fate, and whatever was issued is known again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from fieldapp.records.minutes import Minutes
from fieldapp.store.ledger import (
    ActaSaid,
    Fate,
    IssuedFile,
    KnownActas,
    Version,
    content_of,
    issue_file,
    issued_file,
    issued_files,
    keep_content,
    last_number,
    number_of,
    numbers,
    settle_number,
    take_number,
)
from fieldapp.store.unit_of_work import Store, Writing
from tests.given.vaults import NOON, an_author

FIRST, SECOND = UUID(int=1), UUID(int=2)


def official(seq: int) -> str:
    return f"ACTA-D07-{seq:04}"


def freeze(writing: Writing, minutes: UUID, *, series: str = "D07") -> str:
    return take_number(writing, series, minutes, NOON, official).number


def test_numbers_follow_each_other_without_a_gap_and_each_has_its_fate(store: Store) -> None:
    with store.write(an_author()) as writing:
        assert freeze(writing, FIRST) == "ACTA-D07-0001"
        assert freeze(writing, SECOND) == "ACTA-D07-0002"
        settle_number(writing, "ACTA-D07-0001", Fate.SEALED)
        settle_number(writing, "ACTA-D07-0002", Fate.VOID, "Se dictó dos veces")
    with store.read() as reading:
        assert [(one.number, one.fate, one.reason) for one in numbers(reading, "D07")] == [
            ("ACTA-D07-0001", Fate.SEALED, ""),
            ("ACTA-D07-0002", Fate.VOID, "Se dictó dos veces"),
        ]
        assert numbers(reading, "D08") == []


def test_a_text_that_went_back_to_review_keeps_its_number(store: Store) -> None:
    with store.write(an_author()) as writing:
        assert freeze(writing, FIRST) == freeze(writing, FIRST)
        assert last_number(writing, "D07") == 1


def test_a_void_number_is_never_given_again(store: Store) -> None:
    with store.write(an_author()) as writing:
        settle_number(writing, freeze(writing, FIRST), Fate.VOID, "Borrador equivocado")
        assert freeze(writing, FIRST) == "ACTA-D07-0002"
        held = number_of(writing, FIRST)
    assert held is not None
    assert held.seq == 2


def test_a_number_taken_in_a_transaction_that_fails_is_free_again(store: Store) -> None:
    try:
        with store.write(an_author()) as writing:
            freeze(writing, FIRST)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with store.write(an_author()) as writing:
        assert freeze(writing, SECOND) == "ACTA-D07-0001"


def test_each_series_counts_for_itself(store: Store) -> None:
    with store.write(an_author()) as writing:
        freeze(writing, FIRST)
        freeze(writing, SECOND, series="D07b")
        assert (last_number(writing, "D07"), last_number(writing, "D07b")) == (1, 1)


def test_what_an_acta_said_stays_when_its_text_changes(store: Store) -> None:
    earlier = ActaSaid("d1", FIRST, b'{"a":1}', b'{"dni":"1"}', NOON)
    later = ActaSaid("d2", FIRST, b'{"a":2}', None, NOON + timedelta(minutes=5))
    with store.write(an_author()) as writing:
        keep_content(writing, earlier)
        keep_content(writing, later)
        keep_content(writing, earlier)
    with store.read() as reading:
        assert content_of(reading, "d1") == earlier
        assert content_of(reading, "d2") == later
        assert content_of(reading, "d3") is None


def test_each_issued_file_is_known_by_its_hash(store: Store) -> None:
    delivered = IssuedFile("aa", FIRST, Version.DELIVERED, NOON)
    archive = IssuedFile("bb", FIRST, Version.ARCHIVE, NOON + timedelta(seconds=1))
    with store.write(an_author()) as writing:
        issue_file(writing, delivered)
        issue_file(writing, archive)
        issue_file(writing, delivered)
    with store.read() as reading:
        assert issued_files(reading, FIRST) == [delivered, archive]
        assert issued_file(reading, "bb") == archive
        assert issued_file(reading, "cc") is None


def test_an_acta_is_known_whether_it_was_issued_here_or_received(store: Store) -> None:
    received = Minutes(id=SECOND, number="ACTA-D09-0004", digest="d9", archive_sha256="ff")
    with store.write(an_author()) as writing:
        freeze(writing, FIRST)
        keep_content(writing, ActaSaid("d1", FIRST, b"{}", None, NOON))
        issue_file(writing, IssuedFile("aa", FIRST, Version.DELIVERED, NOON))
        writing.put(received)
    with store.read() as reading:
        known = KnownActas(reading)
        assert known.number_of_file("aa") == known.number_of_content("d1") == "ACTA-D07-0001"
        assert known.number_of_file("ff") == known.number_of_content("d9") == "ACTA-D09-0004"
        assert known.number_of_file("ee") is known.number_of_content("") is None
