"""How things stand with headquarters, in one honest sentence."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import SPANISH
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.work.conflicts import open_conflicts
from fieldapp.work.metered import weight_in_words
from fieldapp.work.syncing import Syncing, SyncStandings, SyncState, plain, sentences
from sync.client.engine import About, Device, SyncReport
from sync.client.ports import LineFailure
from sync.protocol.body import batch_hash, read_body
from sync.protocol.messages import (
    Receipt,
    Ruling,
    ScopePage,
    ScopeState,
    Signed,
    Verdict,
    write_statement,
)
from tests.given.answers import a_page, asked_by, receipts_for, rows, take
from tests.given.devices import NOON_US, SEED, Laptop, a_laptop
from tests.given.field_work import a_person, a_visit
from tests.given.lines import Fault, Line
from tests.given.packs import pack
from tests.given.vaults import OFFICER

NOON = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


class StandingClock:
    def now_us(self) -> int:
        return NOON_US


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def syncing_of(laptop: Laptop, *faults: Fault) -> Syncing:
    """The laptop at a line on which nobody ever answers."""
    line = Line(lambda frame: frame, list(faults))
    signer = LineSigner(DeviceKey(SEED), b"h" * 32)
    device = Device(laptop.sync, line, StandingClock(), random.Random(1), signer, About("0.1.0", 1))
    standings = SyncStandings(
        laptop.store,
        laptop.sync,
        lambda when: f"{when:%H:%M}",
        lambda reading: open_conflicts(reading, KINDS, pack("CO"), OFFICER),
    )
    return Syncing(laptop.store, standings, device, lambda: NOON, frozenset, lambda: None)


def receive_receipts(laptop: Laptop, *rulings: Ruling) -> None:
    laptop.sync.freeze(NOON_US)
    for batch in laptop.sync.waiting(10):
        given = list(rulings) or [Ruling(Verdict.OK)] * len(read_body(batch.body).units)
        receipt = Receipt(batch.device, batch.number, batch_hash(batch.body), given, 3)
        with laptop.sync.taking() as taking:
            taking.settle(receipt, Signed(write_statement(receipt), b"s" * 64), NOON_US)


def words_of(syncing: Syncing) -> tuple[SyncState, str]:
    standing = syncing.standing()
    return standing.state, SPANISH(standing.text)


def test_a_new_laptop_has_nothing_to_send(laptop: Laptop) -> None:
    assert words_of(syncing_of(laptop)) == (SyncState.NOTHING, "No hay nada por enviar.")


def test_what_was_typed_is_said_to_wait_until_its_receipt(laptop: Laptop) -> None:
    syncing = syncing_of(laptop)
    laptop.put(a_visit(), a_person("Amparo"))
    assert words_of(syncing) == (SyncState.WAITING, "2 registros por enviar.")
    laptop.sync.freeze(NOON_US)
    assert words_of(syncing) == (SyncState.WAITING, "2 registros por enviar.")
    receive_receipts(laptop)
    state, words = words_of(syncing)
    assert state is SyncState.RECEIVED
    assert "acuse de recibo del" in words


def test_a_failed_sync_is_remembered_with_its_reason_and_loses_nothing(laptop: Laptop) -> None:
    syncing = syncing_of(laptop, Fault.REQUEST_LOST)
    laptop.put(a_visit())
    with pytest.raises(LineFailure):
        syncing.now()
    assert words_of(syncing_of(laptop)) == (SyncState.NO_NETWORK, "Se cortó la señal.")
    standing = syncing.standing()
    assert standing.failure is not None
    assert (standing.failure.step, standing.counts.pending) == ("network", {"activity": 1})


def test_what_a_person_must_look_at_is_said_to_be_in_review(laptop: Laptop) -> None:
    laptop.put(a_visit())
    receive_receipts(laptop, Ruling(Verdict.QUARANTINED, "Territorio no autorizado."))
    syncing = syncing_of(laptop)
    assert words_of(syncing) == (
        SyncState.IN_REVIEW,
        "1 registro está en revisión en el nivel central.",
    )
    told = plain(syncing.standing(), SPANISH)
    (review,) = told["in_review"]
    assert (review["kind"], review["words"]) == ("activity", "Territorio no autorizado.")
    assert UUID(review["id"])


@pytest.mark.parametrize(
    ("records", "small", "large", "said"),
    [
        (31_000, 2_000, 42_100_000, "Registros: 0,03 MB. Fotos: 42 MB."),
        (1, 0, 999_000, "Registros: 0,01 MB. Fotos: 1,00 MB."),
        (0, 0, 0, "Registros: 0 MB. Fotos: 0 MB."),
    ],
)
def test_on_a_metered_link_it_is_said_what_everything_weighs(
    laptop: Laptop, records: int, small: int, large: int, said: str
) -> None:
    counts = replace(
        laptop.sync.counts(),
        bytes_waiting={"records": records, "small": small, "large": large},
    )
    words = SPANISH(weight_in_words(counts, pack("CO").formats.number))
    assert words == f"{said} ¿Enviar también las fotos?"


def test_it_tells_when_headquarters_answered_and_how_far_its_clock_is(laptop: Laptop) -> None:
    syncing = syncing_of(laptop)
    told = plain(syncing.standing(), SPANISH)
    assert (told["clock_offset_s"], told["last_answer_at"], told["next_sync_at"]) == (
        None,
        None,
        None,
    )
    with laptop.sync.taking() as taking:
        taking.keep_clock(NOON_US, -90_500_000, 600)
    told = plain(syncing.standing(), SPANISH)
    assert told["clock_offset_s"] == -90.5
    assert told["last_answer_at"] == "2026-11-20T17:00:00+00:00"
    assert told["next_sync_at"] == "2026-11-20T17:10:00+00:00"


def test_a_reviewed_unit_is_told_with_headquarters_answer_and_waits_no_more(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit())
    receive_receipts(laptop, Ruling(Verdict.QUARANTINED, "La fecha no puede ser."))
    note = {
        "unit_kind": "activity",
        "unit_id": str(a_visit().id),
        "device": str(laptop.identity.enrolment.device),
        "batch": 1,
        "verdict": "returned",
        "words": "Corrija la fecha y vuelva a enviarla.",
        "at": NOON_US,
    }
    take(laptop, a_page(rows=[rows("review_note", (UUID(int=3), 9, note))]))
    standing = syncing_of(laptop).standing()
    told = plain(standing, SPANISH)
    (answered,) = told["answered"]
    assert (told["in_review"], answered["outcome"], answered["answer"]) == (
        [],
        "returned",
        "Corrija la fecha y vuelva a enviarla.",
    )
    assert "Corrija la fecha" in SPANISH(sentences(standing)[-1])


def test_a_territory_taken_away_is_told_until_nothing_of_it_is_held(laptop: Laptop) -> None:
    take(laptop, a_page("76", rows=[rows("activity", (UUID(int=4), 5, {}))]))
    laptop.put(a_visit(territory="76001"))
    laptop.sync.freeze(NOON_US)
    gone = ScopePage("76", ScopeState.REVOKED)
    take(laptop, gone)
    assert "Ya no tiene asignado: 76." in SPANISH(sentences(syncing_of(laptop).standing())[1])
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(2,)]
    take(laptop, gone, receipts=receipts_for(laptop))
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(0,)]
    assert laptop.rows('SELECT count(*) FROM "tombstone"') == [(2,)]
    told = plain(syncing_of(laptop).standing(), SPANISH)
    assert (told["retiring"], told["revoked"]) == ([], ["76"])


def test_files_that_headquarters_lacks_keep_a_territory_here(laptop: Laptop) -> None:
    take(laptop, a_page("76", rows=[rows("activity", (UUID(int=4), 5, {}))]))
    name = bytes.fromhex(laptop.files.put(b"acta firmada"))
    gone = ScopePage("76", ScopeState.REVOKED)
    take(laptop, gone, asked=asked_by(laptop, held_files=[name]), files_lacking=[(name, 0)])
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(1,)]
    take(laptop, gone, asked=asked_by(laptop, held_files=[name]))
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(0,)]
    take(laptop, a_page("76", rows=[rows("activity", (UUID(int=4), 5, {}))]))
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(1,)]
    assert laptop.sync.counts().revoked == ()


def test_a_wrong_clock_and_the_step_that_failed_are_said_in_words(laptop: Laptop) -> None:
    with laptop.sync.taking() as taking:
        taking.keep_clock(NOON_US, 5 * 3_600_000_000, 600)
    syncing = syncing_of(laptop, Fault.REQUEST_LOST)
    with pytest.raises(LineFailure) as lost:
        syncing.now()
    told = [SPANISH(sentence) for sentence in sentences(syncing.standing())]
    assert told == [
        SPANISH(lost.value.text),
        "Se quedó en este paso: Red.",
        "El reloj de este equipo va 5 horas adelantado. No impide enviar ni recibir.",
    ]


def test_a_laptop_on_a_paid_network_spares_data_until_told_otherwise(laptop: Laptop) -> None:
    syncing = syncing_of(laptop, *[Fault.REQUEST_LOST] * 3)
    told: list[bool] = []

    class Engine:
        def sync(self, *, large_files: bool = True) -> SyncReport:
            told.append(large_files)
            return SyncReport()

    engine = replace(syncing, engine=Engine())
    engine.now()
    syncing.standings.spare_data(spare=True)
    assert syncing.standing().spares_data
    engine.now()
    engine.now(large_files=True)
    assert told == [True, False, True]
