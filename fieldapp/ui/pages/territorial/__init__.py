"""The plans of territories, year by year."""

from fieldapp.ui.pages.territorial.page import PlansPage

__all__ = ["PlansPage"]
