"""Letting a record no longer count: asked once with its name, and undone as easily."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from fieldapp.records import phrases
from fieldapp.records.describe import KindSpec
from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.register_work import RegisterWork


def annul_record(
    page: Page,
    work: RegisterWork,
    spec: KindSpec,
    record: tuple[UUID, str],
    done: Callable[[], object],
) -> None:
    """Ask for the reason, annul, and offer to take it back; `record` is its id and its name."""
    ident, title = record
    reason = page.tools.prompts.ask_reason(
        say("¿Por qué se anula «{title}»? Queda guardado y se puede deshacer.", title=title),
        verb=say("Anular"),
    )
    if reason is None:
        return

    def tell(_saved: object) -> None:
        done()
        undo = partial(page.save, partial(work.restore, spec.name, ident))
        page.tools.prompts.tell(phrases.annulled(spec), undo=undo)

    page.save(partial(work.annul, spec.name, ident, reason), done=tell)
