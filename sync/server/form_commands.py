"""`fieldapp-server form list`: what became of every numbered blank form."""

from argparse import Namespace
from typing import Final

import msgspec

from fieldapp.packs.formats import Formats
from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Text, say
from fieldapp.rules.blank_forms import FormFate
from sync.server.commands import Call
from sync.server.form_ledger import FormLine, form_lines

FATES: Final = tuple(fate.value for fate in FormFate)


def list_forms(call: Call, chosen: Namespace) -> None:
    """List the numbers of a fate, of a laptop's series, or all of them."""
    with call.register() as register:
        formats = call.places.pack(register.country()).formats
        with register.engine.connect() as connection:
            lines = form_lines(connection)
    listed = [
        one
        for one in lines
        if chosen.fate in (None, one.fate.value) and chosen.device in (None, one.device)
    ]
    if call.json:
        print(msgspec.json.encode(listed).decode())
        return
    for line in listed:
        print(call.words(_line(line, formats)))


def _line(line: FormLine, formats: Formats) -> Text:
    printed = line.printed_at
    return say(
        "{number} · {fate} · {day} · {device} · {officer}{reason}",
        number=line.number,
        fate=_fate(line.fate),
        day=f"{formats.day_of(printed):%Y-%m-%d}" if printed else "—",
        device=line.device or "—",
        officer=line.officer or "—",
        reason=f" · {line.reason}" if line.reason else "",
    )


def _fate(fate: FormFate) -> Text:
    labels = {choice.code: choice.label for choice in CHOICES["form_fates"]}
    return Text(labels[fate])
