"""The product without the remedies of what seeds found, by the trace that each makes end badly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fieldapp.store.outbox_book import OutboxBook
from fieldapp.store.sync_taking import SyncTaking
from fieldapp.store.unreceived import UnreceivedBook
from sync.client.absorb import Absorbing
from sync.client.scope_pages import ScopePages
from sync.protocol.merge import Outcome
from sync.server import merging
from tests.simulation.substitutions import Substitution


def _nothing_laid_over() -> list[Substitution]:
    return [(UnreceivedBook, "_with_unreceived", lambda _self, _kind, rows: rows)]


def _nothing_asked_of_what_was_corrected() -> list[Substitution]:
    return [(Absorbing, "_doubt_behind", lambda _: None)]


def _nothing_asked_of_what_waits_again() -> list[Substitution]:
    return [(SyncTaking, "reopen", OutboxBook.reopen)]


def _nothing_asked_of_what_is_granted_again() -> list[Substitution]:
    return [(Absorbing, "_come_back", lambda *_: None)]


def _absent_is_believed_whatever_is_revoked() -> list[Substitution]:
    def learn_absent(self: Any, answer: Any) -> None:
        self._ask_on(sum(self._part_with(gone) for gone in answer.absent))

    return [(Absorbing, "_learn_absent", learn_absent)]


def _what_seems_newer_is_believed() -> list[Substitution]:
    return [(ScopePages, "_doubt_out_of_sight", lambda *_: None)]


def _annulled_as_sent() -> list[Substitution]:
    genuine = merging._unless_edited

    def unless_edited(*asked: Any) -> Any:
        results = genuine(*asked)
        as_sent = {Outcome.MERGED: Outcome.SAME}
        return {name: (as_sent.get(one, one), value) for name, (one, value) in results.items()}

    return [(merging, "_unless_edited", unless_edited)]


FOUND_MUTANTS: Final[dict[str, Callable[[], list[Substitution]]]] = {
    "what_waits_again_shows_what_was_typed": _nothing_laid_over,
    "what_came_with_a_revived_visit_is_asked_for": _nothing_asked_of_what_was_corrected,
    "what_a_lost_seal_refused_stands_after_all": _nothing_asked_of_what_waits_again,
    "what_lost_while_a_permit_was_out_shows_no_more": _nothing_asked_of_what_is_granted_again,
    "what_was_asked_while_a_permit_was_out_does_not_go": _absent_is_believed_whatever_is_revoked,
    "what_was_back_in_another_permit_does_not_go": _what_seems_newer_is_believed,
    "an_annulment_that_stands_already_shows_what_else_does": _annulled_as_sent,
}
"""Every remedy with what stands in its place."""
