"""Completing signed papers: the time stamp of headquarters on what its own officers signed.

Nothing is stamped that does not stand the examination a laptop makes, was not signed by the key of
a device of whoever sealed the acta, or does not carry that acta inside. What is left as it is
remains in the register with its reason; what fails is tried again.
"""

import io
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Connection, Engine

from fieldapp.records import KINDS
from fieldapp.records.describe import Code
from fieldapp.records.trust import Stamp, stamp_id
from fieldapp.records.values import record_to_wire
from fieldapp.signing.trust import KnownSigner, Outside, Trust, outside_of
from sync.server.authority import Holders, Office
from sync.server.books import Commit
from sync.server.bugs import places_of
from sync.server.file_rows import note_whole
from sync.server.files import FileStore
from sync.server.papers import Paper, note_paper, papers_due, sealing_devices, take_turn
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.revocation_news import Fetch, with_news
from sync.server.secret_files import RandomBytes
from sync.server.stamping import Stamping
from sync.server.trust_list import read_trust_list, revocation_lists
from sync.server.units import Row

if TYPE_CHECKING:
    from sync.server.completed_paper import Evidence

_FOR_GOOD: Final = frozenset(
    {"unreadable", "unsigned", "changed", "stranger", "revoked", "weak", "stamped", "no_room"}
)
"""Reasons that no time mends. Others may go away: bytes are brought back, the acta that a paper
carries arrives, a device asks again for a certificate that was forgotten, a clock is set right."""

_SPEC: Final = KINDS.spec_of(Stamp)
_log = logging.getLogger("bitacora.server")


