"""Officers with a certificate of a real headquarters, and sealed actas that they signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from fieldapp.documents.acta import render_acta
from fieldapp.records.values import microseconds
from fieldapp.signing.certificates import OfficerKey, officer_key
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.pades import KeySigner, sign_paper
from sync.protocol.body import Body
from sync.protocol.enrolment import EnrolRequest
from tests.given.actas import NUMBER, issued, visit_records
from tests.given.bodies import a_visit, created, derived
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

VISIT = UUID("0193b1a0-0000-7000-8000-0000000000c1")


@dataclass
class OfficerGiven:
    """Somebody whose laptop has a certificate."""

    laptop: LaptopGiven
    key: OfficerKey
    chain: tuple[bytes, ...]

    def signed(self, paper: bytes) -> bytes:
        """The paper with the officer's electronic signature."""
        at = self.laptop.headquarters.now()
        signer = KeySigner(self.key, self.chain)
        return sign_paper(paper, signer, at=at, reason="Acta", place="Guapi")


def an_officer(
    headquarters: HeadquartersGiven, login: str = "yriascos", seed: int = 1
) -> OfficerGiven:
    """Enrol a laptop that asks for a certificate."""
    device, key = DeviceKey(headquarters.random_bytes(32)), officer_key(Random(seed).randbytes(32))
    code = headquarters.register.new_code(headquarters.keys, login)
    asked = EnrolRequest(
        code, device.public, "0.1.0", 1, "Windows 10", signing_request=key.request()
    )
    enrolled = headquarters.enrolling.enrol(asked)
    laptop = LaptopGiven(headquarters, device, enrolled)
    return OfficerGiven(laptop, key, tuple(enrolled.certificates))


@dataclass
class SealedActa:
    """An acta with both copies, as an officer's laptop holds it once it is sealed."""

    officer: OfficerGiven
    unsigned: bool = False
    visit: UUID = VISIT
    papers: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make both copies, unless a test brings its own."""
        acta, inks = self._issued
        plain = {
            "delivered": render_acta(acta.content, inks),
            "archive": render_acta(acta.content, inks, acta.personal),
        }
        for version, paper in plain.items():
            made = paper if self.unsigned else self.officer.signed(paper)
            self.papers.setdefault(version, made)

    @cached_property
    def _issued(self) -> Any:
        return issued(visit_records(people=3))

    @property
    def id(self) -> UUID:
        """The acta's id."""
        return derived(self.visit, "minutes", 0)

    @property
    def digest(self) -> str:
        """D, hexadecimal."""
        return self._issued[0].digest.hex()

    @property
    def bodies(self) -> tuple[Body, Body]:
        """What the laptop sends: the visit with its attachments, then the sealed acta."""
        rows = [
            ("attachment", derived(self.visit, "attachment", place), self._attachment(version))
            for place, version in enumerate(self.papers)
        ]
        minutes = {
            "activity": str(self.visit),
            "title": "Mesa",
            "status": "sealed",
            "number": NUMBER,
            "digest": self.digest,
            "file_sha256": sha256(self.papers["delivered"]).hexdigest(),
            "archive_sha256": sha256(self.papers["archive"]).hexdigest(),
            "sealed_at": microseconds(self.officer.laptop.headquarters.at),
        }
        visit = a_visit("19", self.visit)
        return (
            Body(
                units=visit.units,
                created=[*visit.created, *created("19", self.visit, "activity", *rows).created],
            ),
            created("19", self.id, "minutes", ("minutes", self.id, minutes)),
        )

    def _attachment(self, version: str) -> dict[str, Any]:
        paper = self.papers[version]
        return {
            "activity": str(self.visit),
            "kind": "acta" if version == "delivered" else "acta_archive",
            "name": "Acta.pdf",
            "sha256": sha256(paper).hexdigest(),
            "size_bytes": len(paper),
        }

    def send_records(self) -> None:
        """Send what is written."""
        self.officer.laptop.send(*self.bodies)

    def send_file(self, paper: bytes) -> None:
        """Bring a whole file to headquarters."""
        from sync.server.devices import find_device
        from sync.server.file_parts import Piece

        given = self.officer.laptop.headquarters
        with given.engine.connect() as connection:
            device = find_device(connection, self.officer.laptop.device, given.at)
        assert device is not None
        name = sha256(paper).digest()
        given.files.parts.keep(device, name, Piece(len(paper), 0, paper))

    def send(self) -> None:
        """Send everything."""
        self.send_records()
        for paper in self.papers.values():
            self.send_file(paper)
