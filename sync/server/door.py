"""The public page for envelopes: plain HTML without a script, for any browser or telephone.

Whoever stands at the door may be anybody, so a page says nothing but what the envelope itself
proved, and every word that is not ours is escaped.
"""

import base64
from email.message import Message
from hashlib import sha256
from html import escape
from string import Template
from typing import Final

from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.envelope import LETTER_BYTES_MAX

FORM_BYTES_MAX: Final = LETTER_BYTES_MAX + 64 * 1024
"""What a browser wraps around the file is small."""

_STYLE: Final = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}input,button,a.file{font:inherit;display:block;margin:1rem 0}"
    "button{padding:.6rem 1.2rem}strong{font-size:1.6rem}"
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
_FORM: Final = Template(
    "<p>$what</p>"
    '<form method="post" action="/sobre" enctype="multipart/form-data">'
    '<label for="envelope">$label</label>'
    '<input type="file" id="envelope" name="envelope" required>'
    "<button>$hand_in</button></form><p>$safe</p>"
)
_DONE: Final = Template(
    '<p>$received</p><p><strong>$number</strong></p><p>$take</p><a class="file" href="$answer" '
    'download="$name">$download</a><p><a href="/sobre">$another</a></p>'
)


def form_page(complaint: Text | None = None) -> bytes:
    """Give the page that takes a file, with what was wrong with the last one."""
    form = _FORM.substitute(
        what=_words(say("Elija el archivo de envío que hizo Bitácora (termina en .sobre).")),
        label=_words(say("Archivo de envío")),
        hand_in=_words(say("Entregar")),
        safe=_words(
            say(
                "El archivo va cifrado: solo el nivel central lo abre. Entregarlo dos veces no "
                "hace daño."
            )
        ),
    )
    said = f'<p role="alert">{_words(complaint)}</p>' if complaint else ""
    return _page(said + form)


def done_page(number: int, answer: str) -> bytes:
    """Give the page that says the acknowledgement; `answer` is where its file is."""
    return _page(
        _DONE.substitute(
            received=_words(say("El archivo se recibió. Acuse de recibo número:")),
            number=number,
            take=_words(
                say("Guarde la respuesta y llévela al equipo: con ella sabrá qué se recibió.")
            ),
            answer=escape(answer),
            name=f"respuesta-{number}.sobre",
            download=_words(say("Descargar la respuesta")),
            another=_words(say("Entregar otro archivo")),
        )
    )


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


def _page(said: str) -> bytes:
    title = _words(say("Entregar un archivo de envío"))
    return _PAGE.substitute(title=title, style=_STYLE, said=said).encode()


def _words(text: Text) -> str:
    return escape(SPANISH(text))
