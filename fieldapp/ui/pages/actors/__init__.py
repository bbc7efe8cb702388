"""The map of actors: a grid of interest and influence, and the same as a list."""

from fieldapp.ui.pages.actors.page import ActorsPage

__all__ = ["ActorsPage"]
