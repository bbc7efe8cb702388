"""The plan itself: what it is called, what its chapters say, where it stands, its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import TerritoryCode
from fieldapp.records.text import Text, say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.ui.written_file import write_file
from fieldapp.work.imported import Imported
from fieldapp.work.national_plans import Renewed
from fieldapp.work.plans import PlanRoom
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work

_FIELDS: Final = (
    "title",
    "type",
    "territory",
    "organization",
    "period",
    "starts_on",
    "ends_on",
    "objective",
    "agreement",
    "workshop",
    "approval_act",
    "training",
    "coordination",
    "responsibilities",
    "association",
    "monitoring",
)


class FactsPanel(QWidget):
    """Its state and what can be done with it stand above its fields."""

    made = Signal(object)
    opened = Signal(object)

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._room: PlanRoom | None = None
        tools = page.form_tools(work.registers)
        spec = page.tools.kinds["plan"]
        self.form = RecordForm(spec, tools, fields=_FIELDS)
        self._saving = Autosave(page, self.form, self._write)
        self.told = QLabel()
        self.territory = Picker(spec["territory"], tools)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._saving.created.connect(self.made)

    def show_room(self, room: PlanRoom) -> None:
        """Show a plan; what is being typed stays."""
        self._room = room
        plan = room.plan
        self._saving.show(plan, locked=room.locked)
        words = self._page.words
        status = self._work.desk.pack.catalogue("plan_status").label(plan.status or "draft")
        told = [words(say("Estado: {status}", status=status))]
        if plan.version:
            told.append(words(say("Versión {n}", n=plan.version)))
        if room.newer is not None:
            number = room.newer.version or 1
            told.append(words(say("Hay una versión {n} de la plantilla nacional", n=number)))
        self.told.setText(" · ".join(told))
        national = plan.territory is None and plan.parent_plan is None
        published = plan.status == "published"
        shown = {
            "publish": national and not room.locked,
            "version": published,
            "copy": published,
            "take_in": room.newer is not None and not room.locked,
            "send": not national and not room.locked,
            "open": plan.status == "sent",
            "import": not room.locked,
            "pdf": True,
            "xlsx": True,
        }
        for name, button in self._buttons.items():
            button.setVisible(shown[name])
        self.territory.setVisible(published)

    def show_blank(self) -> None:
        """Show an empty plan; its first field makes it."""
        self._room = None
        self._saving.show_blank()
        self.told.setText("")
        self.territory.hide()
        for button in self._buttons.values():
            button.hide()
        self.form.focus_field("title")

    def flush(self) -> None:
        """Save what is typed."""
        self.form.flush()

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        acts: tuple[tuple[str, Text, Callable[[], None]], ...] = (
            ("publish", say("Publicar la plantilla"), self._on_publish),
            ("version", say("Empezar otra versión"), self._on_version),
            ("copy", say("Empezar el plan de este territorio"), self._on_copy),
            ("take_in", say("Traer la versión nueva"), self._on_take_in),
            ("send", say("Enviar el plan"), self._on_send),
            ("open", say("Abrir de nuevo"), self._on_open),
            ("import", say("Importar una matriz…"), self._on_import),
            ("pdf", say("Plan completo en PDF…"), partial(self._on_report, "pdf")),
            ("xlsx", say("Plan completo en Excel…"), partial(self._on_report, "xlsx")),
        )
        bar = QWidget()
        flow = FlowLayout(theme.space(2), bar)
        self.territory.setPlaceholderText(words(say("Territorio")))
        self.territory.setAccessibleName(words(say("Territorio del plan nuevo")))
        flow.addWidget(self.territory)
        for name, label, act in acts:
            button = QPushButton(words(label))
            mark(button, "quiet")
            button.clicked.connect(act)
            flow.addWidget(button)
            self._buttons[name] = button
        mark(self.told, "section")
        self.told.setWordWrap(True)
        sheet = Sheet(theme)
        for part in (self.told, bar, self.form):
            sheet.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    # What happens.

    def _write(self, plan: UUID | None, changes: Mapping[str, Any]) -> Saved:
        return self._work.registers.save("plan", plan, changes)

    @property
    def _plan(self) -> UUID:
        if self._room is None:
            raise LookupError("no plan is open")
        return self._room.plan.id

    def _on_publish(self) -> None:
        asked = say("Después de publicar, sus filas ya no se cambian: los territorios las copian.")
        if self._page.tools.prompts.confirm(asked, verb=say("Publicar"), grave=True):
            self._page.save(partial(self._work.national_plans.publish, self._plan))

    def _on_version(self) -> None:
        begin = partial(self._work.national_plans.begin_version, self._plan)
        self._page.save(begin, done=lambda saved: self.opened.emit(saved.id))

    def _on_copy(self) -> None:
        territory = self.territory.value
        if not territory:
            self._page.tools.prompts.tell(say("Elija primero el territorio."))
            return
        begin = partial(
            self._work.national_plans.copy_for, self._plan, TerritoryCode(str(territory))
        )
        self._page.save(begin, done=lambda saved: self.opened.emit(saved.id))

    def _on_take_in(self) -> None:
        self._page.tools.jobs.write(
            partial(self._work.national_plans.take_in, self._plan),
            done=self._on_taken,
            failed=self._page.tools.prompts.show_error,
        )

    def _on_taken(self, done: Renewed) -> None:
        self._page.tools.changes.publish(done.saved.kinds)
        self._page.tools.prompts.tell(
            say(
                "Versión {version}: {added} filas nuevas, {changed} cambiadas, {withdrawn} "
                "retiradas, {kept} conservadas. Lo que escribió el territorio no se tocó.",
                version=done.version,
                added=done.added,
                changed=done.changed,
                withdrawn=done.withdrawn,
                kept=done.kept,
            )
        )

    def _on_send(self) -> None:
        asked = say("Al enviarlo, sus filas quedan como están hasta que se abra de nuevo.")
        if self._page.tools.prompts.confirm(asked, verb=say("Enviar")):
            self._page.save(partial(self._work.national_plans.send, self._plan))

    def _on_open(self) -> None:
        self._page.save(partial(self._work.national_plans.open_again, self._plan))

    def _on_import(self) -> None:
        prompts = self._page.tools.prompts
        path = prompts.file_to_open(say("Importar una matriz"), (".csv", ".xlsx"))
        if path is None:
            return
        plan = self._plan
        self._page.take_in(
            lambda step: self._work.imports.bring(
                path.name, path.read_bytes(), into=plan, step=step
            ),
            self._on_brought,
        )

    def _on_brought(self, brought: Imported) -> None:
        many = sum(brought.counts.values())
        self._page.tools.prompts.tell(say("Registros importados: {n}.", n=many))

    def _on_report(self, form: str) -> None:
        prompts, reports = self._page.tools.prompts, self._work.reports
        path = prompts.file_to_save(say("Guardar el plan"), f"plan.{form}")
        if path is None:
            return
        wanted = Wanted(record=self._plan)
        make = partial(write_file, path, lambda: reports.write(reports.build("plan", wanted), form))
        told = say("Plan guardado en {name}.", name=path.name)
        self._page.load(make, lambda _path: prompts.tell(told), topic="plan file")
