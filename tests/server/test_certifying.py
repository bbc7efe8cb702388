"""Officers' keys are certified at enrolment and in a sync, and never in a sync's way."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from sqlalchemy.exc import ProgrammingError

from fieldapp.records.trust import signer_id
from fieldapp.records.values import microseconds
from fieldapp.signing.certificates import OfficerKey, officer_key, read_certificate
from sync.server.database import as_app
from tests.given.headquarters import HeadquartersGiven, LaptopGiven
from tests.given.signed_actas import an_officer


def a_key(seed: int = 5) -> OfficerKey:
    return officer_key(Random(seed).randbytes(32))


def certificates(headquarters: HeadquartersGiven) -> int:
    ((count,),) = headquarters.rows("select count(*) from certificate")
    return count


def told_of(laptop: LaptopGiven) -> dict[str, object]:
    laptop.sync()
    return laptop.records["signer", signer_id(laptop.device)]


def test_an_enrolment_gives_the_certificate_and_those_above_it(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    leaf, issuer, root = (x509.load_der_x509_certificate(one) for one in officer.chain)
    leaf.verify_directly_issued_by(issuer)
    issuer.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    named = {one.oid: one.value for one in leaf.subject}
    assert named[NameOID.COMMON_NAME] == "Yesenia Riascos"
    assert named[NameOID.ORGANIZATIONAL_UNIT_NAME] == "Dirección Territorial Cauca"
    assert named[NameOID.SERIAL_NUMBER] == officer.laptop.enrolled.device_code
    assert read_certificate(officer.chain[0]).public == officer.key.public


def test_the_name_in_a_request_counts_for_nothing(headquarters: HeadquartersGiven) -> None:
    laptop, key = headquarters.a_laptop(), ec.generate_private_key(ec.SECP256R1())
    boss = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "La ministra")])
    asked = x509.CertificateSigningRequestBuilder().subject_name(boss).sign(key, SHA256())
    (leaf, *_) = headquarters.trust.certifying.chain(
        laptop.device, asked.public_bytes(serialization.Encoding.DER)
    )
    assert read_certificate(leaf).holder == "Yesenia Riascos"


def test_a_laptop_without_certificate_gets_it_in_the_sync_in_which_it_asks(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, key = headquarters.a_laptop(), a_key()
    assert "certificate" not in told_of(laptop)
    laptop.sync(signing_request=key.request())
    told = laptop.records["signer", signer_id(laptop.device)]
    assert told["person_name"] == "Yesenia Riascos"
    assert told["qr_key"] == laptop.key.public.hex()
    assert "certificate" in told


def test_asking_again_gives_the_same_certificate_until_its_end_is_near(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    laptop, request = officer.laptop, officer.key.request()
    for _ in range(3):
        laptop.sync(signing_request=request)
    assert certificates(headquarters) == 1
    until = str(told_of(laptop)["valid_until"])
    headquarters.at += timedelta(days=730 - 59)
    laptop.sync(signing_request=request)
    assert certificates(headquarters) == 2
    renewed = int(str(told_of(laptop)["valid_until"]))
    assert renewed > int(until)
    assert renewed > microseconds(headquarters.at + timedelta(days=700))


@pytest.mark.parametrize("request_of", ["nothing", "other_curve", "broken", "unproven"])
def test_a_request_that_proves_no_key_stops_neither_enrolment_nor_sync(
    headquarters: HeadquartersGiven, request_of: str
) -> None:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    other = builder.sign(ec.generate_private_key(ec.SECP384R1()), SHA256())
    request = {
        "nothing": b"\x30\x80junk",
        "other_curve": other.public_bytes(serialization.Encoding.DER),
        "broken": a_key().request()[:-1],
        "unproven": a_key().request()[:-3] + b"\x00\x00\x01",
    }[request_of]
    laptop = headquarters.a_laptop()
    assert laptop.sync(signing_request=request).state == "ok"
    assert headquarters.trust.certifying.chain(laptop.device, request) == []
    assert certificates(headquarters) == 0


def test_damaged_keys_of_an_authority_stop_neither_enrolment_nor_sync(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.trust.upkeep.look()
    for path in headquarters.keys.authorities.files():
        path.write_bytes(b"{}")
    officer = an_officer(headquarters)
    assert officer.chain == ()
    assert officer.laptop.sync(signing_request=officer.key.request()).state == "ok"


def test_one_key_is_certified_for_one_device_only(headquarters: HeadquartersGiven) -> None:
    officer = an_officer(headquarters)
    copy = headquarters.a_laptop("cangulo")
    assert copy.sync(signing_request=officer.key.request()).state == "ok"
    assert "certificate" not in told_of(copy)


def test_a_revoked_device_gets_no_certificate_and_everybody_learns_why(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    headquarters.register.revoke(officer.laptop.enrolled.device_code, "Equipo robado")
    headquarters.register.revoke(officer.laptop.enrolled.device_code, "Otra vez")
    assert officer.laptop.ask(signing_request=a_key(6).request()).state == "revoked"
    assert certificates(headquarters) == 1
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    told = colleague.records["signer", signer_id(officer.laptop.device)]
    assert told["revocation_reason"] == "Equipo robado"
    assert "revoked_at" in told


def test_a_laptop_that_asks_for_ever_new_keys_is_given_no_more(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    for seed in range(26):
        assert laptop.ask(signing_request=a_key(100 + seed).request()).state == "ok"
    assert certificates(headquarters) == 24


def test_the_record_of_a_signer_follows_names_and_comes_for_devices_of_old(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    headquarters.force(
        "set local bitacora.writer = 'on'; delete from record where kind = 'signer'; "
        "update account set full_name = 'Yesenia Riascos Mina' where login = 'yriascos'"
    )
    headquarters.trust.upkeep.look()
    assert told_of(laptop)["person_name"] == "Yesenia Riascos Mina"


@pytest.mark.parametrize("table", ["certificate", "paper"])
def test_what_laptops_ask_never_reads_the_tables_of_the_authority(
    headquarters: HeadquartersGiven, table: str
) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_app(headquarters.engine, ["0", "19"]) as connection,
    ):
        connection.exec_driver_sql(f"select * from {table}")
