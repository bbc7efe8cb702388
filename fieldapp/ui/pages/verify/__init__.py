"""Is this paper what was issued: files in, verdicts out."""
