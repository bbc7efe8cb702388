"""Officers' identity cards and tokens of other authorities: any usual key, and no more trust."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.records.text import SPANISH
from fieldapp.rules.verdict import Outcome, Verdict
from fieldapp.signing.examined import Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.strength import weakness_of
from fieldapp.signing.trust import KnownSigner, Outside, Trust
from fieldapp.signing.validation import check_own_signature, examine
from fieldapp.signing.verify import verify
from fieldapp.signing.witnesses import NoLedger, Witnesses
from tests.given.authorities import NOON, AnAuthority
from tests.given.outside import KINDS, OutsideAuthority, SoftwareSigner
from tests.signing.conftest import PLACE, REASON

DAY = timedelta(days=1)
OFFICER = "Marleny Angulo Riascos"


def signed_by(card: SoftwareSigner, paper: bytes) -> bytes:
    signed = sign_paper(paper, card, at=NOON, reason=REASON, place=PLACE)
    check_own_signature(signed, paper, card.chain[0])
    return signed


def believing(authority: AnAuthority, outside: Outside, *names: str) -> Trust:
    """What a laptop believes that knows officers of these names."""
    known = tuple(
        KnownSigner(None, f"D{n:02}", None, name, "") for n, name in enumerate(names or (OFFICER,))
    )
    return replace(authority.trust(NOON + DAY), signers=known, outside=outside)


def judged(paper: bytes, trust: Trust) -> Verdict:
    return verify(paper, NoLedger(), Witnesses(trust=trust, at=NOON))


def said(verdict: Verdict) -> str:
    return " ".join(map(SPANISH, verdict.sentences))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pss", [False, True], ids=["pkcs1", "pss"])
def test_every_usual_key_signs_is_stamped_and_passes_the_standard(
    paper: bytes, authority: AnAuthority, kind: str, pss: bool
) -> None:
    if pss and kind.startswith("p"):
        pytest.skip("PSS is of RSA")
    outside = OutsideAuthority(kind=kind)
    signed = signed_by(outside.card(pss=pss), paper)
    trust = believing(authority, outside.listed(*outside.crls(NOON)))
    found = examine(signed, trust, NOON)
    assert (found.standing, found.indication) == (Standing.SIGNED, "TOTAL-PASSED")
    completed = authority.completed(signed, NOON + timedelta(hours=1))
    found = examine(completed, trust, NOON)
    assert (found.standing, found.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    assert found.outside == "Registro Civil de prueba: emisora"
    assert found.signer is not None
    assert found.signer.name == OFFICER


def test_an_authority_that_headquarters_does_not_list_is_a_stranger(
    paper: bytes, authority: AnAuthority
) -> None:
    signed = signed_by(OutsideAuthority().card(), paper)
    verdict = judged(signed, believing(authority, Outside()))
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "El nivel central no certificó a quien firmó el archivo" in said(verdict)


def test_verify_says_whose_certificate_it_is_and_why_it_counts(
    paper: bytes, authority: AnAuthority
) -> None:
    outside = OutsideAuthority()
    signed = signed_by(outside.card(), paper)
    trust = believing(authority, outside.listed(*outside.crls(NOON)))
    verdict = judged(signed, trust)
    assert verdict.outcome is Outcome.PROVEN
    assert verdict.shown.signed_by == OFFICER
    assert "lo firmado por Marleny Angulo Riascos" in said(verdict)
    assert "«ANGULO RIASCOS MARLENY FIR 25388001», emitido por" in said(verdict)
    assert "ese emisor está en la lista de confianza del nivel central" in said(verdict)
    assert "Si la clave se revocó después del 2026-11-20" in said(verdict)
    assert "Revocación no comprobada" not in said(verdict)


def test_without_a_list_of_theirs_the_revocation_is_said_to_be_unknown(
    paper: bytes, authority: AnAuthority
) -> None:
    outside = OutsideAuthority()
    signed = signed_by(outside.card(), paper)
    completed = authority.completed(signed, NOON + timedelta(hours=1))
    trust = believing(authority, outside.listed())
    for file, standing in ((signed, Standing.SIGNED), (completed, Standing.STAMPED)):
        found = examine(file, trust, NOON)
        assert (found.standing, found.indication, found.reason) == (
            standing,
            "INDETERMINATE",
            "TRY_LATER",
        )
        verdict = judged(file, trust)
        assert verdict.outcome is Outcome.PROVEN
        assert "Revocación no comprobada: aquí no hay una lista vigente de" in said(verdict)
    assert "Sello de tiempo del nivel central: 2026-11-20 18:00 UTC." in said(
        judged(completed, trust)
    )


def test_a_revoked_card_counts_only_with_an_earlier_stamp(
    paper: bytes, authority: AnAuthority
) -> None:
    outside = OutsideAuthority()
    card = outside.card()
    signed = signed_by(card, paper)
    completed = authority.completed(signed, NOON + timedelta(hours=1))
    outside.revoke(card, NOON + timedelta(hours=5))
    trust = believing(authority, outside.listed(*outside.crls(NOON + timedelta(hours=6))))
    assert examine(signed, trust, NOON + DAY).standing is Standing.REVOKED
    assert examine(completed, trust, NOON + DAY).standing is Standing.STAMPED


def test_whoever_is_no_officer_is_named_for_a_person_to_compare(
    paper: bytes, authority: AnAuthority
) -> None:
    outside = OutsideAuthority()
    signed = signed_by(outside.card("PEREZ QUISPE JUAN FIR 40112233"), paper)
    verdict = judged(signed, believing(authority, outside.listed()))
    assert verdict.outcome is Outcome.TO_COMPARE
    assert "Aquí no consta que «PEREZ QUISPE JUAN FIR 40112233» sea funcionario" in said(verdict)


def test_outside_authorities_vouch_for_no_stamp_and_for_no_coming_in(
    paper: bytes, authority: AnAuthority
) -> None:
    outside = OutsideAuthority()
    stranger = AnAuthority("Otro sello")
    stamped = stranger.completed(signed_by(outside.card(), paper), NOON + timedelta(hours=1))
    theirs = stranger.trust(NOON)
    listed = Outside(
        (*outside.listed().roots, *theirs.roots),
        (*outside.listed().intermediates, *theirs.intermediates),
        (*outside.crls(NOON), *theirs.crls),
    )
    found = examine(stamped, believing(authority, listed), NOON)
    assert found.standing is not Standing.STAMPED
    assert found.token_at is None
    only_for_coming_in = signed_by(outside.card(commits=False), paper)
    found = examine(only_for_coming_in, believing(authority, outside.listed()), NOON)
    assert found.standing is Standing.DOUBTFUL


@pytest.mark.parametrize(("kind", "by_sha1"), [("rsa-1024", False), ("rsa-2048", True)])
def test_weak_keys_and_digests_are_refused_in_words(
    paper: bytes, authority: AnAuthority, kind: str, *, by_sha1: bool
) -> None:
    outside = OutsideAuthority(by_sha1=by_sha1)
    card = outside.card(kind=kind)
    assert weakness_of(card.chain[0]) is not None
    signed = sign_paper(paper, card, at=NOON, reason=REASON, place=PLACE)
    verdict = judged(signed, believing(authority, outside.listed()))
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "que hoy se pueden falsificar: no se acepta" in said(verdict)
    assert all(weakness_of(der) is None for der in OutsideAuthority(kind="p384").ders)


def test_a_long_chain_has_room_for_its_stamp(paper: bytes, authority: AnAuthority) -> None:
    card = OutsideAuthority(kind="rsa-4096").card()
    longer = replace(card, chain=(*card.chain, *OutsideAuthority("Otra", "rsa-4096").ders * 3))
    signed = signed_by(longer, paper)
    assert authority.completed(signed, NOON + DAY).startswith(signed[:1000])
