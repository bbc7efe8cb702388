"""Signing with a token (PKCS#11): a software token stands for the hardware, where it is there."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fieldapp.records.text import Outside, Refused
from fieldapp.signing.certificates import OfficerKey
from fieldapp.signing.examined import Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.tokens import opened_token
from fieldapp.signing.validation import check_own_signature, examine
from tests.given.authorities import NOON, AnAuthority
from tests.signing.conftest import PLACE, REASON

_PLACES = (
    os.environ.get("SOFTHSM2_LIBRARY", ""),
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    ctypes.util.find_library("softhsm2") or "",
)
LIBRARY = next((one for one in _PLACES if one and Path(one).exists()), "")
TOOL = os.environ.get("SOFTHSM2_UTIL") or shutil.which("softhsm2-util") or ""
PIN = "4321"

pytestmark = pytest.mark.skipif(not (LIBRARY and TOOL), reason="SoftHSM is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawer of software tokens; the library reads where it is once in a process."""
    drawer = tmp_path_factory.mktemp("tokens")
    (drawer / "tokens").mkdir()
    settings = drawer / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {drawer / 'tokens'}\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    return drawer


def a_token(label: str) -> None:
    """A new token with nothing on it."""
    import pkcs11

    words = ("--init-token", "--free", "--label", label, "--so-pin", "8765", "--pin", PIN)
    done = subprocess.run(
        [TOOL, *words, "--module", LIBRARY], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    pkcs11.lib(LIBRARY).reinitialize()


def put_on(label: str, key: OfficerKey, certificates: tuple[bytes, ...]) -> None:
    """A key, its certificate and those above it, as a ministry hands tokens out."""
    import pkcs11
    from pkcs11.util.ec import decode_ec_private_key

    loaded = serialization.load_der_private_key(key.private, None)
    assert isinstance(loaded, ec.EllipticCurvePrivateKey)
    der = loaded.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    with pkcs11.lib(LIBRARY).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        private = decode_ec_private_key(der)
        session.create_object({**private, pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True})
        for place, one in enumerate(certificates, start=1):
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.SUBJECT: b"",
                    pkcs11.Attribute.ID: str(place).encode(),
                    pkcs11.Attribute.VALUE: one,
                    pkcs11.Attribute.TOKEN: True,
                }
            )


@pytest.mark.usefixtures("folder")
def test_a_token_signs_a_paper_like_the_key_in_the_vault(
    paper: bytes, authority: AnAuthority
) -> None:
    officer = authority.officer()
    a_token("firma")
    put_on("firma", officer.key, officer.chain)
    with opened_token(LIBRARY, "firma", PIN) as signer:
        assert signer.chain == officer.chain
        signed = sign_paper(paper, signer, at=NOON, reason=REASON, place=PLACE)
    check_own_signature(signed, paper, officer.chain[0])
    completed = authority.completed(signed, NOON + timedelta(hours=1))
    said = examine(completed, authority.trust(NOON + timedelta(days=1)), NOON)
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")


@pytest.mark.usefixtures("folder")
def test_a_wrong_pin_an_empty_token_and_none_at_all_are_said() -> None:
    a_token("vacío")
    with pytest.raises(Refused, match="PIN"), opened_token(LIBRARY, "vacío", "0000"):
        pass
    with pytest.raises(Refused, match="certificado"), opened_token(LIBRARY, "vacío", PIN):
        pass
    for library, label in ((LIBRARY, "otro"), ("/no/existe.so", "firma")):
        with pytest.raises(Outside, match="conectado"), opened_token(library, label, PIN):
            pass
