"""Informes: choose, see, save and print any report."""

from fieldapp.ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
