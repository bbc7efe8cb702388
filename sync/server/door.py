"""The public page for envelopes: plain HTML without a script, for any browser or telephone.

Whoever stands at the door may be anybody, so a page says nothing but what the envelope itself
proved, and every word that is not ours is escaped.
"""

from html import escape
from string import Template
from typing import Final

from fieldapp.records.text import Text, say
from sync.protocol.envelope import LETTER_BYTES_MAX
from sync.server.public_page import alert, page, worded

FORM_BYTES_MAX: Final = LETTER_BYTES_MAX + 64 * 1024
"""What a browser wraps around the file is small."""

_TITLE: Final = say("Entregar un archivo de envío")
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
        what=worded(say("Elija el archivo de envío que hizo Bitácora (termina en .sobre).")),
        label=worded(say("Archivo de envío")),
        hand_in=worded(say("Entregar")),
        safe=worded(
            say(
                "El archivo va cifrado: solo el nivel central lo abre. Entregarlo dos veces no "
                "hace daño."
            )
        ),
    )
    return page(_TITLE, alert(complaint) + form)


def done_page(number: int, answer: str) -> bytes:
    """Give the page that says the acknowledgement; `answer` is where its file is."""
    return page(
        _TITLE,
        _DONE.substitute(
            received=worded(say("El archivo se recibió. Acuse de recibo número:")),
            number=number,
            take=worded(
                say("Guarde la respuesta y llévela al equipo: con ella sabrá qué se recibió.")
            ),
            answer=escape(answer),
            name=f"respuesta-{number}.sobre",
            download=worded(say("Descargar la respuesta")),
            another=worded(say("Entregar otro archivo")),
        ),
    )
