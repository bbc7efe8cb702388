"""The proxies of this machine's network, by scheme, as the line to headquarters takes them."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

Login = tuple[str, str]
"""User and password for a proxy: kept in memory only."""


def system_proxies(url: str) -> Mapping[str, str]:
    """What the system's settings say of an address, without a script (PAC), which needs Qt."""
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
