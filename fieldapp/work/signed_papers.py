"""Papers signed with a pen, brought in by their photographs (field rule R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Outside, Refused, say
from fieldapp.records.visits import Activity, Attachment
from fieldapp.rules.acta_code import read_code
from fieldapp.rules.blank_forms import read_form_code
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.changing import create, fetch, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.evidence import store_file
from fieldapp.work.form_settling import settle_forms
from fieldapp.work.hands import Hand, hand_of_row, hand_of_signer
from fieldapp.work.inks import Inks
from fieldapp.work.issued import acta_of

PHOTO_ENDINGS = ("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "pdf")


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page made of a photograph, not kept yet.

    `number` is what its QR says: the acta or the form it belongs to; "" where none was read.
    `photograph`, `quarter_turns` and `whole` are what it was made of, to make it anew.
    """

    name: str
    photograph: bytes
    jpeg: bytes
    number: str
    straightened: bool
    quarter_turns: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """What an officer says of a paper: its pages, who signed on it, and where it is kept.

    `rows` are of the attendance list; `signers` are (capacity, name) of who signed the acta.
    """

    pages: Sequence[PaperPage]
    rows: Sequence[UUID] = ()
    signers: Sequence[tuple[str, str]] = ()
    folder: str = ""
    folio: str = ""


class SignedPapers:
    """From photographs to pages, and from pages to the visit they belong to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, path: Path) -> list[PaperPage]:
        """The pages in a file: of a photograph one, straightened, grey, its QR upright.

        Nothing is kept. Refused when it is no photograph, Outside when it cannot be read.
        """
        from fieldapp.documents.scans import pictures_in

        try:
            photographs = list(pictures_in(path.read_bytes()))
        except ValueError as error:
            raise _no_photograph(path.name) from error
        except OSError as error:
            raise Outside(
                say(
                    "No se pudo leer {name}: {why}. Si está en una memoria, conéctela de nuevo.",
                    name=path.name,
                    why=error.strerror or "",
                )
            ) from error
        return [
            _made(PaperPage(path.name, one, b"", "", straightened=False)) for one in photographs
        ]

    def turn(self, page: PaperPage) -> PaperPage:
        """The page a quarter further to the right."""
        return _made(replace(page, quarter_turns=page.quarter_turns + 1), upright=False)

    def take_whole(self, page: PaperPage, *, whole: bool) -> PaperPage:
        """The page with all of its photograph, or straightened again."""
        return _made(replace(page, whole=whole), upright=False)

    def attach(self, activity: UUID, paper: SignedPaper) -> Saved:
        """Keep the pages with their acta and mark who signed on them: all of it or nothing.

        A page with the code of a blank form makes the visit what the form was printed for.
        After the acta is signed and closed only the pages are added. Refused without a page.
        """
        stored = self.stored(activity, paper)
        with self._desk.writing() as writing:
            return self.attach_in(writing, activity, paper, stored)

    def stored(self, activity: UUID, paper: SignedPaper) -> list[dict[str, object]]:
        """Put the pages on the disk, before any record names them."""
        if not paper.pages:
            raise Refused(say("Elija al menos una foto del papel firmado."))
        with self._desk.reading() as reading:
            acta = acta_of(reading, activity)
            before = reading.count(Attachment, {"activity": activity, "kind": Code("scan")})
        number = next(
            (one.number for one in paper.pages if one.number), acta.number if acta else ""
        )
        stored: list[dict[str, object]] = []
        for place, page in enumerate(paper.pages, start=before + 1):
            name = "_".join(part for part in ("Papel_firmado", number, f"{place}.jpg") if part)
            stored.append({"name": name} | store_file(self._desk, name, page.jpeg))
        return stored

    def attach_in(
        self,
        writing: Writing,
        activity: UUID,
        paper: SignedPaper,
        stored: Sequence[dict[str, object]],
    ) -> Saved:
        """Write the records of `attach` in a transaction under way."""
        fetch(writing, Activity, activity)
        settle_forms(self._desk, writing, (page.number for page in paper.pages), activity)
        acta = acta_of(writing, activity)
        saved = [self._row(writing, activity, acta, paper, known) for known in stored]
        hands: list[Hand] = [hand_of_row(writing, one) for one in paper.rows]
        hands += [hand_of_signer(writing, activity, *one) for one in paper.signers]
        if hands:
            Inks(self._desk).mark_on_paper(
                writing, hands, folder=paper.folder.strip(), folio=paper.folio.strip()
            )
        return Saved(writing.changed_kinds, saved[0].id)

    def _row(
        self,
        writing: Writing,
        activity: UUID,
        acta: Minutes | None,
        paper: SignedPaper,
        known: dict[str, object],
    ) -> Saved:
        """A scan is reserved: it shows documents and signatures."""
        typed = {
            "kind": Code("scan"),
            "sensitivity": Code("reserved"),
            "folder": paper.folder,
            "folio": paper.folio,
        }
        minutes = acta.id if acta else None
        row = create(self._desk, Attachment, typed, activity=activity, minutes=minutes, **known)
        return put(self._desk, writing, row)


def _made(page: PaperPage, *, upright: bool = True) -> PaperPage:
    """Make the page of its photograph; `upright` turns it as its QR says."""
    from fieldapp.documents.scans import scan_page
    from fieldapp.signing.pictures import codes_with_turns

    try:
        made = scan_page(page.photograph, quarter_turns=page.quarter_turns, whole=page.whole)
    except ValueError as error:
        raise _no_photograph(page.name) from error
    codes = codes_with_turns(made.jpeg)
    numbers = {text: _number_in(text) for text, _ in codes}
    turns = next((turns for text, turns in codes if numbers[text]), 0)
    if upright and turns:
        turned = replace(page, quarter_turns=page.quarter_turns + turns)
        return _made(turned, upright=False)
    return replace(
        page,
        jpeg=made.jpeg,
        number=next((number for number in numbers.values() if number), page.number),
        straightened=made.straightened,
    )


def _number_in(text: str) -> str:
    """The number that a code of ours says; nothing for another's."""
    read = read_code(text)
    return read.code.number if read else read_form_code(text)


def _no_photograph(name: str) -> Refused:
    return Refused(
        say("«{name}» no es una foto que se pueda leer. Tómela de nuevo o elija otra.", name=name)
    )
