"""Stand-ins for the few things a test of the screens must not do for real."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fieldapp.records import KINDS
from fieldapp.records.kinds import Kinds
from fieldapp.records.progress import Step, unseen
from fieldapp.records.text import SPANISH, Text, Words
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.jobs import Turns
from fieldapp.ui.page import PageTools
from fieldapp.ui.prompts import Undo
from fieldapp.ui.theme import Theme, ThemeName
from tests.given.packs import pack

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")

RESOURCES = Path(__file__).parents[2] / "resources"


class InlineJobs:
    """Runs the work at once, on the spot: no threads, nothing to wait for."""

    def read(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001 - as the real workers do
            failed(error)
        else:
            done(answer)

    def write(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        autosave: bool = False,
    ) -> None:
        self.read(work, done=done, failed=failed)

    def network(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self.read(work, done=done, failed=failed)

    def long(
        self,
        title: Text,
        work: Callable[[Step], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        writes: bool = False,
    ) -> None:
        self.read(partial(work, unseen), done=done, failed=failed)

    def in_turns(
        self,
        title: Text,
        work: Callable[[], Turns[T]],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self.read(lambda: all_turns(work()), done=done, failed=failed)


class LateJobs(InlineJobs):
    """Writes wait until the test lets them go on, as on a slow disk."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def write(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        autosave: bool = False,
    ) -> None:
        self.waiting.append(partial(self.read, work, done=done, failed=failed))

    def catch_up(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def all_turns(turns: Turns[T]) -> T:
    """Do all of a work in pieces at once, and give its answer."""
    while True:
        try:
            next(turns)
        except StopIteration as ended:
            return ended.value


@dataclass
class FakePrompts:
    """Answers as told, and remembers what was asked, in Spanish."""

    answer: bool = True
    reason: str | None = "Se registró dos veces"
    login: tuple[str, str] | None = None
    secrets: tuple[str, ...] | None = None
    save_to: Path | None = None
    open_from: Path | None = None
    printing: Callable[[int], QPrinter | None] | None = None
    open_several: list[Path] = field(default_factory=list)
    open_all: list[Path] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    undo: Undo | None = None

    def confirm(self, question: Text, *, verb: Text, grave: bool = False) -> bool:
        self.asked.append(str(question))
        return self.answer

    def ask_reason(self, question: Text, *, verb: Text) -> str | None:
        self.asked.append(str(question))
        return self.reason

    def ask_login(self, question: Text) -> tuple[str, str] | None:
        self.asked.append(str(question))
        return self.login

    def ask_secrets(
        self, question: Text, labels: Sequence[Text], *, verb: Text
    ) -> tuple[str, ...] | None:
        self.asked.append(str(question))
        return self.secrets

    def tell(self, done: Text, *, undo: Undo | None = None) -> None:
        self.told.append(str(done))
        self.undo = undo

    def explain(self, heading: Text, lines: tuple[Text, ...]) -> None:
        self.explained.append("\n".join(str(line) for line in (heading, *lines)))

    def show_error(self, error: Exception) -> None:
        self.errors.append(error)

    def file_to_save(self, title: Text, name: str) -> Path | None:
        return self.save_to

    def file_to_open(self, title: Text, endings: tuple[str, ...]) -> Path | None:
        return self.open_from

    def printer(self, pages: int) -> QPrinter | None:
        return self.printing(pages) if self.printing else None

    def files_to_open(self, title: Text, endings: tuple[str, ...]) -> list[Path]:
        return self.open_several or self.open_all


@dataclass
class SetClock:
    """A clock that moves only when told."""

    instant: datetime = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def pass_time(self, **span: float) -> None:
        self.instant += timedelta(**span)


def tools_for(
    *,
    kinds: Kinds = KINDS,
    prompts: FakePrompts | None = None,
    clock: SetClock | None = None,
    words: Words = SPANISH,
    theme: ThemeName = "light",
    scale: float = 1.0,
    drafts: Mapping[str, Text] | None = None,
) -> PageTools:
    """Give what the shell lends a page, without threads, dialogs or a moving clock."""
    return PageTools(
        jobs=InlineJobs(),
        changes=ChangeBus(),
        prompts=prompts or FakePrompts(),
        words=words,
        theme=Theme(RESOURCES, theme, scale),
        formats=pack("CO").formats,
        kinds=kinds,
        clock=clock or SetClock(),
        drafts=drafts or {},
    )


@dataclass(frozen=True)
class Figures:
    """How things stand with headquarters, as a test says."""

    online: bool | None = False
    waiting: int = 0
    last_receipt_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
