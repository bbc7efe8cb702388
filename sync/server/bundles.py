"""Whole territories as one file, for a laptop that holds nothing of them yet.

A bundle is read from the snapshot of one moment, projected for one account like any pull, kept
for a day on the shelf of files, and given in ranges; what came after it follows by an ordinary
sync.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, text

from fieldapp.records.text import say
from fieldapp.rules.old_visits import in_full_since
from sync.protocol import frame
from sync.protocol.bundle import BundlePart, joined, write_part
from sync.protocol.messages import BundleOffer, Cursor, ScopePage, Stage
from sync.protocol.packing import TooLarge
from sync.server.books import Books, Realm
from sync.server.checking import Checks
from sync.server.database import as_app
from sync.server.file_desk import NO_SUCH_RANGE, NOT_HERE, Given
from sync.server.file_parts import FileRefused
from sync.server.files import FilesAway, Shelf
from sync.server.keys import Keys
from sync.server.pulling import Budget, Pulling
from sync.server.ranges import Range
from sync.server.senders import Author, Device

_PART_VALUES: Final = 3_000_000
"""About how many bytes of values go in a part; they shrink to a sixth."""
_KEPT: Final = timedelta(days=1)
_REV_MAX: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Bundles:
    """Makes, keeps and gives bundles."""

    engine: Engine
    realm: Realm
    checks: Checks
    keys: Keys
    shelf: Shelf
    now: Callable[[], datetime]
    rows_min: int
    """So many records make a bundle better than pages."""

    def offer(self, books: Books, reader: Author, scope: str) -> BundleOffer | None:
        """Offer a scope as a bundle, making it if today's is not there; None for a small one."""
        if len(books.page(scope, 0, self.rows_min)) < self.rows_min:
            return None
        head = books.head()
        # Without a place to keep it, pages do.
        with suppress(FilesAway):
            return self._kept(scope, reader.account) or (
                head and self._made(books, reader, scope, head.rev)
            )
        return None

    def given(self, device: Device, scope: str, rev: int, wanted: Range) -> Given:
        """Give bytes of a bundle that was made for the device's account.

        Raises `FileRefused` for a scope not granted, or a bundle that is not here any more.
        """
        size = self._size_of(device, scope, rev)
        last = size if wanted.end is None else min(wanted.end, size)
        if size and last <= wanted.start:
            raise FileRefused(NO_SUCH_RANGE, say("El archivo no tiene tantos bytes."))
        path = _path(scope, rev, device.author.account)
        content = self.shelf.get_range(path, wanted.start, last - wanted.start) if size else None
        if content is None:
            raise FileRefused(NOT_HERE, say("El archivo no está o no es de sus territorios."))
        return Given(content, size)

    def _size_of(self, device: Device, scope: str, rev: int) -> int:
        if not device.active or scope not in device.read_scopes or rev > _REV_MAX:
            return 0
        with as_app(self.engine, device.read_scopes) as connection:
            found = connection.execute(
                text(
                    "select bytes from bundle where scope_id = :scope and rev = :rev "
                    "and account = :account"
                ),
                {"scope": scope, "rev": rev, "account": device.author.account},
            ).scalar_one_or_none()
        return found or 0

    def all_of(self, device: Device) -> Iterator[bytes]:
        """Write all scopes of a device, whatever their size, as one file."""
        with self.realm.snapshot(device.read_scopes) as books:
            for scope in device.read_scopes:
                yield from joined(self._frames(books, device.author, scope))

    def _kept(self, scope: str, account: UUID) -> BundleOffer | None:
        with as_app(self.engine, (scope,)) as connection:
            found = connection.execute(
                text(
                    "select rev, bytes, sha256 from bundle where scope_id = :scope "
                    "and account = :account and at > :limit order by rev desc limit 1"
                ),
                {"scope": scope, "account": account, "limit": self.now() - _KEPT},
            ).one_or_none()
        return BundleOffer(found.rev, found.bytes, bytes(found.sha256)) if found else None

    def _made(self, books: Books, reader: Author, scope: str, rev: int) -> BundleOffer:
        content = b"".join(joined(self._frames(books, reader, scope)))
        offer = BundleOffer(rev, len(content), sha256(content).digest())
        self.shelf.put(_path(scope, rev, reader.account), content, new=False)
        with as_app(self.engine, (scope,)) as connection:
            connection.execute(
                text(
                    "insert into bundle (scope_id, rev, account, sha256, bytes, at) "
                    "values (:scope, :rev, :account, :sha256, :bytes, :now) "
                    "on conflict (scope_id, rev, account) do update set sha256 = excluded.sha256, "
                    "bytes = excluded.bytes, at = excluded.at"
                ),
                {
                    "scope": scope,
                    "rev": rev,
                    "account": reader.account,
                    "sha256": offer.sha256,
                    "bytes": offer.bytes,
                    "now": self.now(),
                },
            )
        self._expire()
        return offer

    def _expire(self) -> None:
        """Throw away what nobody is fetching any more, of every scope."""
        with self.engine.begin() as connection:
            old = connection.execute(
                text("delete from bundle where at < :limit returning scope_id, rev, account"),
                {"limit": self.now() - 2 * _KEPT},
            ).all()
        self.shelf.delete([_path(*one) for one in old])

    def _frames(self, books: Books, reader: Author, scope: str) -> Iterator[bytes]:
        """Write the parts of a scope, one page after another as a laptop would ask for them."""
        pulling = Pulling(
            books,
            self.checks.kinds,
            reader,
            [scope],
            in_full_since=in_full_since(self.now(), self.checks.pack.full_months),
        )
        cursor = Cursor()
        place = 0
        more = True
        while more:
            written, page = self._part(pulling, cursor, place)
            yield written
            more = page.more
            if page.anchor is not None:
                cursor = Cursor(stage=Stage(page.upto, page.anchor))
            place += 1

    def _part(self, pulling: Pulling, cursor: Cursor, place: int) -> tuple[bytes, ScopePage]:
        """Write a part that a laptop will take: one of values that do not shrink has fewer rows."""
        (scope,) = pulling.scopes
        values_bytes = _PART_VALUES
        while True:
            (page,) = pulling.pages({scope: cursor}, Budget(values_bytes))
            part = BundlePart(pulling.reader.account, place, page)
            try:
                written = frame.write(write_part(part), frame.HEADQUARTERS, self.keys.sign)
                if len(written) <= frame.ANSWER_BYTES_MAX or values_bytes <= 1:
                    return written, page
            except TooLarge:
                if values_bytes <= 1:
                    raise
            values_bytes //= 2


def _path(scope: str, rev: int, account: UUID) -> str:
    return f"bundles/{scope}-{rev}-{account}"
