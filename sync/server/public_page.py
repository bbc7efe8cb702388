"""What headquarters' public pages share: plain HTML without a script, for any browser or telephone.

Whoever looks may be anybody, so every word that is not ours is escaped.
"""

import base64
from email.message import Message
from hashlib import sha256
from html import escape
from string import Template
from typing import Final

from litestar import Response

from fieldapp.records.text import Text, Words

_STYLE: Final = (
    ":root{color-scheme:light dark;--accent:#0b6e63;--on:#fff;--good:#1a6b35;--warn:#8a5300;"
    "--bad:#b3261e;--edge:#767676;--soft:#555}"
    "@media(prefers-color-scheme:dark){:root{--accent:#7fd1c5;--on:#06211d;--good:#7fd69a;"
    "--warn:#f0b866;--bad:#ff9d94;--edge:#9a9a9a;--soft:#bbb}}"
    "*{box-sizing:border-box}"
    "body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;"
    "padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}"
    "form{border:1px solid var(--edge);border-radius:.5rem;padding:1rem;margin:1rem 0}"
    "label{display:block;font-weight:600}"
    "input{font:inherit;display:block;width:100%;margin:.25rem 0 1rem;padding:.6rem;"
    "border:1px solid var(--edge);border-radius:.35rem}"
    "button,a.file{font:inherit;font-weight:600;display:inline-block;min-height:2.75rem;"
    "padding:.55rem 1.4rem;border:0;border-radius:.35rem;background:var(--accent);"
    "color:var(--on);text-decoration:none;cursor:pointer}"
    "a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}"
    "strong{font-size:1.6rem}dt{color:var(--soft)}dd{margin:0 0 .6rem}"
    ".outcome,[role=alert]{border-left:.4rem solid;padding:.5rem .8rem;font-weight:bold}"
    ".outcome{font-size:1.25rem}.good{color:var(--good)}.warn{color:var(--warn)}"
    ".bad,[role=alert]{color:var(--bad)}"
    "body:has(table){max-width:72rem}"
    "table{border-collapse:collapse;display:block;overflow-x:auto;overflow-wrap:normal;"
    "font-size:.95rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid var(--edge)}td.number{text-align:right}"
)
_STYLE_HASH: Final = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE: Final = Template(
    '<!doctype html><html lang="es"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    "<title>$title</title><style>$style</style></head><body><h1>$title</h1>$said</body></html>"
)
_HTML: Final = "text/html; charset=utf-8"


def page(words: Words, title: Text, said: str) -> bytes:
    """Give a whole page; `said` is HTML whose words are escaped already."""
    return _PAGE.substitute(title=worded(words, title), style=_STYLE, said=said).encode()


def worded(words: Words, text: Text) -> str:
    """Give a sentence as HTML."""
    return escape(words(text))


def alert(words: Words, complaint: Text | None) -> str:
    """Give what was wrong as HTML; nothing for nothing."""
    return f'<p role="alert">{worded(words, complaint)}</p>' if complaint else ""


def shown(content: bytes, status: int = 200) -> Response[bytes]:
    """Answer with a page."""
    return Response(content, status_code=status, media_type=_HTML, headers=dict(HEADERS))


def uploaded(content_type: str, body: bytes) -> bytes:
    """Give the first file of a form as a browser sends it; empty if there is none."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or not boundary:
        return b""
    between = b"\r\n--" + boundary.encode("utf-8", "replace")
    for part in (b"\r\n" + body).split(between)[1:]:
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content
    return b""
