"""Reports: what can be asked for, gathered from the laptop and written as PDF, XLSX or DOCX.

A subject is one module of this folder with a tuple `REPORTS`; `catalogue` puts them together. What
a report says is built by a pure function of `fieldapp.rules`, from records alone.
"""

from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.reports.reports import FORMS, Reports

__all__ = ["FORMS", "Asks", "ReportFacts", "Reports", "Wanted"]
