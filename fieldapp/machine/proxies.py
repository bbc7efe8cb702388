"""The proxies of this machine's network, and a user for them, kept in memory only.

Proxies are named by scheme, as the line to headquarters takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

Login = tuple[str, str]
"""User and password."""


def proxies_for(given: Mapping[str, str] | None, url: str) -> Mapping[str, str]:
    """What was handed in, else what the system says of this address (but for scripts: PAC)."""
    import urllib.request
    from urllib.parse import urlsplit

    if given is not None:
        return given
    direct = urllib.request.proxy_bypass(urlsplit(url).hostname or "")
    return {} if direct else urllib.request.getproxies()


def with_login(proxies: Mapping[str, str], login: Login | None) -> Mapping[str, str]:
    """The same proxies, with a user and a password where they name none of their own."""
    if login is None:
        return proxies
    user, password = (quote(part, safe="") for part in login)
    return {
        scheme: proxy if "@" in proxy else proxy.replace("://", f"://{user}:{password}@", 1)
        for scheme, proxy in proxies.items()
    }
