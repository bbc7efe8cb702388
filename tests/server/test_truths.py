"""What a laptop in doubt is told: truths, absences, whole buckets, and who it is from now on."""

from typing import Any
from uuid import UUID

from fieldapp.signing.keys import DeviceKey, is_signed_by
from sync.protocol.digest import BUCKETS, bucket_of, moved, row_digest, written
from sync.protocol.messages import (
    AnswerState,
    Certificate,
    Cursor,
    Gone,
    ScopePage,
    ScopeState,
    Signed,
    read_statement,
)
from sync.protocol.signing import Purpose
from tests.given.bodies import a_visit, changed, derived, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
OTHER_VISIT = UUID("0193b1a0-0000-7000-8000-000000000002")
ROOT = ("activity", VISIT)
ATTENDEE = ("attendance", derived(VISIT, "attendance", 0))


def keys_in(pages: list[ScopePage]) -> dict[str, set[tuple[str, UUID]]]:
    """The records of pages, by scope."""
    return {
        page.scope: {(rows.kind, record) for rows in page.rows for record in rows.ids}
        for page in pages
    }


def test_a_record_asked_for_comes_as_it_stands_with_the_root_of_its_unit(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync(laptop.batch(a_visit("19", VISIT, attendees=2)))
    answer = laptop.ask(cursors=laptop.cursors, asked=[ATTENDEE])
    assert keys_in(answer.truths) == {"19": {ROOT, ATTENDEE}}
    assert answer.absent == []
    assert all(page.rows == [] for page in answer.scopes)


def test_what_was_never_heard_of_is_absent_at_revision_0(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    answer = laptop.ask(asked=[("activity", OTHER_VISIT), ("nunca_visto", VISIT)])
    assert answer.truths == []
    assert answer.absent == [Gone("activity", OTHER_VISIT, 0), Gone("nunca_visto", VISIT, 0)]


def test_what_stands_in_no_scope_of_the_laptop_is_absent_and_nothing_else_is_told(
    headquarters: HeadquartersGiven,
) -> None:
    mine, elsewhere = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    mine.sync(mine.batch(a_visit("19", VISIT)))
    answer = elsewhere.ask(asked=[ROOT])
    assert (answer.truths, answer.absent) == ([], [Gone("activity", VISIT, mine.revs[ROOT])])


def test_what_moved_away_is_absent_at_a_revision_not_older_than_its_mark(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52")
    mine, here = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT)))
    here.sync()
    held = here.revs[ROOT]
    mine.sync(mine.batch(changed("52", ROOT, ROOT, territory=("19318", "52835"))))
    (gone,) = here.ask(asked=[ROOT]).absent
    assert gone == Gone("activity", VISIT, mine.revs[ROOT])
    assert gone.rev > held


def test_what_is_withheld_is_withheld_of_a_truth_too(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1)))
    (page,) = theirs.ask(asked=[ATTENDEE]).truths
    rows = next(rows for rows in page.rows if rows.kind == "attendance")
    assert "phone" in rows.withheld
    assert "phone" not in rows.columns


