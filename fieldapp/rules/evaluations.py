"""What an evaluation found by matter, and which findings no problem takes up (domain D27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldapp.packs import Pack
from fieldapp.records.evaluation import Finding

WITHOUT_PROBLEM = "sin problema asociado"
"""What a report says of a finding that no problem takes up."""


def by_area(findings: Sequence[Finding], pack: Pack) -> dict[str, list[Finding]]:
    """The findings of each matter, every matter of the catalogue present, in its order."""
    areas = pack.catalogue("evaluation_areas")
    return {area.code: [one for one in findings if one.area == area.code] for area in areas}


def areas_without_finding(findings: Sequence[Finding], pack: Pack) -> list[str]:
    """The matters about which an evaluation says nothing."""
    return [area for area, found in by_area(findings, pack).items() if not found]


def without_problem(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that no problem takes up: work of the diagnosis that is still to be done."""
    return [one for one in findings if one.problem is None]
