"""The room of a plan: its parts, one beside the other."""
