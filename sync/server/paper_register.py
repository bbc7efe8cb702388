"""What headquarters' records say of an acta on paper, and whom they say to believe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.records import KINDS
from fieldapp.records.text import Text
from fieldapp.records.trust import TRUST_LIST, Signer, TrustList
from fieldapp.records.values import instant_of, record_from_wire
from fieldapp.rules.verdict import annulled, clarified
from fieldapp.signing.trust import Trust, trust_of

_NUMBER_OF: Final = "select vals->>'number' from record where kind = 'minutes' and not gone and "
_BELIEVED: Final = (
    "select kind, id, vals from record where kind in ('signer', 'trust_list') and not gone"
)


@dataclass(frozen=True, slots=True)
class PaperRegister:
    """The register of actas in one transaction. Hashes and digests are hexadecimal."""

    connection: Connection

    def number_of_file(self, sha256: str) -> str | None:
        """The number of the acta of which this is a copy: handed over, or completed here."""
        return (
            self._first(f"{_NUMBER_OF} vals->>'file_sha256' = :said", sha256)
            or self._first(f"{_NUMBER_OF} vals->>'archive_sha256' = :said", sha256)
            or self._first(
                f"{_NUMBER_OF} id in (select cast(vals->>'minutes' as uuid) from record "
                "where kind = 'stamp' and not gone "
                "and :said in (vals->>'completed_sha256', vals->>'file_sha256'))",
                sha256,
            )
        )

    def number_of_content(self, digest: str) -> str | None:
        """The number of the acta that says exactly this."""
        return self._first(f"{_NUMBER_OF} vals->>'digest' = :said", digest)

    def digests_of(self, number: str) -> list[str]:
        """The digests of the actas with a number: one, unless a disk was copied."""
        found = self.connection.execute(
            text(
                "select vals->>'digest' from record where kind = 'minutes' and not gone "
                "and vals->>'number' = :number and vals->>'digest' is not null limit 9"
            ),
            {"number": number},
        )
        return list(found.scalars())

    def stamped_at(self, digest: str) -> datetime | None:
        """When headquarters first stamped a copy of the acta with this digest."""
        earliest = self._first(
            "select min(cast(s.vals->>'token_at' as bigint)) from record m join record s "
            "on s.kind = 'stamp' and not s.gone and s.vals->>'minutes' = cast(m.id as text) "
            "where m.kind = 'minutes' and not m.gone and m.vals->>'digest' = :said",
            digest,
        )
        return None if earliest is None else instant_of(int(earliest))

    def fate_of(self, digest: str) -> Text | None:
        """Whether the acta with this digest was annulled or clarified since."""
        void = self._first(
            f"{_NUMBER_OF} vals->>'status' = 'void' and vals->>'digest' = :said", digest
        )
        if void:
            return annulled(void)
        later = self._first(
            f"{_NUMBER_OF} vals->>'status' = 'sealed' and vals->>'supersedes' in (select "
            "cast(id as text) from record where kind = 'minutes' and not gone and "
            "vals->>'digest' = :said)",
            digest,
        )
        return clarified(later) if later else None

    def trust(self) -> Trust:
        """Whom to believe, as every laptop is told."""
        signers: list[Signer] = []
        listed: TrustList | None = None
        for kind, named, vals in self.connection.execute(text(_BELIEVED)):
            record = record_from_wire(KINDS[kind], cast("UUID", named), vals)
            if isinstance(record, Signer):
                signers.append(record)
            elif isinstance(record, TrustList) and record.id == TRUST_LIST:
                listed = record
        return trust_of(signers, listed)

    def _first(self, question: str, said: str) -> str | None:
        return self.connection.execute(text(f"{question} limit 1"), {"said": said}).scalar()
