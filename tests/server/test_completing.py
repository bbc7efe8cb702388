"""Headquarters stamps what its own officers signed, once, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records import KINDS
from fieldapp.records.trust import TRUST_LIST, Signer, TrustList, signer_id
from fieldapp.records.values import instant_of, record_from_wire
from fieldapp.signing.completion import complete
from fieldapp.signing.examined import Examined, Standing
from fieldapp.signing.trust import Trust
from fieldapp.signing.trust import trust_of as told_by
from fieldapp.signing.validation import examine
from sync.server.file_check import file_faults
from sync.server.trust_inspection import authority_findings
from tests.given.headquarters import HeadquartersGiven
from tests.given.signed_actas import OfficerGiven, SealedActa, an_officer


def stamps(headquarters: HeadquartersGiven) -> list[dict[str, Any]]:
    found = headquarters.rows(
        "select vals from record where kind = 'stamp' and not gone order by vals->>'version'"
    )
    return [vals for (vals,) in found]


def papers(headquarters: HeadquartersGiven) -> list[tuple[str, str, str]]:
    return [
        (version, state, reason)
        for version, state, reason in headquarters.rows(
            "select version, state, reason from paper order by version"
        )
    ]


def file_at(headquarters: HeadquartersGiven, name: str) -> bytes:
    content = headquarters.files.parts.files.read(bytes.fromhex(name))
    assert content is not None
    return content


def trust_of(officer: OfficerGiven) -> Trust:
    """What the officer's laptop believes after a sync."""
    officer.laptop.sync()
    records = officer.laptop.records
    told = record_from_wire(KINDS["trust_list"], TRUST_LIST, records["trust_list", TRUST_LIST])
    assert isinstance(told, TrustList)
    signers = [
        record_from_wire(KINDS["signer"], named, vals)
        for (kind, named), vals in records.items()
        if kind == "signer"
    ]
    return told_by([one for one in signers if isinstance(one, Signer)], told)


def examined(headquarters: HeadquartersGiven, paper: bytes, officer: OfficerGiven) -> Examined:
    trust = trust_of(officer)
    return examine(paper, trust, headquarters.at)


