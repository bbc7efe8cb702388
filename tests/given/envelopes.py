"""Envelopes as tests make them: sealed with keys and randomness of their own choosing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fieldapp.signing.envelope import SealingBox, sealing_to
from sync.protocol.envelope import Form, Head, mark_of


def new_envelope(
    form: Form, recipient: bytes, entropy: Callable[[int], bytes]
) -> tuple[Head, SealingBox]:
    """Begin an envelope to a public key."""
    once, box = partial(sealing_to, entropy=entropy)(recipient)
    return Head(form, mark_of(recipient), once), box
