"""How the acta comes to be approved: the way chosen, the draft that goes round, what came back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text, say
from fieldapp.rules.approval import Approving
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.drafting import on_draft
from fieldapp.ui.pages.visit_room.entry import Asked, Entry, Verb
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.told import Told, ToldRows
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.written_file import write_file
from fieldapp.work.visit_room import VisitRoom

_OUTCOMES = ("taken", "not_taken")


class ApprovalBox(QWidget):
    """Three ways to choose from, and of the chosen one what is to be done next."""

    reading_wished = Signal()
    """The draft is to be read aloud, full screen."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._visit: UUID | None = None
        self._minutes: Minutes | None = None
        words, kinds = page.words, page.tools.kinds
        labels = CHOICES["approval_forms"]
        self.ways = {one.code: ChoiceButton(words(Text(one.label))) for one in labels}
        self.read = QPushButton(words(say("Leer en voz alta")))
        self.circulation = Entry(
            page,
            work,
            Asked(kinds["circulation"], ("sent_to", "answer_by")),
            (Verb(say("Circular el borrador"), "deliver", self._on_circulate),),
        )
        self.observation = Entry(
            page,
            work,
            Asked(kinds["remark"], ("said_by", "text"), "observation"),
            (Verb(say("Añadir observación"), "add", self._on_observe),),
        )
        self.approval = Entry(
            page,
            work,
            Asked(kinds["approval"], ("on", "approved_by")),
            (Verb(say("Anotar la aprobación"), "check", self._on_approve),),
        )
        self.silence = QPushButton(words(say("Aprobar: nadie objetó en el plazo")))
        self.told = ToldRows(page.tools, self._on_told)
        self._said = QLabel()
        self._lay_out()
        self.read.clicked.connect(self.reading_wished)
        self.silence.clicked.connect(self._on_silence)
        for code, button in self.ways.items():
            button.clicked.connect(partial(self._on_way, code))

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Aprobación")))
        mark(heading, "section")
        group = QButtonGroup(self)
        self._row = QWidget()
        flow = FlowLayout(theme.space(1), self._row)
        for button in self.ways.values():
            button.setAccessibleName(
                self._page.words(say("Cómo se aprueba: {way}", way=button.text()))
            )
            group.addButton(button)
            flow.addWidget(button)
        self._said.setWordWrap(True)
        mark(self._said, "hint")
        for button, icon in ((self.read, "read_aloud"), (self.silence, "check")):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
        held = QWidget()
        flow = FlowLayout(theme.space(1), held)
        flow.addWidget(self.read)
        flow.addWidget(self.silence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (heading, self._row, self._said, held, self.circulation, self.told):
            column.addWidget(part)
        column.addWidget(self.observation)
        column.addWidget(self.approval)

    def show_room(self, room: VisitRoom, *, issued: bool) -> None:
        """Show the way chosen and what was done; an issued text only waits for its approval."""
        for entry in self._entries:
            entry.show_about(room.activity.id)
        self._visit, self._minutes = room.activity.id, room.minutes
        approving = room.acta.approving if room.acta else Approving()
        way = (room.minutes.approval if room.minutes else None) or "read"
        self.ways[way].setChecked(True)
        self._row.setVisible(not issued)
        self.read.setVisible(not issued)
        circulated = way == "circulated"
        self.circulation.setVisible(circulated and not issued)
        self.observation.setVisible(circulated and approving.circulation is not None)
        approved = approving.approval is not None
        self.silence.setVisible(
            circulated and not approved and room.acta is not None and room.acta.not_tacit is None
        )
        self.approval.setVisible(way != "read" and not approved)
        self._said.setText(self._page.words(self._hint(room, way)))
        self.told.show_rows(self._rows(approving))

    def flush(self) -> None:
        """Keep what is half typed."""
        for entry in self._entries:
            entry.flush()

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return (self.circulation, self.observation, self.approval)

    def _hint(self, room: VisitRoom, way: str) -> Text:
        if room.acta is not None and room.acta.standing.approved_on:
            return say("La aprobación está anotada.")
        if way == "circulated" and room.acta is not None and room.acta.approving.circulation:
            return room.acta.not_tacit or say("El plazo venció y nadie objetó.")
        return {
            "next_meeting": say("La aprobación se anota el día en que la reunión la da."),
            "circulated": say("Se envía sin número, en PDF y DOCX, con un plazo."),
        }.get(way, say("Se lee con los asistentes y se firma al final."))

    def _rows(self, approving: Approving) -> list[Told]:
        formats, words = self._page.tools.formats, self._page.words
        rows = [
            Told(
                one.id,
                words(
                    say(
                        "Circuló a {who}; observaciones hasta el {day}.",
                        who=one.sent_to,
                        day=formats.day(one.answer_by) if one.answer_by else "",
                    )
                ),
            )
            for one in approving.circulations
        ]
        verbs = tuple(words(Text(one.label)) for one in CHOICES["remark_outcomes"])
        outcomes = {one.code: words(Text(one.label)) for one in CHOICES["remark_outcomes"]}
        for one in approving.observations:
            done = f" ({outcomes[one.outcome]})" if one.outcome else ""
            sentence = f"{one.said_by}: {one.text}{done}"
            rows.append(Told(one.id, sentence, () if one.outcome else verbs))
        return rows

    # Doing.

    def _on_way(self, code: str) -> None:
        visit, work = self._visit, self._work
        if visit is not None:
            chosen = {"approval": Code(code)}
            self._page.save(
                lambda: on_draft(work, visit, lambda acta: work.minutes.edit(acta, chosen))
            )

    def _on_circulate(self, typed: Mapping[str, Any]) -> None:
        """Write both files where the person says, and only then put down that it went round."""
        visit, papers = self._visit, self._work.papers
        if visit is not None:
            self._page.load(
                partial(papers.draft_name, visit),
                partial(self._on_named, visit, typed),
                topic="circulate",
            )

    def _on_named(self, visit: UUID, typed: Mapping[str, Any], name: str) -> None:
        papers = self._work.papers
        path = self._page.tools.prompts.file_to_save(say("Guardar el borrador"), name)
        if path is None:
            return

        def make() -> Path:
            docx = partial(papers.draft_docx, visit, answer_by=typed["answer_by"])
            write_file(path.with_suffix(".docx"), docx)
            return write_file(path, partial(papers.preview, visit))

        self._page.load(make, partial(self._on_written, visit, typed), topic="circulate")

    def _on_written(self, visit: UUID, typed: Mapping[str, Any], path: Path) -> None:
        prompts, work = self._page.tools.prompts, self._work

        def told(_saved: object) -> None:
            self.circulation.clear()
            prompts.tell(say("Borrador en PDF y DOCX guardado en {path}", path=str(path.parent)))

        def circulate(acta: UUID) -> Saved:
            return work.approvals.circulate(acta, typed["sent_to"], typed["answer_by"])

        self._page.save(lambda: on_draft(work, visit, circulate), done=told)

    def _on_observe(self, typed: Mapping[str, Any]) -> None:
        minutes = self._minutes
        if minutes is not None:
            self._page.save(
                partial(self._work.approvals.remark, minutes.id, typed["said_by"], typed["text"]),
                done=self.observation.clear,
            )

    def _on_told(self, id: object, place: int) -> None:
        if not isinstance(id, UUID):
            return
        outcome, answer = _OUTCOMES[place], ""
        if outcome == "not_taken":
            asked = say("¿Por qué no se acoge la observación?")
            answer = self._page.tools.prompts.ask_reason(asked, verb=say("No acoger")) or ""
            if not answer:
                return
        self._page.save(partial(self._work.approvals.answer, id, outcome, answer))

    def _on_approve(self, typed: Mapping[str, Any]) -> None:
        minutes = self._minutes
        on = typed["on"] or self._page.tools.clock.today()
        if minutes is not None:
            self._page.save(
                partial(self._work.approvals.approve, minutes.id, on, typed["approved_by"]),
                done=self.approval.clear,
            )

    def _on_silence(self) -> None:
        minutes = self._minutes
        if minutes is not None:
            self._page.save(partial(self._work.approvals.approve_by_silence, minutes.id))
