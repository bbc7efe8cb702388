"""Headquarters says which authorities of others count for officers' signatures, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from cryptography import x509

from fieldapp.records.text import SPANISH, Refused
from fieldapp.records.trust import TRUST_LIST, TrustList
from fieldapp.signing.completion import complete
from fieldapp.signing.examined import Examined, Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.trust import outside_of
from fieldapp.signing.validation import examine
from sync.server.outside_trust import believed, believing, read_authorities, without
from sync.server.trust_inspection import authority_findings
from sync.server.trust_list import change_outside
from tests.given.headquarters import HeadquartersGiven
from tests.given.outside import OutsideAuthority, SoftwareSigner
from tests.given.signed_actas import OfficerGiven, SealedActa, an_officer
from tests.server.test_completing import file_at, papers, stamps, trust_of
from tests.server.test_upkeep import told

CARD = "RIASCOS YESENIA FIR 25388001"


@dataclass
class WithCard(OfficerGiven):
    """An officer who signs with an identity card."""

    card: SoftwareSigner | None = None

    def signed(self, paper: bytes) -> bytes:
        assert self.card is not None
        at = self.laptop.headquarters.now()
        return sign_paper(paper, self.card, at=at, reason="Acta", place="Guapi")


def with_card(headquarters: HeadquartersGiven, card: SoftwareSigner) -> WithCard:
    officer = an_officer(headquarters)
    return WithCard(officer.laptop, officer.key, officer.chain, card)


def believe(headquarters: HeadquartersGiven, outside: OutsideAuthority, *crls: bytes) -> None:
    made = read_authorities(outside.pem.encode())
    lists = [x509.load_der_x509_crl(one) for one in crls]
    with headquarters.engine.begin() as connection:
        change_outside(
            connection,
            lambda stood: believing(stood, made, lists, headquarters.at),
            headquarters.at,
            headquarters.random_bytes,
        )


def seen(headquarters: HeadquartersGiven, paper: bytes, officer: OfficerGiven) -> Examined:
    """What the officer's laptop finds after a sync."""
    return examine(paper, trust_of(officer), headquarters.at)


@pytest.mark.parametrize("listed", [True, False])
def test_a_card_of_a_listed_authority_is_stamped_and_proves_itself_on_laptops(
    headquarters: HeadquartersGiven, *, listed: bool
) -> None:
    headquarters.trust.upkeep.look()
    outside = OutsideAuthority()
    believe(headquarters, outside, *(outside.crls(headquarters.at) if listed else ()))
    officer = with_card(headquarters, outside.card(CARD))
    acta = SealedActa(officer)
    acta.send()
    assert headquarters.trust.upkeep.look() == 2, papers(headquarters)
    completion = file_at(headquarters, stamps(headquarters)[1]["completion_sha256"])
    completed = complete(acta.papers["delivered"], completion)
    headquarters.at += timedelta(days=40)  # the list in the file has long run out
    headquarters.trust.upkeep.look()
    found = seen(headquarters, completed, officer)
    assert (found.standing, found.unlisted) == (Standing.STAMPED, not listed)
    assert found.indication == ("TOTAL-PASSED" if listed else "INDETERMINATE")
    assert found.outside == "Registro Civil de prueba: emisora"


@pytest.mark.parametrize(
    ("name", "listed", "reason"),
    [(CARD, False, "stranger"), ("PEREZ QUISPE JUAN", True, "another_signer")],
)
def test_a_card_of_somebody_else_and_one_nobody_listed_are_not_stamped(
    headquarters: HeadquartersGiven, name: str, reason: str, *, listed: bool
) -> None:
    headquarters.trust.upkeep.look()
    outside = OutsideAuthority()
    if listed:
        believe(headquarters, outside)
    SealedActa(with_card(headquarters, outside.card(name))).send()
    assert headquarters.trust.upkeep.look() == 0
    assert {why for _, _, why in papers(headquarters)} == {reason}


