"""Every report that can be asked for, by subject, in the order in which people see them."""

from __future__ import annotations

from typing import Final

from fieldapp.work.reports import (
    activities,
    agreements,
    community,
    diagnosis,
    directory,
    handovers,
    logbook,
    money,
    monthly,
    norms,
    plans,
    requests,
    results,
    services,
    spaces,
    territorial,
    trainings,
    trips,
    visits,
)
from fieldapp.work.reports.offered import ReportFacts

REPORTS: Final[tuple[ReportFacts, ...]] = (
    *monthly.REPORTS,
    *agreements.REPORTS,
    *activities.REPORTS,
    *community.REPORTS,
    *diagnosis.REPORTS,
    *directory.REPORTS,
    *handovers.REPORTS,
    *logbook.REPORTS,
    *money.REPORTS,
    *norms.REPORTS,
    *plans.REPORTS,
    *requests.REPORTS,
    *results.REPORTS,
    *services.REPORTS,
    *spaces.REPORTS,
    *territorial.REPORTS,
    *trainings.REPORTS,
    *trips.REPORTS,
    *visits.REPORTS,
)
