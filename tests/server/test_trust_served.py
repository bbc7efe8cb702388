"""The real server: several processes, an acta signed by a real key, completed once, come back."""

from __future__ import annotations

import json
import time
import urllib.parse
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

VISIT, ACTA = UUID(int=0xC1), UUID(int=0xC2)
_SOON_S = 60


class _Laptop:
    """A laptop at the other end of a real line."""

    def __init__(self, line: Line, code: str) -> None:
        self.key, self.own = DeviceKey(bytes(range(32))), officer_key(bytes(range(32)))
        self._line, self._number = line, 0
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
        reply = self._line.send("POST", "/v1/sync", sent)
        return read_answer(frame.read(reply.content, frame.ANSWER_BYTES_MAX).payload())

    def rows(self, answer: Answer, kind: str) -> list[dict[str, object]]:
        return [
            {name: column[place] for name, column in rows.columns.items()}
            for page in answer.scopes
            for rows in page.rows
            if rows.kind == kind
            for place in range(len(rows.ids))
        ]


def test_a_signed_acta_is_completed_once_by_one_of_two_processes_and_comes_back(
    tmp_path: Path, postgres: str
) -> None:
    with a_database(postgres) as address:
        environment = server_environment(tmp_path, address)
        told = json.loads(server_command(environment, "--json", "init", "--country", "CO"))
        with a_server(environment, "--workers", "2") as url:
            line = Line(urllib.parse.urlsplit(url).port or 0)
            laptop = _Laptop(line, told["code"])
            signer = KeySigner(laptop.own, tuple(laptop.enrolled.certificates))
            acta, inks = issued(visit_records(people=2))
            paper = sign_paper(
                render_acta(acta.content, inks), signer, at=utc_now(), reason="", place=""
            )
            name = sha256(paper).hexdigest()
            row = {
                "activity": str(VISIT),
                "title": "Mesa",
                "status": "sealed",
                "digest": acta.digest.hex(),
                "file_sha256": name,
            }
            visit = a_visit("19", VISIT)
            sealed = created("19", ACTA, "minutes", ("minutes", ACTA, row))
            laptop.sync(write_body(visit), write_body(sealed))
            assert put_piece(line, laptop, paper, 0, len(paper)).status == 200
            until = time.monotonic() + _SOON_S
            while not (stamps := laptop.rows(laptop.sync(), "stamp")):
                assert time.monotonic() < until
                time.sleep(0.2)
            (stamp,) = stamps
            target = f"/v1/file/{stamp['completion_sha256']}"
            completion = line.send("GET", target, headers=signed(laptop, "GET", target))
            completed = complete(paper, completion.content)
            assert sha256(completed).hexdigest() == stamp["completed_sha256"]
            assert get_file(line, laptop, completed).content == completed
            code = laptop.enrolled.device_code
            server_command(environment, "device", "revoke", code, "--reason", "Equipo perdido")
        checked = json.loads(server_command(environment, "--json", "check"))
    found = {one["subject"]: one["state"] for one in checked["findings"]}
    assert {found[subject] for subject in ("authorities", "trust_list", "papers", "files")} == {
        "ok"
    }
