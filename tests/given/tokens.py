"""Software tokens (SoftHSM) in a drawer, filled as a ministry hands them out."""

from __future__ import annotations

import atexit
import ctypes.util
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.given.outside import Key, SoftwareSigner

_PLACES = (
    os.environ.get("SOFTHSM2_LIBRARY", ""),
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    ctypes.util.find_library("softhsm2") or "",
)
LIBRARY = next((place for place in _PLACES if place and Path(place).exists()), "")
TOOL = shutil.which("softhsm2-util") or ""
PIN = "4321"

needs_tokens = pytest.mark.skipif(not (LIBRARY and TOOL), reason="SoftHSM is not installed")


@cache
def _drawer() -> Path:
    """The drawer of this process: SoftHSM reads once where it is."""
    folder = Path(tempfile.mkdtemp(prefix="bitacora-tokens-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    return folder


@dataclass(frozen=True)
class Drawer:
    """Where the tokens lie."""

    folder: Path = field(default_factory=_drawer)

    def holding(self, card: SoftwareSigner, label: str) -> str:
        """A new token with a card's key and certificates; its serial number."""
        import pkcs11

        before = {one.serial for one in pkcs11.lib(LIBRARY).get_tokens()}
        words = ("--init-token", "--free", "--label", label, "--so-pin", "8765", "--pin", PIN)
        done = subprocess.run(
            [TOOL, *words, "--module", LIBRARY], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        pkcs11.lib(LIBRARY).reinitialize()
        there = pkcs11.lib(LIBRARY).get_tokens(token_label=label)
        token = next(one for one in there if one.serial not in before)
        with token.open(rw=True, user_pin=PIN) as session:
            session.create_object(
                {**_decoded(card.key), pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
            )
            for place, one in enumerate(card.chain, start=1):
                session.create_object(_certificate(one, f"{label} {place}", str(place).encode()))
        return token.serial.decode().strip()

    def empty(self) -> Drawer:
        """Take away what other tests left."""
        import pkcs11

        held = pkcs11.lib(LIBRARY).get_tokens()
        ready = [one for one in held if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]
        for serial in [one.serial.decode().strip() for one in ready]:
            self.take_away(serial)
        return self

    def take_away(self, serial: str) -> None:
        """Pull a token out: it is there no more."""
        import pkcs11

        subprocess.run(
            [TOOL, "--delete-token", "--serial", serial, "--module", LIBRARY],
            check=True,
            capture_output=True,
        )
        pkcs11.lib(LIBRARY).reinitialize()


def _decoded(key: Key) -> dict[Any, Any]:
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    of_rsa = isinstance(key, rsa.RSAPrivateKey)
    return decode_rsa_private_key(der) if of_rsa else decode_ec_private_key(der)


def _certificate(der: bytes, label: str, id: bytes) -> dict[Any, Any]:
    import pkcs11

    return {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
        pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        pkcs11.Attribute.SUBJECT: b"",
        pkcs11.Attribute.LABEL: label,
        pkcs11.Attribute.ID: id,
        pkcs11.Attribute.VALUE: der,
        pkcs11.Attribute.TOKEN: True,
        pkcs11.Attribute.PRIVATE: False,
    }
