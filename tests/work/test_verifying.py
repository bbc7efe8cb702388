"""A paper of one laptop shown to another, with no network; and the hour that a paper claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import SPANISH
from fieldapp.records.trust import Signer, signer_id
from fieldapp.records.values import microseconds
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.verdict import Outcome, Verdict
from fieldapp.signing.keys import DeviceKey
from fieldapp.store.ledger import content_of
from fieldapp.store.settings import BEACON, CLOCK, KeptBeacon, KeptClock, remember, set_identity
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.verifying import Verifying
from sync.protocol.messages import Beacon, Signed, write_statement
from sync.protocol.signing import Purpose, statement_to_sign
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.given.papers import scan_of_last_page, words_of
from tests.given.signed_codes import as_png
from tests.given.vaults import an_identity

SEDE = DeviceKey(bytes(range(1, 33)))
DAY = timedelta(days=1)
DOUBTED = "Hora no verificada: "


def activate(desk: Desk) -> None:
    """Give the desk's vault an identity whose headquarters has the key `SEDE`."""
    who = an_identity()
    enrolment = msgspec.structs.replace(
        who.enrolment, headquarters_key=SEDE.public, now=microseconds(desk.now() - 30 * DAY)
    )
    with desk.writing() as writing:
        set_identity(writing, msgspec.structs.replace(who, enrolment=enrolment))


def hear_beacon(desk: Desk, at: datetime, key: DeviceKey = SEDE) -> None:
    """What a sync leaves: headquarters' word that it was this time."""
    body = write_statement(Beacon(microseconds(at), bytes(16)))
    signature = key.sign(statement_to_sign(Purpose.BEACON, body))
    with desk.writing() as writing:
        remember(writing, BEACON, KeptBeacon(microseconds(at), Signed(body, signature)))


@pytest.fixture
def desk(desk: Desk) -> Desk:
    activate(desk)
    return desk


