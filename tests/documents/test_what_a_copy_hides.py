"""Field rule R8: the delivered copy shows nothing that its pages hide."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

import msgspec
import pikepdf
import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.records import KINDS
from fieldapp.records.describe import Code, FieldType, Record, Sensitivity
from fieldapp.rules.acta import ActaContent
from fieldapp.rules.acta_content import Acta, Personal, hidden_hash, read_content
from fieldapp.signing.pades import sign_paper
from tests.given import actas
from tests.given.authorities import NOON, AnAuthority
from tests.given.every_paper import COUNTRIES
from tests.given.papers import everything_in, words_of

PEOPLE = 6


def _telling(row: Record, n: int) -> Record:
    """The row with a value that nobody could mistake in every field that is not public."""
    told: dict[str, Any] = {}
    for field in KINDS.spec_of(row).described:
        if field.fact.sensitivity is Sensitivity.PUBLIC:
            continue
        words = f"oculto{n}{field.name.replace('_', '')}"
        if field.type is FieldType.TEXT:
            told[field.name] = f"9{n}87{hash_of(field.name)}" if "number" in field.name else words
        elif field.type is FieldType.CODE:
            told[field.name] = Code(words)
    return msgspec.structs.replace(row, **told)


def hash_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:6], 16)


@pytest.fixture(scope="module", params=COUNTRIES)
def issued(request: pytest.FixtureRequest) -> tuple[ActaContent, bytes]:
    country = request.param
    rows = [_telling(row, n) for n, row in enumerate(actas.attendance(PEOPLE, country))]
    return actas.issued(actas.visit_records(country=country, attendance=rows), country)


def _personal(acta: ActaContent) -> list[str]:
    values = [one.value for one in read_content(acta.personal, Personal).values]
    assert len(values) >= PEOPLE * 6
    return [value for value in values if len(value) > 3]


def _spellings(value: str) -> list[bytes]:
    plain = value.encode()
    return [
        plain,
        value.encode("utf-16-be"),
        plain.hex().encode(),
        base64.b64encode(plain).rstrip(b"="),
        hashlib.sha256(plain).hexdigest().encode(),
        hashlib.sha256(plain).digest(),
    ]


def test_no_personal_value_is_anywhere_in_the_delivered_copy(
    issued: tuple[ActaContent, bytes],
) -> None:
    acta, signatures = issued
    paper = render_acta(acta.content, signatures)
    with pikepdf.open(io.BytesIO(paper)) as document:
        attached = {
            name: spec.get_file().read_bytes() for name, spec in document.attachments.items()
        }
        metadata = document.Root.Metadata.read_bytes()
        alts = [
            str(one.Alt).encode()
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert set(attached) == {"acta.json", "firmas.json"}
    assert any(alt.startswith(b"Firma manuscrita") for alt in alts)
    held = b"\n".join(
        [words_of(paper).encode(), *attached.values(), metadata, *alts, everything_in(paper)]
    )
    for value in _personal(acta):
        for spelled in _spellings(value):
            assert spelled not in held, value


def test_nor_in_the_copy_that_the_officer_signed(issued: tuple[ActaContent, bytes]) -> None:
    acta, signatures = issued
    paper, officer = render_acta(acta.content, signatures), AnAuthority().officer()
    signed = sign_paper(paper, officer.signer, at=NOON, reason="Acta", place="Guapi")
    held = everything_in(signed) + signed
    assert not [value for value in _personal(acta) if value.encode() in held]


def test_the_archive_copy_has_each_of_them_so_the_search_is_not_blind(
    issued: tuple[ActaContent, bytes],
) -> None:
    acta, signatures = issued
    held = everything_in(render_acta(acta.content, signatures, acta.personal))
    assert all(value.encode() in held for value in _personal(acta))


def test_what_stands_for_a_value_cannot_be_guessed_without_its_salt(
    issued: tuple[ActaContent, bytes],
) -> None:
    acta, _ = issued
    stands = {
        digest
        for row in read_content(acta.content, Acta).attendance
        for digest in row.hidden.values()
    }
    for one in read_content(acta.personal, Personal).values:
        assert hidden_hash(salt=one.salt, of=one.of, field=one.field, value=one.value) in stands
        assert hidden_hash(salt="", of=one.of, field=one.field, value=one.value) not in stands
        assert one.salt.encode() not in acta.content
