"""Nothing of headquarters' authority waits for a hand: it begins, renews and tells by itself."""

from __future__ import annotations

import stat
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.trust import TRUST_LIST, TrustList
from fieldapp.records.values import record_from_wire
from fieldapp.signing.certificates import der_parts
from fieldapp.signing.completion import complete
from fieldapp.signing.examined import Standing
from sync.server.authority import SPANS, Entity, Office
from sync.server.authority_keys import AuthorityKeys
from sync.server.backups import make_backup, restore_backup
from sync.server.drill import drill
from sync.server.keys import make_keys, open_keys
from sync.server.places import engine_of
from sync.server.trust_desks import trust_desks
from tests.given.headquarters import PASSPHRASE, HeadquartersGiven, a_database
from tests.given.signed_actas import SealedActa, an_officer
from tests.server.test_completing import examined, file_at, papers, stamps

YEAR = timedelta(days=365)


def told(headquarters: HeadquartersGiven) -> TrustList:
    ((vals,),) = headquarters.rows("select vals from record where kind = 'trust_list'")
    record = record_from_wire(KINDS["trust_list"], TRUST_LIST, vals)
    assert isinstance(record, TrustList)
    return record


def revoked_in(trust: TrustList) -> set[int]:
    lists = map(x509.load_der_x509_crl, der_parts(trust.crl or b""))
    return {one.serial_number for of in lists for one in of}


