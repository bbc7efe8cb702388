"""How a country writes its budgets: the form of a code of expense, and the usual units."""

from __future__ import annotations

import re

import msgspec

from fieldapp.packs.catalogue import Choice


class BudgetRules(msgspec.Struct, frozen=True):
    """The expense classifier and units of measure of a country (domain D37).

    `classifier_pattern` is matched against the whole code; "" where none is known. `draft` until
    the ministry has confirmed them.
    """

    classifier_pattern: str
    classifier_example: str
    classifiers: tuple[Choice, ...]
    units: tuple[str, ...]
    draft: bool = True

    def is_classifier(self, code: str) -> bool:
        """Tell whether a code has the country's form; any has where no form is known."""
        pattern = self.classifier_pattern
        return not pattern or re.fullmatch(pattern, code.strip()) is not None
