"""Every report that can be asked for, by subject, in the order in which people see them."""

from __future__ import annotations

from typing import Final

from fieldapp.work.reports import (
    agreements,
    directory,
    norms,
    requests,
    services,
    spaces,
    trainings,
)
from fieldapp.work.reports.offered import ReportFacts

REPORTS: Final[tuple[ReportFacts, ...]] = (
    *agreements.REPORTS,
    *directory.REPORTS,
    *spaces.REPORTS,
    *services.REPORTS,
    *trainings.REPORTS,
    *norms.REPORTS,
    *requests.REPORTS,
)
