"""Sending and receiving without a network: by a file on a memory stick, a telephone or by mail."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.cards import Card
from fieldapp.ui.widgets.flow import FlowLayout

T = TypeVar("T")

ENVELOPE_NAME: Final = "archivo-de-envio.bitacora-envio"
VISIT_NAME: Final = "visita.bitacora-visita"
_RECEIVED_ENDINGS: Final = ("bitacora-envio", "bitacora-respuesta", "bitacora-paquete", "*")
_VISIT_ENDINGS: Final = ("bitacora-visita", "*")
_MEGABYTE: Final = 1_000_000


class WrittenFiles(Protocol):
    """Envelopes on a disk."""

    @property
    def paths(self) -> list[Path]:
        """The files, the one with the records first."""
        ...

    @property
    def records_bytes(self) -> int:
        """What the records weigh."""
        ...

    @property
    def files_bytes(self) -> int:
        """What the attachments weigh that headquarters may lack, written or not."""
        ...


class CameIn(Protocol):
    """What a file brought."""

    @property
    def records(self) -> int:
        """How many records."""
        ...

    @property
    def kinds(self) -> frozenset[str]:
        """Of which kinds."""
        ...


class Passed(Protocol):
    """A visit written to a file."""

    @property
    def code(self) -> str:
        """What is read out to the colleague; it is kept nowhere."""
        ...


class Offline(Protocol):
    """What the screens ask of work; each call may take seconds and runs on the network worker."""

    def write(self, path: Path, *, with_files: bool) -> WrittenFiles:
        """Write what is unsent. Raises Refused or Outside."""
        ...

    def take(self, path: Path) -> CameIn:
        """Take headquarters' answer, or whole territories, in. Raises Refused or Outside."""
        ...

    def give(self, visit: UUID, path: Path) -> Passed:
        """Write a visit for a colleague. Raises Refused or Outside."""
        ...

    def take_visit(self, path: Path, code: str) -> CameIn:
        """Take a colleague's visit in. Raises Refused or Outside."""
        ...


class OfflineDesk(QObject):
    """Asks a person for a file and a code, has the work done and says what came of it."""

    def __init__(self, tools: PageTools, work: Offline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._work = work

    def write_envelope(self) -> None:
        """Save what is unsent to a file; attachments go along if the person wishes."""
        path = self._tools.prompts.file_to_save(say("Guardar en memoria USB"), ENVELOPE_NAME)
        if path is not None:
            work = partial(self._work.write, path, with_files=False)
            self._do(work, partial(self._on_written, path))

    def take_answer(self) -> None:
        """Take in a file from headquarters."""
        title = say("Elija el archivo que vino del nivel central")
        path = self._tools.prompts.file_to_open(title, _RECEIVED_ENDINGS)
        if path is not None:
            self._do(partial(self._work.take, path), self._on_came)

    def give_visit(self, visit: UUID) -> None:
        """Write a visit to a file for a colleague, and say the code to read out."""
        title = say("Guardar la visita para un colega")
        path = self._tools.prompts.file_to_save(title, VISIT_NAME)
        if path is not None:
            self._do(partial(self._work.give, visit, path), self._on_given)

    def take_visit(self) -> None:
        """Take in a visit that a colleague passed."""
        path = self._tools.prompts.file_to_open(say("Elija la visita que le pasan"), _VISIT_ENDINGS)
        if path is None:
            return
        code = self._tools.prompts.ask_reason(
            say("¿Qué código le dicta su colega?"), verb=say("Recibir la visita")
        )
        if code is not None:
            self._do(partial(self._work.take_visit, path, code), self._on_came)

    def _on_written(self, path: Path, written: WrittenFiles) -> None:
        rest = written.files_bytes
        if rest and len(written.paths) == 1 and self._wishes_files(written):
            work = partial(self._work.write, path, with_files=True)
            self._do(work, self._tell_written)
        else:
            self._tell_written(written)

    def _wishes_files(self, written: WrittenFiles) -> bool:
        question = say(
            "Registros: {records} MB, ya guardados. Fotos y documentos: {files} MB. "
            "¿Guardar también las fotos y documentos?",
            records=self._megabytes(written.records_bytes),
            files=self._megabytes(written.files_bytes),
        )
        return self._tools.prompts.confirm(question, verb=say("Guardar también las fotos"))

    def _tell_written(self, written: WrittenFiles) -> None:
        count = len(written.paths)
        saved = say_n("Guardado en {n} archivo.", "Guardado en {n} archivos.", count)
        self._tools.prompts.explain(
            saved,
            (
                Text(str(written.paths[0])),
                say(
                    "Entréguelo en la página «Entregar un archivo de envío» del nivel central, "
                    "desde cualquier equipo o teléfono, o mándelo por correo."
                ),
                say("La respuesta se toma aquí con «Recibir un archivo…»."),
            ),
        )

    def _on_came(self, came: CameIn) -> None:
        self._tools.changes.publish(came.kinds)
        self._tools.prompts.tell(
            say_n("Llegó {n} registro.", "Llegaron {n} registros.", came.records)
        )

    def _on_given(self, given: Passed) -> None:
        self._tools.prompts.explain(
            say("Dicte este código a su colega: {code}", code=given.code),
            (
                say("No se guarda en ninguna parte. Sin él, el archivo no se abre."),
                say(
                    "Los dos pueden tomar asistencia y notas a la vez; el acta la emite un solo "
                    "equipo."
                ),
            ),
        )

    def _do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._tools.jobs.network(work, done=done, failed=self._tools.prompts.show_error)

    def _megabytes(self, size: int) -> str:
        return self._tools.formats.number(round(Decimal(size) / _MEGABYTE, 2))


class OfflineCard(Card):
    """What can be done where there is no signal, on the page of the sync."""

    def __init__(self, tools: PageTools, desk: OfflineDesk) -> None:
        super().__init__(tools.theme, tools.words(say("Sin red")))
        self.add_words(
            tools.words(
                say(
                    "Lo pendiente cabe en un archivo sellado con la clave del nivel central; nadie "
                    "más lo abre. Llévelo en una memoria o un teléfono hasta donde haya señal."
                )
            )
        )
        row = QWidget()
        flow = FlowLayout(tools.theme.space(2))
        row.setLayout(flow)
        ways: tuple[tuple[Text, Callable[[], None]], ...] = (
            (say("Guardar en memoria USB…"), desk.write_envelope),
            (say("Recibir un archivo…"), desk.take_answer),
            (say("Recibir una visita…"), desk.take_visit),
        )
        for label, act in ways:
            button = QPushButton(tools.words(label))
            mark(button, "quiet")
            button.clicked.connect(act)
            flow.addWidget(button)
        self.add(row)
