"""The room of a plan: its tree at the left, its parts in tabs at the right."""

from fieldapp.ui.pages.plan.page import PlanPage

__all__ = ["PlanPage"]
