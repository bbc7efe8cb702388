"""Which kind of paper the words of a means of verification speak of."""

from __future__ import annotations

from fieldapp.packs.catalogue import Catalogue
from fieldapp.packs.folding import fold
from fieldapp.records.describe import Code


def kind_of_mean(text: str, means: Catalogue) -> Code | None:
    """The choice whose label, or abbreviation, begins the words; the longest where several do.

    "RM aprueba la modificación del POI" is a ministerial resolution, "Informe de diseño de
    módulos" no plain report. None where no choice does: the words alone are kept.
    """
    said = f"{fold(text)} "
    found = [
        (len(name), choice.code)
        for choice in means
        for name in (fold(choice.label), fold(choice.short))
        if name and said.startswith(f"{name} ")
    ]
    return Code(max(found)[1]) if found else None
