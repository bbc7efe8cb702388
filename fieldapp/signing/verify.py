"""What can be proven of an acta in the hand: a PDF, a scan or a photo of its last page.

Two things can vouch for a whole file: the ledger that knows exactly it, and the officer's
electronic signature over all of it. The signed code on the last page vouches for the content
inside and for what a person compares, not for every word on the paper. Each says what it proves
and no more. No network is asked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp.records.text import Text, say
from fieldapp.rules.acta_code import ReadCode, code_of
from fieldapp.rules.acta_content import Acta, digest_of, read_content
from fieldapp.rules.acta_marks import short_digest
from fieldapp.rules.verdict import Outcome, Shown, Verdict
from fieldapp.signing.codes import JudgedCode, Standing, fullest, judge_code
from fieldapp.signing.examined import Standing as Signature
from fieldapp.signing.held import Held, hold
from fieldapp.signing.paper_reading import Paper
from fieldapp.signing.showing import instant_or_none, shown_of_acta, shown_of_code
from fieldapp.signing.verdict_words import (
    alone,
    code_is_of,
    known_by_code,
    of_clarified,
    of_signature_in,
    of_times,
    unknown_code,
)
from fieldapp.signing.witnesses import NO_WITNESSES, Ledger, Witnesses

if TYPE_CHECKING:
    from fieldapp.signing.electronic import Finding
    from fieldapp.signing.examined import Examined


def verify(file: bytes, ledger: Ledger, witnesses: Witnesses = NO_WITNESSES) -> Verdict:
    """Tell what can be proven of a file. Never raises for what the file holds."""
    held = hold(file, witnesses.trust, witnesses.at)
    return judge(held, hashlib.sha256(file).hexdigest(), ledger, witnesses)


def judge(held: Held, sha256: str, ledger: Ledger, witnesses: Witnesses) -> Verdict:
    """Tell what can be proven of a file that was read already; `sha256` is hexadecimal."""
    if held.paper is None:
        return _unreadable(say("El archivo no se puede leer: no es un PDF ni una imagen."), sha256)
    return _Judge(held.paper, held.examined, sha256, ledger, witnesses).verdict()


def _unreadable(why: Text, sha256: str) -> Verdict:
    return Verdict(Outcome.UNREADABLE, (why,), file_sha256=sha256)


@dataclass(frozen=True, slots=True)
class _Judge:
    """One paper, and all that can be asked about it."""

    paper: Paper
    examined: Examined | None
    sha256: str
    ledger: Ledger
    witnesses: Witnesses

    def verdict(self) -> Verdict:
        try:
            read = fullest(self.paper.codes)
        except ValueError:
            several = say("La hoja lleva códigos de actas distintas.")
            return Verdict(Outcome.ALTERED, (several,), file_sha256=self.sha256)
        if self.paper.content is not None:
            return self._of_file(self.paper.content, read)
        if read is None:
            return _unreadable(say("No se encuentra el código de un acta en la hoja."), self.sha256)
        return self._of_scan(read)

    # A file with its content inside.

    def _of_file(self, content: bytes, read: ReadCode | None) -> Verdict:
        digest = digest_of(content)
        try:
            acta = read_content(content, Acta)
        except (ValueError, RecursionError):
            no_acta = say("Lo que el archivo lleva dentro no es un acta.")
            return self._said(Outcome.ALTERED, [no_acta], "", digest, Shown())
        stamped_at = self._stamped_at(digest)
        code = judge_code(read, self.witnesses.trust, stamped_at) if read else None
        found = self._signature_found(acta)
        shown = shown_of_acta(acta, digest, code, stamped_at, self.witnesses)
        if found and found.name:
            shown = replace(shown, signed_by=found.name)
        outcome, sentences = self._judged(acta, digest, code, found)
        sentences += [*of_clarified(acta), *of_times(acta, shown)]
        return self._said(outcome, sentences, acta.number, digest, shown)

    def _judged(
        self, acta: Acta, digest: bytes, code: JudgedCode | None, found: Finding | None
    ) -> tuple[Outcome, list[Text]]:
        changed = _differences(self.paper, code.read, acta, digest) if code else []
        if code and found and _of_two_people(code, found):
            changed.append(say("El código y la firma electrónica son de personas distintas."))
        of_signature = list(found.sentences) if found else []
        if changed or (found and found.outcome is Outcome.ALTERED):
            return Outcome.ALTERED, [*changed, *of_signature]
        if self.ledger.number_of_file(self.sha256) == acta.number:
            said = say("El contenido coincide con el acta {number} emitida.", number=acta.number)
            if self._revoked_after_its_stamp(digest):
                later = say("La clave se revocó después: el sello del nivel central es anterior.")
                return Outcome.PROVEN, [said, later]
            doubted = found is not None and found.in_doubt
            return Outcome.NOT_PROVEN if doubted else Outcome.PROVEN, [said, *of_signature]
        if found is not None:
            if found.silent and code and code.standing is Standing.GOOD:
                by_code = of_signature_in(code, self._day(acta.frozen_at), self._list())
                return Outcome.TO_COMPARE, [*by_code, *of_signature]
            return found.outcome, [*of_signature, *self._cut_short(acta, digest)]
        return self._by_code(acta, digest, code)

    def _revoked_after_its_stamp(self, digest: bytes) -> bool:
        """Of a file that the ledger knows as it was handed over, without the stamp inside."""
        revoked_at = self.examined.revoked_at if self.examined else None
        stamped_at = self.witnesses.stamped_at(digest.hex())
        return revoked_at is not None and stamped_at is not None and stamped_at < revoked_at

    def _cut_short(self, acta: Acta, digest: bytes) -> list[Text]:
        """A signed file may be an earlier state of a completed one: only a register knows."""
        if self.ledger.number_of_content(digest.hex()) != acta.number:
            return []
        return [
            say(
                "Este archivo no es ninguno de los que aquí se conocen de esa acta: puede ser una "
                "copia recortada, sin el sello del nivel central."
            )
        ]

    def _by_code(
        self, acta: Acta, digest: bytes, code: JudgedCode | None
    ) -> tuple[Outcome, list[Text]]:
        """Of a file without electronic signature, which no ledger knows."""
        if code is None:
            unread = say("La última hoja no tiene un código que se pueda leer.")
            return Outcome.NOT_PROVEN, [unread]
        if code.standing is Standing.UNSIGNED:
            return Outcome.NOT_PROVEN, [alone(acta)]
        said = of_signature_in(code, self._day(acta.frozen_at), self._list())
        if code.standing is not Standing.GOOD:
            return _without_proof(code), said
        if self.ledger.number_of_content(digest.hex()) == acta.number:
            cut = say(
                "Pero este archivo no es ninguno de los que se entregaron de esa acta: puede estar "
                "recortado, o ser de antes de las firmas."
            )
            return Outcome.NOT_PROVEN, [*said, cut]
        compare = say(
            "El archivo no lleva firma electrónica del funcionario que cubra sus páginas: "
            "compárelas con lo que aquí se muestra."
        )
        return Outcome.TO_COMPARE, [*said, compare]

    def _signature_found(self, acta: Acta) -> Finding | None:
        if self.examined is None:
            return None
        from fieldapp.signing.electronic import finding_of

        return finding_of(self.examined, self.witnesses, self._day(acta.frozen_at), self._list())

    def _stamped_at(self, digest: bytes) -> datetime | None:
        """When headquarters had seen it: by the stamp in the file, or by its own record."""
        found = self.examined
        believed = found is not None and found.standing is Signature.STAMPED
        inside = (found.token_at or found.archived_at) if found and believed else None
        return inside or self.witnesses.stamped_at(digest.hex())

    # A sheet of which only the code is known.

    def _of_scan(self, read: ReadCode) -> Verdict:
        said, digest = read.code, read.code.digest
        stamped_at = self._stamped_at(digest)
        code = judge_code(read, self.witnesses.trust, stamped_at)
        shown = shown_of_code(code, stamped_at, self.witnesses)
        day = self._day(said.at * 1_000_000)
        known = self.ledger.number_of_content(digest.hex()) == said.number
        if code.standing is Standing.UNSIGNED:
            outcome = Outcome.TO_COMPARE if known else Outcome.NOT_PROVEN
            sentences = [known_by_code(code) if known else unknown_code(code)]
        elif code.standing is Standing.GOOD:
            outcome, sentences = Outcome.TO_COMPARE, [code_is_of(code, day)]
            sentences += [known_by_code(code)] if known else []
        else:
            outcome, sentences = _without_proof(code), of_signature_in(code, day, self._list())
        if shown.not_after:
            sentences.append(
                say("Sello de tiempo del nivel central: {moment}.", moment=shown.not_after)
            )
        return self._said(outcome, sentences, said.number, digest, shown)

    def _day(self, since_epoch_us: int) -> str:
        instant = instant_or_none(since_epoch_us)
        return self.witnesses.day(instant) if instant else ""

    def _list(self) -> Text:
        """Which trust list could not tell whose a key is."""
        issued_at = self.witnesses.trust.issued_at
        if issued_at is None:
            return say("Aquí todavía no hay ninguna: sincronice y compruebe otra vez.")
        return say(
            "La que hay aquí es del {day} y no conoce la clave con que se firmó.",
            day=self.witnesses.day(issued_at),
        )

    def _said(
        self, outcome: Outcome, sentences: list[Text], number: str, digest: bytes, shown: Shown
    ) -> Verdict:
        if fate := self.witnesses.fate_of(digest.hex()):
            sentences = [*sentences, fate]
        return Verdict(outcome, tuple(sentences), number, digest.hex(), self.sha256, shown)


def _of_two_people(code: JudgedCode, found: Finding) -> bool:
    coder = code.signer.person if code.signer and code.standing is Standing.GOOD else None
    return coder is not None and found.person is not None and coder != found.person


def _without_proof(code: JudgedCode) -> Outcome:
    return Outcome.ALTERED if code.standing is Standing.FORGED else Outcome.NOT_PROVEN


def _differences(paper: Paper, read: ReadCode, acta: Acta, digest: bytes) -> list[Text]:
    """What the pages say otherwise than the content inside."""
    found = _differences_of_code(read, acta, digest)
    if short_digest(digest) not in paper.words:
        found.append(say("La huella impresa en la última hoja es distinta de la del contenido."))
    return found


def _differences_of_code(read: ReadCode, acta: Acta, digest: bytes) -> list[Text]:
    found: list[Text] = []
    said, inside = read.code, code_of(acta, digest, promises=bool(read.code.promises))
    if said.digest != digest:
        found.append(say("El contenido es distinto del que dice el código impreso."))
    if said.number != acta.number:
        found.append(
            say(
                "El número es distinto: por dentro {inside}, en el código {printed}.",
                inside=acta.number,
                printed=said.number,
            )
        )
    if not found and read.key and said != inside:
        found.append(say("La fecha, las cantidades o los compromisos del código son otros."))
    return found
