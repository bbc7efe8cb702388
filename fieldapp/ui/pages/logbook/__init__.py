"""The logbook of the territories: what was noted, never changed, with a quick entry above."""

from fieldapp.ui.pages.logbook.page import LogbookPage

__all__ = ["LogbookPage"]