def test_both_copies_of_a_signed_acta_are_completed_and_come_back(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    acta = SealedActa(officer)
    acta.send()
    before = headquarters.at
    assert headquarters.trust.upkeep.look() == 2
    for stamp, version in zip(stamps(headquarters), ("archive", "delivered"), strict=True):
        paper = acta.papers[version]
        assert (stamp["version"], stamp["minutes"]) == (version, str(acta.id))
        assert stamp["file_sha256"] == sha256(paper).hexdigest()
        assert before - timedelta(seconds=1) <= instant_of(stamp["token_at"]) <= headquarters.at
        completed = complete(paper, file_at(headquarters, stamp["completion_sha256"]))
        assert completed == file_at(headquarters, stamp["completed_sha256"])
        found = examined(headquarters, completed, officer)
        assert (found.standing, found.indication) == (Standing.STAMPED, "TOTAL-PASSED")
        assert found.token_at == instant_of(stamp["token_at"])
        assert faults(paper) == faults(completed) == []
    assert {key[0] for key in officer.laptop.records} >= {"stamp", "signer", "trust_list"}
    assert list(file_faults(headquarters.engine, headquarters.files.parts.files)) == []


def test_the_completed_copy_proves_itself_after_the_key_is_revoked_and_the_other_does_not(
    headquarters: HeadquartersGiven,
) -> None:
    officer, other = an_officer(headquarters), an_officer(headquarters, "cangulo", seed=2)
    acta = SealedActa(officer)
    acta.send()
    headquarters.trust.upkeep.look()
    completed = file_at(headquarters, stamps(headquarters)[1]["completed_sha256"])
    headquarters.at += timedelta(days=3)
    headquarters.register.revoke(officer.laptop.enrolled.device_code, "Equipo robado")
    headquarters.trust.upkeep.look()
    assert examined(headquarters, acta.papers["delivered"], other).standing is Standing.REVOKED
    assert examined(headquarters, completed, other).indication == "TOTAL-PASSED"


@pytest.mark.parametrize("files_first", [True, False])
def test_a_file_may_come_before_its_acta_or_after_it(
    headquarters: HeadquartersGiven, files_first: bool
) -> None:
    acta = SealedActa(an_officer(headquarters))
    first = [lambda: [acta.send_file(paper) for paper in acta.papers.values()], acta.send_records]
    for arrive in first if files_first else reversed(first):
        assert headquarters.trust.upkeep.look() == 0
        arrive()
    assert headquarters.trust.upkeep.look() == 2
    assert headquarters.trust.upkeep.look() == 0
    assert headquarters.rows("select count(*), count(*) filter (where not judged) from file") == [
        (2 + 4, 0)
    ]


def test_what_is_no_paper_is_looked_at_once_and_stamped_never(
    headquarters: HeadquartersGiven,
) -> None:
    acta = SealedActa(an_officer(headquarters), unsigned=True)
    acta.send()
    assert headquarters.trust.upkeep.look() == 0
    assert papers(headquarters) == [
        ("archive", "left", "unsigned"),
        ("delivered", "left", "unsigned"),
    ]
    assert stamps(headquarters) == []
    assert headquarters.rows("select count(*) from file where not judged") == [(0,)]


def test_a_colleagues_signature_on_ones_acta_is_not_stamped(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = an_officer(headquarters), an_officer(headquarters, "cangulo", seed=2)
    acta = SealedActa(theirs)
    stolen = SealedActa(mine, papers=dict(acta.papers))
    stolen.send()
    assert headquarters.trust.upkeep.look() == 0
    assert {reason for _, _, reason in papers(headquarters)} == {"another_signer"}


def test_a_strangers_authority_is_not_believed(headquarters: HeadquartersGiven) -> None:
    from tests.given.authorities import AnAuthority

    officer, stranger = an_officer(headquarters), AnAuthority().officer()
    forged = OfficerGiven(officer.laptop, stranger.key, stranger.chain)
    SealedActa(forged).send()
    assert headquarters.trust.upkeep.look() == 0
    assert {reason for _, _, reason in papers(headquarters)} == {"stranger"}


def test_a_changed_byte_is_not_stamped(headquarters: HeadquartersGiven) -> None:
    acta = SealedActa(an_officer(headquarters))
    for version, paper in acta.papers.items():
        place = paper.index(b"<?xpacket begin")
        acta.papers[version] = paper[:place] + b"<?xpackeT" + paper[place + 9 :]
    acta.send()
    assert headquarters.trust.upkeep.look() == 0
    assert {reason for _, _, reason in papers(headquarters)} == {"changed"}


def test_a_revoked_key_gets_no_stamp_any_more(headquarters: HeadquartersGiven) -> None:
    officer = an_officer(headquarters)
    acta = SealedActa(officer)
    headquarters.register.revoke(officer.laptop.enrolled.device_code)
    acta.send()
    assert headquarters.trust.upkeep.look() == 0
    assert {reason for _, _, reason in papers(headquarters)} == {"revoked"}


def test_a_certificate_that_a_restored_headquarters_forgot_is_asked_for_and_counts_again(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    SealedActa(officer).send()
    headquarters.force("delete from certificate")
    assert headquarters.trust.upkeep.look() == 0
    assert {told[1:] for told in papers(headquarters)} == {("failed", "another_signer")}
    told = signer_id(officer.laptop.device)
    officer.laptop.sync()
    assert "certificate" not in officer.laptop.records["signer", told]
    officer.laptop.sync(signing_request=officer.key.request())
    headquarters.at += timedelta(minutes=3)
    assert headquarters.trust.upkeep.look() == 2


def test_a_forgotten_certificate_ends_with_its_revoked_device_too(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    acta = SealedActa(officer)
    headquarters.force("delete from certificate")
    officer.laptop.sync(signing_request=officer.key.request())
    headquarters.register.revoke(officer.laptop.enrolled.device_code)
    acta.send()
    assert headquarters.trust.upkeep.look() == 0
    assert {reason for _, _, reason in papers(headquarters)} == {"revoked"}


def test_a_clock_that_ran_back_stamps_nothing_until_it_is_set_right(
    headquarters: HeadquartersGiven,
) -> None:
    SealedActa(an_officer(headquarters)).send()
    right = headquarters.at
    headquarters.at = right.replace(year=2011)
    assert headquarters.trust.upkeep.look() == 0
    assert papers(headquarters) == []
    with headquarters.engine.connect() as connection:
        keys = headquarters.keys.authorities
        (first, *_) = authority_findings(connection, keys, headquarters.at)
    assert (first.subject, first.state) == ("clock", "fault")
    headquarters.at = right + timedelta(hours=1)
    assert headquarters.trust.upkeep.look() == 2


def test_what_fails_is_tried_again_later(headquarters: HeadquartersGiven) -> None:
    SealedActa(an_officer(headquarters)).send()
    folder = headquarters.folder / "files"
    folder.rename(headquarters.folder / "away")
    assert headquarters.trust.upkeep.look() == 0
    assert {told[1:] for told in papers(headquarters)} == {("failed", "missing")}
    (headquarters.folder / "away").rename(folder)
    assert headquarters.trust.upkeep.look() == 0
    headquarters.at += timedelta(minutes=3)
    assert headquarters.trust.upkeep.look() == 2
    assert {state for _, state, _ in papers(headquarters)} == {"completed"}
