"""What an acta says: canonical, complete in itself, silent about what is personal."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import msgspec
import pytest

from fieldapp.records.describe import Code
from fieldapp.rules.acta import acta_content, draft_content
from fieldapp.rules.acta_attendance import masked
from fieldapp.rules.acta_content import Acta, Reference, read_content
from tests.given import actas
from tests.given.packs import pack


def test_the_digest_is_that_of_the_canonical_bytes_and_never_changes() -> None:
    acta, _ = actas.issued()
    again, _ = actas.issued()
    assert acta == again
    assert acta.digest == hashlib.sha256(acta.content).digest()
    written = json.loads(acta.content)
    assert json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == (
        acta.content.decode()
    )


def test_only_texts_and_whole_numbers_stand_in_it() -> None:
    acta, _ = actas.issued()

    def kinds(value: object) -> set[type]:
        if isinstance(value, dict):
            return set().union(*map(kinds, value.values()))
        if isinstance(value, list):
            return set().union(set(), *map(kinds, value))
        return {type(value)}

    assert kinds(json.loads(acta.content)) == {str, int}


def test_texts_are_composed_so_that_two_keyboards_give_one_digest() -> None:
    one, _ = actas.issued(actas.visit_records(activity=actas.activity(objective="Peña")))
    other, _ = actas.issued(actas.visit_records(activity=actas.activity(objective="Pen\u0303a")))
    assert one.digest == other.digest


def test_another_secret_gives_other_salts_and_another_digest() -> None:
    records = actas.visit_records()
    one = acta_content(records, pack(), actas.issuer(), actas.issue())
    other = acta_content(records, pack(), actas.issuer(), actas.issue(secret=b"x" * 32))
    assert one.digest != other.digest
    hidden = [read_content(acta.content, Acta).attendance[0].hidden for acta in (one, other)]
    assert hidden[0].keys() == hidden[1].keys()
    assert not set(hidden[0].values()) & set(hidden[1].values())


def test_everything_the_description_calls_personal_is_hidden() -> None:
    row = msgspec.structs.replace(
        actas.attendance(1)[0], disability=Code("visual"), population_groups=frozenset({"a", "b"})
    )
    acta, _ = actas.issued(actas.visit_records(attendance=[row]))
    hidden = read_content(acta.content, Acta).attendance[0].hidden
    assert set(hidden) == {
        *("id_number", "phone", "email", "sex", "age_range", "ethnic_group", "disability"),
        "population_groups",
    }


def test_a_draft_has_no_number_and_no_hash() -> None:
    draft = read_content(draft_content(actas.visit_records(), pack(), actas.issuer()), Acta)
    assert draft.number == ""
    assert all(not row.hidden for row in draft.attendance)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("34500000", "···· 0000"), ("1234", "···· 34"), ("7", ""), ("", "")],
)
def test_a_document_shows_its_end_and_never_more_than_half(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_the_place_begins_with_the_locality() -> None:
    acta = read_content(actas.issued()[0].content, Acta)
    assert acta.meeting.place == "vereda El Carmelo, Guapi, Cauca"
    assert acta.closing.startswith("En constancia de lo anterior, se firma en vereda El Carmelo,")


def test_who_was_awaited_and_did_not_come_is_listed_apart() -> None:
    rows = actas.attendance(3)
    rows[1] = msgspec.structs.replace(rows[1], presence=Code("excused"))
    rows[2] = msgspec.structs.replace(rows[2], annulled="se repitió")
    acta = read_content(actas.issued(actas.visit_records(attendance=rows))[0].content, Acta)
    assert [row.name for row in acta.attendance] == ["Aura María Caicedo"]
    assert [(row.name, row.mark) for row in acta.absent] == [("Libardo Angulo", "con excusa")]


def test_who_gives_no_data_counts_and_a_doubtful_document_is_marked() -> None:
    rows = [
        msgspec.structs.replace(actas.attendance(1)[0], full_name="", id_number="", anonymous=True),
        msgspec.structs.replace(
            actas.attendance(2)[1], id_number="ABC", left_at=actas.STARTS + timedelta(minutes=85)
        ),
    ]
    acta = read_content(actas.issued(actas.visit_records(attendance=rows))[0].content, Acta)
    assert acta.attendance[0].name == "Asistente sin datos"
    assert acta.attendance[1].mark == "se retira a las 10:40, documento sin verificar"
    assert acta.audience == "Personas en la lista: 2."


def test_an_audience_counted_without_names_is_said() -> None:
    visit = actas.activity(audience_women=12, audience_men=8)
    acta = read_content(
        actas.issued(actas.visit_records(people=1, activity=visit))[0].content, Acta
    )
    assert acta.audience.endswith("Contadas sin nombre: 12 mujeres y 8 hombres.")


def test_it_names_the_acta_before_it() -> None:
    before = Reference(digest="ab" * 32)
    acta = acta_content(actas.visit_records(), pack(), actas.issuer(), actas.issue(previous=before))
    assert read_content(acta.content, Acta).previous == before


def test_a_later_version_may_add_what_this_one_does_not_know() -> None:
    acta, _ = actas.issued()
    later = acta.content.replace(b"{", b'{"added":"later",', 1)
    assert read_content(later, Acta) == read_content(acta.content, Acta)
