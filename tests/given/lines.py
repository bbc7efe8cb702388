"""Lines to headquarters that misbehave as told, in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qs, urlsplit

from fieldapp.records.text import say
from sync.client.ports import Carried, Fetched, LineFailure, Step, Traffic


class Fault(Enum):
    """What a line does to one exchange."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    SENT_TWICE = "sent twice"
    ANSWER_CUT = "answer cut"
    OLD_REQUEST_AGAIN = "an old request arrives again"
    PORTAL = "a portal answers"


@dataclass(slots=True)
class Line:
    """A line to headquarters with faults in the order given; without any left it works."""

    answer: Callable[[bytes], bytes]
    faults: list[Fault] = field(default_factory=list[Fault])
    sent: list[bytes] = field(default_factory=list[bytes])
    traffic: Traffic = field(default_factory=Traffic)
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    carries_files: bool = True

    def will(self, *faults: Fault) -> None:
        """Plan what happens next."""
        self.faults.extend(faults)

    def exchange(self, frame: bytes) -> bytes:
        """Carry a frame, or fail as planned."""
        fault = self.faults.pop(0) if self.faults else Fault.NONE
        self.sent.append(frame)
        if fault is Fault.REQUEST_LOST:
            raise _failure()
        if fault is Fault.PORTAL:
            return b"<html>Bienvenido a WiFi Puerto</html>"
        if fault is Fault.OLD_REQUEST_AGAIN:
            self.answer(self.sent[0])
        if fault is Fault.SENT_TWICE:
            self.answer(frame)
        answered = self.answer(frame)
        spent = self.traffic
        self.traffic = Traffic(
            spent.requests + 1, spent.bytes_up + len(frame), spent.bytes_down + len(answered)
        )
        if fault is Fault.ANSWER_LOST:
            raise _failure()
        return answered[: len(answered) // 2] if fault is Fault.ANSWER_CUT else answered

    def put_file(self, target: str, content: bytes, headers: Mapping[str, str]) -> Carried:
        """Keep a piece of a file, if this line carries files."""
        del headers
        self._must_carry_files()
        url = urlsplit(target)
        asked = parse_qs(url.query)
        offset, size = int(asked["off"][0]), int(asked["size"][0])
        before = self.files.get(url.path, b"")
        assert offset <= len(before), "a gap"
        self.files[url.path] = before[:offset] + content
        held = len(self.files[url.path])
        return Carried(held, complete=held == size)

    def get_file(
        self, target: str, headers: Mapping[str, str], start: int, most: int
    ) -> Fetched | None:
        """Give a piece of a file, if this line carries files."""
        del headers
        self._must_carry_files()
        whole = self.files.get(target)
        return None if whole is None else Fetched(whole[start : start + most], len(whole))

    def _must_carry_files(self) -> None:
        if not self.carries_files:
            raise _failure()


def _failure() -> LineFailure:
    return LineFailure(Step.NETWORK, say("Se cortó la señal."))
