"""`fieldapp probe [--json]`: try the way to headquarters step by step, and say where it fails."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Outside, Words, say

SUMMARY = say("prueba la conexión con el nivel central, paso por paso")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the machine's form of the answer."""
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Go the way once and tell each step; works beside an open window."""
    from fieldapp.app import open_vault, probe
    from fieldapp.work.probing import STEPS, outcome_words

    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        call = call.in_country(opened.pack)
        probed = probe(opened, call.now)
    if chosen.json:
        told = {
            "reached": probed.reached,
            "clock_ahead_s": probed.clock_ahead_s,
            "steps": [
                {"step": step.name, "outcome": step.outcome, "text": call.words(step.text)}
                for step in probed.steps
            ],
        }
        call.tell(json.dumps(told, ensure_ascii=False, sort_keys=True))
    else:
        for step in probed.steps:
            told_step = outcome_words(STEPS[step.name], step.outcome)
            call.tell(f"{call.words(told_step)}. {call.words(step.text)}")
    if not probed.reached:
        raise Outside(say("No se llegó al nivel central. Lo guardado está a salvo."))
    return DONE
