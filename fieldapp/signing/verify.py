"""What can be proven of an acta in the hand: a PDF, a scan or a photo of its last page.

Without electronic signatures a file proves itself only against the ledger that knows its digest:
everything inside and outside may agree and still be somebody else's making. So the word
«coincide» is said only where the ledger knows the file; otherwise it cannot be proven yet.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# (pypdfium2 brings no types)

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol, cast

import pikepdf
import pypdfium2

from fieldapp.records.text import Text, say
from fieldapp.rules.acta_content import Acta, digest_of, read_content
from fieldapp.rules.acta_marks import ActaCode, read_code, short_digest
from fieldapp.signing.pictures import codes_in, codes_in_picture
from fieldapp.signing.swelling import swells

if TYPE_CHECKING:
    from PIL import Image

_SCAN_SCALE: Final = 3
"""Times 72 dpi: the QR's modules are six pixels wide."""

_FILE_BYTES_MAX: Final = 64 * 1024 * 1024
_PAGE_POINTS_MAX: Final = 2000
"""A page twice as long as A3; a stranger's may claim to be 200 inches and fill the memory."""


class Ledger(Protocol):
    """What verifying needs of whoever keeps the issued actas: the laptop or headquarters."""

    def number_of_file(self, sha256: str) -> str | None:
        """The number under which exactly this file was issued; None if it is not known."""
        ...

    def number_of_content(self, digest: str) -> str | None:
        """The number of the acta with this digest `D` (hexadecimal); None if it is not known."""
        ...


class Outcome(Enum):
    """What a verification ends with; the value is the command line's exit code."""

    PROVEN = 0
    NOT_PROVEN = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proven and no more, in sentences; number and digest as far as they were read."""

    outcome: Outcome
    sentences: tuple[Text, ...]
    number: str = ""
    digest: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Paper:
    """What was read: the JSON inside, the text of the last page, the code printed on it."""

    content: bytes | None
    words: str
    code: ActaCode | None


def verify(file: bytes, ledger: Ledger) -> Verdict:
    """Tell what can be proven of a file. Never raises for what the file holds."""
    sha256 = hashlib.sha256(file).hexdigest()
    if len(file) > _FILE_BYTES_MAX:
        return _unreadable(say("El archivo es demasiado grande para ser un acta."), sha256)
    paper = _read_pdf(file) if file.startswith(b"%PDF") else _read_image(file)
    if paper is None:
        return _unreadable(say("El archivo no se puede leer: no es un PDF ni una imagen."), sha256)
    if paper.content is not None:
        return _judge_file(paper, paper.content, sha256, ledger)
    if paper.code is None:
        return _unreadable(say("No se encuentra el código de un acta en la hoja."), sha256)
    return _judge_scan(paper.code, sha256, ledger)


def _judge_file(paper: _Paper, content: bytes, sha256: str, ledger: Ledger) -> Verdict:
    digest = digest_of(content)
    try:
        number = read_content(content, Acta).number
    except (ValueError, RecursionError):
        changed: tuple[Text, ...] = (say("Lo que el archivo lleva dentro no es un acta."),)
        return Verdict(Outcome.NOT_PROVEN, changed, "", digest.hex(), sha256)
    changed = _differences(paper, number, digest)
    if changed:
        return Verdict(Outcome.NOT_PROVEN, changed, number, digest.hex(), sha256)
    if ledger.number_of_file(sha256) == number:
        said = say("El contenido coincide con el acta {number} emitida.", number=number)
        return Verdict(Outcome.PROVEN, (said,), number, digest.hex(), sha256)
    said = say(
        "El acta {number} dice lo mismo por dentro y en su código, pero no se puede probar "
        "todavía: en el libro de actas de este equipo no está este archivo.",
        number=number,
    )
    return Verdict(Outcome.NOT_PROVEN, (said,), number, digest.hex(), sha256)


def _differences(paper: _Paper, number: str, digest: bytes) -> tuple[Text, ...]:
    """What the pages say otherwise than the content inside."""
    found: list[Text] = []
    if paper.code is None:
        found.append(say("La última hoja no tiene un código que se pueda leer."))
    else:
        if paper.code.digest != digest:
            found.append(say("El contenido es distinto del que dice el código impreso."))
        if paper.code.number != number:
            found.append(
                say(
                    "El número es distinto: por dentro {inside}, en el código {printed}.",
                    inside=number,
                    printed=paper.code.number,
                )
            )
    if short_digest(digest) not in paper.words:
        found.append(say("La huella impresa en la última hoja es distinta de la del contenido."))
    return tuple(found)


def _judge_scan(code: ActaCode, sha256: str, ledger: Ledger) -> Verdict:
    """A code alone proves nothing of the words around it: it says what to compare them with."""
    if ledger.number_of_content(code.digest.hex()) == code.number:
        known = say(
            "El código es el del acta {number}, emitida y guardada. Compare la hoja con ella: "
            "el código solo no prueba lo que está escrito alrededor.",
            number=code.number,
        )
    else:
        known = say(
            "El código dice que es el acta {number}, con huella {digest}. No se puede probar "
            "todavía: no está en el libro de actas de este equipo.",
            number=code.number,
            digest=short_digest(code.digest),
        )
    return Verdict(Outcome.NOT_PROVEN, (known,), code.number, code.digest.hex(), sha256)


def _unreadable(why: Text, sha256: str) -> Verdict:
    return Verdict(Outcome.UNREADABLE, (why,), file_sha256=sha256)


def _read_pdf(file: bytes) -> _Paper | None:
    if swells(file):
        return None
    try:
        with pikepdf.open(io.BytesIO(file)) as document:
            content = _attached(document)
        with pypdfium2.PdfDocument(file) as document:
            page = document[len(document) - 1]
            if max(page.get_size()) > _PAGE_POINTS_MAX:
                return None
            words = " ".join(page.get_textpage().get_text_bounded().split())
            scan = cast("Image.Image", page.render(scale=_SCAN_SCALE, grayscale=True).to_pil())
    except Exception:  # noqa: BLE001 - three readers in C, and a file made to break them
        return None
    return _Paper(content, words, _first_code(codes_in(scan)))


def _attached(document: pikepdf.Pdf) -> bytes | None:
    if "acta.json" not in document.attachments:
        return None
    return document.attachments["acta.json"].get_file().read_bytes()


def _read_image(file: bytes) -> _Paper | None:
    texts = codes_in_picture(file)
    return None if texts is None else _Paper(None, "", _first_code(texts))


def _first_code(texts: Iterable[str]) -> ActaCode | None:
    """The first of our codes in a picture; others may stand beside it."""
    read = (read_code(text) for text in texts)
    return next((code for code in read if code is not None), None)
