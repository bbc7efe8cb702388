"""Every way of tampering with a signed paper that we know of is caught, each with its own file."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from fieldapp.documents.acta import render_acta
from fieldapp.signing.examined import Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.validation import examine
from tests.given import actas, tampering
from tests.given.authorities import NOON, AnAuthority, AnOfficer
from tests.signing.conftest import PLACE, REASON

LATER = NOON + timedelta(days=3)

LAID_OVER = [
    tampering.replace_a_page,
    tampering.add_a_note,
    tampering.swap_the_content,
]


@pytest.mark.parametrize("attack", [tampering.flip_a_byte, tampering.write_behind_it, *LAID_OVER])
def test_what_was_changed_after_the_officer_signed_is_seen(
    signed: bytes, authority: AnAuthority, attack: Callable[[bytes], bytes]
) -> None:
    said = examine(attack(signed), authority.trust(LATER), LATER)
    assert (said.standing, said.indication) == (Standing.CHANGED, "TOTAL-FAILED")


@pytest.mark.parametrize("attack", [tampering.flip_a_byte, tampering.write_behind_it, *LAID_OVER])
def test_what_was_changed_after_headquarters_stamped_is_seen(
    completed: bytes, authority: AnAuthority, attack: Callable[[bytes], bytes]
) -> None:
    said = examine(attack(completed), authority.trust(LATER), LATER)
    assert (said.standing, said.indication) == (Standing.CHANGED, "TOTAL-FAILED")


def test_a_signature_taken_from_another_paper_does_not_fit(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    other, signatures = actas.issued(actas.visit_records(people=3))
    another = sign_paper(
        render_acta(other.content, signatures),
        officer.signer,
        at=NOON,
        reason=REASON,
        place=PLACE,
    )
    said = examine(
        tampering.paste_a_signature(signed, taken_from=another), authority.trust(LATER), LATER
    )
    assert said.standing is Standing.CHANGED


def test_the_signature_of_a_stranger_laid_into_the_place_of_the_officers_is_seen(
    paper: bytes, authority: AnAuthority
) -> None:
    stranger = AnAuthority().officer("Marleny Angulo Riascos")
    forged = sign_paper(paper, stranger.signer, at=NOON, reason=REASON, place=PLACE)
    said = examine(forged, authority.trust(LATER), LATER)
    assert (said.standing, said.signer) == (Standing.STRANGER, None)


def test_a_paper_cut_back_to_what_the_officer_signed_has_lost_its_stamp(
    signed: bytes, completed: bytes, authority: AnAuthority
) -> None:
    """Only a register of hashes can say that a stamp was there: the file itself is honest."""
    token_too = completed[: len(signed)]
    for cut in (signed, token_too):
        said = examine(cut, authority.trust(LATER), LATER)
        assert said.archived_at is None
        assert said.standing in {Standing.SIGNED, Standing.STAMPED}
    assert token_too != signed


def test_a_paper_cut_back_to_before_the_signature_is_unsigned(
    paper: bytes, completed: bytes, authority: AnAuthority
) -> None:
    said = examine(completed[: len(paper)], authority.trust(LATER), LATER)
    assert said.standing is Standing.UNSIGNED


def test_a_second_signature_beside_the_officers_is_a_change(
    signed: bytes, completed: bytes, authority: AnAuthority
) -> None:
    """Even by another officer of ours: nothing may be added to a paper that was certified."""
    for signer in (AnAuthority().officer().signer, authority.officer("Otra", seed=2).signer):
        for paper in (signed, completed):
            said = examine(tampering.sign_over(paper, signer), authority.trust(LATER), LATER)
            assert said.standing is Standing.CHANGED


def test_a_paper_written_anew_by_another_program_is_not_the_signed_one(
    signed: bytes, authority: AnAuthority
) -> None:
    said = examine(tampering.save_again(signed), authority.trust(LATER), LATER)
    assert said.standing in {Standing.CHANGED, Standing.UNREADABLE}


def test_a_signature_in_a_field_of_another_name_is_not_the_officers(
    paper: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    said = examine(tampering.sign_over(paper, officer.signer), authority.trust(LATER), LATER)
    assert said.standing is Standing.CHANGED


def test_random_damage_never_passes_and_never_breaks_the_reader(
    completed: bytes, authority: AnAuthority
) -> None:
    dice, trust = Random(20261127), authority.trust(LATER)
    for _ in range(40):
        place = dice.randrange(len(completed))
        damaged = bytearray(completed)
        damaged[place] ^= 1 << dice.randrange(8)
        said = examine(bytes(damaged), trust, LATER)
        assert said.indication != "TOTAL-PASSED" or not _is_stamped(completed, place)
        examine(completed[:place], trust, LATER)


def _is_stamped(pdf: bytes, place: int) -> bool:
    """Whether the stamp of the whole covers a byte: not the room inside it, nor what is behind."""
    stamp = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures[-1]
    _, length, start, more = (int(one) for one in stamp.byte_range)  # type: ignore[union-attr]
    return place < length or start <= place < start + more
