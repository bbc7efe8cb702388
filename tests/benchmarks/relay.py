"""A loopback relay that counts what passes, and can be as slow and unreliable as a village's link.

User-space, because neither this kernel nor a CI machine has netem: each way has its own rate and
delay; a lost segment comes one round trip later and holds back what follows it, as TCP does; a cut
ends both ends abruptly after so many bytes.
"""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Queue

SEGMENT_BYTES = 1400
SEGMENT_HEAD_BYTES = 52
"""IP and TCP with time stamps: they take time on the link and are not counted as traffic."""

_UNSENT_MAX_S = 4.0
"""How far the sender may be ahead of the link, about what a socket buffers at 64 kbit/s."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a line is. Nothing said: as fast as the loopback, and it never breaks."""

    bits_per_s: int = 0
    one_way_s: float = 0.0
    loss: float = 0.0
    """Which part of the segments must be sent again."""
    cut_up_after: int | None = None
    """The line breaks once so many bytes went up, counted over one connection."""
    cut_down_after: int | None = None


LOOPBACK = Link()
VILLAGE = Link(bits_per_s=64_000, one_way_s=0.3)
"""What the protocol is measured on: 64 kbit/s each way, 600 ms there and back."""


@dataclass(slots=True)
class Traffic:
    """Bytes and requests since the last `take`; up is from the laptop to headquarters."""

    up: int = 0
    down: int = 0
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *, up: bytes = b"", down: bytes = b"") -> None:
        """Count one piece that was relayed."""
        with self._lock:
            self.up += len(up)
            self.down += len(down)
            self.requests += sum(up.startswith(verb) for verb in (b"POST ", b"GET ", b"PUT "))

    def take(self) -> tuple[int, int, int]:
        """Give (requests, bytes up, bytes down) and begin again."""
        with self._lock:
            taken = (self.requests, self.up, self.down)
            self.requests = self.up = self.down = 0
            return taken


class Relay:
    """One listening port before another one; `link` may be changed between connections."""

    def __init__(self, port: int, link: Link = LOOPBACK, seed: int = 1) -> None:
        self.link = link
        self.traffic = Traffic()
        self._behind = port
        self._chance = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = list[socket.socket]()
        self._accepting = threading.Thread(target=self._accept, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._listener.getsockname()[1]

    def start(self) -> None:
        """Begin to relay."""
        self._accepting.start()

    def stop(self) -> None:
        """Close everything."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)  # wakes who waits in recv; close alone does not
            one.close()
        self._accepting.join(timeout=5)

    def _accept(self) -> None:
        while True:
            try:
                laptop, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(laptop, self.link), daemon=True).start()

    def _connect(self, laptop: socket.socket, link: Link) -> None:
        # The handshake with this relay took no time; on a real line it takes a round trip.
        time.sleep(2 * link.one_way_s)
        try:
            server = socket.create_connection(("127.0.0.1", self._behind))
        except OSError:
            laptop.close()
            return
        self._open += [laptop, server]
        for one in (laptop, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways = (
            _Way(laptop, server, "up", link, link.cut_up_after),
            _Way(server, laptop, "down", link, link.cut_down_after),
        )
        for way in ways:
            way.start(self.traffic, self._chance)


class _Way:
    """One direction of one connection: a thread that takes, a thread that gives when it is time."""

    def __init__(
        self,
        source: socket.socket,
        target: socket.socket,
        name: str,
        link: Link,
        cut_after: int | None,
    ) -> None:
        self._source = source
        self._target = target
        self._name = name
        self._link = link
        self._left = cut_after
        self._under_way: Queue[tuple[float, bytes]] = Queue()

    def start(self, traffic: Traffic, chance: random.Random) -> None:
        """Relay until either end closes or the line is cut."""
        for work in (self._take, self._give):
            threading.Thread(target=work, args=(traffic, chance), daemon=True).start()

    def _take(self, traffic: Traffic, chance: random.Random) -> None:
        del traffic
        free_at = arrived_at = 0.0
        shaped = self._link.bits_per_s > 0
        while True:
            try:
                piece = self._source.recv(SEGMENT_BYTES if shaped else 65536)
            except OSError:
                piece = b""
            now = time.monotonic()
            takes_s = (
                (len(piece) + SEGMENT_HEAD_BYTES) * 8 / self._link.bits_per_s if shaped else 0.0
            )
            free_at = max(free_at, now) + takes_s
            again_s = 0.0
            while self._link.loss and chance.random() < self._link.loss:
                free_at += takes_s
                again_s += 2 * self._link.one_way_s + takes_s
            arrived_at = max(arrived_at, free_at + self._link.one_way_s + again_s)
            self._under_way.put((arrived_at, piece))
            if not piece:
                return
            time.sleep(max(0.0, free_at - now - _UNSENT_MAX_S))

    def _give(self, traffic: Traffic, chance: random.Random) -> None:
        del chance
        while True:
            at, piece = self._under_way.get()
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                if not piece:
                    self._target.shutdown(socket.SHUT_WR)
                    return
                self._deliver(piece, traffic)
            except OSError:
                return

    def _deliver(self, piece: bytes, traffic: Traffic) -> None:
        if self._left is not None:
            piece = piece[: self._left]
            self._left -= len(piece)
        traffic.add(**{self._name: piece})
        self._target.sendall(piece)
        if self._left == 0:
            time.sleep(0.01)  # what was delivered is read before the reset overtakes it
            for end in (self._source, self._target):
                _break(end)
            raise ConnectionResetError


def _break(end: socket.socket) -> None:
    """Reset a connection instead of ending it in good order."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def a_relay(port: int, link: Link = LOOPBACK, seed: int = 1) -> Iterator[Relay]:
    """Relay a port of its own to this one."""
    relay = Relay(port, link, seed)
    relay.start()
    try:
        yield relay
    finally:
        relay.stop()
