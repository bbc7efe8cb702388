"""An acta at headquarters is one acta: its number, content, file and state come from one laptop."""

from typing import Any
from uuid import UUID

from tests.given.bodies import a_visit, changed, created, verdicts
from tests.given.headquarters import HeadquartersGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ACTA = UUID("0193b1a0-0000-7000-8000-000000000003")
ROOT = ("activity", VISIT)


def an_acta_under_way(headquarters: HeadquartersGiven) -> None:
    draft = {"activity": str(VISIT), "title": "Mesa", "status": "draft"}
    laptop = headquarters.a_laptop("yriascos")
    laptop.send(a_visit("19", VISIT), created("19", ACTA, "minutes", ("minutes", ACTA, draft)))


def acta_at(headquarters: HeadquartersGiven) -> dict[str, Any]:
    ((values,),) = headquarters.rows("select vals from record where kind = 'minutes' and not gone")
    return values


def test_a_text_issued_again_after_a_review_has_its_new_content_everywhere(
    headquarters: HeadquartersGiven,
) -> None:
    an_acta_under_way(headquarters)
    laptop, root = headquarters.a_laptop("yriascos"), ("minutes", ACTA)
    first, second = "ab" * 32, "cd" * 32
    for change in (
        {"status": ("draft", "frozen"), "number": (None, "D01-1"), "digest": (None, first)},
        {"status": ("frozen", "review")},
        {"status": ("review", "frozen"), "digest": (first, second)},
    ):
        assert verdicts(laptop.sync(laptop.batch(changed("19", root, root, **change)))) == ["ok"]
    acta = acta_at(headquarters)
    assert (acta["status"], acta["number"], acta["digest"]) == ("frozen", "D01-1", second)


def test_of_two_laptops_that_issue_one_draft_neither_lends_the_other_its_file(
    headquarters: HeadquartersGiven,
) -> None:
    an_acta_under_way(headquarters)
    root = ("minutes", ACTA)
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    frozen = {"status": ("draft", "frozen"), "number": (None, "D01-1"), "digest": (None, "ab" * 32)}
    mine.sync(mine.batch(changed("19", root, root, **frozen)))
    sealed = {
        "status": ("draft", "sealed"),
        "number": (None, "D02-1"),
        "digest": (None, "cd" * 32),
        "file_sha256": (None, "ef" * 32),
    }
    answer = theirs.sync(theirs.batch(changed("19", root, root, **sealed)))
    assert verdicts(answer) == ["conflict"]
    acta = acta_at(headquarters)
    assert (acta["number"], acta["digest"], "file_sha256" in acta) == ("D01-1", "ab" * 32, False)
    kept = {field for field, _, _ in headquarters.contests()}
    assert kept == {"status", "number", "digest", "file_sha256"}


def test_a_sealed_acta_is_not_a_draft_again_because_somebody_marked_the_draft(
    headquarters: HeadquartersGiven,
) -> None:
    an_acta_under_way(headquarters)
    root = ("minutes", ACTA)
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    theirs.sync(theirs.batch(changed("19", root, root, status=("draft", "review"))))
    sealed = {
        "status": ("draft", "sealed"),
        "number": (None, "D01-1"),
        "digest": (None, "cd" * 32),
        "file_sha256": (None, "ef" * 32),
    }
    assert verdicts(mine.sync(mine.batch(changed("19", root, root, **sealed)))) == ["ok"]
    acta = acta_at(headquarters)
    assert [acta[name] for name in sealed] == [new for _, new in sealed.values()]


def test_what_follows_a_promise_moves_with_its_visit(headquarters: HeadquartersGiven) -> None:
    headquarters.register.permit("yriascos", "52")
    laptop = headquarters.a_laptop("yriascos")
    promise, report = UUID(int=77), UUID(int=78)
    laptop.send(
        a_visit("19", VISIT),
        created(
            "19",
            promise,
            "commitment",
            ("commitment", promise, {"origin": str(VISIT), "text": "Convocar la mesa"}),
        ),
        created(
            "19",
            report,
            "follow_up",
            ("follow_up", report, {"commitment": str(promise), "what_happened": "Se convocó"}),
        ),
    )
    laptop.sync(laptop.batch(changed("52", ROOT, ROOT, territory=("19318", "52835"))))
    left = headquarters.rows(
        "select kind from record where scope_id = '19' and kind in ('activity', 'commitment', "
        "'follow_up') and not gone"
    )
    assert left == []
