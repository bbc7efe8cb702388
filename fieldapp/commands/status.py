"""`fieldapp status [--json]`: how things stand with headquarters, without asking anybody."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("dice qué falta por enviar y qué está recibido en el nivel central")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the machine's form of the answer."""
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Read how things stand; works beside an open window."""
    from fieldapp import __version__
    from fieldapp.app import assemble_standing, open_vault
    from fieldapp.work.syncing import plain, sentences

    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        standing = assemble_standing(opened).now()
        who = opened.identity
    if not chosen.json:
        call.tell(f"{who.enrolment.device_code} · {who.enrolment.officer.name} · {who.server}")
        for sentence in sentences(standing):
            call.tell(sentence)
        return DONE
    about = {
        "version": __version__,
        "device": who.enrolment.device_code,
        "officer": who.enrolment.officer.name,
        "office": who.enrolment.office.name,
        "server": who.server,
    }
    call.tell(json.dumps(about | plain(standing, call.words), ensure_ascii=False, sort_keys=True))
    return DONE
