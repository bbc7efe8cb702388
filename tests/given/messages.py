"""Messages of a sync with invented people: fixed examples and generators of any message."""

from uuid import UUID

from hypothesis import strategies as st

from fieldapp.signing.certificates import officer_key
from sync.protocol.anchors import Anchor, compact
from sync.protocol.body import Body, Changed, Created, Unit, write_body
from sync.protocol.canonical import base_hash
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, OfficeCard, Officer
from sync.protocol.messages import (
    Answer,
    AnswerState,
    Batch,
    Beacon,
    Certificate,
    Cursor,
    Gone,
    Receipt,
    Request,
    Rows,
    Ruling,
    ScopePage,
    ScopeState,
    Signed,
    Stage,
    Verdict,
    Yours,
    write_statement,
)
from sync.protocol.packing import columns_of

DEVICE = UUID("0193b1a0-0000-7000-8000-000000000d07")
ACCOUNT = UUID("0193b1a0-0000-7000-8000-00000000aaaa")
VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ATTENDEES = [UUID(f"0193b1a0-0000-7000-8000-0000000001{place:02x}") for place in range(3)]
NOON_US = 1_795_190_400_000_000
"""20 November 2026, 16:00 UTC."""


def a_body() -> Body:
    """A visit to Guapi with three attendees, and one changed logbook entry."""
    attendance = [
        {"activity": str(VISIT), "full_name": name, "position": str(place)}
        for place, name in enumerate(("Yesenia Riascos", "Célimo Angulo", "Ñeca"), 1)
    ]
    return Body(
        units=[Unit("activity", VISIT, "19"), Unit("logbook_entry", UUID(int=9), "19")],
        created=[
            Created(
                "activity",
                [0],
                [VISIT],
                {"objective": ["Instalar la mesa"], "territory": ["19318"], "themes": [["a", "b"]]},
            ),
            Created("attendance", [0, 0, 0], ATTENDEES, columns_of(attendance)),
        ],
        changed=[
            Changed("logbook_entry", 1, UUID(int=9), {"text": ("Llovió", base_hash("Llueve"))})
        ],
    )


def a_request() -> Request:
    """A laptop that knows two scopes and sends one batch."""
    anchors = [Anchor(1000 - 40 * age, bytes([age]) * 8) for age in range(8)]
    return Request(
        protocol=1,
        schema=1,
        app="0.1.0",
        now=NOON_US,
        answer_bytes_max=262_144,
        batches=[Batch(DEVICE, 12, write_body(a_body()))],
        acknowledged=[(DEVICE, 11)],
        cursors={
            "0": Cursor(compact(anchors)),
            "19": Cursor(compact(anchors[:2]), Stage(1010, Anchor(1020, b"\x07" * 8))),
            "76": Cursor(compact(anchors), buckets=[bytes([bucket] * 8) for bucket in range(256)]),
        },
        held_files=[bytes(range(32))],
        beacon=NOON_US - 3_600_000_000,
        certificate=a_signed_certificate(),
        asked=[("activity", VISIT), ("attendance", ATTENDEES[0])],
        successor=b"n" * 32,
        series="D07b",
        signing_request=officer_key(bytes(range(1, 33))).request(),
    )


def a_noop_request() -> Request:
    """A laptop with nothing to say that has synced many times in two scopes."""
    anchors = [Anchor(70_000 - 900 * age, bytes([age + 65]) * 8) for age in range(8)]
    return Request(
        protocol=1,
        schema=1,
        app="0.1.0",
        now=NOON_US,
        cursors={"0": Cursor(compact(anchors)), "19": Cursor(compact(anchors))},
    )


def a_signed_certificate() -> Signed:
    """A certificate whose signature is only as long as a real one."""
    certificate = Certificate(DEVICE, b"k" * 32, "D07", ACCOUNT, NOON_US)
    return Signed(write_statement(certificate), b"s" * 64)


