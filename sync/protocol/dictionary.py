"""What both ends know beforehand of every message, so that small ones need not say it.

A dictionary is bytes learnt once and shipped with the program under a number that a frame names.
Each end keeps every one that was ever shipped; the laptop speaks its newest, headquarters answers
in the one it was asked in, and number 0 is none at all, which everybody understands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import zstandard

TINY_BYTES_MAX: Final = 4 * 1024
"""Payloads up to here lose nothing by a dictionary digested beforehand, which costs no time."""

SMALL_BYTES_MAX: Final = 128 * 1024
"""Payloads up to here, a day of work, are compressed as well as can be, in ten milliseconds."""

_TINY_LEVEL: Final = 19
_SMALL_LEVEL: Final = 22
_LARGE_LEVEL: Final = 9

_Learnt = zstandard.ZstdCompressionDict


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One dictionary, ready for use by any number of threads; without bytes, none."""

    id: int = 0
    _tiny: _Learnt | None = field(default=None, repr=False)
    _small: _Learnt | None = field(default=None, repr=False)
    _large: _Learnt | None = field(default=None, repr=False)

    @classmethod
    def of(cls, number: int, learnt: bytes) -> "Dictionary":
        """Prepare a dictionary once for all its uses."""
        tiny, small, large = (
            _Learnt(learnt, dict_type=zstandard.DICT_TYPE_FULLDICT) for _ in range(3)
        )
        for known, level in ((tiny, _TINY_LEVEL), (large, _LARGE_LEVEL)):
            known.precompute_compress(level=level)  # pyright: ignore[reportUnknownMemberType]
        return cls(number, tiny, small, large)

    def compress(self, payload: bytes) -> bytes:
        """Compress to one frame of zstd that declares its size and nothing else."""
        if len(payload) > SMALL_BYTES_MAX:
            level, learnt = _LARGE_LEVEL, self._large
        elif len(payload) > TINY_BYTES_MAX:
            level, learnt = _SMALL_LEVEL, self._small
        else:
            level, learnt = _TINY_LEVEL, self._tiny
        return zstandard.ZstdCompressor(
            level=level, dict_data=learnt, write_checksum=False, write_dict_id=False
        ).compress(payload)

    def expander(self, window_bytes_max: int) -> zstandard.ZstdDecompressor:
        """Give what expands such a frame, with no larger window than said."""
        return zstandard.ZstdDecompressor(dict_data=self._small, max_window_size=window_bytes_max)


NO_DICTIONARY: Final = Dictionary()


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The dictionaries that one end holds, by number."""

    _held: Mapping[int, Dictionary] = field(default_factory=dict[int, Dictionary])

    @classmethod
    def of(cls, learnt: Mapping[int, bytes]) -> "Dictionaries":
        """Prepare dictionaries from their bytes by number."""
        return cls({number: Dictionary.of(number, some) for number, some in learnt.items()})

    @property
    def newest(self) -> Dictionary:
        """The one a laptop writes its requests with."""
        return self._held[max(self._held)] if self._held else NO_DICTIONARY

    def get(self, number: int) -> Dictionary | None:
        """Give the dictionary of this number; None when this end never had it."""
        return NO_DICTIONARY if number == 0 else self._held.get(number)


NO_DICTIONARIES: Final = Dictionaries()
