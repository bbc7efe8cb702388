"""The agreement of Cali as its files bring it in, before anybody signed it."""

from __future__ import annotations

from uuid import UUID

from fieldapp.demo.country_files import registers_of
from fieldapp.work.work import Work


def cali_brought(work: Work) -> UUID:
    """A draft with four invented parties and the eleven commitments of the source."""
    for file in registers_of("CO"):
        if file.name.endswith(("_agreement.json", "_commitment.json")):
            work.imports.bring(file.name, file.content)
    (line,) = work.agreements.page().lines
    return line.id
