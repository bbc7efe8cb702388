"""The notice that people hear before they give their data, as text, version and digest."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cached_property

import msgspec


class DataProtection(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A country's notice in its parts. A draft is printed as one until the ministry approves it.

    `sensitive_fields` are the answers that need a consent of their own and may be left out.
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

    @cached_property
    def notice(self) -> str:
        """The whole text, one paragraph a line, as it is read, printed and digested."""
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
