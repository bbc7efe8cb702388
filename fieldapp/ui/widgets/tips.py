"""What shows when somebody points at a thing: always words as they are written, never markup.

Qt takes any tip with a tag in it for a page: a name such as `<img src=…>`, come from another
laptop, would be drawn, and on Windows fetched from wherever it says. Labels are held to plain text
by the style sheet, which does not reach tips.
"""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """The words as a tip shows them, whatever they look like."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words
