"""Closing an acta: 40 attendees with their signatures, 8 commitments; and 400 attendees.

`finalise_ms` is everything for one copy: content and digest, signed QR, pages, PDF/A and PDF/UA,
our checker, the officer's signature, and reading it back. `render_ms` is from the content to the
finished file, `plain_ms` what reportlab takes for the same flowables with no tags, no finishing
pass and no attachment. Processor time, by turns in one run, medians: others on the machine slow
them alike. `growth` is what 400 attendees take, over ten times what 40 take.
"""

from __future__ import annotations

import io
import os
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from fieldapp.documents import acta as acta_paper
from fieldapp.documents.acta import render_acta
from fieldapp.documents.acta_body import acta_body
from fieldapp.documents.conformance import faults
from fieldapp.documents.fonts import REGULAR
from fieldapp.documents.paper import COLUMN
from fieldapp.documents.tagging import TaggedParagraph
from fieldapp.documents.verification import verification
from fieldapp.records.visits import Ink
from fieldapp.rules.acta import VisitRecords, acta_content
from fieldapp.rules.acta_code import code_of, write_code
from fieldapp.rules.acta_content import Acta, Signatures, digest_of, read_content
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.rules.ink import pack_drawing
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.validation import check_own_signature
from tests.benchmarks.memory import peak_mib
from tests.given import actas
from tests.given.authorities import NOON, AnAuthority
from tests.given.packs import pack

TURNS = 21
FEW_TURNS = 5


def measure() -> dict[str, float]:
    """Give the times of one acta with 40 people, its size, and how 400 people grow them."""
    forty, crowd = _Closing(_signed_by_all(40)), _Closing(_signed_by_all(400))
    times = _by_turns(
        TURNS,
        finalise=forty.finalise,
        render=forty.render,
        plain=forty.plain,
        sign=forty.sign,
        check=forty.check,
    )
    large = _by_turns(FEW_TURNS, finalise=crowd.finalise, plain=crowd.plain)
    return {
        "people": 40,
        "finalise_ms": times["finalise"],
        "render_ms": times["render"],
        "plain_ms": times["plain"],
        "sign_ms": times["sign"],
        "check_ms": times["check"],
        "ratio": round(times["finalise"] / times["plain"], 2),
        "render_ratio": round(times["render"] / times["plain"], 2),
        "bytes": len(forty.signed),
        "finalise_400_ms": large["finalise"],
        "plain_400_ms": large["plain"],
        "growth": round(large["finalise"] / times["finalise"] / 10, 2),
        "rss_mib": peak_mib(os.getpid()),
    }


class _Closing:
    """One acta, and each step of closing it."""

    def __init__(self, records: VisitRecords) -> None:
        self._records = records
        self._pack, self._issuer, self._issue = pack(), actas.issuer(), actas.issue()
        self._device = DeviceKey(bytes(32))
        self._officer = AnAuthority().officer()
        self._content = acta_content(records, self._pack, self._issuer, self._issue)
        self._signatures = signatures_content(self._content.digest, records.inks, self._pack)
        self._code = self._written_code()
        self._paper = self.render()
        self.signed = self.sign()
        found = faults(self.signed)
        if found:
            raise AssertionError(found)

    def finalise(self) -> bytes:
        """Everything, from the records of a visit."""
        self._content = acta_content(self._records, self._pack, self._issuer, self._issue)
        self._signatures = signatures_content(self._content.digest, self._records.inks, self._pack)
        self._code = self._written_code()
        self._paper = self.render()
        if self.check():
            raise AssertionError
        self.signed = self.sign()
        return self.signed

    def render(self) -> bytes:
        """Pages, structure and attachments, from the content."""
        return render_acta(self._content.content, self._signatures, code=self._code)

    def check(self) -> list[str]:
        """What our checker says of the pages."""
        return faults(self._paper)

    def sign(self) -> bytes:
        """The officer's signature, read back."""
        signer, chain = self._officer.signer, self._officer.chain
        signed = sign_paper(self._paper, signer, at=NOON, reason="Acta", place="Guapi")
        check_own_signature(signed, self._paper, chain[0])
        return signed

    def plain(self) -> bytes:
        """The same flowables by reportlab alone."""
        content, digest = self._content.content, digest_of(self._content.content)
        acta = read_content(content, Acta)
        signed = read_content(self._signatures, Signatures)
        box = verification(acta, digest, code=self._code)
        story = [*acta_body(acta), *acta_paper._end(acta, signed, None, box)]
        for flowable in story:
            _untag(flowable)
        return _built(story)

    def _written_code(self) -> str:
        acta = read_content(self._content.content, Acta)
        code = code_of(acta, self._content.digest)
        return write_code(code, self._device.id, self._device.sign)


def _built(story: list[Flowable]) -> bytes:
    written = io.BytesIO()
    document = BaseDocTemplate(written, pagesize=(612, 792), initialFontName=REGULAR, invariant=1)
    document.addPageTemplates(PageTemplate("page", [Frame(62, 60, COLUMN, 664, 0, 0, 0, 0)]))
    document.build(story, canvasmaker=Canvas)
    return written.getvalue()


def _untag(flowable: Any) -> None:
    """Turn a flowable of ours, and all that it holds, into reportlab's own."""
    if isinstance(flowable, TaggedParagraph):
        flowable.__class__ = Paragraph  # pyright: ignore[reportAttributeAccessIssue]
    elif isinstance(flowable, Table):
        vars(flowable)["_renderCB"] = None
        for row in vars(flowable)["_cellvalues"]:
            for shown in row:
                _untag_all(shown if isinstance(shown, list | tuple) else [shown])
    elif hasattr(flowable, "alt"):
        flowable.draw = getattr(flowable, "_draw_strokes", None) or flowable._draw_modules
    held = vars(flowable)
    _untag_all([*held.get("_following", ()), *held.get("_parts", ())])
    if "_table" in held:
        _untag(held["_table"])


def _untag_all(flowables: Iterable[Any]) -> None:
    for one in flowables:
        if isinstance(one, Flowable):
            _untag(one)


def _signed_by_all(people: int) -> VisitRecords:
    """A visit whose whole list signed on the screen."""
    rows = actas.attendance(people)
    return actas.visit_records(people, 8, attendance=rows, inks=[_ink(row.id) for row in rows])


def _ink(attendance: Any) -> Ink:
    packed = pack_drawing(actas.drawing(int(attendance) % 997))
    made = actas.ink(f"bench {attendance}", method="drawn", attendance=attendance)
    return msgspec.structs.replace(made, strokes=packed, bound_to="00" * 32)


def _by_turns(turns: int, **steps: Callable[[], object]) -> dict[str, float]:
    """Give the median time of each step in ms; the first turn only warms."""
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(turns + 1):
        for name, step in steps.items():
            began = time.process_time()
            step()
            if turn:
                taken[name].append((time.process_time() - began) * 1000)
    return {name: round(statistics.median(times), 1) for name, times in taken.items()}
