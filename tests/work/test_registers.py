"""Any kind is listed, saved and annulled from its description."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.records.text import Refused
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.registers import Registers
from fieldapp.work.search import Search
from fieldapp.work.visits import Visits
from tests.given.desks import CALI, GUAPI


def test_every_kind_can_be_listed_empty(desk: Desk) -> None:
    registers = Registers(desk)
    for spec in desk.kinds:
        listing = registers.list(spec.name)
        assert listing.rows == []
        assert listing.total == 0
        assert listing.columns


def test_a_row_shows_labels_names_and_places_not_codes(desk: Desk) -> None:
    registers = Registers(desk)
    town = registers.save(
        "organization",
        None,
        {"name": "Alcaldía de Guapi", "kind": "mun_entity", "territory": GUAPI},
    )
    registers.save("person", None, {"full_name": "Neiva Torres", "organization": town.id})
    (row,) = registers.list("organization", text="alcaldia").rows
    assert "Guapi, Cauca" in row.cells
    assert "Entidad municipal (Alcaldía, Concejo)" in row.cells
    assert "Alcaldía de Guapi" in registers.list("person").rows[0].cells


def test_a_list_is_sorted_filtered_and_read_in_pages(desk: Desk) -> None:
    registers = Registers(desk)
    for name in ("Ñáñez", "Angulo", "Zúñiga", "Ángel"):
        registers.save("person", None, {"full_name": name, "territory": CALI})
    listed = registers.list("person", sort="full_name", limit=3)
    assert [row.cells[0] for row in listed.rows] == ["Ángel", "Angulo", "Ñáñez"]
    assert listed.total == 4
    rest = registers.list("person", sort="full_name", limit=3, offset=3)
    assert [row.cells[0] for row in rest.rows] == ["Zúñiga"]
    assert registers.list("person", filters={"territory": GUAPI}).total == 0


def test_an_annulled_record_leaves_the_list_and_comes_back(desk: Desk) -> None:
    registers = Registers(desk)
    saved = registers.save("space", None, {"name": "Mesa de empleo", "territory": GUAPI})
    with pytest.raises(Refused, match="motivo"):
        registers.annul("space", saved.id, " ")
    registers.annul("space", saved.id, "Escrita dos veces")
    assert registers.list("space").total == 0
    registers.restore("space", saved.id)
    assert registers.list("space").total == 1
    assert {one.field for one in registers.missing("space", saved.id)} == {"type"}


def test_what_only_headquarters_writes_is_refused_to_an_officer(desk: Desk) -> None:
    with pytest.raises(Refused, match="el nivel central"):
        Registers(desk).save("office", None, {"name": "Oficina nueva"})


def test_an_entry_of_a_log_is_never_changed(desk: Desk) -> None:
    registers = Registers(desk)
    entry = registers.save(
        "logbook_entry",
        None,
        {"territory": GUAPI, "on": date(2026, 11, 20), "text": "Sin energía"},
    )
    with pytest.raises(Refused, match="no se cambia"):
        registers.save("logbook_entry", entry.id, {"text": "Con energía"})


def test_a_wrong_value_is_refused_naming_every_wrong_field(desk: Desk) -> None:
    with pytest.raises(WrongFields) as caught:
        Registers(desk).save("organization", None, {"name": "x" * 201, "kind": "nadie"})
    assert {fault.field for fault in caught.value.faults} == {"name", "kind"}


def test_pickers_offer_codes_territories_and_records(desk: Desk) -> None:
    registers = Registers(desk)
    saved = registers.save("space", None, {"name": "Mesa de empleo de Guapi", "territory": GUAPI})
    activity = desk.kinds["activity"]
    assert [one.value for one in registers.options(activity["axis"], "gobernanza")] == ["GT"]
    assert registers.options(activity["territory"], "guapi")[0].label == "Guapi, Cauca"
    (space,) = registers.options(activity["space"], "mesa")
    assert (space.value, space.hint) == (saved.id, "Guapi, Cauca")
    assert registers.label(activity["space"], saved.id) == "Mesa de empleo de Guapi"


def test_the_search_box_finds_an_attendee_in_their_visit(desk: Desk) -> None:
    visit = Visits(desk).start(changes={"territory": GUAPI})
    AttendanceList(desk).add(visit.id, {"full_name": "Célimo Angulo Ñáñez"})
    (found,) = Search(desk).find("celimo nanez")
    assert (found.kind, found.root_kind, found.root_id) == ("attendance", "activity", visit.id)


def test_the_search_box_finds_a_follow_up_in_its_commitment(desk: Desk) -> None:
    visit = Visits(desk).start(changes={"territory": GUAPI})
    promised = Commitments(desk).promise(visit.id, {"text": "Convocar la mesa"})
    Commitments(desk).follow_up(
        promised.id, {"status": "in_progress", "text": "Se envió el oficio"}
    )
    (found,) = Search(desk).find("oficio")
    assert (found.kind, found.root_kind, found.root_id) == ("follow_up", "commitment", promised.id)


def test_the_directory_lists_what_has_no_page_of_its_own(desk: Desk) -> None:
    listed = {spec.name for spec in Registers(desk).kinds()}
    assert listed >= {"organization", "office", "person", "position", "space", "trip", "norm"}
    assert not listed & {"activity", "agreement", "commitment", "party", "space_member"}