def test_truths_that_do_not_fit_are_left_to_be_asked_for_again(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    asked = [("activity", UUID(int=1000 + place)) for place in range(12)]
    for _, visit in asked:
        text = " ".join(derived(visit, "word", word).hex for word in range(200))
        laptop.send(a_visit("19", visit, development=text))
    left, turns = list(asked), 0
    while left:
        answer = laptop.ask(asked=left, answer_bytes_max=16_384)
        told = keys_in(answer.truths)["19"]
        assert told, "every answer brings some of them"
        assert answer.absent == []
        left = [key for key in left if key not in told]
        turns += 1
    assert 1 < turns <= len(asked)


def test_a_revoked_device_is_told_no_truths(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync(laptop.batch(a_visit("19", VISIT)))
    headquarters.register.revoke(laptop.enrolled.device_code)
    answer = laptop.ask(asked=[ROOT, ("activity", OTHER_VISIT)])
    assert (answer.state, answer.truths, answer.absent) == (AnswerState.REVOKED, [], [])


# Buckets


def buckets_of(revs: dict[tuple[str, UUID], int], scope: set[tuple[str, UUID]]) -> list[bytes]:
    """The digests that a laptop counts, of the records that it holds of a scope."""
    parts = [0] * BUCKETS
    for (kind, record), rev in revs.items():
        if (kind, record) in scope:
            place = bucket_of(record)
            parts[place] = moved(parts[place], [row_digest(kind, record, rev)])
    return [written(part) for part in parts]


def page_of(laptop: LaptopGiven, buckets: list[bytes], **wishes: Any) -> ScopePage:
    """What headquarters answers on scope 19 when the laptop says its buckets."""
    cursors = {**laptop.cursors, "19": Cursor(laptop.cursors["19"].anchors, buckets=buckets)}
    answer = laptop.ask(cursors=cursors, **wishes)
    return next(page for page in answer.scopes if page.scope == "19")


def a_laptop_with_visits(
    headquarters: HeadquartersGiven,
) -> tuple[LaptopGiven, set[tuple[str, UUID]]]:
    laptop = headquarters.a_laptop()
    for place in range(6):
        laptop.sync(laptop.batch(a_visit("19", UUID(int=1000 + place), attendees=2)))
    stands = headquarters.rows("select kind, id from record where scope_id = '19' and not gone")
    return laptop, {(kind, record) for kind, record in stands}


def test_buckets_that_agree_bring_an_ordinary_page(headquarters: HeadquartersGiven) -> None:
    laptop, scope = a_laptop_with_visits(headquarters)
    page = page_of(laptop, buckets_of(laptop.revs, scope))
    assert (page.state, page.rows) == (ScopeState.OK, [])
    assert page.digest is not None


def test_a_bucket_that_differs_comes_whole_and_no_other(headquarters: HeadquartersGiven) -> None:
    laptop, scope = a_laptop_with_visits(headquarters)
    wrong = ("activity", UUID(int=1003))
    revs = {**laptop.revs, wrong: laptop.revs[wrong] + 1}
    page = page_of(laptop, buckets_of(revs, scope))
    assert (page.state, page.buckets) == (ScopeState.REPAIR, [bucket_of(wrong[1])])
    same_bucket = {key for key in scope if bucket_of(key[1]) == bucket_of(wrong[1])}
    assert keys_in([page])["19"] == same_bucket
    assert (page.anchor, page.digest) == (None, None)


def test_buckets_come_whole_though_an_answer_holds_only_some(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, scope = a_laptop_with_visits(headquarters)
    page = page_of(laptop, [bytes(8)] * BUCKETS, answer_bytes_max=4096)
    assert page.state is ScopeState.REPAIR
    assert 0 < len(page.buckets) < len({bucket_of(record) for _, record in scope})
    named = keys_in([page])["19"]
    whole = {key for key in scope if bucket_of(key[1]) in page.buckets}
    assert whole <= named
    assert {kind for kind, _ in named - whole} <= {"activity"}, "only the roots of what comes"


def test_a_list_of_another_length_counts_what_it_does_not_name_as_differing(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, scope = a_laptop_with_visits(headquarters)
    page = page_of(laptop, buckets_of(laptop.revs, scope)[:1])
    assert page.state is ScopeState.REPAIR
    assert keys_in([page])["19"] == {key for key in scope if bucket_of(key[1]) != 0}


# Copies


def test_a_copied_vault_goes_on_as_a_device_of_its_own(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync(laptop.batch(a_visit("19", VISIT)))
    copy = laptop.a_copy(number=0)
    assert copy.ask(copy.batch(a_visit("19", OTHER_VISIT))).forked == [(laptop.device, 1)]
    key = DeviceKey(b"n" * 32)
    signed = copy.ask(successor=key.public).successor
    assert signed is not None
    assert headquarters.keys.stated(Purpose.CERTIFICATE, signed)
    certificate = read_statement(Certificate, signed)
    assert certificate.device_key == key.public
    assert certificate.device != laptop.device
    assert certificate.account == laptop.enrolled.account
    assert certificate.device_code != laptop.enrolled.device_code
    grown = copy.as_successor(key, certificate)
    answer = grown.ask(grown.batch(a_visit("19", OTHER_VISIT)), acknowledged=[(laptop.device, 1)])
    assert (verdicts(answer), answer.forked, answer.resend) == (["ok"], [], [])
    assert headquarters.rows("select parent from device where id = :id", id=certificate.device) == [
        (laptop.device,)
    ]


def test_asking_twice_with_one_key_makes_one_successor(headquarters: HeadquartersGiven) -> None:
    laptop, key = headquarters.a_laptop(), DeviceKey(b"n" * 32)
    first, again = (laptop.ask(successor=key.public).successor for _ in range(2))
    assert device_of(first) == device_of(again)
    other = laptop.ask(successor=DeviceKey(b"m" * 32).public).successor
    assert device_of(other) != device_of(first)
    codes = [code for (code,) in headquarters.rows("select code from device")]
    assert len(codes) == len(set(codes)) == 3


def device_of(signed: Signed | None) -> UUID:
    """The device a certificate is about."""
    assert signed is not None
    return read_statement(Certificate, signed).device


def test_another_accounts_key_makes_no_successor(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    assert mine.ask(successor=theirs.key.public).successor is None


def test_the_successor_of_a_revoked_device_is_revoked_and_delivers(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, key = headquarters.a_laptop(), DeviceKey(b"n" * 32)
    headquarters.register.revoke(laptop.enrolled.device_code)
    signed = laptop.ask(successor=key.public).successor
    assert signed is not None
    grown = laptop.as_successor(key, read_statement(Certificate, signed))
    answer = grown.ask(grown.batch(a_visit("19", VISIT)))
    assert (answer.state, verdicts(answer), answer.scopes) == (AnswerState.REVOKED, ["ok"], [])


def test_a_request_for_a_successor_played_back_by_somebody_gives_them_nothing_to_use(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, key = headquarters.a_laptop(), DeviceKey(b"n" * 32)
    asked = laptop.frame(successor=key.public)
    answers = [laptop.read(asked, headquarters.desk.answer(asked).frame) for _ in range(3)]
    devices = {device_of(answer.successor) for answer in answers}
    assert len(devices) == 1
    signed = answers[0].successor
    assert signed is not None
    assert not is_signed_by(key.public, signed.signature, signed.body)


def test_the_series_that_a_restored_copy_gave_itself_is_noted_once(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    for series in ("D01b", "D01b", "", "D01c"):
        laptop.ask(series=series)
    assert headquarters.rows("select series from device") == [(["D01b", "D01c"],)]
