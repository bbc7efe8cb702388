"""A signed acta, from the village to the day its officer's key is revoked, with a real server.

Yesenia seals with no network. Rosa's laptop verifies what it is handed, without a network either.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from fieldapp.app import assemble_work
from fieldapp.records.trust import Signer, TrustList
from fieldapp.signing.examined import Standing
from fieldapp.signing.trust import Trust, trust_of
from fieldapp.signing.validation import examine
from fieldapp.store.settings import set_identity
from fieldapp.store.unit_of_work import Authorship
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.minutes import Actas
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of
from tests.given.served import Headquarters
from tests.given.terminals import Laptop

_STAMPED_WITHIN_S = 60


def now() -> datetime:
    return datetime.now(UTC)


def seals_an_acta(laptop: Laptop) -> UUID:
    """Hold a meeting, issue its acta and sign it; its id."""
    with laptop.open() as opened:
        clock = Clock(now())
        desk = assemble_work(opened, clock).desk
        return saved(Actas(desk).issue(a_meeting(desk, clock))).id


def paper_of(laptop: Laptop, acta: UUID, *, archive: bool = False) -> bytes:
    with laptop.open() as opened:
        return ActaPapers(assemble_work(opened, now).desk).pdf(acta, archive=archive)


def series_of(laptop: Laptop) -> str:
    with laptop.open() as opened:
        return opened.identity.enrolment.device_code


def trust_at(laptop: Laptop) -> Trust:
    """Whom a laptop believes."""
    with laptop.open() as opened, opened.store.read() as reading:
        listed = reading.all(TrustList)
        return trust_of(reading.all(Signer), listed[0] if listed else None)


def verified(laptop: Laptop, paper: bytes, folder: Path) -> tuple[int, str]:
    """What `fieldapp verify` ends with, and says."""
    file = folder / "acta.pdf"
    file.write_bytes(paper)
    code, said = laptop.tries("verify", "--json", str(file))
    told: dict[str, Any] = json.loads(said)
    return code, " ".join(told["files"][0]["sentences"])


def syncs_until_stamped(laptop: Laptop, acta: UUID) -> tuple[bytes, bytes]:
    """Sync until headquarters' stamps have come; the completed copies: delivered, archive."""
    before = copies_of(laptop, acta)
    ends = time.monotonic() + _STAMPED_WITHIN_S
    while set(copies := copies_of(laptop, acta)) & set(before):
        assert time.monotonic() < ends, "headquarters stamped nothing"
        laptop.does("sync")
    return copies


def copies_of(laptop: Laptop, acta: UUID) -> tuple[bytes, bytes]:
    return paper_of(laptop, acta), paper_of(laptop, acta, archive=True)


def test_an_acta_proves_itself_on_another_laptop_before_and_after_the_sync_and_the_revocation(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    for one in (yesenia, rosa):
        one.does("sync")
    acta = seals_an_acta(yesenia)
    handed_over = paper_of(yesenia, acta)

    code, said = verified(rosa, handed_over, tmp_path)
    assert code == 0
    assert "El contenido coincide con lo firmado por Yesenia Riascos" in said
    assert "Firmado, aún no sellado por el nivel central." in said

    completed, archive = syncs_until_stamped(yesenia, acta)
    rosa.does("sync")
    for paper in (completed, archive):
        examined = examine(paper, trust_at(rosa), now())
        assert (examined.standing, examined.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    code, said = verified(rosa, completed, tmp_path)
    assert (code, "aún no sellado" in said) == (0, False)
    assert paper_of(rosa, acta) == completed

    headquarters.run("device", "revoke", series_of(yesenia), "--reason", "se robaron el equipo")
    rosa.does("sync")
    for paper in (completed, archive):
        examined = examine(paper, trust_at(rosa), now())
        assert (examined.standing, examined.indication) == (Standing.STAMPED, "TOTAL-PASSED")
        assert examined.revoked_at is not None
    assert examine(handed_over, trust_at(rosa), now()).standing is Standing.REVOKED
    assert verified(rosa, completed, tmp_path)[0] == 0


def test_a_laptop_activated_before_there_were_certificates_signs_after_its_first_sync(
    enrolled: Enrolled, tmp_path: Path
) -> None:
    rosa = enrolled("rosa")
    forget_certificate(rosa)
    acta = seals_an_acta(rosa)
    before = paper_of(rosa, acta)
    assert "Sin firma electrónica del funcionario" in words_of(before)
    rosa.does("sync")
    after = paper_of(rosa, acta)
    assert after.startswith(before)
    assert examine(after, trust_at(rosa), now()).standing is Standing.SIGNED
    completed, _ = syncs_until_stamped(rosa, acta)
    examined = examine(completed, trust_at(rosa), now())
    assert (examined.standing, examined.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    for paper in (before, after, completed):
        assert verified(rosa, paper, tmp_path)[0] == 0


def forget_certificate(laptop: Laptop) -> None:
    """As if it had been activated by an older headquarters."""
    with laptop.open() as opened:
        who = opened.identity
        author = Authorship(who.enrolment.officer.person, now(), who.enrolment.device)
        bare = replace(who, enrolment=replace(who.enrolment, certificates=[]))
        with opened.store.write(author) as writing:
            set_identity(writing, bare)


@pytest.mark.parametrize("step", ["sealed", "synced"])
def test_the_paper_of_a_stolen_laptop_without_a_stamp_proves_nothing(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path, step: str
) -> None:
    """Whoever has the laptop seals what they like; headquarters stamps nothing of it any more."""
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    yesenia.does("sync")
    headquarters.run("device", "revoke", series_of(yesenia))
    acta = seals_an_acta(yesenia)
    if step == "synced":
        yesenia.does("sync")
    rosa.does("sync")
    code, said = verified(rosa, paper_of(yesenia, acta), tmp_path)
    assert code == 1
    assert "Clave revocada: vale solo si hay sello anterior." in said


def test_a_certificate_comes_by_memory_stick_too(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    yesenia = enrolled("yesenia")
    forget_certificate(yesenia)
    stick, answer = tmp_path / "yesenia.sobre", tmp_path / "respuesta.sobre"
    yesenia.does("envelope", "out", str(stick))
    headquarters.run("envelope", "in", str(stick), "--answer", str(answer))
    yesenia.does("envelope", "in", str(answer))
    paper = paper_of(yesenia, seals_an_acta(yesenia))
    assert examine(paper, trust_at(yesenia), now()).standing is Standing.SIGNED
