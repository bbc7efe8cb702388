"""`fieldapp envelope out|in|send`: sync without a network, by file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say, say_n

SUMMARY = say("envía y recibe sin red, con un archivo de envío (memoria USB, correo)")
_FAILED = 69


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the three things one does with an envelope."""
    parser.add_argument(
        "action",
        choices=("out", "in", "send"),
        help=words(
            say(
                "out: hace el archivo; in: toma la respuesta; send: envía, sin contraseña, lo que "
                "dejaron las bitácoras de este equipo"
            )
        ),
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help=words(say("archivo de envío")))
    parser.add_argument(
        "--with-files",
        action="store_true",
        help=words(say("agrega los adjuntos, en otros archivos de hasta 10 MB")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Do what was asked."""
    from fieldapp.records.text import Refused

    if chosen.action == "send":
        return _send(call)
    if chosen.file is None:
        raise Refused(say("Falta el nombre del archivo de envío."))
    if chosen.action == "out":
        return _out(Path(chosen.file), call, with_files=chosen.with_files)
    return _in(Path(chosen.file), call)


def _out(path: Path, call: Call, *, with_files: bool) -> int:
    from fieldapp.app import assemble_envelopes, open_vault

    with open_vault(call.places, call.passphrase()) as opened:
        call = call.in_country(opened.pack)
        written = assemble_envelopes(opened, call.now).write(path, with_files=with_files)
    for made in written.paths:
        call.tell(str(made))
    sizes = {
        "records": _megabytes(written.records_bytes),
        "files": _megabytes(written.files_bytes),
    }
    if with_files or not written.files_bytes:
        call.tell(say("Registros: {records} MB. Adjuntos: {files} MB.", **sizes))
    else:
        call.tell(
            say(
                "Registros: {records} MB. Adjuntos: {files} MB, que no van (agréguelos con "
                "--with-files).",
                **sizes,
            )
        )
    call.tell(
        say(
            "Entréguelo en la página «Entregar un archivo de envío» del nivel central o por "
            "correo, y tome la respuesta con: fieldapp envelope in ARCHIVO"
        )
    )
    return DONE


def _in(path: Path, call: Call) -> int:
    from fieldapp.app import assemble_envelopes, assemble_standing, open_vault, settle_papers

    with open_vault(call.places, call.passphrase()) as opened:
        call = call.in_country(opened.pack)
        envelopes = assemble_envelopes(opened, call.now)
        received = envelopes.take_bundle(path)
        if received is None:
            taken = envelopes.take(path)
            received = sum(taken.report.received.values())
            call.tell(say("Acuse de recibo número {number}.", number=taken.number))
        settle_papers(opened, call.now)
        standing = assemble_standing(opened).now()
    call.tell(say_n("Llegó {n} registro.", "Llegaron {n} registros.", received))
    call.tell(standing.text)
    return DONE


def _send(call: Call) -> int:
    from fieldapp.app import send_envelopes

    done = send_envelopes(call.places)
    if not done:
        call.tell(say("Ninguna bitácora de este equipo dejó algo por enviar."))
    for one in done:
        if one.failure is None:
            call.tell(
                say(
                    "{vault}: entregado. La respuesta se toma sola al abrir la bitácora.",
                    vault=one.vault,
                )
            )
        else:
            call.tell(f"{one.vault}: {call.words(one.failure.text)}")
    return _FAILED if any(one.failure for one in done) else DONE


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.2f}"
