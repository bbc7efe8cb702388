"""A line that dies: a relay which closes its connections after so many bytes, as told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Cuts:
    """How many bytes each of the next connections carries, both ways together."""

    after: list[int] = field(default_factory=list[int])
    done: int = 0

    def next(self) -> int | None:
        """The bytes of the connection that begins now; None if nothing cuts it."""
        if not self.after:
            return None
        self.done += 1
        return self.after.pop(0)


class _Connection:
    """One connection to the laptop, one to headquarters, and what may still pass."""

    def __init__(self, laptop: socket.socket, port: int, most: int | None) -> None:
        self._ends = (laptop, socket.create_connection(("127.0.0.1", port)))
        self._left = most
        self._lock = threading.Lock()

    def run(self) -> list[threading.Thread]:
        threads = [
            threading.Thread(target=self._carry, args=ends)
            for ends in (self._ends, self._ends[::-1])
        ]
        for one in threads:
            one.start()
        return threads

    def close(self) -> None:
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while self._left != 0 and (passing := self._allowed(source.recv(4096))):
                target.sendall(passing)
        except OSError:
            pass
        self.close()

    def _allowed(self, arrived: bytes) -> bytes:
        with self._lock:
            if self._left is None:
                return arrived
            passing = arrived[: self._left]
            self._left -= len(passing)
            return passing


@contextmanager
def a_line_that_dies(port: int) -> Generator[tuple[int, Cuts]]:
    """Relay a port of its own to this one; gives that port, and the cuts to plan."""
    cuts, connections, threads = Cuts(), list[_Connection](), list[threading.Thread]()
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                laptop, _ = listener.accept()
            except OSError:
                return
            connection = _Connection(laptop, port, cuts.next())
            connections.append(connection)
            threads.extend(connection.run())

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield listener.getsockname()[1], cuts
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for one in connections:
            one.close()
        for one in threads:
            one.join()
