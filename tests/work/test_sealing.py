"""The officer's electronic signature on sealed papers, and all that may keep it from them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.records.trust import TRUST_LIST, Signer, Stamp, TrustList, signer_id, stamp_id
from fieldapp.rules.verdict import Outcome
from fieldapp.signing.certificates import officer_key
from fieldapp.signing.completion import make_completion
from fieldapp.signing.examined import Standing
from fieldapp.signing.validation import examine, is_signed
from fieldapp.store.ledger import Version, issued_files
from fieldapp.store.settings import identity, set_identity
from fieldapp.work import signing_papers
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.completing import lay_stamps, settle_papers
from fieldapp.work.desk import Desk
from fieldapp.work.later_signing import sign_what_waits
from fieldapp.work.minutes import Actas
from fieldapp.work.own_signature import signing_request
from fieldapp.work.verifying import Verifying
from tests.given.authorities import BEGAN, NOON, AnAuthority
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of
from tests.given.vaults import an_identity

DAY = timedelta(days=1)
SIGNED = "Documento suscrito con firma electrónica del funcionario"
UNSIGNED = "Sin firma electrónica del funcionario ({})."


@pytest.fixture
def authority() -> AnAuthority:
    return AnAuthority()


def certify(desk: Desk, authority: AnAuthority, *, lives: timedelta = 730 * DAY) -> None:
    """Activate the vault of this desk with a certificate."""
    who = an_identity()
    officer = authority.officer(key=officer_key(who.signing_seed), lives=lives)
    enrolment = msgspec.structs.replace(who.enrolment, certificates=list(officer.chain))
    with desk.writing() as writing:
        set_identity(writing, msgspec.structs.replace(who, enrolment=enrolment))


def tell_trust(desk: Desk, authority: AnAuthority, at: datetime, **of_signer: object) -> None:
    """What headquarters' records say after a sync at this time."""
    trust = authority.trust(at)
    known = authority.officers[0].known
    with desk.reading() as reading:
        who = identity(reading)
    assert who is not None
    device = who.enrolment.device
    told = Signer(
        id=signer_id(device),
        device=device,
        device_code="D07",
        person_name=known.name,
        certificate=known.certificate,
    )
    listed = TrustList(
        id=TRUST_LIST,
        number=1,
        roots=b"".join(trust.roots),
        intermediates=b"".join(trust.intermediates),
        tsa=b"".join(trust.stamps),
        crl=b"".join(trust.crls),
        issued_at=trust.issued_at,
        next_at=trust.next_at,
    )
    with desk.writing() as writing:
        writing.put(listed)
        writing.put(msgspec.structs.replace(told, **of_signer))


def sealed(desk: Desk, clock: Clock) -> UUID:
    return saved(Actas(desk).issue(a_meeting(desk, clock))).id


def both(desk: Desk, acta: UUID) -> list[bytes]:
    papers = ActaPapers(desk)
    return [papers.pdf(acta), papers.pdf(acta, archive=True)]


