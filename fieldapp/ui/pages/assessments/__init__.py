"""PES Scan: an institution scores itself, and sees its radar and its gaps."""

from fieldapp.ui.pages.assessments.page import AssessmentsPage

__all__ = ["AssessmentsPage"]
