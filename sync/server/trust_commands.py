"""`fieldapp-server trust add | list | remove`: whom else headquarters believes."""

import secrets
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec

from fieldapp.records.text import Refused, Text, say
from fieldapp.records.trust import TrustList
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.outside_trust import (
    Believed,
    believed,
    believing,
    read_authorities,
    read_revocations,
    without,
)
from sync.server.trust_list import change_outside, read_trust_list


def add(call: Call, chosen: Namespace) -> None:
    """Believe the authorities of a file, or take in a newer revocation list of theirs."""
    made = read_authorities(Path(chosen.file).read_bytes()) if chosen.file else []
    lists = [read_revocations(Path(one).read_bytes()) for one in chosen.crl]
    if not made and not lists:
        raise Refused(say("Diga qué archivo agregar: un certificado, o --crl con una lista."))
    now = utc_now()
    _change(call, lambda stood: believing(stood, made, lists, now))
    call.tell(
        say(
            "Lista de confianza con {n} autoridades ajenas nuevas y {lists} listas de revocación. "
            "Valen solo para firmas de funcionarios; los equipos las reciben al sincronizar.",
            n=len(made),
            lists=len(lists),
        ),
        added=len(made),
        lists=len(lists),
    )


def list_outside(call: Call, chosen: Namespace) -> None:
    """List the authorities of others that the trust list names."""
    del chosen
    with call.places.database_open() as engine, engine.connect() as connection:
        found = believed(read_trust_list(connection))
    if call.json:
        print(msgspec.json.encode(found).decode())
        return
    if not found:
        call.tell(say("La lista de confianza no tiene autoridades ajenas."))
    for one in found:
        print(call.words(_line(one)))


def remove(call: Call, chosen: Namespace) -> None:
    """Believe an authority no more, nor whoever hung on it."""
    _change(call, lambda stood: without(stood, chosen.named))
    call.tell(
        say(
            "«{named}» ya no está en la lista de confianza. Las firmas que dependían de ella dejan "
            "de comprobarse, también en actas anteriores.",
            named=chosen.named,
        ),
        removed=chosen.named,
    )


def _change(call: Call, change: Callable[[TrustList], TrustList]) -> None:
    with call.places.database_open() as engine, engine.begin() as connection:
        change_outside(connection, change, utc_now(), secrets.token_bytes)


def _line(one: Believed) -> Text:
    return say(
        "{fingerprint} · {what} · «{name}» · hasta {until} · {revocations}",
        fingerprint=one.fingerprint[:16],
        what=say("raíz") if one.is_root else say("emisora"),
        name=one.name,
        until=f"{one.valid_until:%Y-%m-%d}",
        revocations=say("lista de revocación del {day}", day=f"{one.listed_at:%Y-%m-%d}")
        if one.listed_at
        else say("sin lista de revocación"),
    )
