"""The real server: several processes, an acta signed by a real key, completed once, come back."""

from __future__ import annotations

import json
import time
import urllib.parse
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec

from fieldapp.documents.acta import render_acta
from fieldapp.signing.certificates import officer_key
from fieldapp.signing.completion import complete
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.pades import KeySigner, sign_paper
from sync.protocol import frame
from sync.protocol.body import write_body
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.messages import Answer, Batch, Cursor, Request, read_answer, write_request
from sync.protocol.rendering import from_json
from sync.server.clock import utc_now
from tests.given.actas import issued, visit_records
from tests.given.bodies import a_visit, created
from tests.given.file_requests import get_file, put_piece, signed
from tests.given.headquarters import (
    Line,
    a_database,
    a_server,
    server_command,
    server_environment,
)
from tests.server.test_killed_with_files import serving

VISIT, ACTA = UUID(int=0xC1), UUID(int=0xC2)
_SOON_S = 60


class _Laptop:
    """A laptop at the other end of a real line."""

    def __init__(self, line: Line, code: str) -> None:
        self.key, self.own = DeviceKey(bytes(range(32))), officer_key(bytes(range(32)))
        self.line, self._number = line, 0
        asked = EnrolRequest(code, self.key.public, "0.1.0", 1, signing_request=self.own.request())
        reply = line.send("POST", "/v1/enrol", msgspec.json.encode(asked))
        self.enrolled = from_json(EnrolAnswer, reply.content)
        self.device = self.enrolled.device

    def sync(self, *bodies: bytes) -> Answer:
        batches = []
        for body in bodies:
            self._number += 1
            batches.append(Batch(self.device, self._number, body))
        asked = Request(
            protocol=1,
            schema=1,
            app="0.1.0",
            now=0,
            batches=batches,
            cursors={scope: Cursor() for scope in self.enrolled.scopes},
        )
        sent = frame.write(write_request(asked), self.device, self.key.sign)
        reply = self.line.send("POST", "/v1/sync", sent)
        return read_answer(frame.read(reply.content, frame.ANSWER_BYTES_MAX).payload())

    def rows(self, answer: Answer, kind: str) -> list[dict[str, object]]:
        return [
            {name: column[place] for name, column in rows.columns.items()}
            for page in answer.scopes
            for rows in page.rows
            if rows.kind == kind
            for place in range(len(rows.ids))
        ]


def a_signed_paper(laptop: _Laptop) -> tuple[bytes, str]:
    """The paper of an acta that this laptop signed, and its D in hexadecimal."""
    signer = KeySigner(laptop.own, tuple(laptop.enrolled.certificates))
    acta, inks = issued(visit_records(people=2))
    plain = render_acta(acta.content, inks)
    return sign_paper(plain, signer, at=utc_now(), reason="", place=""), acta.digest.hex()


def send_acta(line: Line, laptop: _Laptop, paper: bytes, digest: str) -> None:
    row = {
        "activity": str(VISIT),
        "title": "Mesa",
        "status": "sealed",
        "digest": digest,
        "file_sha256": sha256(paper).hexdigest(),
    }
    sealed = created("19", ACTA, "minutes", ("minutes", ACTA, row))
    laptop.sync(write_body(a_visit("19", VISIT)), write_body(sealed))
    assert put_piece(line, laptop, paper, 0, len(paper)).status == 200


def the_stamp(laptop: _Laptop) -> dict[str, object]:
    """The one stamp, as soon as it comes with a sync."""
    until = time.monotonic() + _SOON_S
    while not (stamps := laptop.rows(laptop.sync(), "stamp")):
        assert time.monotonic() < until
        time.sleep(0.2)
    (stamp,) = stamps
    return stamp


def checked(environment: Mapping[str, str]) -> dict[str, str]:
    told = json.loads(server_command(environment, "--json", "check"))
    return {one["subject"]: one["state"] for one in told["findings"]}


def test_a_signed_acta_is_completed_once_by_one_of_two_processes_and_comes_back(
    tmp_path: Path, postgres: str
) -> None:
    with a_database(postgres) as address:
        environment = server_environment(tmp_path, address)
        told = json.loads(server_command(environment, "--json", "init", "--country", "CO"))
        with a_server(environment, "--workers", "2") as url:
            line = Line(urllib.parse.urlsplit(url).port or 0)
            laptop = _Laptop(line, told["code"])
            paper, digest = a_signed_paper(laptop)
            send_acta(line, laptop, paper, digest)
            stamp = the_stamp(laptop)
            target = f"/v1/file/{stamp['completion_sha256']}"
            completion = line.send("GET", target, headers=signed(laptop, "GET", target))
            completed = complete(paper, completion.content)
            assert sha256(completed).hexdigest() == stamp["completed_sha256"]
            assert get_file(line, laptop, completed).content == completed
            code = laptop.enrolled.device_code
            server_command(environment, "device", "revoke", code, "--reason", "Equipo perdido")
        found = checked(environment)
    assert {found[name] for name in ("authorities", "trust_list", "papers", "files")} == {"ok"}


def test_a_server_killed_while_it_completes_leaves_no_half_and_completes_once(
    tmp_path: Path, postgres: str
) -> None:
    with a_database(postgres) as address:
        environment = server_environment(tmp_path, address)
        told = json.loads(server_command(environment, "--json", "init", "--country", "CO"))
        laptop: _Laptop | None = None
        for after_s in (0.05, 0.3, 0.7, 1.2):
            with serving(environment) as (line, _):
                if laptop is None:
                    laptop = _Laptop(line, told["code"])
                    send_acta(line, laptop, *a_signed_paper(laptop))
                time.sleep(after_s)
        assert laptop is not None
        with a_server(environment) as url:
            laptop.line = Line(urllib.parse.urlsplit(url).port or 0)
            stamp = the_stamp(laptop)
            assert the_stamp(laptop) == stamp
        found = checked(environment)
    assert {found[name] for name in ("papers", "files", "digests", "revisions")} == {"ok"}
