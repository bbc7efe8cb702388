"""The room of the diagnosis: problems voted in a workshop, and what follows from each."""

from fieldapp.ui.pages.diagnosis.page import DiagnosisPage

__all__ = ["DiagnosisPage"]
