"""The messages of a sync: what a laptop asks and what headquarters answers, once each way.

Every message exists in two spellings of the same content: MessagePack inside a frame, and a JSON
rendering for people and tests (`rendering`). Fields may be added, never renamed or retyped; readers
skip what they do not know and fill in what an older writer left out.
"""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from sync.protocol.anchors import ANCHORS_MAX, Anchor
from sync.protocol.body import Name, Scope
from sync.protocol.digest import BUCKETS
from sync.protocol.frame import ANSWER_BYTES_MAX
from sync.protocol.packing import (
    FrameError,
    Message,
    decode,
    encode,
    pack_columns,
    single,
    spread,
    unpack_columns,
)

BATCHES_MAX = 64
SCOPES_MAX = 256
FILES_MAX = 500
ASKED_MAX = 2_000
SIGNING_REQUEST_BYTES_MAX = 4_096

Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""A revision or a number of a batch; none ever comes near the limit."""

Instant = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""UTC microseconds; a laptop's clock may claim any year."""

Line = Annotated[str, Meta(max_length=80, pattern=r"^[^\x00-\x1f]*\Z")]
"""A short text without control characters."""

SigningRequest = Annotated[bytes, Meta(max_length=SIGNING_REQUEST_BYTES_MAX)]
Digest32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Digest8 = Annotated[bytes, Meta(min_length=8, max_length=8)]
Bucket = Annotated[int, Meta(ge=0, lt=BUCKETS)]


class Signed(msgspec.Struct, frozen=True, array_like=True):
    """A statement of headquarters that can be kept: packed body and Ed25519 signature."""

    body: bytes
    signature: bytes


class Batch(msgspec.Struct, frozen=True):
    """A frozen body under its device's number; resent byte for byte until its receipt comes."""

    device: UUID
    number: Annotated[int, Meta(ge=1, le=2**53)]
    body: bytes
    """What ``sync.protocol.body`` wrote."""


class Stage(msgspec.Struct, frozen=True, array_like=True):
    """How far an answer of several pages has come: all rows up to ``upto`` are held in stage."""

    upto: Count
    head: Anchor
    """The newest head any of the pages named."""


