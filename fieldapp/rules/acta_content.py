"""What an acta says: the value behind acta.json, and the digest `D` of its canonical bytes.

The content comes first and the paper second: everything a page prints stands here, the pack's
words included, so that any later version prints the same acta. Attendees' personal values that
the delivered pages hide (document, phone, e-mail, age, sensitive answers) stand only as salted
hashes; values and salts are in personal.json, which only the archive copy carries (field rule R8).
Texts and whole numbers only. Empty fields are left out.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final, TypeVar

import msgspec

from fieldapp.packs.logo import Logo
from fieldapp.records.canonical import Json, canonical_json

ACTA_SCHEMA: Final = "bitacora/acta/4"
"""Version 2 says between which times it was issued, version 3 in which languages the data notice
was read and what a clarifying acta corrects, version 4 the ministry's logo; those before are read
like any other."""

PERSONAL_SCHEMA: Final = "bitacora/personal/1"
SIGNATURES_SCHEMA: Final = "bitacora/firmas/1"


class _Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of one of the three files."""


class Heading(_Content, frozen=True, kw_only=True):
    """Whose paper it is, above the title. `quality` holds (label, value) rows.

    `logo` is drawn from here: nothing that a page shows lies outside its content.
    """

    institution: str = ""
    area: str = ""
    programme: str = ""
    office: str = ""
    year_name: str = ""
    quality: tuple[tuple[str, str], ...] = ()
    logo: Logo | None = None


class Meeting(_Content, frozen=True, kw_only=True):
    """Where and when. Instants are UTC microseconds; the texts are in the pack's zone."""

    activity: str = ""
    kind: str = ""
    subject: str = ""
    territory: str = ""
    place: str = ""
    venue: str = ""
    day: str = ""
    day_text: str = ""
    starts_at: int = 0
    ends_at: int = 0
    hours_text: str = ""
    utc_offset: str = ""
    objective: str = ""
    space: str = ""
    axis: str = ""
    themes: str = ""


class AgendaPoint(_Content, frozen=True, kw_only=True):
    """A point of the agenda; its number is its place in the list."""

    id: str = ""
    title: str = ""
    presenter: str = ""
    discussion: str = ""
    decision: str = ""
    votes: str = ""


class Promise(_Content, frozen=True, kw_only=True):
    """A commitment as it was when the acta was issued. `due_text` is what the page prints."""

    id: str = ""
    text: str = ""
    responsible: str = ""
    person: str = ""
    due: str = ""
    due_text: str = ""
    evidence: str = ""


class AgreedBefore(_Content, frozen=True, kw_only=True):
    """An earlier commitment: where it comes from, how a meeting found it, and what it heard of it.

    `due_text` is the day it was owed by and `late_text` how long ago that was; `report` is the
    follow-up that holds `status` and `said`, empty where nothing was reported.
    """

    id: str = ""
    report: str = ""
    text: str = ""
    agreed: str = ""
    responsible: str = ""
    due_text: str = ""
    late_text: str = ""
    status: str = ""
    status_text: str = ""
    said: str = ""


class Attendee(_Content, frozen=True, kw_only=True):
    """One row of the list. `document` is already masked; `hidden` maps a field to its hash.

    `ink` is what a signature given before the acta existed binds to; `consent` the digest of the
    notice the person read; `authorises` the printed answer; `mark` a remark under the name;
    `guest` says that the person was invited to this meeting only.
    """

    id: str = ""
    name: str = ""
    id_type: str = ""
    document: str = ""
    organization: str = ""
    position: str = ""
    role: str = ""
    guest: bool = False
    mark: str = ""
    authorises: str = ""
    consent: str = ""
    ink: str = ""
    hidden: dict[str, str] = {}


class Signer(_Content, frozen=True, kw_only=True):
    """Somebody who signs the acta at its end. `id` is the capacity's code: president, officer."""

    id: str = ""
    name: str = ""
    capacity: str = ""
    position: str = ""


class Reference(_Content, frozen=True, kw_only=True):
    """Another acta: the one before in this device's series, or the one this one clarifies."""

    number: str = ""
    digest: str = ""


class NoticeRead(_Content, frozen=True, kw_only=True):
    """The data notice as it was read in one language.

    `digest` is the SHA-256 of `text`, the words read out; whoever interpreted them is named.
    """

    language: str = ""
    version: str = ""
    digest: str = ""
    text: str = ""
    interpreters: tuple[str, ...] = ()


class Corrected(_Content, frozen=True, kw_only=True):
    """One thing that the clarified acta says, and what it must say. `where` is printed.

    `said` stands in the clarified acta at `part`. `value` is a day as 2026-11-20. Of a document,
    whose end alone is printed, `hidden` has the hashes of what it was and is.
    """

    id: str = ""
    part: str = ""
    where: str = ""
    said: str = ""
    says: str = ""
    value: str = ""
    reason: str = ""
    hidden: dict[str, str] = {}


class Beacon(_Content, frozen=True, kw_only=True):
    """Headquarters' signed word of a time, in UTC microseconds: the acta was not issued before it.

    `body` and `signature` are what headquarters sent, so that anybody can check it.
    """

    at: int = 0
    body: bytes = b""
    signature: bytes = b""


