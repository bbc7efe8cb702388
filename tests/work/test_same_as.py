"""Duplicates are joined, asked about and taken apart, never merged (rule R1)."""

from __future__ import annotations

from fieldapp.records.describe import Code
from fieldapp.records.people import Organization
from fieldapp.work.commitment_board import BoardFilter
from fieldapp.work.desk import Desk
from fieldapp.work.registers import Registers
from fieldapp.work.same_as import SameAsLinks
from fieldapp.work.work import Work
from tests.given.desks import GUAPI


def test_an_equal_document_joins_two_people_and_can_be_taken_back(desk: Desk) -> None:
    registers, links = Registers(desk), SameAsLinks(desk)
    card = {"id_type": Code("CC"), "id_number": "1061234567"}
    one = registers.save("person", None, {"full_name": "Yesenia Riascos", **card})
    two = registers.save("person", None, {"full_name": "Y. Riascos Angulo", **card})
    assert "same_as" in two.kinds
    assert links.group(one.id) == {one.id, two.id}
    link = registers.list("same_as").rows[0]
    links.decide(link.id, same=False)
    assert links.group(one.id) == {one.id}
    registers.save("person", two.id, {"phone": "3105550000"})
    assert links.group(one.id) == {one.id}


def test_a_similar_name_in_one_municipality_is_asked(desk: Desk) -> None:
    registers, links = Registers(desk), SameAsLinks(desk)
    for name in ("Mesa de Empleo de Guapi", "Mesa de empleo Guapi"):
        registers.save("space", None, {"name": name, "territory": GUAPI})
    (asked,) = links.proposals()
    assert {asked.first_label, asked.second_label} == {
        "Mesa de Empleo de Guapi",
        "Mesa de empleo Guapi",
    }
    links.decide(asked.id, same=True)
    assert links.proposals() == []
    assert len(links.group(asked.first)) == 2


def test_joined_entities_are_offered_once_and_owe_under_one_heading(desk: Desk) -> None:
    work = Work(desk)
    nit = {"tax_id": "800096744-5", "territory": GUAPI}
    ids = [
        work.registers.save("organization", None, {"name": name, **nit}).id
        for name in ("Municipio de Guapi", "Municipio de Guapi (Cauca)")
    ]
    offered = work.registers.options(desk.kinds["person"]["organization"], "municipio guapi")
    before = {one.value for one in offered} & set(ids)
    work.same_as.join(*ids)
    offered = work.registers.options(desk.kinds["person"]["organization"], "municipio guapi")
    assert len({one.value for one in offered} & set(ids)) == 1 <= len(before)
    visit = work.visits.start(changes={"territory": GUAPI}).id
    for entity in ids:
        promise = {"text": "Convocar", "responsible": entity, "responsible_name": "Municipio"}
        work.commitments.promise(visit, promise)
    (group,) = work.commitments.board(BoardFilter(by="entity"))
    assert len(group.lines) == 2


def test_two_records_are_joined_by_hand(desk: Desk) -> None:
    registers, links = Registers(desk), SameAsLinks(desk)
    one = registers.save("organization", None, {"name": "Gobernación"}).id
    two = registers.save("organization", None, {"name": "Depto del Cauca"}).id
    links.join(one, two)
    assert links.group(two) == {one, two}


def test_a_body_of_the_directory_is_kept_when_somebody_picks_it(desk: Desk) -> None:
    registers = Registers(desk)
    field = desk.kinds["person"]["organization"]
    town = registers.options(field, "alcaldia guapi")[0]
    registers.save("person", None, {"full_name": "Neiva Torres", "organization": town.value})
    with desk.reading() as reading:
        kept = reading.get(Organization, town.value)
    assert kept is not None
    assert kept.name == town.label
