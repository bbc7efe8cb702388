"""What a signed acta fixed stays at headquarters too, whoever sends what in whichever order."""

from typing import Any
from uuid import UUID

import pytest

from tests.given.bodies import a_visit, changed, created, derived, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ACTA = UUID("0193b1a0-0000-7000-8000-000000000003")
PROMISE = UUID("0193b1a0-0000-7000-8000-000000000004")
POINT = UUID("0193b1a0-0000-7000-8000-000000000005")
CONSENT = UUID("0193b1a0-0000-7000-8000-000000000006")
ROOT = ("activity", VISIT)
ATTENDEE = ("attendance", derived(VISIT, "attendance", 0))


def a_meeting(laptop: LaptopGiven) -> None:
    """A visit with everything an acta prints, at headquarters."""
    child = {"activity": str(VISIT)}
    laptop.sync(
        laptop.batch(a_visit("19", VISIT, attendees=1)),
        laptop.batch(
            created(
                "19",
                VISIT,
                "activity",
                ("agenda_item", POINT, {**child, "title": "Instalación"}),
                ("consent", CONSENT, {**child, "mode": "paper"}),
            )
        ),
        laptop.batch(
            created(
                "19",
                PROMISE,
                "commitment",
                ("commitment", PROMISE, {"origin": str(VISIT), "text": "Traer el censo"}),
            )
        ),
        laptop.batch(
            created(
                "19",
                ACTA,
                "minutes",
                ("minutes", ACTA, {**child, "title": "Mesa", "status": "draft"}),
            )
        ),
    )


def seal(laptop: LaptopGiven, number: str = "D01-1", digest: str = "ab" * 32) -> list[str]:
    """Sign the acta on a laptop that holds it as a draft; the verdicts."""
    key = ("minutes", ACTA)
    issue = {"status": ("draft", "sealed"), "number": (None, number), "digest": (None, digest)}
    return verdicts(laptop.sync(laptop.batch(changed("19", key, key, **issue))))


@pytest.fixture
def laptops(headquarters: HeadquartersGiven) -> tuple[LaptopGiven, LaptopGiven]:
    """Who signs, and a colleague who held the same meeting before."""
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    a_meeting(mine)
    theirs.sync()
    assert seal(mine) == ["ok"]
    return mine, theirs


PRINTED: list[tuple[tuple[str, UUID], tuple[str, UUID], str, Any, Any]] = [
    (ROOT, ROOT, "objective", "Instalar la mesa", "Otro"),
    (ROOT, ROOT, "venue", None, "Alcaldía"),
    (ROOT, ATTENDEE, "full_name", "Asistente 0", "Ñeca Angulo"),
    (ROOT, ("agenda_item", POINT), "title", "Instalación", "Cierre"),
    (ROOT, ("consent", CONSENT), "mode", "paper", "spoken"),
    (("commitment", PROMISE), ("commitment", PROMISE), "text", "Traer el censo", "Otro"),
]


@pytest.mark.parametrize(("root", "record", "name", "seen", "new"), PRINTED)
def test_another_laptops_later_change_of_what_was_printed_waits_for_a_person(
    headquarters: HeadquartersGiven,
    laptops: tuple[LaptopGiven, LaptopGiven],
    root: tuple[str, UUID],
    record: tuple[str, UUID],
    name: str,
    seen: Any,
    new: Any,
) -> None:
    _, theirs = laptops
    answer = theirs.sync(theirs.batch(changed("19", root, record, **{name: (seen, new)})))
    (ruling,) = receipts(answer)[0].rulings
    assert ruling.verdict == "sealed"
    assert "está firmado y no cambia" in ruling.text
    assert theirs.records[record].get(name) == seen
    assert headquarters.contests() == [(name, seen, new)]
    assert headquarters.rows(
        "select vals->>'sealed' from record where kind = 'conflict' and not gone"
    ) == [("true",)]


OPEN: list[tuple[tuple[str, UUID], tuple[str, UUID], str, Any, Any]] = [
    (ROOT, ROOT, "status", "planned", "closed"),
    (ROOT, ATTENDEE, "person", None, str(UUID(int=77))),
    (("commitment", PROMISE), ("commitment", PROMISE), "expected_evidence", None, "Acta"),
]


@pytest.mark.parametrize(("root", "record", "name", "seen", "new"), OPEN)
def test_what_was_not_printed_or_lives_on_changes_as_ever(
    laptops: tuple[LaptopGiven, LaptopGiven],
    root: tuple[str, UUID],
    record: tuple[str, UUID],
    name: str,
    seen: Any,
    new: Any,
) -> None:
    _, theirs = laptops
    body = changed("19", root, record, **{name: (seen, new)})
    assert verdicts(theirs.sync(theirs.batch(body))) == ["ok"]


