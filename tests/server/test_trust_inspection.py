"""`check` says in time what will end, and what headquarters did not stamp."""

from __future__ import annotations

from datetime import timedelta

from fieldapp.records.text import SPANISH
from sync.server.authority import LIST_LIFE, SPANS
from sync.server.inspection import WARN_BEFORE, Finding
from sync.server.trust_inspection import authority_findings
from tests.given.headquarters import HeadquartersGiven
from tests.given.signed_actas import SealedActa, an_officer


def findings(given: HeadquartersGiven) -> dict[str, Finding]:
    with given.engine.connect() as connection:
        told = authority_findings(connection, given.keys.authorities, given.at)
        return {finding.subject: finding for finding in told}


def states(given: HeadquartersGiven) -> dict[str, str]:
    return {subject: finding.state for subject, finding in findings(given).items()}


def test_a_headquarters_that_never_served_is_told_what_comes_by_itself(
    headquarters: HeadquartersGiven,
) -> None:
    assert states(headquarters) == {
        "authorities": "warning",
        "trust_list": "warning",
        "officers": "ok",
        "papers": "ok",
    }
    headquarters.trust.upkeep.look()
    assert set(states(headquarters).values()) == {"ok"}


def test_whatever_ends_within_sixty_days_is_said(headquarters: HeadquartersGiven) -> None:
    an_officer(headquarters)
    headquarters.trust.upkeep.look()
    headquarters.at += LIST_LIFE - WARN_BEFORE + timedelta(days=1)
    assert states(headquarters)["trust_list"] == "warning"
    headquarters.trust.upkeep.look()
    assert set(states(headquarters).values()) == {"ok"}
    headquarters.at += timedelta(days=730 - 60)
    assert states(headquarters)["officers"] == "warning"
    assert "1." in SPANISH(findings(headquarters)["officers"].text)


def test_an_authority_that_nobody_relieved_is_said_years_before_it_ends(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.trust.upkeep.look()
    first = min(SPANS.values(), key=lambda span: span.life - span.left)
    headquarters.at += first.life - first.left + timedelta(days=1)
    assert first.left > WARN_BEFORE
    assert states(headquarters)["authorities"] == "warning"
    headquarters.at += timedelta(days=365 * 10)
    assert states(headquarters)["authorities"] == "fault"
    headquarters.trust.upkeep.look()
    assert states(headquarters)["authorities"] == "ok"


def test_papers_with_and_without_a_stamp_are_counted_with_the_reason(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = an_officer(headquarters), an_officer(headquarters, "cangulo", seed=2)
    SealedActa(mine).send()
    foreign = SealedActa(mine, visit=SealedActa(mine).id, papers=dict(SealedActa(theirs).papers))
    foreign.send()
    headquarters.trust.upkeep.look()
    with headquarters.engine.connect() as connection:
        keys = headquarters.keys.authorities
        told = [
            (finding.state, SPANISH(finding.text))
            for finding in authority_findings(connection, keys, headquarters.at)
            if finding.subject == "papers"
        ]
    assert told == [
        ("ok", "Copias de actas con sello de tiempo: 2."),
        ("warning", "Copias de actas sin sello de tiempo: 2, firmada por otra persona."),
    ]


def test_a_damaged_key_of_an_authority_is_a_fault(headquarters: HeadquartersGiven) -> None:
    headquarters.trust.upkeep.look()
    headquarters.keys.authorities.files()[0].write_bytes(b"{}")
    assert states(headquarters)["authorities"] == "fault"
