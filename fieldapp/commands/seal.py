"""`fieldapp seal ID`: close a visit and freeze, number and sign its acta, without a window."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say

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
        answer = work.minutes.issue(visit, date_confirmed=chosen.date_is_right)
        if isinstance(answer, Question):
            raise Refused(
                say("{question} Si lo es, repita con --date-is-right.", question=answer.text)
            )
        acta = work.minutes.of(visit)
    if acta is None:
        raise LookupError(chosen.id)
    if chosen.json:
        told = {"id": str(acta.id), "number": acta.number, "digest": acta.digest}
        call.tell(json.dumps(told | {"file_sha256": acta.file_sha256}, sort_keys=True))
    else:
        call.tell(say("Acta {number} firmada.", number=acta.number))
    return DONE
