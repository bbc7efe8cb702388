"""`fieldapp verify FILE...`: does this paper say what was sealed? 0 proven, 1 not, 2 unreadable.

The words go to people; the last line is the same in JSON, with what the paper says of itself
("shown"), to compare with its pages. Several files: the worst of them.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec

from fieldapp.commands import Call
from fieldapp.records.text import Words, say
from fieldapp.rules.verdict import Verdict

SUMMARY = say("comprueba actas en PDF, escaneadas o fotografiadas")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the files."""
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=words(say("los archivos"))
    )
    parser.add_argument("--json", action="store_true", help=words(say("responde solo en JSON")))


def run(chosen: Namespace, call: Call) -> int:
    """Judge each file; a laptop that is not activated can still read what a paper says."""
    from fieldapp.app import assemble_work, open_vault

    if not any(call.places.vaults.glob("*/vault.json")):
        return _judge(chosen, call, _unknown)
    with open_vault(call.places, call.passphrase(), writing=False) as opened:
        call = call.in_country(opened.pack)
        return _judge(chosen, call, assemble_work(opened, call.now).verifying.verify)


def _judge(chosen: Namespace, call: Call, verify: Callable[[bytes], Verdict]) -> int:
    from fieldapp.work.verifying import content_of_paper

    told: list[dict[str, object]] = []
    worst = 0
    for file in chosen.files:
        verdict = verify(content_of_paper(file))
        worst = max(worst, verdict.outcome.exit_code)
        sentences = [call.words(sentence) for sentence in verdict.sentences]
        told.append(
            {
                "file": str(file),
                "outcome": verdict.outcome.value,
                "number": verdict.number,
                "digest": verdict.digest,
                "sha256": verdict.file_sha256,
                "sentences": sentences,
                "shown": msgspec.to_builtins(verdict.shown),
            }
        )
        if not chosen.json:
            call.tell(f"{file}: {' '.join(sentences)}")
    call.tell(json.dumps({"exit": worst, "files": told}, ensure_ascii=False, sort_keys=True))
    return worst


def _unknown(content: bytes) -> Verdict:
    """A verdict without a ledger of our own."""
    from fieldapp.signing.verify import verify
    from fieldapp.signing.witnesses import NoLedger

    return verify(content, NoLedger())
