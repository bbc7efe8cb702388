"""What a report says, for tests: all its words, and its tables by caption."""

from __future__ import annotations

from fieldapp.rules.report import Heading, Paragraph, Picture, Report, Row


def words_of_report(report: Report) -> str:
    """Everything said outside tables, a line for each block."""
    said = [report.title, report.subtitle, report.stamp]
    for block in report.blocks:
        if isinstance(block, Heading | Paragraph):
            said.append(block.words)
        elif isinstance(block, Picture):
            said.append(block.told)
    return "\n".join(said)


def rows_under(report: Report, caption: str) -> tuple[Row, ...]:
    """The rows of the table with this caption."""
    (found,) = [one for one in report.tables if one.caption == caption]
    return found.rows
