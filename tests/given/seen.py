"""What a person would see, reach and hear of a window: cut words, and controls without a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from fieldapp.ui.widgets.elided import Elided, ElidedButton

_ALLOWED_PX = 2


def in_sight(window: QWidget) -> Iterator[QWidget]:
    """Every widget of a window that is shown, also where one must scroll to it."""
    for one in window.findChildren(QWidget):
        if one.isVisibleTo(window) and not one.size().isEmpty():
            yield one


def cut_words(window: QWidget) -> list[str]:
    """The sentences that do not fit where they stand. Those that end with "…" by design do."""
    found: list[str] = []
    for one in in_sight(window):
        if isinstance(one, Elided | ElidedButton):
            continue
        if isinstance(one, QLabel) and one.text() and _is_cut(one):
            found.append(f"{one.text()} ({_place(one)})")
        elif isinstance(one, QAbstractButton) and one.text() and _is_squeezed(one):
            found.append(f"[{one.text()}] ({_place(one)})")
    return found


def hidden_behind(window: QWidget) -> list[str]:
    """Controls that reach beyond the widget that holds them, where nobody can scroll to them."""
    found: list[str] = []
    for one in in_sight(window):
        holder = one.parentWidget()
        if holder is None or one.isWindow() or _is_scrolled(holder):
            continue
        if not isinstance(one, QAbstractButton | QLineEdit | QLabel):
            continue
        room = holder.rect().adjusted(-_ALLOWED_PX, -_ALLOWED_PX, _ALLOWED_PX, _ALLOWED_PX)
        if not room.contains(one.geometry()):
            found.append(f"{_name(one)} ({_place(one)})")
    return found


def nameless(window: QWidget) -> list[str]:
    """Controls that the keyboard reaches and a screen reader cannot name."""
    return [
        f"{type(one).__name__} ({_place(one)})"
        for one in in_sight(window)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and not _name(one)
    ]


def without_a_role(window: QWidget) -> list[str]:
    """Controls of which a screen reader cannot tell what they are."""
    return [
        f"{type(one).__name__} {_name(one)} ({_place(one)})"
        for one in in_sight(window)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isEnabled()
        and (heard := QAccessible.queryAccessibleInterface(one)) is not None
        and heard.role() is QAccessible.Role.NoRole
    ]


def unreachable_by_tab(window: QWidget) -> list[str]:
    """Buttons and lines that no Tab leads to and no key stands for."""
    found: list[str] = []
    for one in in_sight(window):
        if not isinstance(one, QAbstractButton | QLineEdit) or not one.isEnabled():
            continue
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus and not _has_another_way(one):
            found.append(f"{_name(one)} ({_place(one)})")
    return found


def _has_another_way(one: QWidget) -> bool:
    holder = one.parentWidget()
    while holder is not None:
        if holder.focusProxy() is one or isinstance(holder, QLineEdit | QAbstractScrollArea):
            return True
        holder = holder.parentWidget()
    return False


def _is_cut(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + _ALLOWED_PX
    return label.fontMetrics().horizontalAdvance(label.text()) > room.width() + _ALLOWED_PX


def _is_squeezed(button: QAbstractButton) -> bool:
    if (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return False
    words = QRect(QPoint(), button.fontMetrics().size(0, button.text()))
    return words.width() > button.width() + _ALLOWED_PX or (
        words.height() > button.height() + _ALLOWED_PX
    )


def _is_scrolled(holder: QWidget) -> bool:
    above = holder.parentWidget()
    return isinstance(above, QAbstractScrollArea) or isinstance(holder, QAbstractScrollArea)


def _name(widget: QWidget) -> str:
    heard = QAccessible.queryAccessibleInterface(widget)
    return heard.text(QAccessible.Text.Name) if heard is not None else ""


def _place(widget: QWidget) -> str:
    path = [type(widget).__name__]
    holder = widget.parentWidget()
    while holder is not None and len(path) < 5:
        path.append(type(holder).__name__)
        holder = holder.parentWidget()
    return " < ".join(path)
