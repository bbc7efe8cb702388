"""Choosing with what actas are signed: this laptop's key, or a token that is plugged in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.machine.token_libraries import token_libraries
from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.cards import Card
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.work.tokens import Offered, SigningWith

_ENDINGS: Final = ("dll", "so", "dylib")


class TokenChoice(Protocol):
    """What the box asks for."""

    def offered(self, libraries: Iterable[str]) -> list[Offered]:
        """Return the certificates on what is plugged in."""
        ...

    def use(self, offered: Offered) -> Saved:
        """Sign with one from now on."""
        ...

    def signing_with(self) -> SigningWith:
        """Return what signs now."""
        ...

    def forget(self) -> Saved:
        """Sign with the laptop's key again, and know of no token."""
        ...


class TokenBox(QWidget):
    """What signs now, what is plugged in, and a button beside each certificate that can sign."""

    def __init__(self, page: Page, work: TokenChoice) -> None:
        super().__init__()
        self._page = page
        self._work = work
        words, theme = page.words, page.tools.theme
        self._said = _plain()
        self._found = _plain()
        self.look = QPushButton(words(say("Buscar tokens conectados")))
        self.choose = QPushButton(words(say("Elegir el programa del fabricante")))
        self.forget = QPushButton(words(say("Olvidar el token")))
        mark(self._found, "hint")
        buttons = QWidget()
        flow = FlowLayout(theme.space(1), buttons)
        for button, icon in (
            (self.look, "search"),
            (self.choose, "document"),
            (self.forget, "annul"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            flow.addWidget(button)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (self._said, buttons, self._found):
            column.addWidget(part)
        column.addLayout(self._cards)
        self._found.hide()
        self.look.clicked.connect(self._on_look)
        self.choose.clicked.connect(self._on_choose)
        self.forget.clicked.connect(self._on_forget)

    def reload(self) -> None:
        """Say what signs now."""
        self._page.load(self._work.signing_with, self._show_now, topic="token")

    def _show_now(self, now: SigningWith) -> None:
        said = say(
            "Las actas se firman con la clave de este equipo, certificada por el nivel central. "
            "Quien tiene un token USB o un carné electrónico puede firmar con él."
        )
        if now.label:
            chosen = say("Las actas se firman con el token «{label}»: ", label=now.label)
            idle = say("Token elegido, ahora sin uso, «{label}»: ", label=now.label)
            said = say(
                "{which}certificado de {holder}, emitido por {issuer}. El PIN se pide cada vez y "
                "no se guarda. En cada acta se elige con qué firmar.",
                which=chosen if now.in_use else idle,
                holder=now.holder,
                issuer=now.issuer,
            )
        self._said.setText(self._page.words(said))
        self.forget.setVisible(bool(now.label))

    def _on_look(self) -> None:
        self._ask(token_libraries())

    def _on_choose(self) -> None:
        title = say("Elija la biblioteca PKCS#11 del fabricante del token")
        path = self._page.tools.prompts.file_to_open(title, _ENDINGS)
        if path is not None:
            self._ask([str(path)])

    def _ask(self, libraries: list[str]) -> None:
        self._found.setText(self._page.words(say("Buscando…")))
        self._found.show()
        self._page.load(
            partial(self._work.offered, libraries),
            self._show_offered,
            topic="tokens",
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._found.hide()
        self._page.tools.prompts.show_error(error)

    def _show_offered(self, offered: Sequence[Offered]) -> None:
        while (held := self._cards.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        nothing = say(
            "No hay ningún token con certificado para firmar. Conéctelo y busque otra vez; si "
            "sigue igual, instale el programa del fabricante y elija su archivo."
        )
        plugged = say("Elija el certificado con que firma:")
        self._found.setText(self._page.words(plugged if offered else nothing))
        self._found.show()
        for one in offered:
            card = self._card(one)
            self._cards.addWidget(card)
            card.show()

    def _card(self, one: Offered) -> Card:
        words, theme = self._page.words, self._page.tools.theme
        card = Card(theme, one.holder)
        card.add_words(
            words(
                say(
                    "Token «{label}» (serie {serial}). Emitido por {issuer}.",
                    label=one.token.label,
                    serial=one.token.serial,
                    issuer=one.issuer,
                )
            )
        )
        if one.fault is not None:
            card.add_words(words(say("No sirve: {why}", why=one.fault)), "hint")
            return card
        use = QPushButton(words(say("Firmar con este")))
        theme.dress(use, "sign", "accent")
        mark(use, "quiet")
        use.clicked.connect(partial(self._on_use, one))
        card.add(use, wide=False)
        return card

    def _on_use(self, one: Offered, _checked: bool = False) -> None:  # noqa: FBT002
        said = say("Desde ahora se firma con el token «{label}».", label=one.token.label)
        self._save(partial(self._work.use, one), said)

    def _on_forget(self) -> None:
        self._save(self._work.forget, say("Desde ahora se firma con la clave de este equipo."))

    def _save(self, work: Callable[[], Saved], said: Text) -> None:
        self._page.save(work, done=partial(self._on_saved, said))

    def _on_saved(self, said: Text, _saved: Saved) -> None:
        self._show_offered([])
        self._found.hide()
        self._page.tools.prompts.tell(said)
        self.reload()


def _plain() -> QLabel:
    """Words in which a certificate's may stand: never read as markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
