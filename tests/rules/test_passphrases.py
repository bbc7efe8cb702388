"""A password is judged by what guessing it would cost, not by its odd signs."""

from __future__ import annotations

import pytest

from fieldapp.rules.passphrases import Strength, lacking_in, strength


@pytest.mark.parametrize(
    "guessed",
    [
        "Bitacora2026",
        "12345678",
        "abcdefgh",
        "aaaaaaaaaaaa",
        "Contraseña1",
        "qwerty123",
        "1234abcd",
    ],
)
def test_what_anybody_tries_first_is_weak(guessed: str) -> None:
    assert strength(guessed) is Strength.WEAK


def test_words_that_do_not_go_together_are_strong() -> None:
    assert strength("canoa tejado limón viernes") is Strength.STRONG
    assert strength("rT7#kQ2!vMz9") is Strength.STRONG


def test_what_lies_between_passes() -> None:
    assert strength("marimba73x") is Strength.FAIR


def test_the_own_login_adds_nothing() -> None:
    assert strength("yriascos2026") > Strength.WEAK
    assert strength("yriascos2026", "yriascos") is Strength.WEAK


def test_a_longer_one_is_never_worse() -> None:
    typed = "canoa tejado limón"
    judged = [strength(typed[:length]) for length in range(1, len(typed) + 1)]
    assert judged == sorted(judged)


def test_a_short_one_or_two_that_differ_are_refused_in_words() -> None:
    assert "8" in str(lacking_in("corta", "corta"))
    assert "iguales" in str(lacking_in("bastante larga", "bastante larg"))
    assert lacking_in("bastante larga", "bastante larga") is None
