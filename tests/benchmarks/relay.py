"""A loopback relay that counts what passes: HTTP with its headers, above TCP, both ways."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


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


@contextmanager
def counting_relay(port: int) -> Iterator[tuple[int, Traffic]]:
    """Relay a port of its own to this one; give the port and the counts."""
    traffic, open_sockets = Traffic(), list[socket.socket]()
    listener = socket.create_server(("127.0.0.1", 0))
    accepting = threading.Thread(target=_accept, args=(listener, port, traffic, open_sockets))
    accepting.start()
    try:
        yield listener.getsockname()[1], traffic
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for one in open_sockets:
            one.close()
        accepting.join(timeout=5)


def _accept(
    listener: socket.socket, port: int, traffic: Traffic, open_sockets: list[socket.socket]
) -> None:
    while True:
        try:
            laptop, _ = listener.accept()
        except OSError:
            return
        server = socket.create_connection(("127.0.0.1", port))
        open_sockets += [laptop, server]
        for source, target, way in ((laptop, server, "up"), (server, laptop, "down")):
            threading.Thread(target=_pump, args=(source, target, way, traffic), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, way: str, traffic: Traffic) -> None:
    while True:
        try:
            piece = source.recv(65536)
            if not piece:
                target.shutdown(socket.SHUT_WR)
                return
            traffic.add(**{way: piece})
            target.sendall(piece)
        except OSError:
            return