def an_answer() -> Answer:
    """Headquarters' answer to `a_request`, with something in every field."""
    receipt = Receipt(
        device=DEVICE,
        number=12,
        hash=b"h" * 32,
        rulings=[Ruling(Verdict.OK), Ruling(Verdict.CONFLICT, "«Texto» ya había cambiado.")],
        revision=1033,
    )
    rows = Rows(
        kind="attendance",
        ids=[ATTENDEES[0]],
        revs=[1029],
        columns={"activity": [str(VISIT)], "full_name": ["Yesenia Riascos"]},
        accounts=[ACCOUNT],
        ats=[NOON_US],
        devices=[DEVICE],
        withheld=["phone"],
    )
    beacon = Beacon(NOON_US, bytes(16))
    return Answer(
        protocol=1,
        now=NOON_US,
        answers=b"12345678",
        state=AnswerState.OK,
        receipts=[Signed(write_statement(receipt), b"s" * 64)],
        resend=[(DEVICE, 3)],
        forked=[(DEVICE, 5)],
        standing=[ScopePage("19", rows=[rows])],
        truths=[ScopePage("19", rows=[rows])],
        absent=[Gone("activity", UUID(int=6), 990)],
        successor=a_signed_certificate(),
        scopes=[
            ScopePage(
                scope="19",
                rows=[rows],
                yours=[Yours("activity", [VISIT], [1028])],
                gone=[Gone("person", UUID(int=5), 1031)],
                anchor=Anchor(1033, b"\x01" * 8),
                digest=b"\x00\x01\x02\x03\x04\x05\x06\x07",
            ),
            ScopePage(scope="76", state=ScopeState.REVOKED),
            ScopePage(
                scope="54",
                state=ScopeState.REPAIR,
                rows=[rows],
                buckets=[17],
            ),
            ScopePage(scope="50", state=ScopeState.REWIND, anchor=Anchor(960, b"\x02" * 8)),
        ],
        files_lacking=[(bytes(range(32)), 65_536)],
        next_sync_after_s=1260,
        beacon=Signed(write_statement(beacon), b"s" * 64),
    )


def an_enrol_request() -> EnrolRequest:
    """A new laptop with its code."""
    return EnrolRequest("7KQ2-M9XD", b"k" * 32, "0.1.0", 1, "Windows 10")


def an_enrol_answer() -> EnrolAnswer:
    """What the laptop of Yesenia Riascos receives, once."""
    return EnrolAnswer(
        device=DEVICE,
        device_code="D07",
        account=ACCOUNT,
        officer=Officer(ACCOUNT, UUID(int=7), "yriascos", "Yesenia Riascos", "officer"),
        office=OfficeCard(UUID(int=8), "CAUCA", "Dirección Territorial Cauca", "19"),
        scopes=["0", "19"],
        home_scope="19",
        country="CO",
        headquarters_key=b"q" * 32,
        recovery_code="A1B2-C3D4-E5F6-G7H8-J9K0-M1N2",
        certificate=a_signed_certificate(),
        now=NOON_US,
    )


# --- any value, body or request -----------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
scopes = st.from_regex(r"[0-9A-Z]{1,4}", fullmatch=True)
uuid_texts = st.uuids().map(str)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts | uuid_texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
"""Any JSON value without floats, nested within the limit."""

hashes8 = st.binary(min_size=8, max_size=8)
hashes32 = st.binary(min_size=32, max_size=32)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Any body that holds together."""
    units = draw(st.lists(st.builds(Unit, names, st.uuids(), scopes), min_size=1, max_size=4))
    places = st.integers(0, len(units) - 1)
    created: list[Created] = []
    for kind in draw(st.lists(names, max_size=3)):
        ids = draw(st.lists(st.uuids(), max_size=4))
        column = st.lists(values, min_size=len(ids), max_size=len(ids))
        created.append(
            Created(
                kind,
                [draw(places) for _ in ids],
                ids,
                draw(st.dictionaries(names, column, max_size=3)),
            )
        )
    patches = st.dictionaries(names, st.tuples(values, hashes8), max_size=3)
    changed = draw(st.lists(st.builds(Changed, names, places, st.uuids(), patches), max_size=3))
    return Body(units, created, changed)


anchors = st.builds(Anchor, st.integers(1, 2**62), hashes8)
cursors = st.builds(
    Cursor,
    st.lists(st.tuples(st.integers(0, 2**62), st.binary(max_size=8)), max_size=8),
    st.none() | st.builds(Stage, st.integers(0, 2**62), anchors),
    st.lists(st.binary(min_size=8, max_size=8), max_size=4),
)
requests = st.builds(
    Request,
    protocol=st.integers(1, 9),
    schema=st.integers(0, 99),
    app=st.text(max_size=10, alphabet="0123456789."),
    now=st.integers(-(2**62), 2**62),
    answer_bytes_max=st.integers(4096, 2**20),
    batches=st.lists(
        st.builds(Batch, st.uuids(), st.integers(1, 2**53), st.binary(max_size=40)), max_size=3
    ),
    acknowledged=st.lists(st.tuples(st.uuids(), st.integers(0, 2**53)), max_size=3),
    cursors=st.dictionaries(scopes, cursors, max_size=3),
    held_files=st.lists(hashes32, max_size=3),
    beacon=st.integers(0, 2**62),
    asked=st.lists(st.tuples(names, st.uuids()), max_size=3),
    successor=st.none() | hashes32,
    series=st.text(max_size=5, alphabet="D0123b"),
)
