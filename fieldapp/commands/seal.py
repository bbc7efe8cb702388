"""`fieldapp seal ID`: close a visit and freeze, number and sign its acta, without a window."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say

if TYPE_CHECKING:
    from fieldapp.work.work import Work

SUMMARY = say("cierra la visita, emite su acta con número y la firma, sin ventana")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare which acta, and the answer to the question about the clock."""
    which = say("el identificador de la visita o de su acta")
    parser.add_argument("id", metavar="ID", help=words(which))
    parser.add_argument(
        "--date-is-right",
        action="store_true",
        help=words(say("la fecha del equipo es la correcta, aunque parezca atrasada")),
    )
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Issue and sign the acta; what is missing is said and nothing is numbered."""
    from fieldapp.app import assemble_work, open_vault
    from fieldapp.work.desk import Question

    with open_vault(call.places, call.passphrase()) as opened:
        work = assemble_work(opened, call.now)
        visit = work.papers.find(chosen.id)
        pin = _pin_that_opens(work, call)
        answer = work.minutes.issue(visit, date_confirmed=chosen.date_is_right, pin=pin)
        if isinstance(answer, Question):
            raise Refused(
                say("{question} Si lo es, repita con --date-is-right.", question=answer.text)
            )
        acta = work.minutes.of(visit)
        unsigned = acta is not None and work.tokens.waits(acta.id)
    if acta is None:
        raise LookupError(chosen.id)
    if chosen.json:
        told = {"id": str(acta.id), "number": acta.number, "digest": acta.digest}
        call.tell(json.dumps(told | {"file_sha256": acta.file_sha256}, sort_keys=True))
    else:
        call.tell(say("Acta {number} firmada.", number=acta.number))
        if unsigned:
            call.tell(
                say(
                    "Quedó sin firma electrónica y el papel dice por qué. Para firmarla después: "
                    "fieldapp token sign"
                )
            )
    return DONE


def _pin_that_opens(work: Work, call: Call) -> str | None:
    """Ask for the PIN where a token signs, and try it before anything is numbered.

    Raises Refused for a wrong one. A token that is away or locked is told, and stops nothing: the
    acta is closed unsigned, as it is where nobody can type a PIN.
    """
    pin = call.pin() if work.tokens.signing_with().in_use else None
    tried = None if pin is None else work.tokens.try_pin(pin)
    if tried is None or tried.fault is None:
        return pin
    if tried.again:
        raise Refused(tried.fault)
    call.tell(tried.fault)
    return None
