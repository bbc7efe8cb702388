"""Laptops reduced to their line: enrolled by headquarters' own code, with real signed frames.

What such a laptop holds nobody looks at; it knows its number, its key, and how far it has come.
"""

from __future__ import annotations

import http.client
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import zstandard

from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.values import record_to_wire
from fieldapp.signing.keys import DeviceKey
from sync.protocol import frame
from sync.protocol.anchors import compact
from sync.protocol.body import Body, Created, Unit, batch_hash, write_body
from sync.protocol.dictionary import Dictionary
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.messages import (
    Answer,
    Batch,
    Cursor,
    Receipt,
    Request,
    Verdict,
    read_answer,
    read_statement,
    write_request,
)
from sync.protocol.packing import columns_of
from tests.benchmarks.dataset import Invented, invent_visits
from tests.benchmarks.headquarters import Measured


@dataclass(frozen=True, slots=True)
class Quick(Dictionary):
    """No dictionary, and compressed in no time: a crowd shares one machine with headquarters."""

    def compress(self, payload: bytes) -> bytes:
        """Compress as little as helps."""
        return zstandard.ZstdCompressor(level=1).compress(payload)


QUICK = Quick()


@dataclass(slots=True)
class Someone:
    """One device of the crowd."""

    device: UUID
    key: DeviceKey
    scope: str
    number: int = 0
    cursors: dict[str, Cursor] = field(default_factory=dict[str, Cursor])

    def batch(self, body: bytes) -> Batch:
        """Put a body under the next number."""
        self.number += 1
        return Batch(self.device, self.number, body)

    def ask(self, *batches: Batch, answer_bytes_max: int = frame.ANSWER_BYTES_MAX) -> bytes:
        """Write a signed request frame."""
        asked = Request(
            protocol=1,
            schema=1,
            app="0.1.0",
            now=0,
            answer_bytes_max=answer_bytes_max,
            batches=list(batches),
            cursors=self.cursors,
            beacon=2**62,
            by_batch=True,
        )
        return frame.write(write_request(asked), self.device, self.key.sign, QUICK)

    def take(self, answered: bytes) -> Answer:
        """Read an answer and stand where it says; its rows are thrown away."""
        answer = read_answer(frame.read(answered, frame.ANSWER_BYTES_MAX).payload())
        for page in answer.scopes:
            if page.anchor is not None:
                self.cursors[page.scope] = Cursor(compact([page.anchor]))
        return answer


def is_receipted(batch: Batch, answer: Answer) -> bool:
    """Tell whether headquarters signed for this batch and applied all of it."""
    for signed in answer.receipts:
        receipt = read_statement(Receipt, signed)
        if (receipt.device, receipt.number) == (batch.device, batch.number):
            applied = all(ruling.verdict is Verdict.OK for ruling in receipt.rulings)
            return receipt.hash == batch_hash(batch.body) and applied
    return False


def a_crowd(measured: Measured, size: int, seed: int = 1) -> list[Someone]:
    """Enrol so many devices, spread over the country's departments."""
    pack = load_pack("CO")
    chance = random.Random(seed)
    scopes = sorted(place.code for place in pack.territories if place.level == 1)
    crowd: list[Someone] = []
    with measured.desk() as (_, keys, register, enrolling):
        for scope in scopes[:size]:
            register.add_office(pack, f"DT{scope}", f"Dirección Territorial {scope}", scope)
            register.add_account(pack, f"crowd{scope}", "Ana Mina", f"DT{scope}", "officer")
        for place in range(size):
            scope = scopes[place % len(scopes)]
            key = DeviceKey(chance.randbytes(32))
            code = register.new_code(keys, f"crowd{scope}")
            enrolled = enrolling.enrol(EnrolRequest(code, key.public, "0.1.0", 1))
            crowd.append(Someone(enrolled.device, key, scope))
    return crowd


def bodies(department: str, rows: int, count: int, seed: int = 7) -> Iterator[bytes]:
    """Freeze bodies of so many new records each: visits with attendance and commitments."""
    year = invent_visits(load_pack("CO"), count * rows, department=department, seed=seed)
    for _ in range(count):
        records: list[tuple[Invented, int]] = []
        left = rows
        while left > 0:
            visit = next(year)
            records.append((visit, min(left, len(visit.records))))
            left -= len(visit.records)
        yield write_body(a_body(records, department))


def a_body(visits: Sequence[tuple[Invented, int]], scope: str) -> Body:
    """Lay out the first records of some visits as a laptop freezes them."""
    units: list[Unit] = []
    groups: dict[str, tuple[list[int], list[UUID], list[dict[str, object]]]] = {}
    for visit, most in visits:
        root = len(units)
        units.append(Unit("activity", visit.visit.id, scope))
        for record in visit.records[:most]:
            spec = KINDS.spec_of(record)
            place = root
            if not spec.unit and record is not visit.visit:
                place = len(units)
                units.append(Unit(spec.name, record.id, scope))
            places, ids, rows = groups.setdefault(spec.name, ([], [], []))
            places.append(place)
            ids.append(record.id)
            rows.append(dict(record_to_wire(spec, record)))
    created = [
        Created(kind, places, ids, columns_of(rows)) for kind, (places, ids, rows) in groups.items()
    ]
    return Body(units, created)


class Line:
    """One open connection of the crowd to headquarters."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def post(self, content: bytes) -> tuple[int, bytes, int]:
        """Post a frame; give the status, the content, and after how long to come again."""
        headers = {"Content-Type": "application/octet-stream"}
        self._line.request("POST", "/v1/sync", content, headers)
        answer = self._line.getresponse()
        return answer.status, answer.read(), int(answer.headers.get("Retry-After", "0"))

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()
