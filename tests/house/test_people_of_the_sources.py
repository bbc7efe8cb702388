"""Nobody whom the source documents name is named here: not in packs, not in tests, not in code.

The list holds no name: each line has the beginning of the digest of a first word, and the SHA-256
of two to four words as they are folded. Its digests were made of the names of the documents.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.packs.folding import fold

LISTED = Path(__file__).with_name("people_of_the_sources.txt")
SEARCHED = ("resources", "tests", "fieldapp")
PACKED = {".png", ".ttf", ".otf", ".zstd", ".bin", ".ico", ".pdf", ".docx", ".xlsx", ".gz", ".zip"}
WORDS_MOST = 4
BEGINNING = 4


def listed() -> tuple[frozenset[str], frozenset[str]]:
    lines = [line.split() for line in LISTED.read_text(encoding="ascii").splitlines()]
    return frozenset(one for one, _ in lines), frozenset(other for _, other in lines)


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


class Search:
    """Which runs of words are somebody's name; a word is digested once in all."""

    def __init__(self, beginnings: frozenset[str], names: frozenset[str]) -> None:
        self._beginnings = beginnings
        self._names = names
        self._known: dict[str, bool] = {}

    def _may_begin(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = digest_of(word)[:BEGINNING] in self._beginnings
            self._known[word] = known
        return known

    def names_in(self, text: str) -> Iterator[int]:
        """Where, in words, a name begins."""
        words = fold(text).split()
        for place, word in enumerate(words):
            if self._may_begin(word):
                runs = (words[place : place + many] for many in range(2, WORDS_MOST + 1))
                if any(digest_of(" ".join(run)) in self._names for run in runs):
                    yield place


def test_a_name_is_found_however_it_is_written() -> None:
    first, name = "inventada", "inventada perez nandu"
    search = Search(frozenset({digest_of(first)[:BEGINNING]}), frozenset({digest_of(name)}))
    assert list(search.names_in("Firma: INVENTADA Pérez-Ñandú.")) == [1]
    assert list(search.names_in("Inventada Pérez firma")) == []


def test_nobody_whom_the_sources_name_is_named_in_the_tree(tree: Path) -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *SEARCHED],
        cwd=tree,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    search = Search(*listed())
    found: list[str] = []
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = tree / name
        if path.suffix not in PACKED and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: word {place}" for place in search.names_in(text)]
    assert found == []
