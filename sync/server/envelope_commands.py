"""`fieldapp-server envelope` and `bundle`: what comes and goes on a memory stick or by mail."""

import secrets
from argparse import Namespace
from pathlib import Path

from fieldapp.records.text import Refused, say
from sync.protocol.envelope import LETTER_BYTES_MAX
from sync.server.bundle_out import BundleOut
from sync.server.commands import Call


def take_in(call: Call, chosen: Namespace) -> None:
    """Take an envelope in, and write its answer where asked or beside it."""
    from sync.server.serving import CLOSED, assembled

    path = Path(chosen.file)
    if path.stat().st_size > LETTER_BYTES_MAX:
        raise Refused(say("«{path}» no es un archivo de envío.", path=str(path)))
    envelope = path.read_bytes()
    keys = call.keys()
    with call.places.database_open() as engine:
        taken = assembled(call.places, engine, keys, CLOSED).envelopes.take_in(envelope)
    answer = Path(chosen.answer) if chosen.answer else path.with_suffix(".respuesta.sobre")
    answer.write_bytes(taken.answer)
    call.tell(
        say(
            "Recibido. Acuse de recibo número {number}. La respuesta para el equipo está en "
            "«{answer}».",
            number=taken.number,
            answer=str(answer),
        ),
        number=taken.number,
        answer=str(answer),
    )


def bundle_out(call: Call, chosen: Namespace) -> None:
    """Write all that a laptop may hold to one file that only this laptop opens."""
    from sync.server.serving import CLOSED, assembled

    path = Path(chosen.file)
    keys = call.keys()
    with call.places.database_open() as engine:
        bundles = assembled(call.places, engine, keys, CLOSED).bundles
        sealed = BundleOut(bundles, secrets.token_bytes).sealed_for(chosen.who)
        with path.open("wb") as file:
            size = sum(file.write(some) for some in sealed)
    call.tell(
        say(
            "Los registros están en «{path}» ({size} KB). En el equipo: fieldapp envelope in "
            "ARCHIVO",
            path=str(path),
            size=-(-size // 1000),
        ),
        path=str(path),
        bytes=size,
    )
