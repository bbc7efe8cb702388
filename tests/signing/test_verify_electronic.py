"""What `verify` says of a file that the officer signed electronically."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pikepdf

from fieldapp.documents.acta import render_acta
from fieldapp.records.text import SPANISH
from fieldapp.rules.verdict import Outcome, Verdict
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.trust import Trust
from fieldapp.signing.verify import verify
from fieldapp.signing.witnesses import NoLedger, Witnesses
from tests.given import actas
from tests.given.authorities import NOON, AnAuthority, AnOfficer
from tests.given.signed_codes import KEY, a_signed_paper, a_signer

DAY = timedelta(days=1)
NAME = "Marleny Angulo Riascos"


@dataclass
class Register:
    """A ledger that knows what it is told of."""

    files: set[str] = field(default_factory=set[str])
    contents: set[str] = field(default_factory=set[str])

    def number_of_file(self, sha256: str) -> str | None:
        return actas.NUMBER if sha256 in self.files else None

    def number_of_content(self, digest: str) -> str | None:
        return actas.NUMBER if digest in self.contents else None


def judged(file: bytes, trust: Trust, at: datetime = NOON) -> Verdict:
    return verify(file, NoLedger(), Witnesses(trust=trust, at=at))


def said(verdict: Verdict) -> str:
    return " ".join(map(SPANISH, verdict.sentences))


def test_a_signed_file_is_proven_to_whoever_has_the_list(
    signed: bytes, authority: AnAuthority
) -> None:
    verdict = judged(signed, authority.trust())
    assert verdict.outcome is Outcome.PROVEN
    assert f"El contenido coincide con lo firmado por {NAME} el 2026-11-20." in said(verdict)
    assert "Firmado, aún no sellado por el nivel central." in said(verdict)
    assert "Hora declarada por el equipo, sin sello de tiempo." in said(verdict)
    assert verdict.shown.signed_by == NAME


def test_a_completed_file_says_the_time_of_its_stamp(
    completed: bytes, authority: AnAuthority
) -> None:
    verdict = judged(completed, authority.trust(NOON + DAY))
    assert verdict.outcome is Outcome.PROVEN
    assert "aún no sellado" not in said(verdict)
    assert "Sello de tiempo del nivel central: 2026-11-20 19:00 UTC." in said(verdict)


def test_a_laptop_of_2011_or_2035_says_the_same(completed: bytes, authority: AnAuthority) -> None:
    trust = authority.trust(NOON + DAY)
    right = said(judged(completed, trust, NOON + DAY))
    for year in (2011, 2035):
        assert said(judged(completed, trust, NOON.replace(year=year))) == right


def test_without_a_list_it_says_which_one_is_missing(signed: bytes) -> None:
    verdict = judged(signed, Trust())
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "No se puede verificar sin la lista de confianza del 2026-11-20." in said(verdict)


def test_without_a_list_a_known_code_still_says_who_signed_the_content(
    officer: AnOfficer,
) -> None:
    _, paper = a_signed_paper()
    signed = sign_paper(paper, officer.signer, at=NOON, reason="", place="Guapi")
    verdict = judged(signed, Trust(signers=(a_signer(),)))
    assert verdict.outcome is Outcome.TO_COMPARE
    assert "lo firmado por Yaneth Rodríguez Mina" in said(verdict)
    assert "sin la lista de confianza" in said(verdict)


def test_a_revoked_key_counts_only_with_an_earlier_stamp(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    authority.revoke(officer, NOON + DAY)
    trust = authority.trust(NOON + 2 * DAY)
    without = judged(signed, trust)
    assert without.outcome is Outcome.NOT_PROVEN
    assert "Clave revocada: vale solo si hay sello anterior." in said(without)
    earlier = judged(authority.completed(signed, NOON + timedelta(hours=2)), trust)
    assert earlier.outcome is Outcome.PROVEN


def test_even_a_ledger_that_knows_the_file_does_not_mend_a_revoked_key(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    authority.revoke(officer, NOON + DAY)
    ledger = Register(files={hashlib.sha256(signed).hexdigest()})
    verdict = verify(signed, ledger, Witnesses(trust=authority.trust(NOON + 2 * DAY), at=NOON))
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "coincide con el acta" in said(verdict)


def test_a_copy_left_in_the_village_stays_good_if_headquarters_stamped_it_in_time(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    authority.revoke(officer, NOON + DAY)
    ledger = Register(files={hashlib.sha256(signed).hexdigest()})
    trust = authority.trust(NOON + 2 * DAY)
    for stamped_at, outcome in ((NOON, Outcome.PROVEN), (NOON + 2 * DAY, Outcome.NOT_PROVEN)):
        told = Witnesses(trust=trust, at=NOON, stamped_at=lambda _, at=stamped_at: at)
        assert verify(signed, ledger, told).outcome is outcome


def test_a_strangers_stamp_saves_no_revoked_code(authority: AnAuthority) -> None:
    _, paper = a_signed_paper()
    stranger = AnAuthority("Otra sede")
    signed = sign_paper(paper, stranger.officer().signer, at=NOON, reason="", place="Guapi")
    stamped = stranger.completed(signed, NOON)
    trust = replace(authority.trust(), signers=(a_signer(revoked_at=NOON + DAY),))
    assert judged(stamped, trust).outcome is Outcome.NOT_PROVEN
    assert judged(stamped, trust).shown.not_after == ""


def test_a_ledger_that_knows_the_file_proves_it_without_any_list(signed: bytes) -> None:
    ledger = Register(files={hashlib.sha256(signed).hexdigest()})
    assert verify(signed, ledger).outcome is Outcome.PROVEN


def test_a_flipped_byte_under_the_signature_is_altered(
    signed: bytes, authority: AnAuthority
) -> None:
    at = len(signed) // 3
    flipped = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert judged(flipped, authority.trust()).outcome is not Outcome.PROVEN


def test_somebody_elses_authority_proves_nothing(signed: bytes) -> None:
    verdict = judged(signed, AnAuthority("Otra sede").trust())
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert f"El nivel central no certificó a quien firmó el archivo: «{NAME}»." in said(verdict)


def test_the_file_cut_back_to_before_the_signature_is_told_by_the_register(
    signed: bytes, paper: bytes, authority: AnAuthority
) -> None:
    acta, coded_paper = a_signed_paper()
    assert signed.startswith(paper)
    register = Register(contents={acta.digest.hex()})
    trust = replace(authority.trust(), signers=(a_signer(),))
    verdict = verify(coded_paper, register, Witnesses(trust=trust, at=NOON))
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "puede estar recortado" in said(verdict)


def test_a_code_of_one_officer_under_the_signature_of_another_is_seen(
    authority: AnAuthority, officer: AnOfficer
) -> None:
    _, paper = a_signed_paper()
    signed = sign_paper(paper, officer.signer, at=NOON, reason="", place="Guapi")
    trust = authority.trust()
    mine = replace(trust.signers[0], person=actas.some_id("another"), qr_key=b"")
    theirs = a_signer(KEY)
    both = replace(trust, signers=(mine, theirs))
    verdict = judged(signed, both)
    assert verdict.outcome is Outcome.ALTERED
    assert "personas distintas" in said(verdict)
    one = replace(both, signers=(replace(mine, person=theirs.person), theirs))
    assert judged(signed, one).outcome is Outcome.PROVEN


def test_a_paper_attached_to_a_signed_shell_is_altered(
    signed: bytes, authority: AnAuthority
) -> None:
    other, _ = actas.issued(actas.visit_records(promises=1))
    with pikepdf.open(io.BytesIO(signed)) as document:
        spec = pikepdf.AttachedFileSpec(document, other.content, filename="acta.json")  # pyright: ignore[reportCallIssue]
        document.attachments["acta.json"] = spec
        written = io.BytesIO()
        document.save(written)
    verdict = judged(written.getvalue(), authority.trust())
    assert verdict.outcome is Outcome.ALTERED


def test_what_is_signed_and_no_acta_is_said_to_be_none(officer: AnOfficer) -> None:
    acta, signatures = actas.issued()
    paper = render_acta(acta.content, signatures)
    with pikepdf.open(io.BytesIO(paper)) as document:
        del document.attachments["acta.json"]
        written = io.BytesIO()
        document.save(written)
    verdict = judged(written.getvalue(), Trust())
    assert verdict.outcome is Outcome.NOT_PROVEN
