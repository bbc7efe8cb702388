"""A user for the proxies of this machine's network: kept in memory only, as long as it is needed.

Proxies are named by scheme, as the line to headquarters takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

Login = tuple[str, str]
"""User and password."""


def with_login(proxies: Mapping[str, str], login: Login | None) -> Mapping[str, str]:
    """The same proxies, with a user and a password where they name none of their own."""
    if login is None:
        return proxies
    user, password = (quote(part, safe="") for part in login)
    return {
        scheme: proxy if "@" in proxy else proxy.replace("://", f"://{user}:{password}@", 1)
        for scheme, proxy in proxies.items()
    }