@pytest.fixture
def colleague(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A second laptop of the same headquarters, with a key of its own."""
    with a_desk(tmp_path / "colleague", clock) as other:
        who = an_identity(series="D08")
        enrolment = msgspec.structs.replace(who.enrolment, headquarters_key=SEDE.public)
        changed = msgspec.structs.replace(who, enrolment=enrolment, signing_seed=bytes(32))
        with other.writing() as writing:
            set_identity(writing, changed)
        yield other


def learn(desk: Desk, **changes: object) -> None:
    """What a sync tells a laptop of the signer of the first one."""
    who = an_identity()
    told = Signer(
        id=signer_id(who.enrolment.device),
        device=who.enrolment.device,
        device_code="D07",
        person_name="Lucía Ocoró Rentería",
        office_name="Dirección Territorial Cauca",
        qr_key=DeviceKey(who.signing_seed).public.hex(),
    )
    with desk.writing() as writing:
        writing.put(msgspec.structs.replace(told, **changes))


def issued(desk: Desk, clock: Clock) -> UUID:
    visit = a_meeting(desk, clock)
    return saved(Actas(desk).issue(visit, date_confirmed=True)).id


def said(verdict: Verdict) -> str:
    return " ".join(map(SPANISH, verdict.sentences))


def acta_of(desk: Desk, id: UUID) -> Acta:
    with desk.reading() as reading:
        minutes = reading.get(Minutes, id)
        assert minutes is not None
        kept = content_of(reading, minutes.digest)
    assert kept is not None
    return read_content(kept.content, Acta)


def test_the_laptop_that_issued_an_acta_proves_it_and_says_which_copy_it_is(
    desk: Desk, clock: Clock
) -> None:
    papers, acta = ActaPapers(desk), issued(desk, clock)
    delivered = Verifying(desk).verify(papers.pdf(acta))
    assert delivered.outcome is Outcome.PROVEN
    assert "Es la copia entregada." in said(delivered)
    archive = Verifying(desk).verify(papers.pdf(acta, archive=True))
    assert "Es la copia de archivo, con datos personales." in said(archive)


def test_a_photo_of_its_own_acta_is_recognised_before_any_sync(desk: Desk, clock: Clock) -> None:
    photo = as_png(scan_of_last_page(ActaPapers(desk).pdf(issued(desk, clock))))
    verdict = Verifying(desk).verify(photo)
    assert verdict.outcome is Outcome.TO_COMPARE
    assert "El código lo firmó Lucía Ocoró Rentería" in said(verdict)
    assert verdict.shown.attendance == 3
    assert verdict.shown.commitments == 1


def test_another_laptop_says_what_it_lacks_and_after_a_sync_who_signed(
    desk: Desk, colleague: Desk, clock: Clock
) -> None:
    paper = ActaPapers(desk).pdf(issued(desk, clock))
    for file in (paper, as_png(scan_of_last_page(paper))):
        before = Verifying(colleague).verify(file)
        assert before.outcome is Outcome.NOT_PROVEN
        assert "No se puede verificar sin la lista de confianza del 20 de noviembre de 2026" in (
            said(before)
        )
    learn(colleague)
    after = Verifying(colleague).verify(paper)
    assert after.outcome is Outcome.TO_COMPARE
    assert "lo firmado por Lucía Ocoró Rentería el 20 de noviembre de 2026" in said(after)
    learn(colleague, revoked_at=clock())
    revoked = Verifying(colleague).verify(paper)
    assert "Clave revocada: vale solo si hay sello anterior." in said(revoked)


def test_the_commitments_code_is_printed_only_where_the_acta_wants_it(
    desk: Desk, clock: Clock
) -> None:
    plain = Verifying(desk).verify(
        as_png(scan_of_last_page(ActaPapers(desk).pdf(issued(desk, clock))))
    )
    assert plain.shown.promises == ()
    visit, actas = a_meeting(desk, clock), Actas(desk)
    drafted = saved(actas.draft(visit)).id
    actas.edit(drafted, {"promises_code": True})
    acta = saved(actas.issue(visit)).id
    fuller = Verifying(desk).verify(as_png(scan_of_last_page(ActaPapers(desk).pdf(acta))))
    assert [one.text for one in fuller.shown.promises] == ["Convocar la mesa municipal de empleo"]


def test_what_became_of_an_acta_since_is_told(desk: Desk, clock: Clock) -> None:
    actas, acta = Actas(desk), issued(desk, clock)
    clock.go_on(hours=1)
    clarifying = saved(actas.clarify(acta)).id
    actas.freeze(clarifying)
    later = saved(actas.seal(clarifying)).id
    verdict = Verifying(desk).verify(ActaPapers(desk).pdf(acta))
    assert verdict.outcome is Outcome.PROVEN
    assert f"Sustituida: la aclara el acta {acta_of(desk, later).number}." in said(verdict)


# The hour


def test_an_acta_carries_the_newest_beacon_and_verify_says_not_before(
    desk: Desk, clock: Clock
) -> None:
    day_before = clock() - DAY
    hear_beacon(desk, day_before)
    acta = issued(desk, clock)
    assert acta_of(desk, acta).beacon.at == microseconds(day_before)
    verdict = Verifying(desk).verify(ActaPapers(desk).pdf(acta))
    assert "No es anterior al 19 de noviembre de 2026, 12:00, según el nivel central." in said(
        verdict
    )
    assert verdict.shown.not_before == "19 de noviembre de 2026, 12:00"


def test_a_beacon_that_headquarters_did_not_sign_says_nothing(desk: Desk, clock: Clock) -> None:
    hear_beacon(desk, clock() - DAY, DeviceKey(bytes(32)))
    verdict = Verifying(desk).verify(ActaPapers(desk).pdf(issued(desk, clock)))
    assert "No es anterior" not in said(verdict)


def test_an_hour_that_nothing_speaks_against_is_only_declared(desk: Desk, clock: Clock) -> None:
    hear_beacon(desk, clock() - DAY)
    words = words_of(ActaPapers(desk).pdf(issued(desk, clock)))
    assert "Hora declarada por el equipo, sin estampado cronológico." in words
    assert DOUBTED not in words


@pytest.mark.parametrize("year", [2011, 2035])
def test_a_laptop_of_2011_or_2035_issues_and_its_acta_says_the_hour_is_not_verified(
    desk: Desk, clock: Clock, year: int
) -> None:
    hear_beacon(desk, clock())
    clock.at = clock.at.replace(year=year)
    acta = issued(desk, clock)
    paper = ActaPapers(desk).pdf(acta)
    assert DOUBTED in words_of(paper)
    assert acta_of(desk, acta).time_unverified
    verdict = Verifying(desk).verify(paper)
    assert verdict.outcome is Outcome.PROVEN
    assert DOUBTED in said(verdict)
    assert "No es anterior al 20 de noviembre de 2026" in said(verdict)


def test_a_clock_that_ran_back_between_two_actas_is_doubted(desk: Desk, clock: Clock) -> None:
    issued(desk, clock)
    clock.go_on(hours=-3)
    assert DOUBTED in words_of(ActaPapers(desk).pdf(issued(desk, clock)))


def test_a_clock_that_disagreed_at_the_last_sync_is_doubted(desk: Desk, clock: Clock) -> None:
    with desk.writing() as writing:
        hour = 3_600_000_000
        remember(writing, CLOCK, KeptClock(microseconds(clock()), hour))
    assert DOUBTED in words_of(ActaPapers(desk).pdf(issued(desk, clock)))


def test_actas_of_the_first_schema_are_still_read_and_printed(desk: Desk, clock: Clock) -> None:
    acta = issued(desk, clock)
    with desk.reading() as reading:
        minutes = reading.get(Minutes, acta)
        assert minutes is not None
        kept = content_of(reading, minutes.digest)
    assert kept is not None
    first = json.loads(kept.content) | {"schema": "bitacora/acta/1"}
    written = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    paper = render_acta(written)
    assert Verifying(desk).verify(paper).number == acta_of(desk, acta).number
