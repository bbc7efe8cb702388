"""Printed actas whose code a device of headquarters' signed, and who that device is."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from fieldapp.documents.acta import render_acta
from fieldapp.rules.acta import ActaContent, VisitRecords, acta_content
from fieldapp.rules.acta_code import code_of, write_code
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.trust import KnownSigner, Trust
from fieldapp.signing.witnesses import Witnesses
from tests.given import actas
from tests.given.packs import pack

KEY = DeviceKey(hashlib.sha256(b"una llave de prueba").digest())
LISTED = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def a_signer(key: DeviceKey = KEY, **changes: Any) -> KnownSigner:
    given: dict[str, Any] = {
        "device": actas.some_id("device"),
        "device_code": "D07",
        "person": actas.some_id("officer"),
        "name": "Yaneth Rodríguez Mina",
        "office_name": "Dirección Territorial Cauca",
        "qr_key": key.public,
    }
    return KnownSigner(**given | changes)


def witnesses(*signers: KnownSigner, **others: Any) -> Witnesses:
    """Those who vouch for the signers named, or for the usual one."""
    return Witnesses(trust=Trust(signers=signers or (a_signer(),), issued_at=LISTED), **others)


def coded(acta: ActaContent, key: DeviceKey = KEY, *, promises: bool = False) -> str:
    """The text of the code of an acta."""
    said = read_content(acta.content, Acta)
    return write_code(code_of(said, acta.digest, promises=promises), key.id, key.sign)


def a_signed_paper(
    records: VisitRecords | None = None, *, promises: bool = False, **issue: Any
) -> tuple[ActaContent, bytes]:
    """An acta and its paper, the code signed by `KEY`, with the commitments' code if wanted."""
    visit = records or actas.visit_records()
    acta = acta_content(visit, pack(), actas.issuer(), actas.issue(**issue))
    paper = render_acta(
        acta.content,
        signatures_content(acta.digest, visit.inks, pack()),
        code=coded(acta),
        promises_code=coded(acta, promises=True) if promises else "",
    )
    return acta, paper


def as_png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def told(body_at: datetime) -> Callable[[bytes, bytes], datetime | None]:
    """A headquarters whose every beacon says one time; empty ones are nobody's."""
    return lambda body, _signature: body_at if body else None