def test_both_copies_carry_the_officers_signature_and_say_so(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    acta = sealed(desk, clock)
    for paper in both(desk, acta):
        said = examine(paper, authority.trust(clock()), clock())
        assert (said.standing, said.holder) == (Standing.SIGNED, authority.officers[0].known.name)
        assert said.claimed_at == clock()
        assert SIGNED in words_of(paper)
        assert faults(paper) == []


def test_before_its_first_sync_a_laptop_says_whose_signature_it_is_and_what_it_cannot_know(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    paper = both(desk, sealed(desk, clock))[0]
    said = " ".join(map(str, Verifying(desk).verify(paper).sentences))
    assert "Si la clave se revocó, aquí no se sabe" in said
    tell_trust(desk, authority, clock())
    said = " ".join(map(str, Verifying(desk).verify(paper).sentences))
    assert "El contenido coincide con lo firmado por" in said
    assert "Firmado, aún no sellado por el nivel central." in said
    assert "Si la clave se revocó después del 20 de noviembre de 2026, aquí todavía" in said


def test_what_our_checker_finds_is_noted_for_support_and_stops_nothing(
    desk: Desk,
    clock: Clock,
    authority: AnAuthority,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    certify(desk, authority)
    monkeypatch.setattr("fieldapp.documents.conformance.faults", lambda _: ["no Alt"])
    assert all(map(is_signed, both(desk, sealed(desk, clock))))
    assert "no Alt" in caplog.text


def test_an_officer_without_a_certificate_seals_all_the_same(desk: Desk, clock: Clock) -> None:
    with desk.writing() as writing:
        set_identity(writing, an_identity())
    for paper in both(desk, sealed(desk, clock)):
        assert not is_signed(paper)
        assert UNSIGNED.format("este equipo aún no tiene certificado") in words_of(paper)


def test_an_old_certificate_stops_nothing_and_the_paper_says_why(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority, lives=200 * DAY)
    for paper in both(desk, sealed(desk, clock)):
        assert UNSIGNED.format("certificado vencido") in words_of(paper)


def test_a_revoked_certificate_stops_nothing_and_the_paper_says_why(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    tell_trust(desk, authority, clock(), revoked_at=clock())
    for paper in both(desk, sealed(desk, clock)):
        assert UNSIGNED.format("certificado revocado") in words_of(paper)


@pytest.mark.parametrize("garbage", [b"", b"\x30\x03\x02\x01\x01", b"no es un certificado"])
def test_certificates_that_nobody_can_read_stop_nothing(
    desk: Desk, clock: Clock, garbage: bytes
) -> None:
    who = an_identity()
    enrolment = msgspec.structs.replace(who.enrolment, certificates=[garbage])
    with desk.writing() as writing:
        set_identity(writing, msgspec.structs.replace(who, enrolment=enrolment))
    for paper in both(desk, sealed(desk, clock)):
        assert UNSIGNED.format("no se pudo firmar") in words_of(paper)


def test_a_signature_that_fails_on_the_way_stops_nothing(
    desk: Desk, clock: Clock, authority: AnAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError("the token was pulled out")

    certify(desk, authority)
    monkeypatch.setattr(signing_papers, "signed", broken)
    for paper in both(desk, sealed(desk, clock)):
        assert UNSIGNED.format("no se pudo firmar") in words_of(paper)


@pytest.mark.parametrize("year", [2011, 2035])
def test_a_clock_wrong_by_years_takes_no_signature_from_an_acta(
    tmp_path: Path, authority: AnAuthority, year: int
) -> None:
    """The list is dated in the future of a slow clock; for a fast one all has long ended."""
    clock = Clock(datetime(year, 3, 1, 9, tzinfo=UTC))
    with a_desk(tmp_path, clock) as desk:
        certify(desk, authority)
        tell_trust(desk, authority, NOON)
        visit = a_meeting(desk, clock)
        acta = saved(Actas(desk).issue(visit, date_confirmed=True)).id
        for paper in both(desk, acta):
            said = examine(paper, authority.trust(NOON), clock())
            assert (said.standing, said.claimed_at) == (Standing.SIGNED, clock())
            assert SIGNED in words_of(paper)


def test_the_signature_is_added_later_over_the_same_bytes(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    with desk.writing() as writing:
        set_identity(writing, an_identity())
    acta = sealed(desk, clock)
    before = both(desk, acta)
    assert sign_what_waits(desk) == frozenset()
    certify(desk, authority)
    clock.go_on(days=2)
    assert "attachment" in sign_what_waits(desk)
    after = both(desk, acta)
    for old, new in zip(before, after, strict=True):
        assert new.startswith(old)
        said = examine(new, authority.trust(clock()), clock())
        assert (said.standing, said.claimed_at) == (Standing.SIGNED, clock())
        assert words_of(new) == words_of(old)
    assert sign_what_waits(desk) == frozenset()
    assert [one.version for one in files_of(desk, acta)].count(Version.DELIVERED_SIGNED) == 1
    for paper in (*before, *after):
        assert Verifying(desk).verify(paper).outcome is Outcome.PROVEN


def test_a_power_cut_between_files_and_record_leaves_the_acta_issued_and_sealed_the_next_time(
    desk: Desk, clock: Clock, authority: AnAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    certify(desk, authority)
    actas, visit = Actas(desk), a_meeting(desk, clock)
    frozen = saved(actas.freeze(actas.draft(visit).id))
    with monkeypatch.context() as power:
        power.setattr("fieldapp.work.sealing.issue_file", _cut)
        with pytest.raises(SystemExit):
            actas.seal(frozen.id)
    assert actas.of(visit).status == "frozen"  # type: ignore[union-attr]
    actas.seal(frozen.id)
    assert all(map(is_signed, both(desk, frozen.id)))
    assert len(files_of(desk, frozen.id)) == 2


def _cut(*_: object) -> None:
    raise SystemExit


def test_headquarters_stamp_makes_another_version_of_the_same_paper(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    acta = sealed(desk, clock)
    before = both(desk, acta)
    clock.go_on(days=1)
    after = [authority.completed(one, clock()) for one in before]
    for copy, old, new in zip(("delivered", "archive"), before, after, strict=True):
        stamp(desk, acta, copy, old, make_completion(old, new), new)
    tell_trust(desk, authority, clock())
    assert settle_papers(desk) == {"minutes"}
    assert both(desk, acta) == after
    assert settle_papers(desk) == frozenset()
    for paper in (*before, *after):
        assert Verifying(desk).verify(paper).outcome is Outcome.PROVEN
    said = examine(both(desk, acta)[0], authority.trust(clock()), clock())
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")


def test_a_completed_copy_cut_back_to_an_earlier_state_is_none_of_those_in_the_register(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    acta = sealed(desk, clock)
    handed_over = both(desk, acta)[0]
    tell_trust(desk, authority, clock())
    completed = authority.completed(handed_over, clock())
    stamp(desk, acta, "delivered", handed_over, make_completion(handed_over, completed), completed)
    assert lay_stamps(desk)
    for file, known in (
        (handed_over, True),
        (completed, True),
        (completed[: len(handed_over)], False),
    ):
        said = " ".join(map(str, Verifying(desk).verify(file).sentences))
        assert ("no es ninguno de los que aquí se conocen" in said) is not known


def test_a_stamp_that_does_not_fit_changes_nothing_and_waits(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    certify(desk, authority)
    acta = sealed(desk, clock)
    delivered, archive = both(desk, acta)
    completed = authority.completed(delivered, clock())
    other = make_completion(archive, authority.completed(archive, clock()))
    stamp(desk, acta, "delivered", delivered, other, completed)
    assert lay_stamps(desk) == frozenset()
    assert both(desk, acta) == [delivered, archive]


def stamp(
    desk: Desk, acta: UUID, copy: str, paper: bytes, completion: bytes, completed: bytes
) -> None:
    """What a sync brings of headquarters' stamp: the record, and the small file."""
    with desk.writing() as writing:
        writing.put(
            Stamp(
                id=stamp_id(sha256_of(paper)),
                minutes=acta,
                version=Code(copy),
                file_sha256=sha256_of(paper),
                token_at=desk.now(),
                completion_sha256=desk.files.put(completion),
                completed_sha256=sha256_of(completed),
            )
        )


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files_of(desk: Desk, acta: UUID) -> list:  # type: ignore[type-arg]
    with desk.reading() as reading:
        return issued_files(reading, acta)


def test_a_certificate_is_asked_for_while_there_is_none_and_before_it_ends(
    desk: Desk, clock: Clock, authority: AnAuthority
) -> None:
    assert not signing_request(desk)
    with desk.writing() as writing:
        set_identity(writing, an_identity())
    assert signing_request(desk)
    certify(desk, authority, lives=400 * DAY)
    assert not signing_request(desk)
    clock.at = BEGAN + 341 * DAY
    assert signing_request(desk)
    tell_trust(desk, authority, NOON, certificate=renewed(authority))
    assert not signing_request(desk)
    tell_trust(desk, authority, NOON, certificate=b"")
    assert signing_request(desk)


def renewed(authority: AnAuthority) -> bytes:
    return authority.officer(key=authority.officers[0].key).chain[0]
