"""The system's proxies as Qt reads them."""

from __future__ import annotations

import sys

import pytest

from fieldapp.ui.proxies import proxies_by_qt


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the settings are the system's own")
def test_the_systems_proxy_leads_to_headquarters_and_exceptions_go_direct(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxies_by_qt("https://sede.ministerio.example") == {}
    monkeypatch.setenv("https_proxy", "http://yriascos:clave@proxy.ministerio.example:3128")
    monkeypatch.setenv("no_proxy", "interna.ministerio.example")
    address = "http://yriascos:clave@proxy.ministerio.example:3128"
    assert proxies_by_qt("https://sede.ministerio.example")["https"] == address
    assert proxies_by_qt("https://interna.ministerio.example") == {}