@pytest.mark.parametrize("kind", ["attendance", "agenda_item"])
def test_a_row_that_comes_too_late_to_be_printed_is_kept_for_a_person(
    headquarters: HeadquartersGiven, laptops: tuple[LaptopGiven, LaptopGiven], kind: str
) -> None:
    _, theirs = laptops
    late = created("19", VISIT, "activity", (kind, UUID(int=88), {"activity": str(VISIT)}))
    answer = theirs.sync(theirs.batch(late))
    (ruling,) = receipts(answer)[0].rulings
    assert ruling.verdict == "quarantined"
    assert ruling.text.startswith("El acta de esta visita ya está firmada.")
    assert headquarters.rows("select count(*) from quarantine") == [(1,)]


def test_what_the_signing_laptop_wrote_before_passes_in_any_order(
    headquarters: HeadquartersGiven, laptops: tuple[LaptopGiven, LaptopGiven]
) -> None:
    mine, _ = laptops
    late = created("19", VISIT, "activity", ("attendance", UUID(int=88), {"activity": str(VISIT)}))
    named = changed("19", ROOT, ATTENDEE, full_name=("Asistente 0", "Ñeca Angulo"))
    assert verdicts(mine.sync(mine.batch(late), mine.batch(named))) == ["ok", "ok"]
    assert headquarters.contests() == []


def test_a_visit_without_a_signed_acta_changes_as_ever(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    a_meeting(mine)
    theirs.sync()
    body = changed("19", ROOT, ATTENDEE, full_name=("Asistente 0", "Ñeca Angulo"))
    assert verdicts(theirs.sync(theirs.batch(body))) == ["ok"]


def test_a_second_signed_acta_is_kept_whole_as_a_variant(
    headquarters: HeadquartersGiven, laptops: tuple[LaptopGiven, LaptopGiven]
) -> None:
    _, theirs = laptops
    key = ("minutes", ACTA)
    issue = {
        "status": ("draft", "sealed"),
        "number": (None, "D02-1"),
        "digest": (None, "cd" * 32),
        "file_sha256": (None, "ef" * 32),
        "title": ("Mesa", "Mesa de empleo"),
    }
    assert verdicts(theirs.sync(theirs.batch(changed("19", key, key, **issue)))) == ["sealed"]
    assert theirs.records[key]["number"] == "D01-1"
    assert headquarters.contests() == [
        ("digest", "ab" * 32, "cd" * 32),
        ("file_sha256", None, "ef" * 32),
        ("number", "D01-1", "D02-1"),
        ("title", "Mesa", "Mesa de empleo"),
    ]


def test_what_a_signature_displaces_unseen_waits_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    a_meeting(mine)
    theirs.sync()
    key = ("minutes", ACTA)
    theirs.sync(theirs.batch(changed("19", key, key, status=("draft", "review"))))
    assert seal(mine) == ["ok"]
    assert headquarters.contests() == [("status", "sealed", "review")]
    (offered_by,) = headquarters.rows(
        "select vals->>'offered_by', vals->>'kept_by' from record where kind = 'conflict'"
    )
    assert offered_by == (str(theirs.person), str(mine.person))


def test_a_signed_acta_stands_as_it_was_signed_and_what_others_wrote_in_it_waits(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    a_meeting(mine)
    theirs.sync()
    key = ("minutes", ACTA)
    wishes = {"title": ("Mesa", "Mesa de empleo"), "remarks": (None, "Se retira a las 10:40")}
    theirs.sync(theirs.batch(changed("19", key, key, **wishes)))
    signed = {
        "status": ("draft", "sealed"),
        "number": (None, "D01-1"),
        "digest": (None, "ab" * 32),
        "title": ("Mesa", "Mesa"),
        "remarks": (None, None),
    }
    assert verdicts(mine.sync(mine.batch(changed("19", key, key, **signed)))) == ["ok"]
    theirs.sync()
    assert theirs.records[key]["title"] == "Mesa"
    assert "remarks" not in theirs.records[key]
    assert headquarters.contests() == [
        ("remarks", None, "Se retira a las 10:40"),
        ("title", "Mesa", "Mesa de empleo"),
    ]


def test_an_annulment_of_what_was_printed_waits_too(
    headquarters: HeadquartersGiven, laptops: tuple[LaptopGiven, LaptopGiven]
) -> None:
    _, theirs = laptops
    headquarters.force("update account set role = 'coordinator' where login = 'cangulo'")
    annulled = changed("19", ROOT, ATTENDEE, annulled=(None, "No vino"))
    assert verdicts(theirs.sync(theirs.batch(annulled))) == ["sealed"]
    assert headquarters.contests() == [("annulled", None, "No vino")]
