"""What a person decides on a link that is paid by the byte (R24)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from fieldapp.records.text import Text, say
from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.sync_store import SyncCounts
from fieldapp.store.unit_of_work import Reading, Store

_MEGABYTE: Final = 1_000_000
_SPARED: Final = "data_spared"


def spares_data(reading: Reading) -> bool:
    """Tell whether large files wait because the network is paid by the byte."""
    return remembered(reading, _SPARED, bool) or False


def spare_data(store: Store, *, spare: bool) -> None:
    """Let large files wait from now on, or not any more."""
    with store.database.writing() as connection:
        remember_here(connection, _SPARED, spare or None)


def weight_in_words(counts: SyncCounts, number: Callable[[Decimal], str]) -> Text:
    """Ask, on a link that is paid by the byte, whether large files travel too (R24).

    What goes in any case is counted with the records: papers and other small files.
    """

    def megabytes(of_bytes: int) -> str:
        small = 0 < of_bytes < _MEGABYTE
        digits, least = (Decimal("0.01"), Decimal("0.01")) if small else (Decimal(1), Decimal(0))
        return number(max((Decimal(of_bytes) / _MEGABYTE).quantize(digits), least))

    waiting = counts.bytes_waiting
    return say(
        "Registros: {records} MB. Fotos: {files} MB. ¿Enviar también las fotos?",
        records=megabytes(waiting["records"] + waiting["small"]),
        files=megabytes(waiting["large"]),
    )
