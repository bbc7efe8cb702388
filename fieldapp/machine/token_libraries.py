"""Where the makers of tokens and card readers put their PKCS#11 libraries on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_LINUX: Final = (
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/opensc-pkcs11.so",
    "/usr/lib/libeTPkcs11.so",
    "/usr/lib/libbit4xpki.so",
    "/usr/lib/libbit4ipki.so",
    "/usr/lib/x64-athena/libASEP11.so",
    "/usr/lib/libcastle.so.1.0.0",
)
_WINDOWS: Final = (
    r"System32\eTPKCS11.dll",
    r"System32\bit4xpki.dll",
    r"System32\bit4ipki.dll",
    r"System32\asepkcs.dll",
    r"System32\eps2003csp11v2.dll",
    r"System32\opensc-pkcs11.dll",
)
"""Below the folder of Windows."""


def token_libraries() -> list[str]:
    """The libraries that are here; a maker's own place is chosen by hand."""
    if sys.platform == "win32":
        root = Path(os.environ.get("SystemRoot", r"C:\Windows"))  # noqa: SIM112 - so Windows spells it
        places = [root / one for one in _WINDOWS]
    else:
        places = [Path(one) for one in _LINUX]
    return [str(one) for one in places if one.exists()]
