"""Every report that can be asked for, by subject, in the order in which people see them."""

from __future__ import annotations

from typing import Final

from fieldapp.work.reports import activities, agreements, money, territorial, trips
from fieldapp.work.reports.offered import ReportFacts

REPORTS: Final[tuple[ReportFacts, ...]] = (
    *agreements.REPORTS,
    *trips.REPORTS,
    *money.REPORTS,
    *territorial.REPORTS,
    *activities.REPORTS,
)
