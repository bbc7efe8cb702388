"""An officer with an identity card, from the authority's file at headquarters to a colleague."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.app import assemble_work
from fieldapp.signing.examined import Standing
from fieldapp.signing.validation import examine, is_signed
from tests.end_to_end.conftest import Enrolled
from tests.end_to_end.test_actas_prove_themselves import (
    now,
    paper_of,
    syncs_until_stamped,
    trust_at,
    verified,
)
from tests.given.desks import Clock
from tests.given.meetings import a_meeting
from tests.given.outside import OutsideAuthority
from tests.given.served import Headquarters
from tests.given.terminals import Laptop
from tests.given.tokens import LIBRARY, PIN, Drawer, needs_tokens

pytestmark = needs_tokens


def list_at(headquarters: Headquarters, folder: Path, made: OutsideAuthority) -> None:
    """Hand headquarters the files that an authority publishes."""
    pem = folder / "registro.pem"
    pem.write_text(made.pem, encoding="ascii")
    words: list[str] = []
    for place, der in enumerate(made.crls(now())):
        (folder / f"{place}.crl").write_bytes(der)
        words += ["--crl", str(folder / f"{place}.crl")]
    headquarters.run("trust", "add", str(pem), *words)


@pytest.fixture(scope="module")
def outside(
    headquarters: Headquarters, tmp_path_factory: pytest.TempPathFactory
) -> OutsideAuthority:
    """An authority of cards, listed at headquarters with its revocation lists."""
    made = OutsideAuthority()
    list_at(headquarters, tmp_path_factory.mktemp("authority"), made)
    return made


def holds_a_meeting(laptop: Laptop) -> str:
    with laptop.open() as opened:
        clock = Clock(now())
        return str(a_meeting(assemble_work(opened, clock).desk, clock))


def test_a_card_chosen_and_used_from_the_command_line_is_believed_on_another_laptop(
    enrolled: Enrolled,
    outside: OutsideAuthority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    for one in (yesenia, rosa):
        one.does("sync")
    card = outside.card("RIASCOS YESENIA FIR 25388001", whole_chain=False)
    serial = Drawer().holding(card, "Carné")
    listed = json.loads(yesenia.does("token", "list", "--module", LIBRARY, "--json"))
    (seen,) = [one for one in listed["certificates"] if one["serial"] == serial]
    assert (seen["token"], seen["fault"]) == ("Carné", "")
    code, said = rosa.tries("token", "use", "--module", LIBRARY, "--token", serial)
    assert (code, "nadie firma con el token de otra persona" in said) == (65, True)
    yesenia.does("token", "use", "--module", LIBRARY, "--token", serial)

    visit = holds_a_meeting(yesenia)
    monkeypatch.setenv("FIELDAPP_TOKEN_PIN", "0000")
    code, said = yesenia.tries("seal", visit)
    assert (code, "El PIN no es el del token" in said) == (65, True)
    monkeypatch.setenv("FIELDAPP_TOKEN_PIN", PIN)
    acta = UUID(json.loads(yesenia.does("seal", visit, "--json"))["id"])
    handed_over = paper_of(yesenia, acta)

    code, said = verified(rosa, handed_over, tmp_path)
    assert code == 0
    assert "lo firmado por Yesenia Riascos" in said
    assert "emitido por «Registro Civil de prueba: emisora»: no es del nivel central" in said

    completed, archive = syncs_until_stamped(yesenia, acta)
    rosa.does("sync")
    for paper in (completed, archive):
        found = examine(paper, trust_at(rosa), now())
        assert (found.standing, found.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    code, said = verified(rosa, completed, tmp_path)
    assert (code, "Revocación no comprobada" in said) == (0, False)


def test_without_its_token_an_acta_is_closed_and_signed_later(
    enrolled: Enrolled,
    outside: OutsideAuthority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    yesenia = enrolled("yesenia")
    yesenia.does("sync")
    card = outside.card("RIASCOS YESENIA FIR 25388001", whole_chain=False)
    serial = Drawer().holding(card, "Carné")
    yesenia.does("token", "use", "--module", LIBRARY, "--token", serial)
    monkeypatch.delenv("FIELDAPP_TOKEN_PIN", raising=False)
    visit = holds_a_meeting(yesenia)
    said = yesenia.does("seal", visit)
    assert "fieldapp token sign" in said
    with yesenia.open() as opened:
        acta = assemble_work(opened, now).papers
        minutes = assemble_work(opened, now).minutes.of(acta.find(visit))
    assert minutes is not None
    assert not is_signed(paper_of(yesenia, minutes.id))
    yesenia.does("sync")
    assert not is_signed(paper_of(yesenia, minutes.id))
    monkeypatch.setenv("FIELDAPP_TOKEN_PIN", PIN)
    assert "1" in yesenia.does("token", "sign")
    assert is_signed(paper_of(yesenia, minutes.id))
    yesenia.does("token", "forget")
    assert "clave de este equipo" in yesenia.does("token", "list", "--module", LIBRARY)


def test_an_authority_that_is_taken_off_the_list_counts_no_more(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    other, rosa = OutsideAuthority("Otra entidad", "p256"), enrolled("rosa")
    list_at(headquarters, tmp_path, other)
    told = {one["name"]: one["listed_at"] for one in headquarters.run("trust", "list")}
    assert told["Otra entidad: raíz"]
    rosa.does("sync")
    assert other.listed().roots[0] in trust_at(rosa).outside.roots
    headquarters.run("trust", "remove", "Otra entidad: raíz")
    rosa.does("sync")
    assert other.listed().roots[0] not in trust_at(rosa).outside.roots
    assert other.listed().intermediates[0] not in trust_at(rosa).outside.intermediates
