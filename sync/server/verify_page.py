"""The public page that checks a paper: what was proven, and what to compare with the sheet.

It says no name: of who signed the office and the laptop, of who came only how many they were.
"""

from html import escape
from string import Template
from typing import Final

from fieldapp.records.text import Text, Words, say
from fieldapp.rules.verdict import Outcome, Shown, Verdict
from sync.server.public_page import alert, page, worded

_TITLE: Final = say("Verificar un acta")
_FORM: Final = Template(
    "<p>$what</p>"
    '<form method="post" action="/verificar" enctype="multipart/form-data">'
    '<label for="paper">$label</label>'
    '<input type="file" id="paper" name="paper" accept="application/pdf,image/*" required>'
    "<button>$verify</button></form><p>$kept</p>"
    "<h2>$by_hand</h2><p>$where</p>"
    '<form method="post" action="/verificar/huella">'
    '<label for="number">$number</label><input id="number" name="number" required maxlength="80">'
    '<label for="mark">$mark</label>'
    '<input id="mark" name="mark" required maxlength="40" autocapitalize="characters">'
    "<button>$verify</button></form>"
)
_ANOTHER: Final = Template('<p><a href="/verificar">$another</a></p>')
_OUTCOMES: Final = {
    Outcome.PROVEN: (say("Coincide con lo emitido"), "good"),
    Outcome.TO_COMPARE: (say("Compare la hoja"), "warn"),
    Outcome.NOT_PROVEN: (say("No se puede probar"), "warn"),
    Outcome.ALTERED: (say("No coincide"), "bad"),
    Outcome.UNREADABLE: (say("No se puede leer"), "bad"),
}
"""What was found, in words, and its look: the colour repeats the words and says nothing more."""


def form_page(words: Words, complaint: Text | None = None) -> bytes:
    """Give the page that takes a paper, or what is printed on it."""
    form = _FORM.substitute(
        what=worded(
            words,
            say(
                "Elija el PDF de un acta, o una foto o un escaneo de su última hoja, donde está el "
                "código."
            ),
        ),
        label=worded(words, say("PDF, foto o escaneo")),
        verify=worded(words, say("Comprobar")),
        kept=worded(words, say("El archivo se lee y se olvida: no se guarda.")),
        by_hand=worded(words, say("Si el código no se puede leer")),
        where=worded(words, say("Escriba lo que está impreso junto al código.")),
        number=worded(words, say("Número del acta")),
        mark=worded(words, say("Huella del contenido (16 letras)")),
    )
    return page(words, _TITLE, alert(words, complaint) + form)


def verdict_page(words: Words, verdict: Verdict) -> bytes:
    """Give what was proven of a paper, and what to look for on it."""
    outcome = _said_first(words, *_OUTCOMES[verdict.outcome])
    sentences = "".join(f"<p>{worded(words, one)}</p>" for one in verdict.sentences)
    facts = "".join(
        f"<dt>{worded(words, label)}</dt><dd>{escape(said)}</dd>"
        for label, said in _facts(verdict.shown)
    )
    compare = (
        f"<h2>{worded(words, say('Compare con la hoja'))}</h2><dl>{facts}</dl>" if facts else ""
    )
    return page(
        words,
        _TITLE,
        outcome + sentences + compare + _promises(words, verdict.shown) + _another(words),
    )


def typed_page(words: Words, *, issued: bool) -> bytes:
    """Give the answer to whoever typed a number and a short digest."""
    if issued:
        said = say(
            "Hay un acta emitida con ese número y esa huella. La huella no prueba lo que está "
            "escrito en la hoja: pida el PDF para compararlo."
        )
    else:
        said = say("Entre las actas recibidas no hay una con ese número y esa huella.")
    return page(
        words, _TITLE, _said_first(words, said, "good" if issued else "warn") + _another(words)
    )


def _said_first(words: Words, said: Text, look: str) -> str:
    return f'<p class="outcome {look}" role="status">{worded(words, said)}</p>'


def _facts(shown: Shown) -> list[tuple[Text, str]]:
    counted = shown.attendance is not None and shown.commitments is not None
    said = (
        (say("Número"), shown.number),
        (say("Lugar"), shown.place),
        (say("Firmado por"), shown.signed_by),
        (say("Hora declarada por el equipo"), shown.claimed),
        (say("No verificada"), shown.time_unverified),
        (say("No antes de"), shown.not_before),
        (say("Sello de tiempo del nivel central"), shown.not_after),
        (say("Personas en la lista"), str(shown.attendance) if counted else ""),
        (say("Compromisos"), str(shown.commitments) if counted else ""),
    )
    return [(label, words) for label, words in said if words]


def _promises(words: Words, shown: Shown) -> str:
    """Each promise with its day; who made it is read on the sheet."""
    if not shown.promises:
        return ""
    said = (" · ".join(filter(None, (one.text, one.due_text))) for one in shown.promises)
    listed = "".join(f"<li>{escape(one)}</li>" for one in said)
    return f"<h2>{worded(words, say('Compromisos'))}</h2><ol>{listed}</ol>"


def _another(words: Words) -> str:
    return _ANOTHER.substitute(another=worded(words, say("Comprobar otro papel")))
