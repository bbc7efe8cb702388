"""The public page that checks a paper: what was proven, and what to compare with the sheet.

It says no name: of who signed the office and the laptop, of who came only how many they were.
"""

from html import escape
from string import Template
from typing import Final

from fieldapp.records.text import Text, say
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


def form_page(complaint: Text | None = None) -> bytes:
    """Give the page that takes a paper, or what is printed on it."""
    form = _FORM.substitute(
        what=worded(
            say(
                "Elija el PDF de un acta, o una foto o un escaneo de su última hoja, donde está el "
                "código."
            )
        ),
        label=worded(say("PDF, foto o escaneo")),
        verify=worded(say("Comprobar")),
        kept=worded(say("El archivo se lee y se olvida: no se guarda.")),
        by_hand=worded(say("Si el código no se puede leer")),
        where=worded(say("Escriba lo que está impreso junto al código.")),
        number=worded(say("Número del acta")),
        mark=worded(say("Huella del contenido (16 letras)")),
    )
    return page(_TITLE, alert(complaint) + form)


def verdict_page(verdict: Verdict) -> bytes:
    """Give what was proven of a paper, and what to look for on it."""
    outcome = _said_first(*_OUTCOMES[verdict.outcome])
    sentences = "".join(f"<p>{worded(one)}</p>" for one in verdict.sentences)
    facts = "".join(
        f"<dt>{worded(label)}</dt><dd>{escape(words)}</dd>"
        for label, words in _facts(verdict.shown)
    )
    compare = f"<h2>{worded(say('Compare con la hoja'))}</h2><dl>{facts}</dl>" if facts else ""
    return page(_TITLE, outcome + sentences + compare + _promises(verdict.shown) + _another())


def typed_page(*, issued: bool) -> bytes:
    """Give the answer to whoever typed a number and a short digest."""
    if issued:
        said = say(
            "Hay un acta emitida con ese número y esa huella. La huella no prueba lo que está "
            "escrito en la hoja: pida el PDF para compararlo."
        )
    else:
        said = say("La sede no tiene un acta con ese número y esa huella.")
    return page(_TITLE, _said_first(said, "good" if issued else "warn") + _another())


def _said_first(said: Text, look: str) -> str:
    return f'<p class="outcome {look}" role="status">{worded(said)}</p>'


def _facts(shown: Shown) -> list[tuple[Text, str]]:
    counted = shown.attendance is not None and shown.commitments is not None
    said = (
        (say("Número"), shown.number),
        (say("Lugar"), shown.place),
        (say("Firmado por"), shown.signed_by),
        (say("Hora declarada por el equipo"), shown.claimed),
        (say("No verificada"), shown.time_unverified),
        (say("No antes de"), shown.not_before),
        (say("Sello de tiempo de la sede"), shown.not_after),
        (say("Personas en la lista"), str(shown.attendance) if counted else ""),
        (say("Compromisos"), str(shown.commitments) if counted else ""),
    )
    return [(label, words) for label, words in said if words]


def _promises(shown: Shown) -> str:
    """Each promise with its day; who made it is read on the sheet."""
    if not shown.promises:
        return ""
    said = (" · ".join(filter(None, (one.text, one.due_text))) for one in shown.promises)
    listed = "".join(f"<li>{escape(one)}</li>" for one in said)
    return f"<h2>{worded(say('Compromisos'))}</h2><ol>{listed}</ol>"


def _another() -> str:
    return _ANOTHER.substitute(another=worded(say("Comprobar otro papel")))
