"""`fieldapp sync [--json]`: one sync; what went up, what came down, what is in review."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say, say_n

SUMMARY = say("envía lo pendiente al nivel central y trae lo nuevo")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the machine's form of the answer, and what happens with large files."""
    parser.add_argument("--json", action="store_true", help=words(say("responde en JSON")))
    large = parser.add_mutually_exclusive_group()
    large.add_argument(
        "--without-large",
        action="store_true",
        help=words(say("deja fotos y documentos grandes para otra red")),
    )
    large.add_argument(
        "--metered",
        action="store_true",
        help=words(say("la red se paga por datos: dice cuánto pesa y pregunta por las fotos")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Sync once and tell what happened."""
    from fieldapp.app import assemble_sync, open_vault
    from fieldapp.work.metered import weight_in_words
    from fieldapp.work.syncing import plain, sentences

    with open_vault(call.places, call.passphrase()) as opened:
        call = call.in_country(opened.pack)
        syncing = assemble_sync(opened, call.now)
        large_files = False if chosen.without_large else None
        if chosen.metered:
            counts = syncing.standing().counts
            question = weight_in_words(counts, opened.pack.formats.number)
            large_files = bool(counts.files_waiting["large"]) and call.agrees(question)
        try:
            report = syncing.now(large_files=large_files).report
            standing = syncing.standing()
        finally:
            syncing.stop()
    requests, bytes_up, bytes_down = report.traffic
    if chosen.json:
        done = plain(standing, call.words) | {
            "sent": dict(report.sent),
            "received": dict(report.received),
            "removed": report.removed,
            "in_review": report.in_review,
            "files_sent": report.files_sent,
            "files_received": report.files_received,
            "files_failed": report.files_failed and call.words(report.files_failed),
            "lanes": {
                lane: {"bytes_sent": one.bytes_sent, "bytes_received": one.bytes_received}
                for lane, one in report.lanes.items()
            },
            "became_device": report.copied,
            "requests": requests,
            "bytes_up": bytes_up,
            "bytes_down": bytes_down,
        }
        call.tell(json.dumps(done, ensure_ascii=False, sort_keys=True))
        return DONE
    call.tell(say("Enviado: {records}.", records=_counted(call, report.sent)))
    call.tell(say("Recibido: {records}.", records=_counted(call, report.received)))
    if report.in_review:
        call.tell(
            say_n(
                "{n} registro quedó en revisión en el nivel central.",
                "{n} registros quedaron en revisión en el nivel central.",
                report.in_review,
            )
        )
    if report.files_failed:
        call.tell(report.files_failed)
    for sentence in sentences(standing):
        call.tell(sentence)
    return DONE


def _counted(call: Call, by_kind: Mapping[str, int]) -> str:
    """Word how many records of each kind: "1 visita, 12 asistencias"."""
    from fieldapp.records import KINDS
    from fieldapp.records.phrases import small

    known = [(KINDS[kind], n) for kind, n in by_kind.items() if kind in KINDS and n]
    others = sum(n for kind, n in by_kind.items() if kind not in KINDS)
    parts = [f"{n} {call.words(small(spec.label if n == 1 else spec.plural))}" for spec, n in known]
    if others:
        parts.append(call.words(say_n("{n} registro nuevo", "{n} registros nuevos", others)))
    return ", ".join(parts) or call.words(say("nada"))
