"""Headquarters' clock after RFC 3161: what strangers' tools ask, they also believe."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import algos, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.timestamps.common_utils import handle_tsp_response
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from fieldapp.signing.certificates import der_parts
from sync.server.authority import Office
from sync.server.stamping import ASKED_BYTES_MAX
from tests.given.headquarters import HeadquartersGiven, a_web

CONTENT = b"Acta de la mesa municipal de empleo"
QUERY = {"Content-Type": "application/timestamp-query"}


def a_query(kind: str = "sha256", digest: bytes = b"", **more: object) -> bytes:
    imprint = {
        "hash_algorithm": algos.DigestAlgorithm({"algorithm": kind}),
        "hashed_message": digest or sha256(CONTENT).digest(),
    }
    return tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, **more}).dump()


def test_a_token_is_believed_by_pyhanko_with_the_root_alone(
    headquarters: HeadquartersGiven,
) -> None:
    with a_web(headquarters) as web:
        reply = web.send("POST", "/v1/tsa", a_query(nonce=77, cert_req=True), QUERY)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/timestamp-reply")
    answer: Any = tsp.TimeStampResp.load(reply.content)
    nonce: Any = 77
    token: Any = handle_tsp_response(answer, nonce)
    said = token["content"]["encap_content_info"]["content"].parsed
    assert said["message_imprint"]["hashed_message"].native == sha256(CONTENT).digest()
    assert abs((said["gen_time"].native - headquarters.at).total_seconds()) < 2
    (root,) = headquarters.keys.authorities.holders()[Office.ROOT]
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root.der)],
        moment=headquarters.at,
        allow_fetching=False,
    )
    status = asyncio.run(
        validate_tst_signed_data(token["content"], context, lambda _: sha256(CONTENT).digest())
    )
    assert {name: status[name] for name in ("intact", "valid")} == {"intact": True, "valid": True}
    assert status["trust_problem_indic"] is None


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
def test_a_token_is_believed_by_openssl(headquarters: HeadquartersGiven, tmp_path: Path) -> None:
    (tmp_path / "acta").write_bytes(CONTENT)

    def openssl(*words: str) -> str:
        done = subprocess.run(
            ["openssl", "ts", *words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    openssl("-query", "-data", "acta", "-sha512", "-cert", "-out", "query")
    query = (tmp_path / "query").read_bytes()
    with a_web(headquarters) as web:
        reply = web.send("POST", "/v1/tsa", query, QUERY)
    (tmp_path / "reply").write_bytes(reply.content)
    (root,) = headquarters.keys.authorities.holders()[Office.ROOT]
    (tmp_path / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    at = str(int(headquarters.at.timestamp()))
    told = openssl(
        *("-verify", "-queryfile", "query", "-in", "reply", "-CAfile", "root.pem"),
        *("-attime", at),
    )
    assert "Verification: OK" in told


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (b"", "bad_data_format"),
        (b"junk", "bad_data_format"),
        (a_query()[:-1], "bad_data_format"),
        (a_query("sha1", bytes(20)), "bad_alg"),
        (a_query("sha256", bytes(20)), "bad_alg"),
        (a_query(req_policy="1.2.3.4"), "unaccepted_policy"),
    ],
)
def test_what_cannot_be_stamped_is_answered_with_the_reason(
    headquarters: HeadquartersGiven, asked: bytes, why: str
) -> None:
    answered = headquarters.trust.stamping.answer(asked)
    (status,) = der_parts(answered[2:])
    assert tsp.PKIStatusInfo.load(status).native == {
        "status": "rejection",
        "status_string": None,
        "fail_info": {why},
    }


def test_a_request_that_is_too_large_is_not_even_read(headquarters: HeadquartersGiven) -> None:
    with a_web(headquarters) as web:
        reply = web.send("POST", "/v1/tsa", bytes(ASKED_BYTES_MAX + 1), QUERY)
    assert reply.status == 413