def test_the_list_keeps_them_when_it_is_written_anew(headquarters: HeadquartersGiven) -> None:
    headquarters.trust.upkeep.look()
    outside, before = OutsideAuthority(), told(headquarters)
    believe(headquarters, outside, *outside.crls(headquarters.at))
    after = told(headquarters)
    assert (after.number or 0) > (before.number or 0)
    assert (after.issued_at, after.roots) == (before.issued_at, before.roots)
    headquarters.at += timedelta(days=26)
    headquarters.trust.upkeep.look()
    renewed = told(headquarters)
    assert renewed.issued_at != before.issued_at
    assert outside_of(renewed) == outside_of(after)
    assert set(outside_of(renewed).roots + outside_of(renewed).intermediates) == set(outside.ders)


EMPTY = TrustList(id=TRUST_LIST)


def test_only_authorities_that_are_whole_and_strong_are_taken_in(
    headquarters: HeadquartersGiven,
) -> None:
    outside, now = OutsideAuthority(), headquarters.at
    leaf = x509.load_der_x509_certificate(outside.card().chain[0])
    refused = [
        ([outside.issuer], "Falta quien certificó"),
        ([outside.root, leaf], "no es una autoridad"),
        ([OutsideAuthority(kind="rsa-1024").root], "1024 bits"),
        ([OutsideAuthority(by_sha1=True).root], "SHA-1"),
    ]
    for made, why in refused:
        with pytest.raises(Refused) as fault:
            believing(EMPTY, made, [], now)
        assert why in SPANISH(fault.value.text)
    with pytest.raises(Refused, match="venció el"):
        believing(EMPTY, [outside.root], [], now + timedelta(days=6000))
    with pytest.raises(Refused, match="no es un certificado"):
        read_authorities(b"nada")
    foreign = [x509.load_der_x509_crl(one) for one in OutsideAuthority("Otra", "p256").crls(now)]
    with pytest.raises(Refused, match="no la firmó ninguna"):
        believing(EMPTY, [outside.root, outside.issuer], foreign, now)


def test_a_root_goes_with_whoever_hung_on_it(headquarters: HeadquartersGiven) -> None:
    one, other, now = OutsideAuthority(), OutsideAuthority("Otra", "p256"), headquarters.at
    lists = [x509.load_der_x509_crl(der) for der in one.crls(now)]
    both = believing(EMPTY, [one.root, one.issuer, other.root, other.issuer], lists, now)
    assert [(of.name, of.is_root, of.listed_at is not None) for of in believed(both)] == [
        ("Registro Civil de prueba: raíz", True, True),
        ("Otra: raíz", True, False),
        ("Registro Civil de prueba: emisora", False, True),
        ("Otra: emisora", False, False),
    ]
    left = without(both, "Registro Civil de prueba: raíz")
    assert [of.name for of in believed(left)] == ["Otra: raíz", "Otra: emisora"]
    assert left.outside_crl is None
    with pytest.raises(Refused, match="nombra"):
        without(left, "Registro Civil de prueba: raíz")
    assert believed(without(left, believed(left)[0].fingerprint[:16])) == []


def test_check_says_which_of_them_ends_and_whose_list_is_old(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.trust.upkeep.look()
    outside = OutsideAuthority()
    believe(headquarters, outside, *outside.crls(headquarters.at))

    def said() -> str:
        with headquarters.engine.connect() as connection:
            found = authority_findings(connection, headquarters.keys.authorities, headquarters.at)
            return " ".join(SPANISH(one.text) for one in found if one.subject == "outside")

    assert said() == ""
    headquarters.at += timedelta(days=10)
    assert "La lista de revocación de «Registro Civil de prueba: emisora» venció" in said()
    headquarters.at += timedelta(days=3300)
    assert "La autoridad ajena «Registro Civil de prueba: raíz» sirve hasta 2036-01-03" in said()
