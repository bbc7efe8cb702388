"""What was found of a signature, as values: they are passed on where nobody reads a signature.

Apart from `validation`, because what validates is large: a server or a window that only speaks of
a finding does not load it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.signing.trust import KnownSigner


class Standing(Enum):
    """What can be said of the officer's signature on a paper."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    CHANGED = "changed"
    """Something in the file is not what was signed."""
    STRANGER = "stranger"
    """Whoever signed was certified by none of our authorities."""
    NO_LIST = "no_list"
    """Nothing changed since it was signed; without a trust list nobody can say by whom."""
    SIGNED = "signed"
    """By an officer of ours; headquarters has not stamped the time yet."""
    STAMPED = "stamped"
    """And headquarters stamped the time: it proves itself for ever."""
    REVOKED = "revoked"
    """The key was revoked, and no stamp proves that it signed before."""
    EXPIRED = "expired"
    """The certificate ended, and no stamp proves that it signed before."""
    WEAK = "weak"
    """Made with a key or a digest that can be forged today."""
    DOUBTFUL = "doubtful"
    """By an officer of ours, but something around the signature is not in order (`reason`)."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of the officer's signature; times are UTC.

    `indication` and `reason` are the standard's words ("TOTAL-PASSED"; "REVOKED_NO_POE").
    `holder` is the name on the certificate, `signer` whoever the trust list knows by its key.
    `token_at` is the proven time of the signature, `archived_at` that of the stamp on the whole
    file, `list_of` the date of the revocation lists: what came later is not known here.

    `outside` names the authority that made the certificate when it is not headquarters' own but
    one that headquarters lists; `signer` is then who has the names in it, None for a stranger.
    `unlisted` tells that nothing at hand says whether such a certificate was revoked.
    """

    standing: Standing
    indication: str = "INDETERMINATE"
    reason: str = ""
    holder: str = ""
    signer: KnownSigner | None = None
    claimed_at: datetime | None = None
    token_at: datetime | None = None
    archived_at: datetime | None = None
    revoked_at: datetime | None = None
    list_of: datetime | None = None
    outside: str = ""
    unlisted: bool = False
