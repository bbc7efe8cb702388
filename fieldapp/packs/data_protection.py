"""The notice that people hear before they give their data, as text, version and digest.

The Spanish text is the legal one. A translation is the ministry's: the pack holds it as the
ministry wrote it, and the program never makes one up. Where a language has no text of its own the
Spanish one is read and somebody interprets it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import msgspec

SPANISH: Final = "es"
"""The language of the notice that all others translate, by its code in `languages`."""


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """The notice in another language, as notices.json of a pack holds it, a paragraph each.

    `translates` is the version of the Spanish notice that it says again: when that one changes,
    the translation no longer counts. It is a draft until the ministry says otherwise.
    """

    version: str
    translates: str
    text: tuple[str, ...]
    translated_by: str = ""
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice in one language: `text` has a paragraph a line and is what `sha256` digests."""

    language: str
    version: str
    draft: bool
    text: str

    @property
    def sha256(self) -> str:
        """The digest, in hexadecimal, that a consent keeps of what was read."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class DataProtection(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A country's notice in its parts. A draft is printed as one until the ministry approves it.

    `sensitive_fields` are the answers that need a consent of their own and may be left out.
    `translations` are by the code of their language; they come from notices.json.
    """

    version: str
    draft: bool
    laws: tuple[str, ...]
    authorisation: str
    sensitive: str
    rights: str
    minors: str
    image: str
    purpose: str
    contact: str
    institution: str = ""
    sensitive_fields: tuple[str, ...] = ()
    translations: dict[str, Translation] = {}

    @cached_property
    def notice(self) -> str:
        """The whole Spanish text, one paragraph a line, as it is read, printed and digested."""
        contact = self.contact.format(institution=self.institution)
        parts = (self.authorisation, self.sensitive, self.rights, self.minors, self.image)
        text = "\n".join(parts).format(
            institution=self.institution, purpose=self.purpose, contact=contact
        )
        return unicodedata.normalize("NFC", text)

    @cached_property
    def sha256(self) -> str:
        """The digest, in hexadecimal, that each consent keeps beside the version."""
        return hashlib.sha256(self.notice.encode()).hexdigest()

    def in_language(self, language: str | None) -> Notice | None:
        """The notice in a language; None where it has no text, or only of an earlier version."""
        if language in (None, SPANISH):
            return Notice(SPANISH, self.version, self.draft, self.notice)
        said = self.translations.get(language)
        if said is None or said.translates != self.version or not any(said.text):
            return None
        text = unicodedata.normalize("NFC", "\n".join(said.text))
        return Notice(language, said.version, said.draft, text)

    def read_in(self, language: str | None) -> Notice:
        """What is read out to who speaks a language: its own text, or else the Spanish one."""
        return self.in_language(language) or Notice(SPANISH, self.version, self.draft, self.notice)
