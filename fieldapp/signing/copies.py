"""What a copy of an acta carries inside, read from a PDF that anybody may have handed in."""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import hashlib
import io
from typing import Final, TypeVar

import pikepdf

from fieldapp.records.text import Refused, say
from fieldapp.rules.acta_content import (
    Acta,
    Personal,
    Signatures,
    digest_of,
    hidden_hash,
    read_content,
)
from fieldapp.rules.acta_recovery import ActaCopy
from fieldapp.signing.swelling import swells

_FILE_BYTES_MAX: Final = 64 * 1024 * 1024

C = TypeVar("C", Signatures, Personal)


def read_copy(pdf: bytes) -> ActaCopy:
    """The content, signatures and, of the archive copy, personal values that a PDF carries.

    Raises Refused, in words, for what is no acta, or does not hold together: signatures of another
    text, values that do not open their hashes.
    """
    if len(pdf) > _FILE_BYTES_MAX or swells(pdf):
        raise Refused(say("El archivo es demasiado grande para ser un acta."))
    attached = _attached(pdf)
    content = attached.get("acta.json")
    if content is None:
        raise Refused(say("El PDF no lleva dentro el contenido de un acta. No se importó nada."))
    try:
        acta = read_content(content, Acta)
    except (ValueError, RecursionError) as error:
        raise Refused(say("Lo que el archivo lleva dentro no es un acta.")) from error
    if not acta.number or not acta.meeting.activity:
        raise Refused(say("El PDF es de un borrador: no tiene número. No se importó nada."))
    digest = digest_of(content).hex()
    signatures = _of_this(attached.get("firmas.json"), Signatures, digest)
    personal = _of_this(attached.get("personal.json"), Personal, digest)
    _must_open(acta, personal)
    return ActaCopy(
        content=content,
        acta=acta,
        signatures=signatures or Signatures(schema="", acta=digest),
        personal=personal,
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _attached(pdf: bytes) -> dict[str, bytes]:
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return {
                name: document.attachments[name].get_file().read_bytes()
                for name in document.attachments
            }
    except Exception as error:  # a reader in C, and a file that anybody may have made
        raise Refused(say("El archivo no se puede leer: no es un PDF.")) from error


def _of_this(written: bytes | None, kind: type[C], digest: str) -> C | None:
    if written is None:
        return None
    try:
        read = read_content(written, kind)
    except (ValueError, RecursionError):
        read = None
    if read is None or read.acta != digest:
        raise Refused(say("Las partes del archivo no son de una misma acta. No se importó nada."))
    return read


def _must_open(acta: Acta, personal: Personal | None) -> None:
    hidden = {row.id: row.hidden for row in acta.attendance}
    for one in personal.values if personal else ():
        opened = hidden_hash(salt=one.salt, of=one.of, field=one.field, value=one.value)
        if hidden.get(one.of, {}).get(one.field) != opened:
            raise Refused(say("Los datos personales no son los del acta. No se importó nada."))
