"""D56 and D57: the legal framework as the source cites it, and an exchange of letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.norms import Norm, NormRelation
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.register_rows import ListedRow
from fieldapp.work.work import Work
from tests.given.papers import words_of
from tests.given.registers import keep, on_paper, report, rows, words, work_in

LIST = Path(__file__).parents[1] / "fixtures" / "puno" / "pe_legal_framework.csv"


def test_d56_the_twenty_two_norms_load_and_one_law_has_its_four_links(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        brought = work.imports.bring(LIST.name, LIST.read_bytes())
        assert brought.counts["norm"] == 22
        with work.desk.reading() as reading:
            (law,) = reading.all(Norm, {"number": "27783"})
            links = reading.all(NormRelation, {"norm": law.id}, ("position",))
            numbered = [one for one in reading.all(Norm) if one.type]
        assert [one.other_number for one in links] == ["27950", "28139", "28274", "28453"]
        assert {one.effect for one in links} == {"modified_by"}
        assert {one.other_type for one in links} == {"law"}
        assert law.title == "Ley de Bases de la Descentralización"
        assert len(numbered) == 22
        said = report(work, "norms")
        assert "Normas: 22." in words(said)
        printed = words_of(on_paper(work, said))
        assert "Modificada por Ley 27950" in printed


def test_d56_a_list_with_an_empty_row_brings_nothing_and_says_which(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        content = 'n,norm\n1,"Ley N° 27658, Ley Marco."\n2,\n'.encode()
        with pytest.raises(WrongFile) as wrong:
            work.imports.bring("marco.csv", content)
        assert [one.column for one in wrong.value.faults] == ["norm"]
        assert work.registers.list("norm").total == 0


def test_gap_one_number_under_two_types_is_kept_twice_and_shown(tmp_path: Path) -> None:
    """S4:145 says R.M. 004-2014-TR and S4:367 says D.S. 004-2014-TR."""
    with work_in(tmp_path, "PE") as work:
        for kind in ("ministerial_resolution", "supreme_decree"):
            keep(work, "norm", type=Code(kind), number="004-2014-TR", title="Aprueba el ROF")
        keep(work, "norm", type=Code("law"), number="27783", title="Ley de Bases")
        told = {row.id: work.registers.missing("norm", row.id) for row in listed_norms(work)}
        assert sorted(len(one) for one in told.values()) == [0, 1, 1]
        assert any(
            "Resolución Ministerial 004-2014-TR" in str(one[0].text) for one in told.values() if one
        )
        twice = rows(report(work, "norms"), "Números repetidos")
        assert [row[:2] for row in twice] == [
            ("Resolución Ministerial", "004-2014-TR"),
            ("Decreto Supremo", "004-2014-TR"),
        ]


def listed_norms(work: Work) -> list[ListedRow]:
    return list(work.registers.list("norm").rows)


CHAIN: tuple[tuple[str, str, date | None], ...] = (
    ("letter", "412-2015-PCM/SD", None),
    ("letter", "659-2015-PCM/SD", date(2015, 4, 10)),
    ("letter", "496-2015-MTPE/2", date(2015, 4, 27)),
    ("multiple_letter", "012-2015-MTPE/3/26.1", date(2015, 9, 30)),
    ("letter", "254-2015-GRP/GRDS/DRTPE", date(2015, 11, 6)),
)


def five_letters(work: Work) -> list[UUID]:
    written: list[UUID] = []
    for kind, number, on in CHAIN:
        before = written[-1] if written else None
        written.append(keep(work, "letter", type=Code(kind), number=number, on=on, answers=before))
    return written


def test_d57_five_letters_are_one_time_line_whichever_is_opened(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        letters = five_letters(work)
        keep(work, "letter", number="001-2015 de otro asunto")
        for opened in (letters[0], letters[2], letters[4]):
            told = rows(report(work, "letter_chain", about=opened), "Cartas y oficios")
            assert [row[3] for row in told] == [number for _, number, _ in CHAIN]
        said = report(work, "letter_chain", about=letters[0])
        assert rows(said, "Cartas y oficios")[3][2] == "Oficio Múltiple"
        assert rows(said, "Cartas y oficios")[4][7] == "012-2015-MTPE/3/26.1"
        on_paper(work, said)
