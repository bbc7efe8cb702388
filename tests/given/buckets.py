"""An S3 service on this machine, for as long as a test needs one."""

from __future__ import annotations

import http.client
import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from unittest.mock import patch

from moto.server import ThreadedMotoServer

PLACE = "s3://archivo/sede"

ACCESS = {
    "AWS_ACCESS_KEY_ID": "sede",
    "AWS_SECRET_ACCESS_KEY": "una clave inventada",
    "AWS_REGION": "us-east-1",
}


@contextmanager
def a_bucket() -> Generator[str]:
    """Serve S3 with an empty bucket; gives its address, with the way in set in the environment."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for method, path in (("POST", "/moto-api/reset"), ("PUT", "/archivo")):
            line = http.client.HTTPConnection(host, port)
            line.request(method, path)
            assert line.getresponse().status == 200
            line.close()
        with patch.dict(os.environ, ACCESS):
            yield f"http://{host}:{port}"
    finally:
        server.stop()
