"""The window syncs by itself in silence, and aloud when it was asked to."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.records.text import Outside, say
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.sync_turns import SyncTurns
from tests.ui.standins import FakePrompts, InlineJobs


@dataclass(frozen=True)
class Report:
    sent: dict[str, int]
    received: dict[str, int]
    next_after_s: int = 900


@dataclass(frozen=True)
class Synced:
    report: Report

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.report.received)


@dataclass
class Line:
    """A line to headquarters that goes through, or does not."""

    failure: Exception | None = None
    turns: int = 0
    large_files: bool | None = None
    paused: list[bool] = field(default_factory=list)

    @property
    def watch(self) -> Line:
        return self

    def pause(self, *, paused: bool) -> None:
        self.paused.append(paused)

    def now(self, *, large_files: bool | None = None) -> Synced:
        self.turns += 1
        self.large_files = large_files
        if self.failure is not None:
            raise self.failure
        return Synced(Report({"activity": 1}, {"commitment": 2, "agreement": 1}))


@dataclass
class Given:
    """Turns over a line, and everything they say."""

    line: Line = field(default_factory=Line)
    changes: ChangeBus = field(default_factory=ChangeBus)
    prompts: FakePrompts = field(default_factory=FakePrompts)

    def __post_init__(self) -> None:
        self.turns = SyncTurns(InlineJobs(), self.changes, self.prompts, self.line)


@pytest.fixture
def given(qapp: object) -> Given:
    return Given()


def test_a_turn_that_was_asked_for_says_what_went_and_came(given: Given) -> None:
    given.turns.ask()
    assert [str(said) for said in given.prompts.told] == [
        "Se envió 1 registro. Se recibieron 3 registros."
    ]


def test_what_came_is_told_to_every_page(given: Given, qtbot: QtBot) -> None:
    with qtbot.waitSignal(given.changes.saved) as saved:
        given.turns.ask()
    assert saved.args == [frozenset({"commitment", "agreement"})]


def test_a_failure_of_a_turn_that_was_asked_for_is_said(given: Given) -> None:
    given.line.failure = Outside(say("No hay red. Lo escrito está guardado en este equipo."))
    given.turns.ask()
    assert given.prompts.errors == [given.line.failure]
    assert given.turns.failed is given.line.failure


def test_a_turn_nobody_asked_for_never_interrupts(given: Given, qtbot: QtBot) -> None:
    given.line.failure = Outside(say("No hay red. Lo escrito está guardado en este equipo."))
    with qtbot.waitSignal(given.turns.ended, timeout=8_000):
        given.turns.begin()
    given.turns.stop()
    assert given.line.turns == 1
    assert not given.prompts.errors
    assert not given.prompts.told


def test_after_a_failure_the_next_turn_forgets_it(given: Given) -> None:
    given.line.failure = Outside(say("No hay red."))
    given.turns.ask()
    given.line.failure = None
    given.turns.ask()
    assert given.turns.failed is None
    assert given.turns.last is not None


def test_what_was_answered_about_large_files_counts_for_that_turn_only(given: Given) -> None:
    given.turns.ask(large_files=False)
    assert given.line.large_files is False
    given.turns.ask()
    assert given.line.large_files is None


def test_a_pause_lets_nothing_begin_by_itself_and_going_on_begins_at_once(given: Given) -> None:
    given.turns.pause(True)
    assert (given.line.paused, given.line.turns) == ([True], 0)
    given.turns.ask()
    assert not given.turns.is_waiting
    given.turns.pause(False)
    assert (given.line.paused, given.line.turns) == ([True, False], 2)
    assert given.turns.is_waiting
