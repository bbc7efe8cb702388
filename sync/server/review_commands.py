"""`fieldapp-server review list | show | accept | reject | return`: what waits, and deciding it."""

from __future__ import annotations

import secrets
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

import msgspec

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.text import Text, say
from sync.server.checking import Checks
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.register import Register
from sync.server.review import Review
from sync.server.review_cases import Case, Wanted

_STATES = {
    "open": say("pendiente"),
    "accepted": say("aceptado"),
    "rejected": say("rechazado"),
    "returned": say("devuelto"),
    "taken": say("quedó el otro valor"),
    "kept": say("quedó el valor que estaba"),
}
STATES = ("open", "accepted", "rejected", "returned", "taken", "kept", "all")


def list_cases(call: Call, chosen: Namespace) -> None:
    """List what waits, newest first."""
    state = "" if chosen.state == "all" else chosen.state
    wanted = Wanted(chosen.scope or "", chosen.kind or "", chosen.device or "", state)
    with _review(call) as (review, pack):
        cases = review.listed(wanted)
    if call.json:
        print(msgspec.json.encode(cases).decode())
        return
    for case in cases:
        print(call.words(_line(case, pack)))


def show_case(call: Call, chosen: Namespace) -> None:
    """Show one case with every field in words."""
    with _review(call) as (review, pack):
        shown = review.shown(chosen.ref)
    if call.json:
        print(msgspec.json.encode(shown).decode())
        return
    case = shown.case
    print(call.words(_line(case, pack)))
    if case.reason:
        print(call.words(say("Por qué espera: {reason}", reason=case.reason)))
    if not shown.readable:
        print(call.words(say("El programa no puede leer lo que envió el equipo.")))
    for line in shown.fields:
        print(f"  {line.record} · {line.label}")
        empty = call.words(say("(vacío)"))
        print(call.words(say("    aquí está:  {value}", value=line.stands or empty)))
        print(call.words(say("    enviado:    {value}", value=line.offered or empty)))
    if case.decided_by:
        print(
            call.words(
                say(
                    "Decidió {login}, {when}: {reason}",
                    login=case.decided_by,
                    when=_when(case.decided_at, pack),
                    reason=case.decision,
                )
            )
        )


def accept(call: Call, chosen: Namespace) -> None:
    """Apply a unit, or take the offered value."""
    with _review(call) as (review, _):
        review.accept(chosen.ref, chosen.by, chosen.reason)
    _told(call, chosen.ref, "accepted")


def reject(call: Call, chosen: Namespace) -> None:
    """Close a case without applying it."""
    with _review(call) as (review, _):
        review.reject(chosen.ref, chosen.by, chosen.reason)
    _told(call, chosen.ref, "rejected")


def give_back(call: Call, chosen: Namespace) -> None:
    """Send a unit back to its officer."""
    with _review(call) as (review, _):
        review.give_back(chosen.ref, chosen.by, chosen.reason)
    _told(call, chosen.ref, "returned")


@contextmanager
def _review(call: Call) -> Generator[tuple[Review, Pack]]:
    with call.places.database_open() as engine:
        pack = call.places.pack(Register(engine, utc_now, secrets.token_bytes).country())
        yield Review(engine, Checks(KINDS, pack), utc_now, secrets.token_bytes), pack


def _told(call: Call, ref: str, state: str) -> None:
    call.tell(say("{ref}: {state}.", ref=ref, state=_STATES[state]), ref=ref, state=state)


def _line(case: Case, pack: Pack) -> Text:
    label = KINDS[case.kind].label if case.kind in KINDS else case.kind
    return say(
        "{ref} · {state} · {when} · {scope} · {device} {officer} · {kind}: {title}",
        ref=case.ref,
        state=_STATES.get(case.state, case.state),
        when=_when(case.at, pack),
        scope=case.scope or "—",
        device=case.device or "—",
        officer=case.officer,
        kind=Text(label),
        title=case.title,
    )


def _when(at: datetime | None, pack: Pack) -> str:
    if at is None:
        return ""
    return pack.formats.moment(at)
