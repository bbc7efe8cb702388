"""The public page for envelopes: plain HTML without a script, for any browser or telephone.

Whoever stands at the door may be anybody, so a page says nothing but what the envelope itself
proved, and every word that is not ours is escaped.
"""

from html import escape
from string import Template
from typing import Final

from fieldapp.records.text import Text, Words, say
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


def form_page(words: Words, complaint: Text | None = None) -> bytes:
    """Give the page that takes a file, with what was wrong with the last one."""
    form = _FORM.substitute(
        what=worded(words, say("Elija el archivo de envío que hizo Bitácora (termina en .sobre).")),
        label=worded(words, say("Archivo de envío")),
        hand_in=worded(words, say("Entregar")),
        safe=worded(
            words,
            say(
                "El archivo va cifrado: solo el nivel central lo abre. Entregarlo dos veces no "
                "hace daño."
            ),
        ),
    )
    return page(words, _TITLE, alert(words, complaint) + form)


def done_page(words: Words, number: int, answer: str) -> bytes:
    """Give the page that says the acknowledgement; `answer` is where its file is."""
    return page(
        words,
        _TITLE,
        _DONE.substitute(
            received=worded(words, say("El archivo se recibió. Acuse de recibo número:")),
            number=number,
            take=worded(
                words,
                say("Guarde la respuesta y llévela al equipo: con ella sabrá qué se recibió."),
            ),
            answer=escape(answer),
            name=f"respuesta-{number}.sobre",
            download=worded(words, say("Descargar la respuesta")),
            another=worded(words, say("Entregar otro archivo")),
        ),
    )