def test_a_key_folder_of_old_gets_its_authorities_at_the_next_look(
    headquarters: HeadquartersGiven,
) -> None:
    folder = headquarters.folder / "keys"
    keys = headquarters.keys
    assert keys.authorities.files() == []
    headquarters.trust.upkeep.look()
    names = [path.name for path in keys.authorities.files()]
    assert names == ["authority-clock-1.json", "authority-issuer-1.json", "authority-root-1.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.authorities.files()} == {0o600}
    assert not list(folder.glob("coming-*"))
    again = open_keys(folder, PASSPHRASE).authorities.holders()
    assert [one.der for one in again[Office.ROOT]] == [*der_parts(told(headquarters).roots or b"")]


def test_two_processes_that_begin_at_once_use_the_same_authorities(
    headquarters: HeadquartersGiven,
) -> None:
    entity = Entity.of(load_pack("CO"))
    keys = headquarters.keys.authorities

    def begin(_: int) -> tuple[bytes, ...]:
        own = AuthorityKeys(keys.folder, keys.folder_key)
        holders = own.appoint_due(entity, headquarters.at, headquarters.random_bytes)
        return tuple(holders[office][-1].der for office in Office)

    with ThreadPoolExecutor(4) as together:
        assert len(set(together.map(begin, range(8)))) == 1


def test_the_trust_list_is_written_when_something_changed_and_before_it_ages(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.trust.upkeep.look()
    first = told(headquarters)
    headquarters.at += timedelta(days=24)
    headquarters.trust.upkeep.look()
    assert told(headquarters) == first
    headquarters.at += timedelta(days=1)
    headquarters.trust.upkeep.look()
    second = told(headquarters)
    assert (second.number or 0) > (first.number or 0) > 0
    officer = an_officer(headquarters)
    headquarters.register.revoke(officer.laptop.enrolled.device_code)
    headquarters.trust.upkeep.look()
    serial = x509.load_der_x509_certificate(officer.chain[0]).serial_number
    assert revoked_in(told(headquarters)) == {serial}


@pytest.mark.parametrize("office", list(Office))
def test_an_authority_takes_over_in_time_and_the_earlier_one_stays_believed(
    headquarters: HeadquartersGiven, office: Office
) -> None:
    officer = an_officer(headquarters)
    acta = SealedActa(officer)
    acta.send()
    headquarters.trust.upkeep.look()
    completed = file_at(headquarters, stamps(headquarters)[1]["completed_sha256"])
    headquarters.at += SPANS[office].life - SPANS[office].left
    headquarters.trust.upkeep.look()
    holders = headquarters.keys.authorities.holders()
    first, second = holders[office]
    assert first.left(headquarters.at) > timedelta(days=60)
    assert second.left(headquarters.at) > first.left(headquarters.at)
    trust = told(headquarters)
    for told_of, held in (
        (trust.roots, Office.ROOT),
        (trust.intermediates, Office.ISSUER),
        (trust.tsa, Office.CLOCK),
    ):
        assert list(der_parts(told_of or b"")) == [one.der for one in holders[held]]
    later = an_officer(headquarters, "cangulo", seed=2)
    assert examined(headquarters, completed, later).standing is Standing.STAMPED
    other = SealedActa(later, visit=SealedActa(later).id)
    other.send()
    assert headquarters.trust.upkeep.look() == 2
    new = file_at(headquarters, stamps(headquarters)[3]["completed_sha256"])
    assert examined(headquarters, new, later).indication == "TOTAL-PASSED"


def test_an_older_copy_of_the_key_folder_brings_a_new_authority_and_forgets_no_old_one(
    headquarters: HeadquartersGiven,
) -> None:
    officer = an_officer(headquarters)
    headquarters.trust.upkeep.look()
    before = told(headquarters)
    for path in headquarters.keys.authorities.files():
        path.unlink()
    headquarters.at += timedelta(days=1)
    headquarters.trust.upkeep.look()
    after = told(headquarters)
    assert set(der_parts(before.roots or b"")) < set(der_parts(after.roots or b""))
    assert len(list(der_parts(after.crl or b""))) == 4
    headquarters.trust.upkeep.look()
    assert told(headquarters) == after
    assert officer.laptop.sync().state == "ok"


def test_two_processes_complete_one_paper_once(headquarters: HeadquartersGiven) -> None:
    SealedActa(an_officer(headquarters)).send()
    given = headquarters
    entity, files = Entity.of(load_pack("CO")), given.files.parts.files

    def look(_: int) -> int:
        own = trust_desks(given.engine, given.keys, files, entity, given.now, given.random_bytes)
        return own.upkeep.look()

    with ThreadPoolExecutor(3) as together:
        assert sum(together.map(look, range(6))) == 2
    assert headquarters.rows("select count(*) from record where kind = 'stamp'") == [(2,)]
    assert {state for _, state, _ in papers(headquarters)} == {"completed"}


def test_the_upkeep_thread_looks_as_soon_as_something_arrived(
    headquarters: HeadquartersGiven,
) -> None:
    acta = SealedActa(an_officer(headquarters))
    upkeep = headquarters.trust.upkeep
    with upkeep.running():
        acta.send()
        for _ in range(200):
            upkeep.arrived()
            if len(stamps(headquarters)) == 2:
                break
            time.sleep(0.1)
    assert len(stamps(headquarters)) == 2


def test_a_colleague_of_the_territory_receives_the_stamps_and_the_list(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    SealedActa(an_officer(headquarters, "cangulo")).send()
    headquarters.trust.upkeep.look()
    laptop.sync()
    kinds = [kind for kind, _ in laptop.records]
    assert (kinds.count("stamp"), kinds.count("trust_list"), kinds.count("signer")) == (2, 1, 2)


def test_a_headquarters_restored_to_before_a_stamp_stamps_again(
    headquarters: HeadquartersGiven, postgres: str, tmp_path: Path
) -> None:
    officer = an_officer(headquarters)
    acta = SealedActa(officer)
    acta.send()
    make_backup(headquarters.engine, headquarters.address, tmp_path / "copy", headquarters.at)
    headquarters.trust.upkeep.look()
    earlier = stamps(headquarters)
    with a_database(postgres) as beside:
        restore_backup(beside, tmp_path / "copy")
        with engine_of(beside) as engine:
            restored = HeadquartersGiven(engine, headquarters.folder, beside, headquarters.at)
            vars(restored)["keys"] = headquarters.keys
            restored.at += timedelta(days=1)
            assert restored.trust.upkeep.look() == 2
            again = stamps(restored)
            assert [one["file_sha256"] for one in again] == [one["file_sha256"] for one in earlier]
            paper = acta.papers["delivered"]
            for stamp in (earlier[1], again[1]):
                completed = complete(paper, file_at(restored, stamp["completion_sha256"]))
                assert examined(headquarters, completed, officer).indication == "TOTAL-PASSED"


def test_a_lost_key_folder_is_noticed_by_the_drill(
    headquarters: HeadquartersGiven, tmp_path: Path
) -> None:
    headquarters.trust.upkeep.look()
    keys = headquarters.keys
    assert drill(headquarters.address, keys, None).certified
    make_keys(tmp_path / "others", PASSPHRASE, headquarters.random_bytes, cost=2)
    others = replace(keys, authorities=open_keys(tmp_path / "others", PASSPHRASE).authorities)
    assert not drill(headquarters.address, others, None).certified
