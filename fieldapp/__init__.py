"""Bitácora on the laptop: records, rules, documents, store, work and windows."""
