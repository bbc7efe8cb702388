"""Agreements: their list, and the room in which one is written, signed and followed."""

from fieldapp.ui.pages.agreements.page import AgreementsPage

__all__ = ["AgreementsPage"]
