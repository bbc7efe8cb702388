"""Synchronisation: protocol, the laptop's engine and the headquarters server."""
