"""Small real web servers on free ports, with certificates of any date made on the spot."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Writes the answer to a request, given its body."""

NAME = "sede.ministerio.example"
"""The name that a ministry's headquarters would have; a proxy leads there."""


class Ministry:
    """A certificate authority of a ministry, and what it certifies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Autoridad de certificación del Ministerio")
        years = timedelta(days=3650)
        now = datetime.now(UTC)
        self._certificate = (
            _builder(self._name, self._name, self._key, now - years, now + years)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @property
    def pem(self) -> str:
        """The authority's certificate, as an enrolment brings it."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def certified(self, begins: datetime, ends: datetime) -> Path:
        """Certify this machine for a time: key and certificate in one PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        here = x509.SubjectAlternativeName(
            [
                x509.DNSName("localhost"),
                x509.DNSName(NAME),
                x509.IPAddress(ip_address("127.0.0.1")),
            ]
        )
        certificate = (
            _builder(_name("localhost"), self._name, key, begins, ends)
            .add_extension(here, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        file = self._folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        return file

    def server_context(self, begins: datetime, ends: datetime) -> ssl.SSLContext:
        """Certify this machine for a time, for a server of this process to use."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certified(begins, ends))
        return context


@contextmanager
def a_server(answer: Answer, context: ssl.SSLContext | None = None) -> Generator[str]:
    """Serve until the end of the block; gives the address, https when there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            answer(self, self.rfile.read(length))

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names http.server calls

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    class Quiet(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A laptop that refuses the certificate hangs up; that is the point."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    request: BaseHTTPRequestHandler,
    content: bytes,
    status: int = 200,
    **headers: str,
) -> None:
    """Write one answer; underscores in header names become hyphens."""
    request.send_response(status)
    request.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(content)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begins: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
