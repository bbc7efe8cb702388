"""Formularios en blanco: numbered sheets for the day without power, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Protocol

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.written_file import write_file
from fieldapp.work.blank_forms import FORMS_MOST, FormLine, PrintedForms
from fieldapp.work.signed_papers import PHOTO_ENDINGS, PaperPage
from fieldapp.work.work import Work

_AT_FIRST: Final = 3
_COUNT_PX: Final = 56
_LANGUAGE_PX: Final = 190
_FORMS: Final = {"acta": say("Acta en blanco"), "list": say("Lista de asistencia en blanco")}
_FATES: Final = (
    ("printed", say("En blanco"), "document", "info"),
    ("transcribed", say("Transcritos"), "good", "good"),
    ("annulled", say("Anulados"), "annul", "warn"),
    ("lost", say("Perdidos"), "warn", "warn"),
)


class FormsWork(Protocol):
    """What is done with blank forms."""

    def lines(self) -> Sequence[FormLine]:
        """Return every form with its fate, the newest first."""
        ...

    def make(self, form: str, count: int, language: str = SPANISH) -> PrintedForms:
        """Number so many and make their PDF, with the data notice in a language."""
        ...

    def again(self, numbers: Sequence[str], language: str = SPANISH) -> PrintedForms:
        """Make the PDF of some that are still blank."""
        ...

    def annul(self, number: str, reason: str) -> Saved:
        """Say why one will never be filled in."""
        ...

    def lose(self, number: str, reason: str) -> Saved:
        """Say how a sheet was lost."""
        ...

    def transcribe(self, number: str, pages: Sequence[PaperPage]) -> Saved:
        """Begin to type what one says."""
        ...


class BlankFormsPage(Page):
    """Print some before travelling; choose one that came back to type what it says."""

    shows: ClassVar[frozenset[str]] = frozenset({"blank_form", "minutes", "activity"})
    purpose: ClassVar[Text] = say(
        "Aquí se imprimen actas y listas en blanco, cada una con su número, para cuando no hay "
        "energía. Después se transcriben con el mismo número y la foto de cada hoja."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work: FormsWork = work.blank_forms
        self._papers = work.signed_papers
        self._lines: Sequence[FormLine] = ()
        words = self.words
        self.count = QLineEdit()
        self.language = Picker(tools.kinds["consent"]["language"], self.form_tools(work.registers))
        self.actas = QPushButton(words(say("Imprimir actas en blanco")))
        self.lists = QPushButton(words(say("Imprimir listas en blanco")))
        self.actas_pdf = QPushButton(words(say("Guardar actas en PDF")))
        self.lists_pdf = QPushButton(words(say("Guardar listas en PDF")))
        self.listed = LineList(tools.theme, words(say("Formularios en blanco")), icon="document")
        self.again = QPushButton(words(say("Imprimir de nuevo")))
        self.annul = QPushButton(words(say("Anular con su motivo")))
        self.lost = QPushButton(words(say("Se perdió")))
        self.transcribe = QPushButton(words(say("Transcribir")))
        self._lay_out()
        self.setFocusProxy(self.listed)
        for button, form, use in (
            (self.actas, "acta", self._print),
            (self.lists, "list", self._print),
            (self.actas_pdf, "acta", self._keep),
            (self.lists_pdf, "list", self._keep),
        ):
            button.clicked.connect(partial(self._on_make, form, use))
        self.listed.line_marked.connect(self._fit)
        self.listed.line_chosen.connect(self._on_chosen)
        self.again.clicked.connect(self._on_again)
        self.annul.clicked.connect(self._on_annul)
        self.lost.clicked.connect(self._on_lost)
        self.transcribe.clicked.connect(self.main_action)

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        told, label = QLabel(words(self.purpose)), QLabel(words(say("Cuántos")))
        told.setWordWrap(True)
        mark(told, "soft-body")
        mark(label, "label")
        label.setBuddy(self.count)
        spoken = QLabel(words(say("Aviso de datos en")))
        mark(spoken, "label")
        spoken.setBuddy(self.language)
        self.language.setAccessibleName(spoken.text())
        self.language.setFixedWidth(theme.px(_LANGUAGE_PX))
        self.language.show_value(SPANISH)
        self.count.setValidator(QIntValidator(1, FORMS_MOST, self.count))
        self.count.setText(str(_AT_FIRST))
        self.count.setFixedWidth(theme.px(_COUNT_PX))
        self.count.setAccessibleName(words(say("Cuántos formularios")))
        ways = QWidget()
        flow = FlowLayout(theme.space(2), ways)
        flow.addWidget(label)
        for part in (self.count, spoken, self.language):
            flow.addWidget(part)
        for button, icon in (
            (self.actas, "print"),
            (self.lists, "print"),
            (self.actas_pdf, "document"),
            (self.lists_pdf, "document"),
        ):
            theme.dress(button, icon, "accent")
            if icon == "document":
                mark(button, "quiet")
            flow.addWidget(button)
        inside = QVBoxLayout()
        inside.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 0)))
        inside.setSpacing(theme.space(3))
        inside.addWidget(told)
        inside.addWidget(ways)
        inside.addWidget(self.listed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(self._foot())

    def _foot(self) -> ActionBar:
        """What is done with the form that is marked."""
        theme = self.tools.theme
        foot = ActionBar(theme)
        for button, icon in (
            (self.again, "print"),
            (self.annul, "annul"),
            (self.lost, "warn"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            foot.add(button)
        theme.dress(self.transcribe, "write", "on_accent")
        foot.add_main(self.transcribe)
        return foot

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._work.lines, self._show)

    def main_action(self) -> None:
        """Type what the marked form says; one typed already is opened."""
        line = self._marked
        if line is None:
            return
        if line.fate == "transcribed":
            self._on_chosen(line.number)
            return
        title = say("Fotos del formulario {number}", number=line.number)
        paths = self.tools.prompts.files_to_open(title, PHOTO_ENDINGS)
        if paths:
            self.save(partial(self._typed, line.number, paths), done=self._on_transcribed)

    # Inside.

    @property
    def _marked(self) -> FormLine | None:
        return next((one for one in self._lines if one.number == self.listed.marked), None)

    @property
    def _language(self) -> str:
        """The language of the notice on what is printed now; Spanish when none is chosen."""
        return str(self.language.value or SPANISH)

    def _show(self, lines: Sequence[FormLine]) -> None:
        self._lines = lines
        shown: list[Line | Heading] = []
        for fate, heading, icon, role in _FATES:
            those = [one for one in lines if one.fate == fate]
            if those:
                shown.append(Heading(self.words(heading), len(those)))
                shown += [self._line(one, icon, role) for one in those]
        if shown:
            self.listed.show_lines(shown)
        else:
            self.listed.show_nothing(self.words(say("Todavía no se ha impreso ninguno.")))
        self._fit()

    def _line(self, form: FormLine, icon: str, role: str) -> Line:
        words = self.words
        day = self.tools.formats.day(form.printed_on) if form.printed_on else ""
        printed = say("impreso el {day}", day=day)
        return Line(
            id=form.number,
            text=form.number,
            above=words(_FORMS[form.form]),
            below=form.reason or form.title,
            icon=icon,
            word=words(printed),
            role=role,
        )

    def _fit(self) -> None:
        line = self._marked
        blank = line is not None and line.fate == "printed"
        lost = line is not None and line.fate == "lost"
        for button, fits in ((self.again, blank), (self.annul, blank or lost), (self.lost, blank)):
            button.setVisible(fits)
        typed = line is not None and line.fate == "transcribed" and line.activity is not None
        self.transcribe.setVisible(blank or lost or typed)
        verb = say("Abrir la visita") if typed else say("Transcribir")
        self.transcribe.setText(self.words(verb))

    def _on_make(self, form: str, use: Callable[[PrintedForms], object]) -> None:
        count = int(self.count.text() or 0)
        question = say_n(
            "Se numera {n} formulario: ese número queda en el libro aunque la hoja se dañe.",
            "Se numeran {n} formularios: esos números quedan en el libro aunque se dañe una hoja.",
            count,
        )
        if self.tools.prompts.confirm(question, verb=say("Numerar e imprimir")):
            self.tools.jobs.write(
                partial(self._work.make, form, count, self._language),
                done=partial(self._on_made, use),
                failed=self.tools.prompts.show_error,
            )

    def _on_made(self, use: Callable[[PrintedForms], object], made: PrintedForms) -> None:
        self.reload()
        use(made)

    def _on_again(self) -> None:
        line = self._marked
        if line is not None:
            self.load(
                partial(self._work.again, [line.number], self._language), self._print, topic="again"
            )

    def _print(self, made: PrintedForms) -> None:
        from fieldapp.ui.printing import ask_and_print

        ask_and_print(self.tools, made.pdf, made.numbers[0])

    def _keep(self, made: PrintedForms) -> None:
        name = self.words(say("Formularios {number}", number=made.numbers[0])) + ".pdf"
        path = self.tools.prompts.file_to_save(say("Guardar los formularios"), name)
        if path is not None:
            self.load(partial(write_file, path, lambda: made.pdf), self._tell_kept, topic="kept")

    def _tell_kept(self, path: Path) -> None:
        self.tools.prompts.tell(say("Formularios guardados en {path}", path=str(path)))

    def _on_annul(self) -> None:
        if line := self._marked:
            question = say("¿Por qué se anula el formulario {number}?", number=line.number)
            self._settle(line, question, say("Anular"), self._work.annul)

    def _on_lost(self) -> None:
        if line := self._marked:
            question = say("¿Cómo se perdió el formulario {number}?", number=line.number)
            self._settle(line, question, say("Dar por perdido"), self._work.lose)

    def _settle(
        self, line: FormLine, question: Text, verb: Text, write: Callable[[str, str], Saved]
    ) -> None:
        """Ask for the reason and write down what became of a form."""
        reason = self.tools.prompts.ask_reason(question, verb=verb)
        if reason is not None:
            self.save(partial(write, line.number, reason), done=lambda _saved: self.reload())

    def _typed(self, number: str, paths: Sequence[Path]) -> Saved:
        pages = [page for path in paths for page in self._papers.read(path)]
        return self._work.transcribe(number, pages)

    def _on_transcribed(self, saved: Saved) -> None:
        self.reload()
        self.open_requested.emit("activity", saved.id)

    def _on_chosen(self, number: object) -> None:
        """Open the visit that a form became the paper of."""
        line = next((one for one in self._lines if one.number == number), None)
        if line is not None and line.fate == "transcribed" and line.activity is not None:
            self.open_requested.emit("activity", line.activity)
