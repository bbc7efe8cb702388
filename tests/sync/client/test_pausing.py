"""Files that a person holds up stop after the piece on its way, and travel when told to go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sync.protocol.files import Lane
from tests.sync.client.conftest import Enrol


@dataclass
class Looking:
    """Somebody who looks on, and pauses after so many pieces."""

    pauses_after: int
    moves: list[tuple[str, int, int]] = field(default_factory=list)

    def moved(self, lane: str, bytes_sent: int, bytes_received: int) -> None:
        self.moves.append((lane, bytes_sent, bytes_received))

    def may_go_on(self) -> bool:
        return sum(sent > 0 for _, sent, _ in self.moves) < self.pauses_after


def test_a_pause_holds_files_up_after_a_piece_and_loses_none(enrol: Enrol) -> None:
    at = enrol()
    size = 300_000
    at.laptop.files.put(Random(11).randbytes(size))
    looking = Looking(pauses_after=2)
    at.device.let_watch(looking)
    paused = at.sync().lanes[Lane.LARGE]
    assert 0 < paused.bytes_sent < size
    assert paused.failed is not None
    assert "En pausa" in str(paused.failed)
    assert [one[1] for one in looking.moves if one[0] == "large"][-1] == paused.bytes_sent

    looking.pauses_after = 10_000
    rest = at.sync().lanes[Lane.LARGE]
    assert (rest.files_sent, rest.failed) == (1, None)
    assert at.laptop.sync.counts().files_waiting == {"small": 0, "large": 0}
