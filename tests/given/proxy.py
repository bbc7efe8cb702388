"""A real web proxy on a free port that may ask for a user: CONNECT, then bytes both ways."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def a_proxy(to_port: int, login: tuple[str, str] | None = None) -> Generator[str]:
    """Lead every name to one port of this machine; gives the proxy's address."""
    wanted = base64.b64encode(":".join(login).encode()).decode() if login else ""

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            """Open the tunnel for whoever says the right user."""
            if wanted not in self.headers.get("Proxy-Authorization", ""):
                self.send_response(407)
                self.send_header("Proxy-Authenticate", 'Basic realm="ministerio"')
                self.end_headers()
                return
            with socket.create_connection(("127.0.0.1", to_port)) as beyond:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=_pour, args=(beyond, self.connection))
                back.start()
                _pour(self.connection, beyond)
                back.join()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _pour(out_of: socket.socket, into: socket.socket) -> None:
    """Carry bytes until one of both hangs up, and hang up on the other."""
    with contextlib.suppress(OSError):
        while piece := out_of.recv(65536):
            into.sendall(piece)
    with contextlib.suppress(OSError):
        into.shutdown(socket.SHUT_WR)