class Cursor(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a laptop stands in one scope."""

    anchors: Annotated[list[tuple[int, bytes]], Meta(max_length=ANCHORS_MAX)] = []
    """Compacted by ``sync.protocol.anchors``; empty on a laptop that holds nothing of it."""
    stage: Stage | None = None
    buckets: Annotated[list[Digest8], Meta(max_length=BUCKETS)] = []
    """After a digest that differed: the digest of each bucket, so that only those come again."""


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one laptop wants in one sync."""

    protocol: int
    schema: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    """Linear number of the record descriptions the laptop's program knows."""
    app: Line
    now: Instant
    """The laptop's clock, UTC microseconds: kept for diagnosis, never used to decide."""
    answer_bytes_max: Annotated[int, Meta(ge=4096)] = ANSWER_BYTES_MAX
    batches: Annotated[list[Batch], Meta(max_length=BATCHES_MAX)] = []
    """Oldest first."""
    acknowledged: Annotated[list[tuple[UUID, Count]], Meta(max_length=BATCHES_MAX)] = []
    """Highest batch number with a receipt, per device id this vault ever had."""
    cursors: Annotated[dict[Scope, Cursor], Meta(max_length=SCOPES_MAX)] = {}
    held_files: Annotated[list[Digest32], Meta(max_length=FILES_MAX)] = []
    """Files the laptop holds and has no confirmation for, most urgent first."""
    beacon: Instant = 0
    """Time of the newest beacon held, UTC microseconds."""
    certificate: Signed | None = None
    """Shown after an answer ``who``."""
    asked: Annotated[list[tuple[Name, UUID]], Meta(max_length=ASKED_MAX)] = []
    """Records of which the laptop must be told the truth: they may be lost or moved."""
    successor: Digest32 | None = None
    """After ``forked``: the public key under which this vault goes on as a device of its own."""
    series: Line = ""
    """The series a restored copy gave itself (``D07b``), until headquarters has heard of it."""
    by_batch: bool = False
    """Whether rows that stand as sent may be told by their batch (``sent``) and not one by one."""
    bundles: bool = False
    """Whether a scope never held may be offered as a bundle instead of pages."""
    signing_request: SigningRequest = b""
    """PKCS#10 (DER) for the officer's P-256 key, while there is no certificate for it or its end is
    less than 60 days away; the certificate comes as the ``signer`` record."""


class Verdict(StrEnum):
    """What became of one unit of a batch."""

    OK = "ok"
    """Applied as sent."""
    MERGED = "merged"
    """Applied together with somebody else's change; the standing rows come in this answer."""
    CONFLICT = "conflict"
    """Some value waits for a person; the standing rows come in this answer."""
    EXISTED = "existed"
    """A record meant as new was there already and agrees; the standing rows come along."""
    QUARANTINED = "quarantined"
    """Kept aside whole for a person at headquarters; the text says why."""
    HELD = "held"
    """Waits for a record that has not arrived yet; applied by itself when it does."""
    SEALED = "sealed"
    """Something sealed would have changed; it stands, and the offered values wait for a person."""


class Ruling(msgspec.Struct, frozen=True, array_like=True):
    """The verdict on one unit, with words in Spanish where the officer should know more."""

    verdict: Verdict
    text: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """Headquarters' word that it has a batch: the only thing that means "synchronised"."""

    device: UUID
    number: int
    hash: Digest32
    rulings: list[Ruling]
    """One per unit, in order; a single one when the body could not be read at all."""
    revision: int
    """The realm's revision when the batch was in."""


class Certificate(msgspec.Struct, frozen=True):
    """Headquarters' word on who a device is; a server that forgot the device believes it."""

    device: UUID
    device_key: Digest32
    device_code: str
    account: UUID
    at: int


class Beacon(msgspec.Struct, frozen=True):
    """Proof of a time: headquarters' clock and 16 random bytes nobody knew before."""

    at: int
    random: bytes


class ScopeState(StrEnum):
    """What the rows of a scope's page are worth."""

    OK = "ok"
    REWIND = "rewind"
    """Headquarters does not know the newest anchor: go back to the one named, and ask again."""
    RESTAGE = "restage"
    """Headquarters does not know the head of the staged pages: drop them, and ask again."""
    REVOKED = "revoked"
    """The scope is not granted: send what is left of it, await receipts, then drop it."""
    REPAIR = "repair"
    """All rows of some buckets that differ: what the laptop holds besides them it must ask for."""
    BUNDLE = "bundle"
    """The scope is large and new to the laptop: fetch the bundle named, then ask again."""


class Rows(msgspec.Struct, frozen=True, array_like=True):
    """Whole records of one kind as they stand; every list and column is equally long.

    On the line one value stands for all in a column, and in who and when, if all are the same.
    """

    kind: Name
    ids: list[UUID]
    revs: list[int]
    columns: dict[Name, list[Any]]
    """A field without a column is empty in all these rows, unless it is withheld."""
    accounts: list[UUID]
    """Who made the last change, when headquarters received it, and from which device."""
    ats: list[int]
    devices: list[UUID]
    withheld: list[Name] = []
    """Fields this laptop may not see: whatever it holds of them stays as it is."""


class Yours(msgspec.Struct, frozen=True, array_like=True):
    """Rows of one kind that stand as this request's batches left them: only their revision."""

    kind: Name
    ids: list[UUID]
    revs: list[int]


class Sent(msgspec.Struct, frozen=True, array_like=True):
    """A batch of this request of which every row is in this scope and stands as sent.

    Its rows, in the order of ``sync.protocol.body.rows_in_order``, have the revisions from ``rev``
    on: a day's ids need not come back.
    """

    device: UUID
    number: int
    rev: int


class Gone(msgspec.Struct, frozen=True, array_like=True):
    """A record that left this scope at a revision."""

    kind: Name
    id: UUID
    rev: int


class BundleOffer(msgspec.Struct, frozen=True, array_like=True):
    """A whole scope as one file: ``GET /v1/bundle/{scope}/{rev}``."""

    rev: int
    bytes: int
    sha256: Digest32


class ScopePage(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is new in one scope, in order of revision; ``more`` says that another page follows."""

    scope: Scope
    state: ScopeState = ScopeState.OK
    rows: list[Rows] = []
    yours: list[Yours] = []
    sent: list[Sent] = []
    gone: list[Gone] = []
    upto: int = 0
    """With ``more``: every row of the scope up to this revision has been sent."""
    anchor: Anchor | None = None
    """State ok: headquarters' head. State rewind: the newest common anchor, none = from nothing."""
    more: bool = False
    digest: Digest8 | None = None
    """Digest of the whole scope at ``anchor``; absent while more follows."""
    buckets: list[Bucket] = []
    """State repair: the buckets whose rows all are in ``rows``."""
    bundle: BundleOffer | None = None
    """State bundle: what to fetch."""


class AnswerState(StrEnum):
    """Whether headquarters works with this device."""

    OK = "ok"
    WHO = "who"
    """The device or its signature is not known: ask again with the certificate."""
    REVOKED = "revoked"
    """Its batches are taken in and answered with receipts; it receives nothing else."""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that headquarters says in one sync."""

    protocol: int
    now: int
    """Headquarters' clock, UTC microseconds."""
    answers: Digest8
    """First eight bytes of SHA-256 of the request frame."""
    state: AnswerState = AnswerState.OK
    receipts: list[Signed] = []
    """Bodies are packed ``Receipt``s."""
    resend: list[tuple[UUID, int]] = []
    """Headquarters lacks this device's batches from this number on."""
    forked: list[tuple[UUID, int]] = []
    """This number is known with another hash: the vault was copied and needs a new device id."""
    standing: list[ScopePage] = []
    """Rows that do not stand as a batch of this request wished, whatever their revision: a page
    for each scope they are in, with nothing but ``rows``."""
    truths: list[ScopePage] = []
    """The records asked for, and the roots of their units, in pages of the same form."""
    absent: list[Gone] = []
    """Records asked for that are in no scope of this laptop; revision 0 = never heard of."""
    successor: Signed | None = None
    """Body is the packed ``Certificate`` of the device that a copied vault is from now on."""
    scopes: list[ScopePage] = []
    files_lacking: list[tuple[Digest32, int]] = []
    """Of the files held, those headquarters lacks, and from which byte on."""
    next_sync_after_s: int = 0
    beacon: Signed | None = None
    """Body is a packed ``Beacon``; only when newer than the laptop's."""


def write_request(request: Request) -> bytes:
    """Pack a request for a frame."""
    return encode(request)


def read_request(payload: bytes) -> Request:
    """Read a request's payload; raises ``FrameError``."""
    return decode(Request, payload)


def write_answer(answer: Answer) -> bytes:
    """Pack an answer for a frame."""
    return encode(
        msgspec.structs.replace(
            answer,
            standing=packed_pages(answer.standing),
            truths=packed_pages(answer.truths),
            scopes=packed_pages(answer.scopes),
        )
    )


def read_answer(payload: bytes) -> Answer:
    """Read an answer's payload; raises ``FrameError``."""
    answer = decode(Answer, payload)
    return msgspec.structs.replace(
        answer,
        standing=unpacked_pages(answer.standing),
        truths=unpacked_pages(answer.truths),
        scopes=unpacked_pages(answer.scopes),
    )


def packed_pages(pages: list[ScopePage]) -> list[ScopePage]:
    """Pack the values of pages before they are encoded."""
    return [
        msgspec.structs.replace(page, rows=[_packed(rows) for rows in page.rows]) for page in pages
    ]


def unpacked_pages(pages: list[ScopePage]) -> list[ScopePage]:
    """Unpack the values of decoded pages; raises ``FrameError`` when they do not hold together."""
    return [
        msgspec.structs.replace(page, rows=[_unpacked(rows) for rows in page.rows])
        for page in pages
    ]


def _packed(rows: Rows) -> Rows:
    return msgspec.structs.replace(
        rows,
        columns=pack_columns(rows.columns),
        accounts=single(rows.accounts),
        ats=single(rows.ats),
        devices=single(rows.devices),
    )


def _unpacked(rows: Rows) -> Rows:
    count = len(rows.ids)
    if len(rows.revs) != count:
        raise FrameError(f"rows of {rows.kind} are not equally long")
    return msgspec.structs.replace(
        rows,
        columns=unpack_columns(rows.columns, count),
        accounts=spread(rows.accounts, count),
        ats=spread(rows.ats, count),
        devices=spread(rows.devices, count),
    )


def write_statement(statement: Receipt | Certificate | Beacon) -> bytes:
    """Pack what a ``Signed`` carries."""
    return encode(statement)


def read_statement(kind: type[Message], signed: Signed) -> Message:
    """Read what a ``Signed`` carries; its signature is checked by the caller."""
    return decode(kind, signed.body)
