"""Choosing a token in Ajustes, and signing an acta with it: nothing is lost by a wrong PIN."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text
from fieldapp.signing.validation import is_signed
from fieldapp.ui.pages.settings import SettingsPage
from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.work.work import Work
from tests.given.authorities import AnAuthority
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting
from tests.given.outside import OutsideAuthority
from tests.given.papers import words_of
from tests.given.tokens import LIBRARY, PIN, Drawer, needs_tokens
from tests.ui.screens.visit_room import VisitRoomScreen
from tests.ui.standins import FakePrompts, tools_for
from tests.ui.test_settings import Kept, Keys, Package
from tests.work.test_sealing import both, certify, tell_trust
from tests.work.test_tokens import believe

pytestmark = needs_tokens


@pytest.fixture
def drawer() -> Drawer:
    return Drawer().empty()


@dataclass
class PinPrompts(FakePrompts):
    """Types one PIN after the other; None goes back."""

    pins: list[str | None] = field(default_factory=list[str | None])

    def ask_secrets(
        self, question: Text, labels: Sequence[Text], *, verb: Text
    ) -> tuple[str, ...] | None:
        self.asked.append(str(question))
        pin = self.pins.pop(0) if self.pins else None
        return None if pin is None else (pin,)


@dataclass
class Settings:
    """The page of choices as a person meets it."""

    qtbot: QtBot
    page: SettingsPage
    prompts: FakePrompts

    def press(self, words: str) -> None:
        found = [
            one
            for one in self.page.findChildren(QPushButton)
            if one.text() == words and one.isVisible()
        ]
        assert found, words
        self.qtbot.mouseClick(found[-1], Qt.MouseButton.LeftButton)

    @property
    def words(self) -> str:
        return words_in(self.page)


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def outside() -> OutsideAuthority:
    return OutsideAuthority()


@pytest.fixture
def work(tmp_path: Path, outside: OutsideAuthority) -> Iterator[Work]:
    clock, authority = Clock(), AnAuthority()
    with a_desk(tmp_path, clock) as desk:
        certify(desk, authority)
        tell_trust(desk, authority, clock())
        believe(desk, outside)
        yield Work(desk)


@pytest.fixture
def settings(qtbot: QtBot, work: Work) -> Settings:
    prompts = FakePrompts(open_from=Path(LIBRARY))
    page = SettingsPage(tools_for(prompts=prompts), Kept(), Keys(), Package(), work.tokens)
    qtbot.add_widget(page)
    page.resize(1150, 720)
    page.show()
    return Settings(qtbot, page, prompts)


def picture(widget: QWidget, name: str) -> None:
    """Keep a picture where a person asked for some."""
    if folder := os.environ.get("BITACORA_PICTURES", ""):
        QTest.qWait(200)
        widget.grab().save(str(Path(folder) / f"{name}.png"))


def test_a_token_is_found_chosen_and_forgotten_in_ajustes(
    settings: Settings, work: Work, outside: OutsideAuthority, drawer: Drawer
) -> None:
    drawer.holding(outside.card(whole_chain=False), "Carné de Marleny")
    drawer.holding(outside.card("PEREZ QUISPE JUAN", whole_chain=False), "Carné de Juan")
    assert "Las actas se firman con la clave de este equipo" in settings.words
    settings.press("Elegir el programa del fabricante")
    assert "ANGULO RIASCOS MARLENY" in settings.words
    assert "nadie firma con el token de otra persona" in settings.words
    picture(settings.page, "settings-offered")
    settings.press("Firmar con este")
    assert settings.prompts.told == ["Desde ahora se firma con el token «Carné de Marleny»."]
    assert work.tokens.signing_with().in_use
    assert "El PIN se pide cada vez y no se guarda" in settings.words
    picture(settings.page, "settings-chosen")
    settings.press("Olvidar el token")
    assert not work.tokens.signing_with().label


def test_a_library_that_is_none_is_said_and_nothing_changes(
    settings: Settings, tmp_path: Path
) -> None:
    settings.prompts.open_from = tmp_path / "otra.so"
    settings.press("Elegir el programa del fabricante")
    assert "no es el programa del fabricante" in str(settings.prompts.errors[0])


@dataclass
class Room:
    """A meeting at its end, its officer with a token."""

    screen: VisitRoomScreen
    work: Work
    prompts: PinPrompts
    serial: str

    @property
    def acta(self) -> Minutes:
        acta = self.drafted
        assert acta is not None
        return acta

    @property
    def drafted(self) -> Minutes | None:
        visit = self.screen.page.acta.visit_id
        assert visit is not None
        return self.work.minutes.of(visit)

    @property
    def pen(self) -> str:
        return words_in(self.screen.page.acta.pen)


@pytest.fixture
def room(qtbot: QtBot, work: Work, outside: OutsideAuthority, drawer: Drawer) -> Room:
    serial = drawer.holding(outside.card(whole_chain=False), "Carné")
    offered = work.tokens.offered([LIBRARY])
    work.tokens.use(next(one for one in offered if one.token.serial == serial))
    visit = a_meeting(work.desk, work.desk.clock)  # type: ignore[arg-type]
    prompts = PinPrompts()
    page = VisitRoomPage(tools_for(prompts=prompts), work)
    screen = VisitRoomScreen(qtbot, page, visit)
    screen.tab("Acta")
    return Room(screen, work, prompts, serial)


def test_the_pin_is_asked_at_closing_and_the_token_signs(room: Room) -> None:
    assert "El PIN se pide al cerrar el acta" in room.pen
    picture(room.screen.page, "acta-token")
    room.prompts.pins = ["0000", PIN]
    room.screen.page.acta.do_main()
    assert "El PIN no es el del token" in room.prompts.asked[-1]
    assert room.acta.status == "sealed"
    assert all(map(is_signed, both(room.work.desk, room.acta.id)))
    assert not room.screen.page.acta.pen.isVisible()


def test_going_back_from_the_pin_leaves_all_as_it_is(room: Room) -> None:
    answers = iter([True, False])  # close and sign; and without the signature: no
    room.prompts.confirm = lambda question, **_: next(answers)  # type: ignore[method-assign]
    room.screen.page.acta.do_main()
    assert room.drafted is None or room.drafted.status == "draft"


def test_a_token_that_is_away_closes_the_acta_unsigned_and_it_is_signed_in_the_same_box(
    room: Room, drawer: Drawer
) -> None:
    room.prompts.pins = [None]
    room.screen.page.acta.do_main()
    assert "¿Cerrar el acta sin firma electrónica?" in room.prompts.asked[-1]
    assert room.acta.status == "sealed"
    paper = both(room.work.desk, room.acta.id)[0]
    assert "no se escribió el PIN del token" in words_of(paper)
    assert "Esta acta se cerró sin firma electrónica" in room.pen
    picture(room.screen.page, "acta-unsigned")
    room.prompts.pins = [PIN]
    room.screen.press("Firmar ahora")
    assert is_signed(both(room.work.desk, room.acta.id)[0])
    assert "Acta firmada electrónicamente." in room.prompts.told


def test_the_laptops_own_key_may_sign_instead(room: Room) -> None:
    room.screen.press("Este equipo")
    room.screen.page.acta.do_main()
    assert room.acta.status == "sealed"
    assert "certificado interno de la entidad" in words_of(both(room.work.desk, room.acta.id)[0])
