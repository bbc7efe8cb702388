"""Commitments: the board of what is owed, and beside it the promise that is open."""

from fieldapp.ui.pages.commitments.board import CommitmentsPage

__all__ = ["CommitmentsPage"]
