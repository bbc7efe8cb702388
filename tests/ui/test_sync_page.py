"""Syncing as it is told: what waits, what is received, and where the way failed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from fieldapp.records.text import Refused, Text, say
from fieldapp.store.review_lines import Review
from fieldapp.ui.offline import OfflineDesk
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.work.conflicts import OpenConflict, Value
from fieldapp.work.desk import Saved
from fieldapp.work.sync_watch import SyncWatch
from fieldapp.work.syncing import Failure, LaneReport, SyncState
from tests.given.desks import Clock
from tests.given.standings import QUIET, WAITING, Standing
from tests.given.vaults import NOON
from tests.ui.screens.sync import SyncScreen
from tests.ui.standins import FakePrompts, tools_for

ACTA = UUID(int=41)


@dataclass
class Report:
    """What a turn did, as a test says."""

    sent: dict[str, int] = field(default_factory=lambda: {"activity": 2})
    received: dict[str, int] = field(default_factory=dict[str, int])
    removed: int = 0
    changed: frozenset[str] = frozenset()
    in_review: int = 0
    lanes: dict[str, LaneReport] = field(default_factory=dict[str, LaneReport])
    files_sent: int = 1
    files_received: int = 0
    files_failed: Text | None = None
    revoked: bool = False
    copied: bool = False
    next_after_s: int = 600
    traffic: tuple[int, int, int] = (1, 9000, 700)


@dataclass(frozen=True)
class Step:
    """One step, as a test says."""

    name: str
    outcome: str
    text: Text


@dataclass
class Way:
    """A way to headquarters whose clock step is doubtful."""

    steps: tuple[Step, ...] = (
        Step("network", "ok", say("Hay red.")),
        Step("clock", "doubtful", say("El reloj va 3 días atrasado.")),
        Step("server", "not_reached", say("No se llegó hasta aquí.")),
    )
    logins: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def probe(self) -> Way:
        return self

    def log_in(self, login: tuple[str, str]) -> None:
        self.logins.append(login)


@dataclass
class Decided:
    """What was decided, as the work would keep it."""

    told: list[tuple[str, UUID, str]] = field(default_factory=list[tuple[str, UUID, str]])

    def keep(self, id: UUID, reason: str) -> Saved:
        self.told.append(("keep", id, reason))
        return Saved(frozenset({"conflict"}), id)

    def take(self, id: UUID, reason: str) -> Saved:
        self.told.append(("take", id, reason))
        return Saved(frozenset({"conflict", "activity"}), id)


@dataclass(frozen=True)
class Written:
    """Envelopes that were written."""

    paths: list[Path]
    records_bytes: int = 30_000
    files_bytes: int = 0


@dataclass(frozen=True)
class CameIn:
    """What a file brought."""

    records: int = 14
    kinds: frozenset[str] = frozenset({"activity"})


@dataclass(frozen=True)
class Given:
    """A visit for a colleague."""

    code: str = "K7QX-2M9P"


@dataclass
class NoNetwork:
    """What can be done without a network, and what was asked for."""

    files_bytes: int = 0
    asked: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def write(self, path: Path, *, with_files: bool) -> Written:
        self.asked.append(("write", path, with_files))
        others = [path.with_name("otro")] if with_files else []
        return Written([path, *others], files_bytes=self.files_bytes)

    def take(self, path: Path) -> CameIn:
        if path.suffix == ".doc":
            raise Refused(say("Este archivo no es una respuesta."))
        self.asked.append(("take", path))
        return CameIn()

    def give(self, visit: UUID, path: Path) -> Given:
        self.asked.append(("give", visit, path))
        return Given()

    def take_visit(self, path: Path, code: str) -> CameIn:
        self.asked.append(("take_visit", path, code))
        return CameIn()


A_CONFLICT = OpenConflict(
    id=UUID(int=51),
    kind="activity",
    record=UUID(int=1),
    field="venue",
    title="Mesa de empleo",
    label="Lugar",
    kept=Value("Biblioteca", "Rosa Angulo"),
    offered=Value("Coliseo", say("usted")),
    sealed=False,
)


def screen_of(
    qtbot: QtBot,
    standing: Standing,
    way: Way | None = None,
    prompts: FakePrompts | None = None,
    deciding: Decided | None = None,
    offline: NoNetwork | None = None,
    watch: SyncWatch | None = None,
) -> SyncScreen:
    tools = tools_for(prompts=prompts)
    watch = watch or SyncWatch(lambda: NOON)
    told = (way or Way(), deciding or Decided(), offline or NoNetwork(), watch)
    page = SyncPage(tools, standing, *told)
    return SyncScreen(qtbot, page)


def test_it_says_in_one_sentence_how_things_stand_and_what_waits(qtbot: QtBot) -> None:
    words = screen_of(qtbot, Standing()).words
    assert words[:2] == [
        "16 registros por enviar.",
        "Último acuse de recibo: jue 19 nov 2026, 17:42.",
    ]
    assert "Asistencias: 14" in words
    assert "2 fotografías o documentos por enviar" in words


def test_the_button_and_its_key_ask_for_a_sync_once(qtbot: QtBot) -> None:
    screen = screen_of(qtbot, Standing())
    screen.press_button()
    screen.page.show_turn_started()
    screen.page.main_action()
    assert screen.wished == 1
    assert "Enviando y recibiendo… Puede seguir trabajando." in screen.words
    assert screen.shows_progress


def test_when_a_turn_ends_it_tells_what_went_and_what_came(qtbot: QtBot) -> None:
    standing = Standing()
    screen = screen_of(qtbot, standing)
    screen.page.show_turn_started()
    standing.value = replace(
        WAITING, state=SyncState.RECEIVED, text=say("Todo está recibido."), counts=QUIET
    )
    screen.page.show_turn_ended()
    screen.page.show_report(Report())
    assert screen.words[0] == "Todo está recibido."
    assert "Se envió: Visitas: 2" in screen.words
    assert "Se recibió: nada nuevo" in screen.words
    assert "Nada: todo está enviado." in screen.words
    assert not screen.shows_progress


def test_a_failure_names_its_step_and_what_to_do(qtbot: QtBot) -> None:
    failure = Failure("certificate", "La conexión no es segura.", {}, 1_795_190_000_000_000)
    failed = replace(WAITING, state=SyncState.UNREACHABLE, text=failure.text, failure=failure)
    words = screen_of(qtbot, Standing(failed)).words
    assert words[0] == "La conexión no es segura."
    assert "Red: bien" in words
    assert "Certificado: aquí falló" in words
    assert "Servidor: no se llegó hasta aquí" in words
    assert any("avise a sistemas" in one for one in words)


def test_what_is_in_review_opens_where_it_belongs(qtbot: QtBot) -> None:
    review = Review("minutes", ACTA, "held", "Revisan el número", 1)
    counts = replace(QUIET, in_review=(review,))
    screen = screen_of(qtbot, Standing(replace(WAITING, counts=counts)))
    screen.open_first()
    assert screen.opened == [("minutes", ACTA)]


def test_trying_the_connection_tells_every_step(qtbot: QtBot) -> None:
    screen = screen_of(qtbot, Standing())
    screen.press_button("Probar la conexión")
    words = screen.words
    assert {"Red: bien", "Hora del equipo: revisar", "El reloj va 3 días atrasado."} <= set(words)
    assert "Servidor: no se llegó hasta aquí" in words


def test_a_proxy_that_asks_for_a_user_is_answered_and_tried_again(qtbot: QtBot) -> None:
    failure = Failure("proxy_login", "El proxy pide usuario.", {}, 1_795_190_000_000_000)
    failed = replace(WAITING, state=SyncState.FAILED, text=failure.text, failure=failure)
    way, prompts = Way(), FakePrompts(login=("yriascos", "clave"))
    screen = screen_of(qtbot, Standing(failed), way, prompts)
    assert "Proxy: aquí falló" in screen.words
    screen.press_button("Escribir el usuario del proxy…")
    assert (way.logins, screen.wished) == ([("yriascos", "clave")], 1)


def test_two_values_are_told_with_their_authors_and_one_is_chosen_with_a_reason(
    qtbot: QtBot,
) -> None:
    standing = replace(WAITING, state=SyncState.CONFLICT, conflicts=(A_CONFLICT,))
    deciding, prompts = Decided(), FakePrompts(reason="Fue allá.")
    screen = screen_of(qtbot, Standing(standing), prompts=prompts, deciding=deciding)
    assert any(
        "está «Biblioteca» (Rosa Angulo)" in one and "«Coliseo» (usted)" in one
        for one in screen.words
    )
    screen.press_button("Poner «Coliseo»")
    screen.press_button("Dejar «Biblioteca»")
    assert deciding.told == [
        ("take", A_CONFLICT.id, "Fue allá."),
        ("keep", A_CONFLICT.id, "Fue allá."),
    ]
    assert "¿Por qué queda «Coliseo»?" in prompts.asked


def test_what_a_signed_acta_says_can_only_stand_and_no_reason_decides_nothing(
    qtbot: QtBot,
) -> None:
    sealed = replace(A_CONFLICT, sealed=True)
    deciding, prompts = Decided(), FakePrompts(reason=None)
    standing = Standing(replace(WAITING, conflicts=(sealed,)))
    screen = screen_of(qtbot, standing, prompts=prompts, deciding=deciding)
    screen.press_button("Dejar «Biblioteca»")
    assert deciding.told == []
    assert not screen.has_button("Poner «Coliseo»")


def test_on_a_network_paid_by_the_byte_it_says_what_everything_weighs_and_asks(
    qtbot: QtBot,
) -> None:
    standing, prompts = Standing(), FakePrompts(answer=False)
    screen = screen_of(qtbot, standing, prompts=prompts)
    screen.press_button()
    assert (screen.large_files, prompts.asked) == (True, [])
    screen.tick_metered()
    assert standing.value.spares_data
    screen.press_button()
    assert screen.large_files is False
    assert prompts.asked == ["Registros: 0,03 MB. Fotos: 42 MB. ¿Enviar también las fotos?"]
    prompts.answer = True
    screen.press_button()
    assert screen.large_files is True


STICK = Path("memoria") / "archivo-de-envio"


def test_without_a_signal_what_waits_goes_on_a_memory_stick(qtbot: QtBot) -> None:
    prompts, offline = FakePrompts(save_to=STICK), NoNetwork()
    screen = screen_of(qtbot, Standing(), prompts=prompts, offline=offline)
    screen.press_button("Guardar en memoria USB…")
    assert offline.asked == [("write", STICK, False)]
    assert "Guardado en 1 archivo." in prompts.explained[-1]
    assert str(STICK) in prompts.explained[-1]


def test_photographs_go_along_only_if_the_person_wishes(qtbot: QtBot) -> None:
    prompts = FakePrompts(save_to=STICK, answer=False)
    offline = NoNetwork(files_bytes=42_000_000)
    screen = screen_of(qtbot, Standing(), prompts=prompts, offline=offline)
    screen.press_button("Guardar en memoria USB…")
    assert "Registros: 0,03 MB" in prompts.asked[-1]
    assert "42,00 MB" in prompts.asked[-1]
    assert [asked[2] for asked in offline.asked] == [False]
    prompts.answer = True
    screen.press_button("Guardar en memoria USB…")
    assert [asked[2] for asked in offline.asked] == [False, False, True]
    assert "Guardado en 2 archivos." in prompts.explained[-1]


def test_an_answer_is_taken_in_and_what_is_none_is_said(qtbot: QtBot) -> None:
    prompts, offline = FakePrompts(open_from=STICK), NoNetwork()
    screen = screen_of(qtbot, Standing(), prompts=prompts, offline=offline)
    screen.press_button("Recibir un archivo…")
    assert offline.asked == [("take", STICK)]
    assert prompts.told == ["Llegaron 14 registros."]
    prompts.open_from = Path("carta.doc")
    screen.press_button("Recibir un archivo…")
    assert str(prompts.errors[-1]) == "Este archivo no es una respuesta."


def test_a_colleagues_visit_is_received_by_the_code_they_read_out(qtbot: QtBot) -> None:
    prompts = FakePrompts(open_from=STICK, reason="K7QX-2M9P")
    offline = NoNetwork()
    screen = screen_of(qtbot, Standing(), prompts=prompts, offline=offline)
    screen.press_button("Recibir una visita…")
    assert offline.asked == [("take_visit", STICK, "K7QX-2M9P")]


def test_a_visit_is_passed_on_with_a_code_to_read_out(qtbot: QtBot) -> None:
    prompts, offline = FakePrompts(save_to=STICK), NoNetwork()
    OfflineDesk(tools_for(prompts=prompts), offline).give_visit(ACTA)
    assert offline.asked == [("give", ACTA, STICK)]
    assert "K7QX-2M9P" in prompts.explained[-1]


def test_thinking_better_of_it_writes_nothing(qtbot: QtBot) -> None:
    prompts, offline = FakePrompts(reason=None), NoNetwork()
    screen = screen_of(qtbot, Standing(), prompts=prompts, offline=offline)
    for word in ("Guardar en memoria USB…", "Recibir un archivo…", "Recibir una visita…"):
        screen.press_button(word)
    assert offline.asked == []


def test_a_lane_under_way_says_how_much_has_gone_and_how_long_the_rest_takes(qtbot: QtBot) -> None:
    clock = Clock()
    watch = SyncWatch(clock)
    standing = Standing()
    screen = screen_of(qtbot, standing, watch=watch)
    screen.page.lanes.show_waiting({"large": 8 * 1024 * 1024})
    screen.page.show_turn_started()
    watch.moved("large", 0, 0)
    clock.go_on(seconds=60)
    watch.moved("large", 2 * 1024 * 1024, 0)
    screen.page.lanes.look()
    assert screen.page.lanes.sentence.text() == (
        "Fotografías y documentos: 2,0 de 8,0 MB · faltan cerca de 3 minutos"
    )


def test_files_are_paused_and_go_on_with_one_button(qtbot: QtBot) -> None:
    screen = screen_of(qtbot, Standing())
    wished: list[bool] = []
    screen.page.lanes.pause_wished.connect(wished.append)
    assert not screen.has_button("Pausar los archivos")
    screen.page.show_turn_started()
    screen.press_button("Pausar los archivos")
    screen.page.show_turn_ended()
    assert "En pausa: lo que falta sigue cuando usted diga." in screen.words
    screen.press_button("Seguir enviando")
    assert wished == [True, False]
