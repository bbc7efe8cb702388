"""«¿Qué día y hora son?»: asked where a meeting begins while the clock cannot be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Protocol

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.widgets.typed_days import read_moment


class ClockWork(Protocol):
    """What is said of the laptop's clock."""

    def doubt(self) -> Text | None:
        """Return why the clock cannot be right; None while nothing speaks against it."""
        ...

    def tell(self, day: date, hour: time) -> Saved:
        """Say what day and hour it is."""
        ...


def with_the_right_time(page: Page, clocks: ClockWork, go_on: Callable[[], object]) -> None:
    """Go on with something that stamps the hour; ask for the hour first where the clock lies.

    Who does not answer goes on as well: a wrong clock stops no work, and the acta says so.
    """

    def answered(doubt: Text | None) -> None:
        if doubt is None:
            go_on()
        else:
            ask_the_time(page, clocks, doubt, go_on)

    page.load(clocks.doubt, answered, topic="clock")


def ask_the_time(
    page: Page, clocks: ClockWork, doubt: Text | None, go_on: Callable[[], object]
) -> None:
    """Ask what day and hour it is until it is understood, keep it, and go on."""
    question = _question(doubt)
    while True:
        said = page.tools.prompts.ask_reason(question, verb=say("Usar esta hora"))
        if said is None:
            go_on()
            return
        found = read_moment(said, page.tools.clock.today())
        if found is not None:
            page.save(partial(clocks.tell, *found), done=lambda _saved: go_on())
            return
        question = say(
            "No se entiende «{text}». Escriba el día y la hora, por ejemplo: 28 nov 2026 9:15.",
            text=said,
        )


def _question(doubt: Text | None) -> Text:
    asked = say(
        "¿Qué día y hora son? Por ejemplo: 28 nov 2026 9:15. "
        "El reloj del equipo no se toca; la hora se corrige solo en Bitácora."
    )
    return say("{doubt} {asked}", doubt=doubt, asked=asked) if doubt else asked
