"""Whose a certificate is that somebody else made out, by the names in it."""

from __future__ import annotations

import pytest

from fieldapp.rules.holder_names import are_of_one


@pytest.mark.parametrize(
    ("officer", "certified"),
    [
        ("Marleny Angulo Riascos", "MARLENY ANGULO RIASCOS"),
        ("Marleny Angulo Riascos", "ANGULO RIASCOS MARLENY FIR 25388001"),
        ("Célimo Ñáñez Ocoró", "NANEZ OCORO CELIMO"),
        ("Marleny Angulo Riascos", "Marleny Angulo"),
        ("Marleny Angulo", "ANGULO RIASCOS MARLENY"),
    ],
)
def test_the_same_names_in_any_order_are_one_person(officer: str, certified: str) -> None:
    assert are_of_one(officer, certified)


@pytest.mark.parametrize(
    ("officer", "certified"),
    [
        ("Marleny Angulo Riascos", "MARLENY RIASCOS MINA"),
        ("Marleny Angulo Riascos", "MARLENY"),
        ("Marleny Angulo Riascos", ""),
        ("", ""),
        ("Ana Mina", "ANA MINOTA"),
    ],
)
def test_other_names_and_a_single_one_are_not(officer: str, certified: str) -> None:
    assert not are_of_one(officer, certified)
