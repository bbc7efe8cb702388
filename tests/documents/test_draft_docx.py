"""The draft that goes round: marked, without a number, and without what is private."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx

from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.approvals import Approvals
from fieldapp.work.minutes import Actas
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting


def test_the_docx_of_a_draft_says_so_and_hides_documents_and_phones(tmp_path: Path) -> None:
    clock = Clock()
    with a_desk(tmp_path, clock) as desk:
        visit = a_meeting(desk, clock)
        Approvals(desk).remark(
            Actas(desk).draft(visit).id, "Neiva Torres", "Consta mi voto", kind="statement"
        )
        written = ActaPapers(desk).draft_docx(visit, answer_by=date(2026, 11, 27))
        assert ActaPapers(desk).draft_name(visit) == "Borrador_Acta_Guapi_2026-11-20.pdf"
    read = docx.Document(io.BytesIO(written))
    text = "\n".join(one.text for one in read.paragraphs)
    assert "BORRADOR sin número" in text
    assert "observaciones hasta el 27 de noviembre de 2026" in text
    assert "Convocar la mesa municipal de empleo" in text
    assert "Constancia de Neiva Torres: Consta mi voto" in text
    assert "Yesenia Riascos Angulo" in text
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
        assert b'string="BORRADOR"' in everything
    for private in (b"1061234567", b"310555", b"ACTA-DTCAU"):
        assert private not in everything
