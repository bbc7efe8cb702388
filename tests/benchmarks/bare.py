"""One bare request and its bare answer over a link: the least time any protocol needs there."""

from __future__ import annotations

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.benchmarks.relay import Link, a_relay


def bare_exchange(link: Link, up: bytes, down: bytes) -> float:
    """Post some bytes over a new connection and read others back; give the seconds."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(down)}\r\n\r\n"
            self.wfile.write(head.encode() + down)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with a_relay(server.server_port, link) as relay:
            line = http.client.HTTPConnection("127.0.0.1", relay.port, timeout=60)
            begun = time.perf_counter()
            line.request("POST", "/", up)
            back = line.getresponse().read()
            seconds = time.perf_counter() - begun
            line.close()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    if back != down:
        raise SystemExit("the bare answer did not arrive whole")
    return seconds
