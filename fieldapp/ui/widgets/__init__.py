"""The pieces that several pages are made of."""
