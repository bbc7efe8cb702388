"""What records mean: late, present, quorum, totals, completeness. Pure functions."""
