"""The page of a month: the same figures as the sheet, and the signed actas. It changes nothing."""

from collections.abc import Sequence
from html import escape
from string import Template
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records.text import Words, say
from fieldapp.rules.report import Paragraph, Report, Row, Table, is_number, words_of
from fieldapp.rules.reports.month import ActaLine
from sync.server.public_page import page, worded

_TITLE: Final = say("Tablero del mes")
_OTHER_MONTHS: Final = Template(
    '<p><a href="/tablero?mes=$before">$before_words</a> · '
    '<a href="/tablero?mes=$after">$after_words</a></p>'
)
_ACTAS: Final = "Actas"


def board_page(
    words: Words, pack: Pack, report: Report, actas: Sequence[ActaLine], months: tuple[str, str]
) -> bytes:
    """Give the page of a month; `months` are the one before and the one after, as 2026-11."""
    said = [f"<p>{escape(report.subtitle)}<br>{escape(report.stamp)}</p>"]
    for block in report.blocks:
        if isinstance(block, Paragraph):
            said.append(f"<p>{escape(block.words)}</p>")
        elif isinstance(block, Table):
            links = [one.id if one.delivered else "" for one in actas]
            said.append(_table(block, pack, links if block.caption == _ACTAS else ()))
    before, after = months
    said.append(
        _OTHER_MONTHS.substitute(
            before=before,
            after=after,
            before_words=worded(words, say("Mes anterior")),
            after_words=worded(words, say("Mes siguiente")),
        )
    )
    return page(words, _TITLE, "".join(said))


def _table(block: Table, pack: Pack, links: Sequence[str]) -> str:
    head = f"<h2>{escape(block.caption)}</h2>"
    if not block.rows:
        return f"{head}<p>{escape(block.empty)}</p>"
    names = "".join(f'<th scope="col">{escape(one.head)}</th>' for one in block.columns)
    linked = [*links, *[""] * (len(block.rows) - len(links))]
    rows = "".join(_row(row, pack, link) for row, link in zip(block.rows, linked, strict=True))
    return f"{head}<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: Row, pack: Pack, link: str) -> str:
    cells = [
        f'<td class="number">{escape(words_of(value, pack))}</td>'
        if is_number(value)
        else f"<td>{escape(words_of(value, pack))}</td>"
        for value in row
    ]
    if link:
        number = escape(words_of(row[0], pack))
        cells[0] = f'<td><a href="/tablero/acta/{escape(link)}">{number}</a></td>'
    return f"<tr>{''.join(cells)}</tr>"
