"""The acta's tab: approved, handed over, printed and clarified with keys and buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldapp.records.text import Outside
from fieldapp.ui.pages.visit_room.entry import Entry
from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.work.acta_room import ActaRoom
from fieldapp.work.photo_place import place_in
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of
from tests.given.photos import a_photo
from tests.given.printers import a_printer, sheets
from tests.ui.screens.keys import type_text
from tests.ui.screens.visit_room import VisitRoomScreen
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class ActaTab:
    """A real store behind the last tab of a meeting that is over."""

    qtbot: QtBot
    screen: VisitRoomScreen
    work: Work
    prompts: FakePrompts
    clock: Clock
    visit: UUID

    @property
    def acta(self) -> ActaRoom:
        room = self.work.visits.room(self.visit).acta
        assert room is not None
        return room

    @property
    def words(self) -> str:
        return self.screen.words_shown()

    def write(self, entry: Entry, **typed: str) -> None:
        """Type into the fields of an entry, leaving each with Tab."""
        for name, text in typed.items():
            line = entry.form.editors[name].focused
            line.setFocus()
            if isinstance(line, QLineEdit | QPlainTextEdit):
                line.selectAll()
            type_text(self.qtbot, line, text)
            self.qtbot.keyClick(line, Qt.Key.Key_Tab)

    def press(self, button: str) -> None:
        self.screen.press(button, self.screen.page.acta)


Open = Callable[..., ActaTab]


@pytest.fixture
def acta_tab(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(*, signed: bool = False, role: str = "officer") -> ActaTab:
            clock, prompts = Clock(), FakePrompts()
            desk = stack.enter_context(a_desk(tmp_path, clock, role=role))
            work, visit = Work(desk), a_meeting(desk, clock)
            if signed:
                saved(work.minutes.issue(visit))
            page = VisitRoomPage(tools_for(prompts=prompts), work)
            screen = VisitRoomScreen(qtbot, page, visit)
            screen.tab("Acta")
            return ActaTab(qtbot, screen, work, prompts, clock, visit)

        yield opened


def test_a_draft_circulates_as_pdf_and_docx_and_silence_approves_it(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab()
    box = tab.screen.page.acta.approval
    tab.press("Cómo se aprueba: Circula como borrador")
    tab.prompts.save_to = tmp_path / "Borrador.pdf"
    tab.write(box.circulation, sent_to="Los integrantes de la mesa", answer_by="27 nov 2026")
    tab.press("Circular el borrador")
    assert tab.prompts.errors == []
    assert (tmp_path / "Borrador.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "Borrador.docx").read_bytes().startswith(b"PK")
    assert "Circuló a Los integrantes de la mesa" in tab.words
    assert not tab.screen.is_offered("Aprobar: nadie objetó en el plazo")
    tab.write(box.observation, said_by="Célimo Ñáñez", text="Falta el nombre del consejo")
    tab.press("Añadir observación")
    assert tab.acta.approving.open_observations
    tab.press("Acogida: Célimo Ñáñez: Falta el nombre del consejo")
    assert "Falta el nombre del consejo (Acogida)" in tab.words
    tab.clock.go_on(days=8)
    tab.screen.page.reload()
    tab.press("Aprobar: nadie objetó en el plazo")
    assert tab.acta.standing.tacit
    assert "nadie objetó en el plazo" in tab.words
    assert tab.prompts.errors == []


def test_nothing_circulated_is_written_down_when_the_file_could_not_be_written(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab()
    box = tab.screen.page.acta.approval
    tab.press("Cómo se aprueba: Circula como borrador")
    tab.prompts.save_to = tmp_path / "no hay" / "Borrador.pdf"
    tab.write(box.circulation, sent_to="La mesa", answer_by="27 nov 2026")
    tab.press("Circular el borrador")
    assert isinstance(tab.prompts.errors[-1], Outside)
    assert tab.acta.approving.circulation is None
    assert box.circulation.typed["sent_to"] == "La mesa"  # nothing typed is lost


def test_one_for_the_next_meeting_is_approved_after_it_was_signed(acta_tab: Open) -> None:
    tab = acta_tab()
    tab.press("Cómo se aprueba: En la próxima reunión")
    tab.screen.page.main_action()
    assert "Después de emitir, el texto ya no se cambia" in tab.prompts.asked[-1]
    assert tab.acta.standing.state == "sealed"
    tab.clock.go_on(days=14)
    box = tab.screen.page.acta.approval
    tab.write(box.approval, on="4 dic 2026", approved_by="la mesa en pleno")
    tab.press("Anotar la aprobación")
    assert tab.prompts.errors == []
    assert tab.acta.standing.approved_on == date(2026, 12, 4)
    assert "Aprobada el" in tab.words


def test_what_is_open_of_the_approval_is_said_before_the_irreversible_step(
    acta_tab: Open,
) -> None:
    tab = acta_tab()
    tab.press("Cómo se aprueba: Leída y firmada al final")
    tab.prompts.answer = False
    tab.screen.page.main_action()
    assert "No se ha anotado que el acta se leyó en voz alta." in tab.prompts.asked[-1]
    assert "Después de emitir, el texto ya no se cambia." in tab.prompts.asked[-1]
    assert tab.acta.standing.state == "draft"


def test_what_is_half_typed_is_there_again_after_the_window_was_closed(acta_tab: Open) -> None:
    tab = acta_tab()
    tab.write(tab.screen.page.acta.statements.entry, said_by="Neiva Torres", text="No comparto")
    again = VisitRoomPage(tools_for(), tab.work)
    screen = VisitRoomScreen(tab.qtbot, again, tab.visit)
    screen.tab("Acta")
    assert again.acta.statements.entry.typed == {"said_by": "Neiva Torres", "text": "No comparto"}


def test_a_reservation_is_put_down_in_the_words_of_who_asks(acta_tab: Open) -> None:
    tab = acta_tab()
    statements = tab.screen.page.acta.statements
    tab.write(statements.entry, said_by="Neiva Torres", text="No comparto el plazo")
    tab.press("Añadir salvedad")
    assert "Salvedad, Neiva Torres: No comparto el plazo" in tab.words
    assert statements.entry.typed["text"] == ""
    tab.press("Quitar: Salvedad, Neiva Torres: No comparto el plazo")
    assert "No comparto el plazo" not in tab.words


def test_the_draft_is_read_aloud_full_screen_without_documents_or_phones(
    acta_tab: Open, qtbot: QtBot
) -> None:
    tab = acta_tab()
    panel = tab.screen.page.acta
    tab.press("Leer en voz alta")
    view = panel.aloud.view
    assert view is not None
    qtbot.add_widget(view)
    assert view.isFullScreen()
    shown = view.text.toPlainText()
    assert "Yesenia Riascos Angulo" in shown
    assert "Convocar la mesa municipal de empleo" in shown
    for private in ("1061234567", "4567", "3105551"):
        assert private not in shown
    interpreter = view.form.editors["interpreter"].focused
    interpreter.setFocus()
    type_text(qtbot, interpreter, "Nidia Valencia")
    qtbot.mouseClick(view.done, Qt.MouseButton.LeftButton)
    minutes = tab.work.minutes.of(tab.visit)
    assert minutes is not None
    assert (minutes.read_aloud, minutes.interpreter) == (True, "Nidia Valencia")


def test_escape_leaves_the_reading_and_nothing_is_put_down(acta_tab: Open, qtbot: QtBot) -> None:
    tab = acta_tab()
    tab.press("Leer en voz alta")
    view = tab.screen.page.acta.aloud.view
    assert view is not None
    qtbot.add_widget(view)
    qtbot.keyClick(view.text, Qt.Key.Key_Escape)
    assert not view.isVisible()
    minutes = tab.work.minutes.of(tab.visit)
    assert minutes is None or not minutes.read_aloud


def test_a_copy_on_a_memory_stick_is_written_and_then_put_down(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab(signed=True)
    box = tab.screen.page.acta.delivery
    tab.press("Guardar en memoria USB")
    assert tab.prompts.told[-1] == "Escriba para quién es la copia."
    tab.prompts.save_to = tmp_path / "Acta_Guapi_2026-11-20.pdf"
    tab.write(box.entry, handed_to="Alcaldía de Guapi")
    tab.press("Guardar en memoria USB")
    assert len(tab.prompts.save_to.read_bytes()) < 300_000
    assert tab.acta.standing.copies == 1
    assert "Entregada el" in tab.words
    assert "Alcaldía de Guapi · En memoria USB · 1 copia" in tab.words


def test_photographs_are_an_annex_beside_the_copy_which_stays_small(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab(signed=True)
    assert not tab.screen.page.acta.photos.print_annex.isVisible()
    for n in (1, 2):
        (tmp_path / f"mesa_{n}.jpg").write_bytes(a_photo(n))
    tab.prompts.open_all = [tmp_path / "mesa_1.jpg", tmp_path / "mesa_2.jpg"]
    tab.press("Añadir fotografías")
    assert "mesa_2.jpg" in tab.words
    tab.prompts.save_to = tmp_path / "anexo.pdf"
    tab.press("Guardar anexo en PDF")
    assert words_of(tab.prompts.save_to.read_bytes()).count("Huella del archivo") == 2
    out = tmp_path / "printed.pdf"
    tab.prompts.printing = lambda pages: a_printer(out, pages=(1, 1), copies=1)
    tab.press("Imprimir anexo")
    (printing,) = tab.acta.printings
    assert printing.paper == "photo_annex"
    assert tab.acta.standing.copies == 0  # the annex is not a copy of the acta
    tab.prompts.reason = "Sale un menor"
    tab.press("Quitar: mesa_1.jpg")
    assert "mesa_1.jpg" not in tab.words
    acta = tab.work.minutes.of(tab.visit)
    assert acta is not None
    copy = tab.work.papers.pdf(acta.id)
    assert len(copy) < 300_000


def test_a_photograph_that_cannot_be_read_does_not_hold_the_others_back(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab()
    (tmp_path / "vacia.jpg").write_bytes(b"")
    (tmp_path / "mesa.jpg").write_bytes(a_photo(1))
    tab.prompts.open_all = [tmp_path / "vacia.jpg", tmp_path / "mesa.jpg"]
    tab.press("Añadir fotografías")
    assert "está vacío" in str(tab.prompts.errors[-1])
    assert "mesa.jpg" in tab.words


@pytest.mark.parametrize("kept", [False, True])
def test_a_photograph_tells_its_place_only_where_the_officer_ticks_it(
    acta_tab: Open, tmp_path: Path, *, kept: bool
) -> None:
    tab = acta_tab()
    (tmp_path / "mesa.jpg").write_bytes(a_photo(1))
    tab.prompts.open_all = [tmp_path / "mesa.jpg"]
    tab.screen.page.acta.photos.keep_place.setChecked(kept)
    tab.press("Añadir fotografías")
    (photo,) = [one for one in tab.work.visits.room(tab.visit).evidence if one.kind == "photo"]
    assert photo.latitude == (Decimal("2.570000") if kept else None)
    assert (place_in(tab.work.evidence.content(photo.id)) is not None) is kept


def test_prints_are_counted_after_the_printer_took_them(acta_tab: Open, tmp_path: Path) -> None:
    tab = acta_tab(signed=True)
    out = tmp_path / "printed.pdf"
    tab.prompts.printing = lambda pages: a_printer(out, pages=(1, 1), copies=2)
    tab.write(tab.screen.page.acta.delivery.entry, handed_to="Célimo Ñáñez")
    tab.screen.page.main_action()
    assert len(sheets(out)) == 2
    (printing,) = tab.acta.printings
    assert (printing.copies, printing.first_page, printing.last_page) == (2, 1, 1)
    assert tab.acta.standing.copies == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_counts_nothing_and_offers_the_other_ways(
    acta_tab: Open, tmp_path: Path
) -> None:
    tab = acta_tab(signed=True)
    tab.prompts.printing = lambda pages: a_printer(tmp_path / "none" / "o.pdf")
    tab.write(tab.screen.page.acta.delivery.entry, handed_to="Célimo Ñáñez")
    tab.press("Imprimir copia")
    assert "memoria USB" in str(tab.prompts.errors[-1])
    assert tab.acta.printings == []
    assert tab.acta.standing.copies == 0
    for way in ("Guardar en memoria USB", "Pasar a un teléfono por cable"):
        assert tab.screen.is_offered(way)
    assert tab.screen.is_offered("Imprimir hoja de firmas")
    assert tab.screen.page.acta.delivery.entry.typed["handed_to"] == "Célimo Ñáñez"


def test_a_person_who_thinks_better_of_printing_prints_nothing(acta_tab: Open) -> None:
    tab = acta_tab(signed=True)
    no_printer: Callable[[int], QPrinter | None] = lambda pages: None  # noqa: E731
    tab.prompts.printing = no_printer
    tab.press("Imprimir copia")
    assert tab.acta.printings == []


def test_a_signed_acta_is_clarified_and_shows_that_another_took_its_place(
    acta_tab: Open,
) -> None:
    tab = acta_tab(signed=True)
    first = tab.work.minutes.of(tab.visit)
    assert first is not None
    tab.clock.go_on(days=1)
    tab.press("Hacer acta aclaratoria")
    assert f"Aclara el acta {first.number}" in tab.words
    assert tab.screen.is_offered("Descartar la aclaratoria")
    tab.screen.page.main_action()
    second = tab.work.minutes.of(tab.visit)
    assert second is not None
    assert second.number != first.number
    old, _ = tab.work.papers.ledger()
    assert (old.state, old.superseded_by) == ("superseded", second.number)


def choose_part(tab: ActaTab, words: str) -> None:
    """Type part of a name or of what it says, and take what the list marks."""
    picker = tab.screen.page.acta.statements.corrections.part
    picker.setFocus()
    picker.selectAll()
    type_text(tab.qtbot, picker, words)
    tab.qtbot.wait_until(lambda: bool(picker.shown))
    tab.qtbot.keyClick(picker, Qt.Key.Key_Tab)


def test_a_clarifying_acta_corrects_a_name_chosen_from_what_was_signed(acta_tab: Open) -> None:
    tab = acta_tab(signed=True)
    tab.clock.go_on(days=1)
    assert not tab.screen.is_offered("Añadir corrección")
    tab.press("Hacer acta aclaratoria")
    box = tab.screen.page.acta.statements.corrections
    tab.press("Añadir corrección")
    assert "Elija qué parte" in str(tab.prompts.errors.pop())
    choose_part(tab, "nombre celimo")
    assert box.said.text() == "Dice: «Célimo Ñáñez»"
    tab.write(box.entry, says="Célimo Ñáñez Angulo", reason="Falta un apellido")
    tab.press("Añadir corrección")
    assert tab.prompts.errors == []
    assert (
        "Asistente 2, nombre: donde dice «Célimo Ñáñez», debe decir «Célimo Ñáñez Angulo». "
        "Falta un apellido"
    ) in tab.words
    assert box.entry.typed == {"says": "", "reason": ""}
    tab.screen.page.main_action()
    assert tab.prompts.errors == []
    (kept,) = tab.acta.corrections
    assert (kept.said, kept.says) == ("Célimo Ñáñez", "Célimo Ñáñez Angulo")
    assert not tab.screen.is_offered("Añadir corrección")


def test_a_correction_is_taken_out_while_the_text_is_written(acta_tab: Open) -> None:
    tab = acta_tab(signed=True)
    tab.press("Hacer acta aclaratoria")
    box = tab.screen.page.acta.statements.corrections
    choose_part(tab, "asistente 1 toda la fila")
    assert "se quita" in box.said.text()
    tab.write(box.entry, reason="No asistió")
    tab.press("Añadir corrección")
    assert len(tab.acta.corrections) == 1
    tab.press("Quitar")
    assert tab.acta.corrections == []


def test_an_issued_acta_is_voided_with_a_reason_by_a_coordinator(acta_tab: Open) -> None:
    tab = acta_tab(role="coordinator")
    tab.prompts.reason = "Se dictó dos veces"
    tab.press("Emitir y firmar después")
    tab.press("Anular el acta")
    assert tab.prompts.errors == []
    (line,) = tab.work.papers.ledger()
    assert (line.state, line.reason) == ("void", "Se dictó dos veces")
