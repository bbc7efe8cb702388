"""Tablero: what was done, counted."""

from fieldapp.ui.pages.dashboard.page import DashboardPage

__all__ = ["DashboardPage"]