class CountryWords(_Content, frozen=True, kw_only=True):
    """What the country calls the parts of an acta, as this one printed them (rules R19, R33)."""

    agenda: str = ""
    development: str = ""
    decisions: str = ""
    commitments: str = ""
    attendance: str = ""
    next_meeting: str = ""
    time_declared: str = ""
    of_headquarters: str = ""


class Acta(_Content, frozen=True, kw_only=True):
    """The whole content of an acta.

    `frozen_at` is what the laptop's clock said. `beacon` is the newest that the laptop held then;
    without one nothing is known of how late the acta can be at the earliest. `time_unverified` is
    why that clock is not to be believed; empty while nothing speaks against it. `facts` and
    `parts` are the country's order of what is printed. `agreed_before` holds what this meeting
    said of earlier commitments, the note how many it left unspoken.
    """

    schema: str
    minutes: str = ""
    number: str = ""
    country: str = ""
    pack: str = ""
    paper: str = ""
    document: str = ""
    nature: str = ""
    facts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    heading: Heading = Heading()
    office: str = ""
    device: str = ""
    officer: Signer = Signer()
    meeting: Meeting = Meeting()
    opening: str = ""
    agreed_before: tuple[AgreedBefore, ...] = ()
    agreed_before_note: str = ""
    agenda: tuple[AgendaPoint, ...] = ()
    development: str = ""
    results: str = ""
    recommendations: str = ""
    commitments: tuple[Promise, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    absent: tuple[Attendee, ...] = ()
    audience: str = ""
    remarks: str = ""
    reading: str = ""
    next_meeting: str = ""
    closing: str = ""
    signers: tuple[Signer, ...] = ()
    notice: Reference = Reference()
    notices: tuple[NoticeRead, ...] = ()
    previous: Reference = Reference()
    supersedes: Reference = Reference()
    corrections: tuple[Corrected, ...] = ()
    frozen_at: int = 0
    frozen_text: str = ""
    time_unverified: str = ""
    beacon: Beacon = Beacon()
    words: CountryWords = CountryWords()


class PersonalValue(_Content, frozen=True, kw_only=True):
    """A personal value with the salt that opens its hash in acta.json."""

    of: str
    field: str
    value: str
    salt: str


class Personal(_Content, frozen=True, kw_only=True):
    """personal.json: what the archive copy keeps and the delivered copy does not have."""

    schema: str
    acta: str
    values: tuple[PersonalValue, ...] = ()

    def value(self, of: str, field: str) -> str:
        """The value of a field of an attendance row; empty when none was given."""
        return next((v.value for v in self.values if v.of == of and v.field == field), "")


class Signature(_Content, frozen=True, kw_only=True):
    """One signature: in the row `attendance` of the list, or under the acta as `capacity`.

    `method` and `capacity` are codes of `ink_methods` and `ink_capacities`; `capacity_label` is
    how the capacity is printed. Where `name` signed on somebody's request, `capacity` says so,
    `reason` why, and `witness` names who saw it.
    """

    id: str = ""
    method: str
    attendance: str = ""
    capacity: str = ""
    capacity_label: str = ""
    name: str = ""
    strokes: bytes = b""
    digest: str = ""
    previous: str = ""
    signed_at: int = 0
    reason: str = ""
    witness: str = ""
    folder: str = ""
    folio: str = ""


class VoidedSignature(_Content, frozen=True, kw_only=True):
    """A signature that no longer counts: its place in the chain, and why."""

    digest: str
    previous: str = ""
    reason: str = ""


class Signatures(_Content, frozen=True, kw_only=True):
    """firmas.json: the signatures of one acta, closed when it is sealed.

    Each signature under the acta names in `previous` the one before it, voided ones included, so
    that none can be taken out unseen: see `ink_chain`.
    """

    schema: str
    acta: str
    signatures: tuple[Signature, ...] = ()
    voided: tuple[VoidedSignature, ...] = ()

    def in_row(self, attendance: str) -> Signature | None:
        """The signature in a row of the attendance list; None when there is none."""
        return next((one for one in self.signatures if one.attendance == attendance), None)

    @property
    def under_acta(self) -> tuple[Signature, ...]:
        """The signatures given under the acta itself."""
        return tuple(one for one in self.signatures if not one.attendance)


C = TypeVar("C", Acta, Personal, Signatures)


def write_content(content: Acta | Personal | Signatures) -> bytes:
    """The canonical bytes of a content: texts in NFC, RFC 8785 JSON."""
    return canonical_json(_composed(msgspec.to_builtins(content)))


def read_content(written: bytes, kind: type[C]) -> C:
    """Read what `write_content` wrote, or a later version's; ValueError when it is neither."""
    return msgspec.json.decode(written, type=kind)


def digest_of(content: bytes) -> bytes:
    """`D`: the SHA-256 of acta.json, 32 bytes."""
    return hashlib.sha256(content).digest()


def hidden_hash(*, salt: str, of: str, field: str, value: str) -> str:
    """The hash that stands for a personal value: it says nothing to who lacks the salt."""
    return hashlib.sha256(canonical_json([salt, of, field, value])).hexdigest()


def _composed(value: Json) -> Json:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(one) for one in value]
    return value
