"""Bitácora on the laptop: records, rules, documents, store, work and windows."""

__version__ = "0.1.0"
