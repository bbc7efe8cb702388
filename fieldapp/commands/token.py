"""`fieldapp token list | use | forget | sign`: signing with a USB key or an identity card."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Refused, Words, say

if TYPE_CHECKING:
    from fieldapp.work.tokens import Offered
    from fieldapp.work.work import Work

SUMMARY = say("elige el token o carné electrónico con que se firman las actas, o lo olvida")

_ACTIONS = ("list", "use", "forget", "sign")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare what is to be done, and with which token."""
    parser.add_argument(
        "action",
        choices=_ACTIONS,
        help=words(
            say(
                "list muestra los certificados conectados; use firma con uno de ellos; forget "
                "vuelve a la clave de este equipo; sign firma lo que quedó sin firma electrónica"
            )
        ),
    )
    module = say("la biblioteca PKCS#11 del fabricante (.dll o .so), si no se encuentra sola")
    parser.add_argument("--module", metavar="FILE", help=words(module))
    token = say("el nombre o el número de serie del token, si hay varios")
    parser.add_argument("--token", default="", help=words(token))
    certificate = say("la etiqueta del certificado o el nombre que lleva, si hay varios")
    parser.add_argument("--certificate", default="", help=words(certificate))
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Do it; nothing on the token is ever changed."""
    from fieldapp.app import assemble_work, open_vault

    reading = chosen.action == "list"
    with open_vault(call.places, call.passphrase(), writing=not reading) as opened:
        work = assemble_work(opened, call.now)
        {"list": _list, "use": _use, "forget": _forget, "sign": _sign}[chosen.action](
            work, chosen, call
        )
    return DONE


def _list(work: Work, chosen: Namespace, call: Call) -> None:
    offered = _offered(work, chosen)
    now = work.tokens.signing_with()
    if chosen.json:
        told = {
            "chosen": {"token": now.label, "holder": now.holder, "in_use": now.in_use},
            "certificates": [_plain(one, call) for one in offered],
        }
        call.tell(json.dumps(told, ensure_ascii=False, sort_keys=True))
        return
    if now.in_use:
        call.tell(
            say("Se firma con el token «{label}», de {holder}.", label=now.label, holder=now.holder)
        )
    else:
        call.tell(say("Se firma con la clave de este equipo."))
    if not offered:
        call.tell(say("No hay ningún token conectado con certificado para firmar."))
    for one in offered:
        call.tell(
            say(
                "{token} · {serial} · «{holder}», emitido por «{issuer}»{fault}",
                token=one.token.label,
                serial=one.token.serial,
                holder=one.holder,
                issuer=one.issuer,
                fault=say(" · no sirve: {why}", why=one.fault) if one.fault else "",
            )
        )


def _use(work: Work, chosen: Namespace, call: Call) -> None:
    offered = [
        one
        for one in _offered(work, chosen)
        if chosen.token in ("", one.token.label, one.token.serial)
        and chosen.certificate in ("", one.label, one.holder)
    ]
    if len(offered) > 1:
        # Of several only those that can sign are meant.
        offered = [one for one in offered if one.fault is None] or offered[:1]
    if len(offered) != 1:
        raise Refused(
            say(
                "Hay {n} certificados así: conecte el token o diga cuál con --token y "
                "--certificate. Vea: fieldapp token list",
                n=len(offered),
            )
        )
    work.tokens.use(offered[0])
    call.tell(
        say(
            "Desde ahora se firma con el token «{label}», de «{holder}». El PIN se pide al firmar "
            "y no se guarda.",
            label=offered[0].token.label,
            holder=offered[0].holder,
        )
    )


def _forget(work: Work, chosen: Namespace, call: Call) -> None:
    del chosen
    work.tokens.forget()
    call.tell(say("Desde ahora se firma con la clave de este equipo."))


def _sign(work: Work, chosen: Namespace, call: Call) -> None:
    del chosen
    waiting = work.tokens.waiting()
    pin = call.pin() if waiting and work.tokens.signing_with().in_use else None
    for acta in waiting:
        work.tokens.sign(acta, pin)
    call.tell(say("Actas firmadas ahora: {n}.", n=len(waiting)))


def _offered(work: Work, chosen: Namespace) -> list[Offered]:
    from fieldapp.machine.token_libraries import token_libraries

    return work.tokens.offered([chosen.module] if chosen.module else token_libraries())


def _plain(one: Offered, call: Call) -> dict[str, str]:
    return {
        "token": one.token.label,
        "serial": one.token.serial,
        "module": one.token.library,
        "certificate": one.label,
        "holder": one.holder,
        "issuer": one.issuer,
        "fault": call.words(one.fault) if one.fault else "",
    }
