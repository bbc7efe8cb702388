"""Country packs: catalogues, territories, calendar, formats, numbering and legal texts."""

from fieldapp.packs.pack import COUNTRIES, Pack, load_pack, read_pack
from fieldapp.packs.words import load_words

__all__ = ["COUNTRIES", "Pack", "load_pack", "load_words", "read_pack"]