class Left(Exception):
    """A paper stays as it is; the reason is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Made(NamedTuple):
    completed: bytes
    completion: bytes
    token_at: datetime


@dataclass(frozen=True, slots=True)
class Completing:
    """Completes what is due. Keeps nothing between two looks; several processes may look."""

    engine: Engine
    files: FileStore
    stamping: Stamping
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    fetch: Fetch

    def complete_due(self) -> int:
        """Complete all papers that are here; count those that were."""
        with self.engine.begin() as connection:
            due = papers_due(connection, self.now())
        return sum(self._one(name, papers) for name, papers in due.items())

    def _one(self, name: bytes, papers: Sequence[Paper]) -> bool:
        """Complete one paper in a transaction of its own, or keep why not."""
        try:
            with self.engine.begin() as connection:
                return take_turn(connection, name) and self._completed(connection, name, papers)
        except Left as left:
            state = "left" if left.reason in _FOR_GOOD else "failed"
            self._note(papers[0], state, left.reason)
        except Exception as fault:  # noqa: BLE001 - one bad paper must not hold back the others
            _log.error("a paper could not be completed\n%s", places_of(fault))
            self._note(papers[0], "failed", type(fault).__name__)
        return False

    def _note(self, paper: Paper, state: str, reason: str) -> None:
        with self.engine.begin() as connection:
            note_paper(connection, paper, state, reason, self.now())

    def _completed(self, connection: Connection, name: bytes, papers: Sequence[Paper]) -> bool:
        content = self.files.read(name)
        if content is None:
            raise Left("missing")
        inside = _digest_inside(content)
        paper = next((one for one in papers if one.digest == inside), None)
        if paper is None:
            raise Left("other_acta")
        made = self._made(connection, paper, content)
        self._keep(connection, paper, made)
        return True

    def _made(self, connection: Connection, paper: Paper, content: bytes) -> _Made:
        from fieldapp.signing.completion import make_completion
        from sync.server.completed_paper import Evidence, NoRoom, completed_paper

        now, holders = self.now(), self.stamping.holders()
        lists = [
            one.public_bytes(Encoding.DER) for one in revocation_lists(connection, holders, now)
        ]
        outside = self._outside(connection, content)
        trust = _trust(connection, paper, holders, lists, outside, now)
        signed_by = _examined(content, trust, now)
        own = (one.der for office in Office for one in holders[office])
        evidence = Evidence(
            [*signed_by.certificates, *own], [*signed_by.lists, *lists], signed_by.answers
        )
        try:
            made = completed_paper(content, self.stamping, evidence)
        except NoRoom:
            raise Left("no_room") from None
        return _Made(made.content, make_completion(content, made.content), made.token_at)

    def _outside(self, connection: Connection, content: bytes) -> Outside:
        """The outside authorities, with what they say now of whoever signed."""
        from fieldapp.signing.validation import signer_of

        outside = outside_of(read_trust_list(connection))
        signer = signer_of(content) if outside.roots else None
        return with_news(outside, signer, self.now(), self.fetch) if signer else outside

    def _keep(self, connection: Connection, paper: Paper, made: _Made) -> None:
        """The files first, then the rows that name them, all in one transaction."""
        now = self.now()
        named: list[str] = []
        for content in (made.completion, made.completed):
            name = self.files.write(content)
            note_whole(connection, name, len(content), None, now)
            named.append(name.hex())
        lock_scopes(connection, [paper.scope])
        if ("minutes", paper.acta) not in load_rows(connection, [paper.acta], [paper.scope]):
            raise LookupError("the acta went to another territory at this moment")
        stamp = Stamp(
            id=stamp_id(paper.name.hex()),
            minutes=paper.acta,
            version=Code(paper.version),
            file_sha256=paper.name.hex(),
            token_at=made.token_at,
            completion_sha256=named[0],
            completed_sha256=named[1],
        )
        row = Row(paper.scope, _SPEC.name, stamp.id, stamp.id, record_to_wire(_SPEC, stamp))
        before = load_rows(connection, [stamp.id], [paper.scope])
        write_records(connection, before, {row.key: row}, Commit(self.random_bytes(8), now))
        note_paper(connection, paper, "completed", "", now)


def _digest_inside(content: bytes) -> str:
    """D of the acta that a PDF carries; raises `Left` for what is no paper of ours."""
    import pikepdf

    from fieldapp.rules.acta_content import digest_of
    from fieldapp.signing.swelling import swells

    if swells(content):
        raise Left("unreadable")
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return digest_of(document.attachments["acta.json"].get_file().read_bytes()).hex()
    except Exception:  # noqa: BLE001 - a reader in C, and a file that anybody may have made
        raise Left("unreadable") from None


def _trust(
    connection: Connection,
    paper: Paper,
    holders: Holders,
    lists: Sequence[bytes],
    outside: Outside,
    now: datetime,
) -> Trust:
    """Whom to believe about a paper: the authorities, and of all officers whoever sealed it."""
    own = [
        KnownSigner(
            *(one.id, one.code, one.person_id, one.full_name, "", bytes(one.content or b"")),
            revoked_at=one.revoked_at,
        )
        for one in sealing_devices(connection, paper.acta)
    ]
    return Trust(
        roots=_ders(holders, Office.ROOT),
        intermediates=_ders(holders, Office.ISSUER),
        stamps=_ders(holders, Office.CLOCK),
        crls=tuple(lists),
        signers=tuple(own),
        issued_at=now,
        next_at=now,
        outside=outside,
    )


def _examined(content: bytes, trust: Trust, now: datetime) -> "Evidence":
    """Give what proves the certificate of whoever signed; raises `Left` if it is not the officer's.

    Of an outside authority its lists may be lacking: the stamp is for the time, and whoever
    verifies says that the revocation was not checked.
    """
    from fieldapp.signing.examined import Standing
    from fieldapp.signing.validation import examine
    from sync.server.completed_paper import Evidence

    examined = examine(content, trust, now)
    if examined.standing is not Standing.SIGNED:
        raise Left(examined.standing.value)
    if examined.signer is None or (examined.indication != "TOTAL-PASSED" and not examined.unlisted):
        raise Left("another_signer")
    if not examined.outside:
        return Evidence([examined.signer.certificate], [])
    outside = trust.outside
    return Evidence([*outside.intermediates, *outside.roots], outside.crls, outside.answers)


def _ders(holders: Holders, office: Office) -> tuple[bytes, ...]:
    return tuple(one.der for one in holders[office])
