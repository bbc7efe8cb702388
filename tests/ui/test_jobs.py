"""The three workers: nothing typed is lost, and every answer comes on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.jobs import ThreadedJobs


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
