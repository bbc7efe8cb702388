"""The proxies of the system's settings as Qt knows them, automatic scripts (PAC) included.

Only the windows ask: the answer may take seconds while a script is fetched, so it is asked for on
the network worker, and QtNetwork is imported there (8 ms).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote


def proxies_by_qt(url: str) -> Mapping[str, str]:
    """The proxy for an address, by scheme; none when the way is direct."""
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    web = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)
    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url))):
        if proxy.type() == QNetworkProxy.ProxyType.NoProxy:
            break
        if proxy.type() in web:
            user, password = quote(proxy.user(), safe=""), quote(proxy.password(), safe="")
            login = f"{user}:{password}@" if user else ""
            address = f"http://{login}{proxy.hostName()}:{proxy.port()}"
            return {"http": address, "https": address}
    return {}
