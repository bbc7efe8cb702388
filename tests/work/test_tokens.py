"""An officer signs with a token: chosen once, its PIN asked each time, and never an obstacle."""

from __future__ import annotations

from uuid import UUID

import msgspec
import pytest

from fieldapp.records.text import SPANISH, Refused
from fieldapp.records.trust import TRUST_LIST, TrustList
from fieldapp.rules.verdict import Outcome
from fieldapp.signing.examined import Standing
from fieldapp.signing.tokens import PinRefused
from fieldapp.signing.validation import examine, is_signed
from fieldapp.work.completing import settle_papers
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.tokens import Offered, Tokens
from fieldapp.work.verifying import Verifying
from tests.given.authorities import AnAuthority
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.outside import OutsideAuthority
from tests.given.papers import words_of
from tests.given.tokens import LIBRARY, PIN, Drawer, needs_tokens
from tests.work.test_sealing import both, certify, tell_trust

pytestmark = needs_tokens


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def authority() -> AnAuthority:
    return AnAuthority()


def the_one(desk: Desk, serial: str) -> Offered:
    return next(one for one in Tokens(desk).offered([LIBRARY]) if one.token.serial == serial)


def believe(desk: Desk, outside: OutsideAuthority) -> None:
    """What a sync brings once headquarters lists the authority of the cards."""
    with desk.writing() as writing:
        listed = writing.get(TrustList, TRUST_LIST)
        assert listed is not None
        root, issuer = outside.ders
        writing.put(
            msgspec.structs.replace(listed, outside_roots=root, outside_intermediates=issuer)
        )


@pytest.fixture
def outside(desk: Desk, clock: Clock, authority: AnAuthority) -> OutsideAuthority:
    """An authority of cards that this laptop's headquarters lists; the laptop has its own key."""
    certify(desk, authority)
    tell_trust(desk, authority, clock())
    made = OutsideAuthority()
    believe(desk, made)
    return made


def choose(desk: Desk, outside: OutsideAuthority, drawer: Drawer, label: str) -> str:
    """Plug a token in and sign with it from now on."""
    serial = drawer.holding(outside.card(whole_chain=False), label)
    Tokens(desk).use(the_one(desk, serial))
    return serial


def sealed(desk: Desk, clock: Clock, pin: str | None) -> UUID:
    return saved(Actas(desk).issue(a_meeting(desk, clock), pin=pin)).id


def test_an_acta_is_signed_with_the_token_and_proves_itself_here(
    desk: Desk, clock: Clock, outside: OutsideAuthority, drawer: Drawer
) -> None:
    choose(desk, outside, drawer, "firma de Marleny")
    now = Tokens(desk).signing_with()
    assert (now.label, now.in_use) == ("firma de Marleny", True)
    for paper in both(desk, sealed(desk, clock, PIN)):
        assert "certificado emitido por Registro Civil de prueba: emisora" in words_of(paper)
        verdict = Verifying(desk).verify(paper)
        assert verdict.outcome is Outcome.PROVEN
        said = " ".join(map(SPANISH, verdict.sentences))
        assert "emitido por «Registro Civil de prueba: emisora»" in said
        assert "Revocación no comprobada" in said


@pytest.mark.parametrize(
    ("pin", "reason"), [(None, "no se escribió el PIN del token"), ("0000", "el token no aceptó")]
)
def test_no_pin_and_a_wrong_one_stop_no_acta_and_it_is_signed_later_over_the_same_bytes(
    desk: Desk,
    clock: Clock,
    outside: OutsideAuthority,
    drawer: Drawer,
    pin: str | None,
    reason: str,
) -> None:
    choose(desk, outside, drawer, f"sin pin {pin}")
    acta = sealed(desk, clock, pin)
    before = both(desk, acta)
    assert all(f"Sin firma electrónica del funcionario ({reason}" in words_of(o) for o in before)
    assert not any(map(is_signed, before))
    settle_papers(desk)  # a sync does not sign in the token's place
    assert both(desk, acta) == before
    tokens = Tokens(desk)
    assert tokens.waiting() == [acta]
    assert tokens.try_pin("0000").again
    assert tokens.try_pin(PIN).fault is None
    with pytest.raises(PinRefused):
        tokens.sign(acta, "0000")
    tokens.sign(acta, PIN)
    for old, new in zip(before, both(desk, acta), strict=True):
        assert new.startswith(old)
        assert is_signed(new)
        assert Verifying(desk).verify(new).outcome is Outcome.PROVEN
    assert not tokens.waits(acta)


def test_a_token_that_was_pulled_out_stops_nothing_and_the_laptops_key_may_sign_instead(
    desk: Desk, clock: Clock, outside: OutsideAuthority, drawer: Drawer, authority: AnAuthority
) -> None:
    drawer.take_away(choose(desk, outside, drawer, "se va"))
    tokens = Tokens(desk)
    tried = tokens.try_pin(PIN)
    assert "no está conectado" in str(tried.fault)
    assert not tried.again
    acta = sealed(desk, clock, PIN)
    assert all("el token no estaba conectado" in words_of(one) for one in both(desk, acta))
    tokens.switch(in_use=False)
    tokens.sign(acta)
    for paper in both(desk, acta):
        assert examine(paper, authority.trust(clock()), clock()).standing is Standing.SIGNED
    tokens.forget()
    assert tokens.signing_with().label == ""
    with pytest.raises(Refused, match="Todavía no se eligió"):
        tokens.switch(in_use=True)


def test_only_a_certificate_of_the_officer_that_is_whole_and_strong_is_taken(
    desk: Desk, outside: OutsideAuthority, drawer: Drawer
) -> None:
    cards = {
        "ajeno": (outside.card("PEREZ QUISPE JUAN"), "nadie firma con el token de otra persona"),
        "débil": (outside.card(kind="rsa-1024"), "1024 bits"),
    }
    for label, (card, why) in cards.items():
        offered = the_one(desk, drawer.holding(card, label))
        assert offered.fault is not None
        assert why in SPANISH(offered.fault)
        with pytest.raises(Refused):
            Tokens(desk).use(offered)
    only_for_coming_in = drawer.holding(outside.card(commits=False), "entrada")
    seen = {one.token.serial for one in Tokens(desk).offered([LIBRARY])}
    assert only_for_coming_in not in seen


def test_a_vault_that_signs_with_a_token_keeps_no_pin(
    desk: Desk, clock: Clock, outside: OutsideAuthority, drawer: Drawer
) -> None:
    choose(desk, outside, drawer, "sin rastro")
    sealed(desk, clock, "43219876")
    with desk.reading() as reading:
        kept = reading.connection.execute("SELECT value FROM setting").scalars()
        assert not any(
            b"43219876" in (v if isinstance(v, bytes) else str(v).encode()) for v in kept
        )
