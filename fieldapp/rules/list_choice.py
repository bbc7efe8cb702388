"""How a person wants one list."""

from __future__ import annotations

import msgspec


class ListChoice(msgspec.Struct, frozen=True):
    """Filters by field name, the columns wanted in their order (none named: all), and the order."""

    filters: dict[str, str] = {}
    columns: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
