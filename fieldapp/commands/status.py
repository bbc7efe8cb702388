"""`fieldapp status [--json]`: how things stand with headquarters, without asking anybody."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

if TYPE_CHECKING:
    from fieldapp.store.vault_owners import Owner

SUMMARY = say("dice qué falta por enviar y qué está recibido en el nivel central")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the machine's form of the answer."""
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Read how things stand; works beside an open window.

    Where several officers share the laptop and none is named, it says who they are.
    """
    from fieldapp import __version__
    from fieldapp.app import assemble_standing, open_vault
    from fieldapp.store.vault_owners import owners_in
    from fieldapp.work.syncing import plain, sentences

    owners = owners_in(call.places.vaults)
    if len(owners) > 1 and not call.places.officer:
        return _list(owners, call, as_json=chosen.json)
    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        call = call.in_country(opened.pack)
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


def _list(owners: Sequence[Owner], call: Call, *, as_json: bool) -> int:
    """Say whose vaults are here, without opening any."""
    if as_json:
        listed = [{"login": owner.login, "series": owner.series} for owner in owners]
        call.tell(json.dumps({"vaults": listed}, ensure_ascii=False, sort_keys=True))
        return DONE
    for owner in owners:
        call.tell(owner.label)
    call.tell(say("Cada una se ve con su contraseña: fieldapp status --officer CUENTA"))
    return DONE
