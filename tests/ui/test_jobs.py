"""The four workers: nothing typed is lost, and every answer comes on the main thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.records.progress import Step
from fieldapp.records.text import SPANISH, say
from fieldapp.ui.jobs import LongWork, ThreadedJobs
from fieldapp.ui.shell.progress import ProgressLine
from tests.ui.standins import tools_for


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[ThreadedJobs]:
    workers = ThreadedJobs()
    yield workers
    workers.stop()


def _boom(answer: object) -> None:
    raise AssertionError(answer)


def test_the_work_is_done_elsewhere_and_the_answer_comes_here(
    jobs: ThreadedJobs, qtbot: QtBot
) -> None:
    answers: list[tuple[str, threading.Thread]] = []
    jobs.read(
        lambda: threading.current_thread().name,
        done=lambda name: answers.append((name, threading.current_thread())),
        failed=_boom,
    )
    qtbot.wait_until(lambda: bool(answers))
    assert answers == [("bitacora-reader", threading.main_thread())]


def test_a_failure_is_an_answer_too(jobs: ThreadedJobs, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    jobs.network(lambda: 1 // 0, done=_boom, failed=failures.append)
    qtbot.wait_until(lambda: bool(failures))
    assert isinstance(failures[0], ZeroDivisionError)


def test_an_autosave_goes_before_every_write_that_waits(jobs: ThreadedJobs, qtbot: QtBot) -> None:
    may_go = threading.Event()
    order: list[str] = []
    jobs.write(lambda: may_go.wait(5), done=lambda _: None, failed=_boom)
    for name in ("first", "second"):
        jobs.write(lambda name=name: order.append(name), done=lambda _: None, failed=_boom)
    jobs.write(lambda: order.append("typed"), done=lambda _: None, failed=_boom, autosave=True)
    may_go.set()
    qtbot.wait_until(lambda: len(order) == 3)
    assert order == ["typed", "first", "second"]


def test_reading_does_not_wait_for_writing(jobs: ThreadedJobs, qtbot: QtBot) -> None:
    may_go = threading.Event()
    answers: list[int] = []
    jobs.write(lambda: may_go.wait(5), done=lambda _: None, failed=_boom)
    jobs.read(lambda: 7, done=answers.append, failed=_boom)
    qtbot.wait_until(lambda: answers == [7])
    may_go.set()


def test_stopping_finishes_what_was_to_be_written_and_tells_how_it_went(qtbot: QtBot) -> None:
    jobs = ThreadedJobs()
    written: list[str] = []
    failures: list[Exception] = []
    busy: list[bool] = []
    jobs.busy_changed.connect(busy.append)
    jobs.write(lambda: "note", done=written.append, failed=_boom)
    jobs.write(lambda: 1 // 0, done=_boom, failed=failures.append, autosave=True)
    jobs.stop()
    assert written == ["note"]
    assert len(failures) == 1
    assert busy == [True, False]


def test_stopping_drops_what_was_only_to_be_read(qtbot: QtBot) -> None:
    jobs = ThreadedJobs()
    may_go = threading.Event()
    answers: list[int] = []
    jobs.read(lambda: may_go.wait(5), done=lambda _: None, failed=_boom)
    jobs.read(lambda: 7, done=answers.append, failed=_boom)
    threading.Timer(0.05, may_go.set).start()
    jobs.stop()
    assert answers == []


def test_what_an_answer_asks_to_write_while_the_program_closes_is_written(qtbot: QtBot) -> None:
    jobs, kept = ThreadedJobs(), list[str]()

    def go_on(_: object) -> None:
        jobs.write(lambda: kept.append("its fields"), done=lambda _: None, failed=_boom)

    jobs.write(lambda: kept.append("the record"), done=go_on, failed=_boom, autosave=True)
    jobs.stop()
    assert kept == ["the record", "its fields"]


# What takes long.


def test_long_work_is_watched_and_can_be_stopped(jobs: ThreadedJobs, qtbot: QtBot) -> None:
    moves: list[LongWork | None] = []
    jobs.long_moved.connect(moves.append)

    def endless(step: Step) -> None:
        while True:
            step(3, 10)

    jobs.long(say("Copia"), endless, done=_boom, failed=_boom)
    qtbot.wait_until(lambda: LongWork(say("Copia"), 3, 10) in moves)
    jobs.stop_long()
    qtbot.wait_until(lambda: moves[-1] == LongWork(say("Copia"), stopped=True))


def test_of_two_long_works_the_newest_is_shown_and_stopped_and_the_other_goes_on(
    jobs: ThreadedJobs, qtbot: QtBot
) -> None:
    moves: list[LongWork | None] = []
    answers: list[str] = []
    may_end = threading.Event()
    jobs.long_moved.connect(moves.append)

    def copy(step: Step) -> str:
        while not may_end.wait(0.01):
            step(1, 2)
        return "copied"

    def bring_in(step: Step) -> object:
        while True:
            step(3, 4)
            time.sleep(0.01)

    jobs.long(say("Copia"), copy, done=answers.append, failed=_boom)
    qtbot.waitUntil(lambda: LongWork(say("Copia"), 1, 2) in moves)
    jobs.long(say("Importación"), bring_in, done=_boom, failed=_boom, writes=True)
    qtbot.waitUntil(lambda: LongWork(say("Importación"), 3, 4) in moves)
    seen = len(moves)
    qtbot.waitUntil(lambda: len(moves) > seen + 1)
    assert all(one and one.title == say("Importación") for one in moves[seen:])
    jobs.stop_long()
    qtbot.waitUntil(lambda: moves[-1] == LongWork(say("Copia"), 1, 2))
    assert LongWork(say("Importación"), stopped=True, writes=True) in moves
    may_end.set()
    qtbot.waitUntil(lambda: answers == ["copied"])
    assert moves[-1] is None


def test_long_work_answers_when_it_is_done_and_holds_up_nothing(
    jobs: ThreadedJobs, qtbot: QtBot
) -> None:
    may_go, answers, moves = threading.Event(), list[object](), list[LongWork | None]()
    jobs.long_moved.connect(moves.append)
    jobs.long(say("Copia"), lambda _step: may_go.wait(5), done=answers.append, failed=_boom)
    jobs.read(lambda: 7, done=answers.append, failed=_boom)
    qtbot.wait_until(lambda: answers == [7])
    may_go.set()
    qtbot.wait_until(lambda: answers == [7, True])
    assert moves[-1] is None


def test_work_of_the_main_thread_is_done_in_turns(jobs: ThreadedJobs, qtbot: QtBot) -> None:
    order: list[object] = []

    def three() -> Generator[tuple[int, int], None, str]:
        for n in range(3):
            order.append(n)
            yield n, 3
        return "printed"

    jobs.in_turns(say("Imprimiendo"), three, done=order.append, failed=_boom)
    jobs.read(lambda: "a key", done=order.append, failed=_boom)
    qtbot.wait_until(lambda: "printed" in order)
    assert order.index("printed") > 2


def test_a_bar_is_shown_only_when_something_takes_more_than_a_blink(qtbot: QtBot) -> None:
    line = ProgressLine(tools_for().theme, SPANISH)
    qtbot.add_widget(line)
    told: list[str] = []
    line.stopped.connect(told.append)
    line.show_work(LongWork(say("Copia")))
    assert not line.isVisible()
    qtbot.wait_until(line.isVisible)
    line.show_work(LongWork(say("Copia"), 42, 100))
    assert line.accessibleName() == "Copia: 42 %"
    line.show_work(LongWork(say("Copia"), stopped=True))
    assert not line.isVisible()
    assert told == ["Se detuvo: Copia. Nada quedó a medias."]
