"""Anybody's browser on headquarters' page that checks papers, with a real server and laptop."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from uuid import UUID

import requests

from fieldapp.app import assemble_work
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.minutes import Actas
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.meetings import PEOPLE, a_meeting, saved
from tests.given.papers import scan_of_last_page
from tests.given.served import Headquarters
from tests.given.signed_codes import as_png
from tests.given.terminals import Laptop


def seals_an_acta(laptop: Laptop) -> tuple[UUID, bytes]:
    """An acta of a meeting, and the copy that is handed over."""
    with laptop.open() as opened:
        clock = Clock(datetime.now(UTC))
        desk = assemble_work(opened, clock).desk
        acta = saved(Actas(desk).issue(a_meeting(desk, clock))).id
        return acta, ActaPapers(desk).pdf(acta)


def asked(headquarters: Headquarters, file: bytes, name: str) -> str:
    """What a person reads after handing a file in."""
    page = requests.post(f"{headquarters.url}/verificar", files={"paper": (name, file)}, timeout=60)
    assert page.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text.partition("<body>")[2]))


def test_a_paper_is_checked_before_and_after_its_laptop_synced(
    headquarters: Headquarters, enrolled: Enrolled
) -> None:
    laptop = enrolled("yesenia")
    laptop.does("sync")
    _, paper = seals_an_acta(laptop)
    before = asked(headquarters, paper, "acta.pdf")
    assert "Coincide con lo emitido" in before
    assert "Firmado, aún no sellado por el nivel central." in before
    laptop.does("sync")
    after = asked(headquarters, paper, "acta.pdf")
    assert "emitida." in after
    photo = asked(headquarters, as_png(scan_of_last_page(paper)), "foto.png")
    assert "Compare la hoja" in photo
    for said in (before, after, photo):
        assert not [name for name, *_ in PEOPLE if name in said]
        assert "Yesenia" not in said
