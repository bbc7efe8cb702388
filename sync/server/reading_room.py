"""Strangers' files are read in a process of their own: it may break, swell or never end.

What reads PDF and pictures is C in part, and the public page takes files from anybody. The
process is told the file and whom to believe, answers with plain values, and is gone.
"""

import os
import subprocess
import sys
from datetime import datetime
from typing import Final

import msgspec

from fieldapp.signing.examined import Examined, Standing
from fieldapp.signing.held import Held, hold
from fieldapp.signing.paper_reading import Paper
from fieldapp.signing.trust import Trust

_SECONDS_MAX: Final = 20
_MEMORY_BYTES_MAX: Final = 1536 * 1024 * 1024


_ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP", "LANG")
"""What a Python needs to start; the passphrase of the keys is not among it."""


class _Asked(msgspec.Struct):
    """What the process is told."""

    file: bytes
    trust: Trust
    at: datetime


class _Signature(msgspec.Struct):
    """What was found of the signature; `signer` is a place in the list of signers, -1 for none."""

    standing: Standing
    indication: str
    reason: str
    holder: str
    signer: int
    claimed_at: datetime | None
    token_at: datetime | None
    archived_at: datetime | None
    revoked_at: datetime | None
    list_of: datetime | None


_PLAIN: Final = tuple(name for name in _Signature.__struct_fields__ if name != "signer")


class _Told(msgspec.Struct):
    """What the process answers."""

    paper: Paper | None
    signature: _Signature | None


def read_apart(file: bytes, trust: Trust, at: datetime) -> Held:
    """Read a file as `hold` does, in another process; nothing was read if that did not end well."""
    asked = msgspec.msgpack.encode(_Asked(file, trust, at))
    try:
        done = subprocess.run(  # noqa: S603 - this module, by its own name
            [sys.executable, "-m", __name__],
            input=asked,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            capture_output=True,
            timeout=_SECONDS_MAX,
            check=True,
        )
        told = msgspec.msgpack.decode(done.stdout, type=_Told)
    except (subprocess.SubprocessError, msgspec.DecodeError):
        return Held(None)
    return Held(told.paper, _examined(told.signature, trust) if told.signature else None)


def _examined(found: _Signature, trust: Trust) -> Examined:
    known = {name: getattr(found, name) for name in _PLAIN}
    signer = trust.signers[found.signer] if 0 <= found.signer < len(trust.signers) else None
    return Examined(**known, signer=signer)


def _signature(examined: Examined, trust: Trust) -> _Signature:
    known = {name: getattr(examined, name) for name in _PLAIN}
    signer = trust.signers.index(examined.signer) if examined.signer else -1
    return _Signature(**known, signer=signer)


def _main() -> None:
    """Be the process: read what is asked from standard input, answer on standard output."""
    _limit_memory()
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Asked)
    held = hold(asked.file, asked.trust, asked.at)
    found = _signature(held.examined, asked.trust) if held.examined else None
    sys.stdout.buffer.write(msgspec.msgpack.encode(_Told(held.paper, found)))


def _limit_memory() -> None:
    """Let the system refuse more memory than any paper needs, where it can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES_MAX, _MEMORY_BYTES_MAX))


if __name__ == "__main__":
    _main()
