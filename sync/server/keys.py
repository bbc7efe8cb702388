"""Headquarters' own keys: answers, envelope, packs and sessions, in a folder of their own.

Each purpose is one file holding 32 secret bytes encrypted under the folder's key; the folder's
key is kept twice, once under the passphrase and once under the recovery code that is printed when
the keys are made and nowhere else. A backup of the database without this folder makes every laptop
distrust the restored server, so the folder is a separate thing to keep. The keys of its authorities
lie in it too (`authority_keys`).
"""

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fieldapp.records.text import Refused, say
from fieldapp.signing.keys import is_signed_by
from sync.protocol.messages import Beacon, Certificate, Receipt, Signed, write_statement
from sync.protocol.signing import Purpose, statement_to_sign
from sync.server.authority_keys import AuthorityKeys
from sync.server.secret_files import RandomBytes, decrypt, encrypt, write_secretly

PURPOSES: Final = ("answers", "envelope", "packs", "sessions")
CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, which people confuse or dislike."""

SCRYPT_COST: Final = 2**15
_SECRET_BYTES = 32


class _Wrapped(msgspec.Struct, frozen=True):
    """A secret under a passphrase: parameters of scrypt, and an AES-256-GCM box."""

    cost: int
    salt: bytes
    box: bytes


class _Folder(msgspec.Struct, frozen=True):
    """The folder's key, wrapped twice."""

    by_passphrase: _Wrapped
    by_recovery_code: _Wrapped


def spoken_code(random_bytes: RandomBytes, letters: int, group: int = 4) -> str:
    """Make a code a person can read out: `7KQ2-M9XD`."""
    drawn = [CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in random_bytes(letters)]
    return "-".join("".join(drawn[at : at + group]) for at in range(0, letters, group))


def heard_code(typed: str) -> str:
    """Bring a typed code to one spelling: O is 0, I and L are 1, case and dashes do not matter."""
    letters = typed.upper().translate(str.maketrans("OIL", "011"))
    return "".join(letter for letter in letters if letter in CODE_LETTERS)


@dataclass(frozen=True, slots=True)
class Keys:
    """The opened keys, in memory only."""

    answers: Ed25519PrivateKey
    envelope: X25519PrivateKey
    packs: Ed25519PrivateKey
    session_secret: bytes
    authorities: AuthorityKeys
    """Those that certify officers and stamp the time."""

    @property
    def answers_public(self) -> bytes:
        """The 32 bytes by which laptops recognise headquarters."""
        return self.answers.public_key().public_bytes_raw()

    @property
    def envelope_public(self) -> bytes:
        """The 32 bytes to which laptops seal their envelopes."""
        return self.envelope.public_key().public_bytes_raw()

    def sign(self, signed: bytes) -> bytes:
        """Sign a frame as headquarters."""
        return self.answers.sign(signed)

    def state(self, purpose: Purpose, statement: Receipt | Certificate | Beacon) -> Signed:
        """Pack and sign a statement that can be kept."""
        body = write_statement(statement)
        return Signed(body, self.answers.sign(statement_to_sign(purpose, body)))

    def stated(self, purpose: Purpose, signed: Signed) -> bool:
        """Tell whether headquarters signed this statement."""
        message = statement_to_sign(purpose, signed.body)
        return is_signed_by(self.answers_public, signed.signature, message)

    def mark_of(self, code: str) -> bytes:
        """The mark under which a one-time code is stored: worthless without the key folder."""
        return hmac.digest(self.session_secret, b"enrolment " + heard_code(code).encode(), "sha256")

    def seal_for_headquarters(self, secret: bytes, random_bytes: RandomBytes) -> bytes:
        """Encrypt something that only the holder of the key folder will read."""
        once = X25519PrivateKey.from_private_bytes(random_bytes(_SECRET_BYTES))
        shared = once.exchange(self.envelope.public_key())
        public = once.public_key().public_bytes_raw()
        return public + encrypt(_derived(shared, public), secret, random_bytes)

    def open_sealed(self, sealed: bytes) -> bytes:
        """Decrypt what `seal_for_headquarters` made."""
        public = sealed[:_SECRET_BYTES]
        shared = self.envelope.exchange(X25519PublicKey.from_public_bytes(public))
        return decrypt(_derived(shared, public), sealed[_SECRET_BYTES:])


def make_keys(
    folder: Path, passphrase: str, random_bytes: RandomBytes, cost: int = SCRYPT_COST
) -> str:
    """Make the key folder and give its recovery code, which is kept nowhere.

    Raises `Refused` when keys are there already: overwriting them would orphan every laptop.
    """
    if (folder / "folder.json").exists():
        raise Refused(say("Las claves ya existen en {folder}.", folder=str(folder)))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    folder_key = random_bytes(_SECRET_BYTES)
    recovery_code = spoken_code(random_bytes, 28)
    for purpose in PURPOSES:
        box = encrypt(folder_key, random_bytes(_SECRET_BYTES), random_bytes, purpose)
        write_secretly(folder / f"{purpose}.key", base64.b64encode(box) + b"\n")
    wrapped = _Folder(
        _wrap(passphrase, folder_key, random_bytes, cost),
        _wrap(heard_code(recovery_code), folder_key, random_bytes, cost),
    )
    write_secretly(folder / "folder.json", msgspec.json.encode(wrapped) + b"\n")
    return recovery_code


def open_keys(folder: Path, passphrase: str) -> Keys:
    """Open the key folder with its passphrase, or with its recovery code.

    Raises `Refused` when there are no keys, or when neither opens them.
    """
    try:
        wrapped = msgspec.json.decode((folder / "folder.json").read_bytes(), type=_Folder)
    except FileNotFoundError:
        raise Refused(
            say("No hay claves en {folder}: ejecute primero «init».", folder=str(folder))
        ) from None
    folder_key = _unwrap(wrapped.by_passphrase, passphrase) or _unwrap(
        wrapped.by_recovery_code, heard_code(passphrase)
    )
    if folder_key is None:
        raise Refused(say("La contraseña de las claves no es correcta."))
    secret = {
        purpose: decrypt(
            folder_key, base64.b64decode((folder / f"{purpose}.key").read_bytes()), purpose
        )
        for purpose in PURPOSES
    }
    return Keys(
        answers=Ed25519PrivateKey.from_private_bytes(secret["answers"]),
        envelope=X25519PrivateKey.from_private_bytes(secret["envelope"]),
        packs=Ed25519PrivateKey.from_private_bytes(secret["packs"]),
        session_secret=secret["sessions"],
        authorities=AuthorityKeys(folder, folder_key),
    )


def fingerprint(public_key: bytes) -> str:
    """Spell a public key so that two people can compare it by telephone."""
    hexadecimal = sha256(public_key).hexdigest()[:32].upper()
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))


def _wrap(passphrase: str, secret: bytes, random_bytes: RandomBytes, cost: int) -> _Wrapped:
    salt = random_bytes(16)
    return _Wrapped(cost, salt, encrypt(_stretched(passphrase, salt, cost), secret, random_bytes))


def _unwrap(wrapped: _Wrapped, passphrase: str) -> bytes | None:
    try:
        return decrypt(_stretched(passphrase, wrapped.salt, wrapped.cost), wrapped.box)
    except InvalidTag:
        return None


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=_SECRET_BYTES, n=cost, r=8, p=1).derive(passphrase.encode())


def _derived(shared: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), _SECRET_BYTES, salt=public, info=b"bitacora envelope 1").derive(shared)
