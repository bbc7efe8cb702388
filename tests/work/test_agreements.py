"""Agreements: free while they are negotiated, fixed once they are signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.agreement_list import AgreementFilter
from fieldapp.work.agreements import Agreements
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk
from tests.given.desks import CALI, Clock, a_desk

ACUERDO = {
    "type": Code("acuerdo_voluntades"),
    "title": "Acuerdo por el empleo de Cali",
    "territory": CALI,
    "signed_on": date(2026, 11, 20),
}


def test_it_is_signed_only_by_the_parties_its_type_asks_for(desk: Desk) -> None:
    agreements = Agreements(desk)
    agreement = agreements.create(ACUERDO).id
    agreements.add_party(agreement, {"organization_name": "Alcaldía de Cali"})
    assert [lack.field for lack in agreements.missing(agreement)] == ["type"]
    with pytest.raises(Refused, match="partes"):
        agreements.advance(agreement, "signed")
    agreements.add_party(agreement, {"organization_name": "SENA"})
    agreements.advance(agreement, "signed")
    with pytest.raises(Refused, match="suscrito"):
        agreements.edit(agreement, {"title": "Otro"})
    with pytest.raises(Refused, match="suscrito"):
        Commitments(desk).promise(agreement, {"text": "Uno más"})
    agreements.advance(agreement, "in_force")


def test_a_convenio_de_delegacion_takes_three_levels_of_government(
    tmp_path: Path, clock: Clock
) -> None:
    scopes = frozenset({"21", "0"})
    with a_desk(tmp_path, clock, country="PE", home_scope="21", scopes=scopes) as desk:
        agreements = Agreements(desk)
        agreement = agreements.create(
            {
                "type": Code("convenio_delegacion"),
                "title": "Delegación de funciones",
                "territory": "21",
                "signed_on": date(2026, 11, 20),
            }
        ).id
        for name, level in (("MTPE", "national"), ("GORE Puno", "regional")):
            agreements.add_party(agreement, {"organization_name": name, "gov_level": Code(level)})
        with pytest.raises(Refused, match="necesita"):
            agreements.advance(agreement, "signed")
        agreements.add_party(
            agreement, {"organization_name": "MP Yunguyo", "gov_level": Code("local")}
        )
        agreements.advance(agreement, "signed")


def test_the_list_counts_its_promises_and_the_late_ones(desk: Desk, clock: Clock) -> None:
    agreements = Agreements(desk)
    agreement = agreements.create(ACUERDO).id
    agreements.create({"title": "Otro acuerdo", "territory": "19318"})
    Commitments(desk).promise(
        agreement, {"text": "Convocar", "due_on": date(2026, 11, 1), "responsible_name": "SENA"}
    )
    (line,) = agreements.page(AgreementFilter(territory="76")).lines
    assert (line.commitments, line.late, line.parties) == (1, 1, 0)
    assert line.place == "Santiago de Cali, Valle del Cauca"
    assert agreements.page().total == 2
    assert agreements.page(AgreementFilter(text="cali")).total == 1


def test_parties_are_moved_and_taken_out(desk: Desk) -> None:
    agreements = Agreements(desk)
    agreement = agreements.create(ACUERDO).id
    one = agreements.add_party(agreement, {"organization_name": "Uno"}).id
    two = agreements.add_party(agreement, {"organization_name": "Dos"}).id
    agreements.move_party(two, None)
    agreements.edit_party(one, {"representative": "Neiva Torres"})
    names = [party.organization_name for party in agreements.room(agreement).parties]
    assert names == ["Dos", "Uno"]
    agreements.remove_party(two)
    assert len(agreements.room(agreement).parties) == 1


def test_it_prints_as_a_draft_and_as_signed(desk: Desk) -> None:
    agreements = Agreements(desk)
    agreement = agreements.create(ACUERDO).id
    draft = agreements.pdf(agreement)
    for name in ("Alcaldía de Cali", "SENA"):
        agreements.add_party(agreement, {"organization_name": name})
    agreements.advance(agreement, "signed")
    assert draft.startswith(b"%PDF")
    assert agreements.pdf(agreement) != draft
