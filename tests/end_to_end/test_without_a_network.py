"""Work that reaches headquarters in an envelope: by stick, by its page, or by whoever has a signal.

Yesenia and Rosa work in Cauca. The laptops are folders, headquarters a real server process.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from fieldapp.records.visits import Activity
from tests.end_to_end.conftest import Enrolled
from tests.given.field_work import a_visit
from tests.given.served import Headquarters
from tests.given.terminals import PASSPHRASE


def a_new_visit() -> Activity:
    return a_visit(str(uuid4()), created_by=None)


def test_a_memory_stick_carries_the_work_there_and_the_answer_back(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    hers, mine = a_new_visit(), a_new_visit()
    rosa.writes(hers)
    rosa.does("sync")
    yesenia.writes(mine)
    stick = tmp_path / "yesenia.sobre"
    said = yesenia.does("envelope", "out", str(stick))
    assert "Registros: 0.00 MB" in said
    answer = tmp_path / "respuesta.sobre"
    taken = headquarters.run("envelope", "in", str(stick), "--answer", str(answer))
    again = headquarters.run("envelope", "in", str(stick))
    assert again["number"] == taken["number"]
    assert Path(again["answer"]).read_bytes() == answer.read_bytes()
    assert f"Acuse de recibo número {taken['number']}" in yesenia.does(
        "envelope", "in", str(answer)
    )
    assert {hers.id, mine.id} <= yesenia.visits()
    assert yesenia.pending() == {}
    code, said = rosa.tries("envelope", "in", str(answer))
    assert (code, "no es una respuesta" in said) == (65, True)
    rosa.does("sync")
    assert mine.id in rosa.visits()


def test_a_new_laptop_gets_its_territory_from_a_memory_stick(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    rosa, yesenia = enrolled("rosa"), enrolled("yesenia")
    visit = a_new_visit()
    rosa.writes(visit)
    rosa.does("sync")
    with yesenia.open() as opened:
        series = opened.identity.series
    stick = tmp_path / "territorio.sobre"
    headquarters.run("bundle", "out", series, str(stick))
    assert "Llegaron" in yesenia.does("envelope", "in", str(stick))
    assert visit.id in yesenia.visits()
    assert json.loads(yesenia.does("sync", "--json"))["received"] == {}
    code, said = rosa.tries("envelope", "in", str(stick))
    assert (code, "no es una respuesta" in said) == (65, True)


def test_a_closed_vaults_work_is_sent_by_whoever_has_a_signal(
    headquarters: Headquarters, enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, rosa = enrolled("yesenia"), enrolled("rosa")
    visit = a_new_visit()
    laptop.writes(visit)
    left = laptop.outgoing.waiting()
    assert left is not None
    monkeypatch.delenv("FIELDAPP_PASSPHRASE")
    assert "entregado" in laptop.does("envelope", "send")
    assert "Ninguna bitácora" in laptop.does("envelope", "send")
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    rosa.does("sync")
    assert visit.id in rosa.visits()
    laptop.visits()
    assert laptop.pending() == {}
    assert laptop.outgoing.answers() == []
    assert not laptop.outgoing.there
    assert not list(laptop.vault.glob("*.part"))


def test_closing_again_leaves_the_same_envelope_and_new_work_another(
    enrolled: Enrolled,
) -> None:
    laptop = enrolled("yesenia")
    assert not laptop.outgoing.there
    laptop.writes(a_new_visit())
    first = laptop.outgoing.waiting()
    laptop.visits()
    assert laptop.outgoing.waiting() == first
    laptop.writes(a_new_visit())
    assert laptop.outgoing.waiting() != first
    laptop.does("sync")
    assert not laptop.outgoing.there


def test_what_lies_in_clear_beside_a_vault_is_only_the_address(
    headquarters: Headquarters, enrolled: Enrolled
) -> None:
    laptop = enrolled("yesenia")
    laptop.writes(a_new_visit())
    written = json.loads((laptop.vault / "outgoing.json").read_bytes())
    assert written == {"address": headquarters.url, "authority": ""}
    with laptop.open() as opened:
        device = opened.identity.enrolment.device
    assert device.bytes not in (laptop.vault / "outgoing.sobre").read_bytes()


def test_without_a_signal_sending_says_so_and_the_envelope_waits(
    headquarters: Headquarters, enrolled: Enrolled
) -> None:
    laptop = enrolled("yesenia")
    laptop.writes(a_new_visit())
    headquarters.stop()
    try:
        code, said = laptop.tries("envelope", "send")
    finally:
        headquarters.start()
    assert (code, "no responde" in said) == (69, True)
    assert laptop.outgoing.waiting() is not None
    laptop.does("envelope", "send")


def test_a_damaged_answer_beside_a_vault_is_thrown_away_and_nothing_else(
    enrolled: Enrolled,
) -> None:
    laptop = enrolled("yesenia")
    visit = a_new_visit()
    laptop.writes(visit)
    laptop.does("envelope", "send")
    (answer,) = laptop.outgoing.answers()
    answer.write_bytes(answer.read_bytes()[:-1])
    assert laptop.visits() == {visit.id}
    assert laptop.pending() == {"activity": 1}
    assert laptop.outgoing.answers() == []
    laptop.does("envelope", "send")
    laptop.visits()
    assert laptop.pending() == {}


@pytest.mark.parametrize("content", [b"", b"BITS", b"%PDF-1.7" * 100])
def test_any_other_file_is_refused_in_words_on_both_sides(
    headquarters: Headquarters,
    enrolled: Enrolled,
    tmp_path: Path,
    content: bytes,
) -> None:
    laptop = enrolled("yesenia")
    wrong = tmp_path / "otro.sobre"
    wrong.write_bytes(content)
    code, said = laptop.tries("envelope", "in", str(wrong))
    assert (code, "No se cambió nada" in said) == (65, True)
    code, said = headquarters.tries("envelope", "in", str(wrong))
    assert (code, "No se tomó nada" in said) == (65, True)
    code, said = laptop.tries("envelope", "in", str(tmp_path / "no está"))
    assert (code, "No se encuentra" in said) == (69, True)
