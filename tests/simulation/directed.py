"""One written trace for each remedy: a dozen steps that end well, and badly without it.

Ana and Luis work in Cauca (19), Nora in Nariño (52). Each trace is named after the mutant that it
catches (see `mutants`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from tests.simulation import hands
from tests.simulation.laptops import Laptop
from tests.simulation.oracle import Violation
from tests.simulation.weather import Fault
from tests.simulation.world import Workshop, World

Trace = Callable[[World], None]


def _two(world: World) -> tuple[Laptop, Laptop]:
    return world.enrol("ana", ["19"]), world.enrol("luis", ["19"])


def _sync(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.sync()


def _in_order(world: World) -> list[UUID]:
    """The visits at headquarters, by revision."""
    rows = sorted(world.headquarters.rows.values(), key=lambda row: row.rev)
    return [row.id for row in rows if row.kind == "activity"]


def _conflicts(world: World) -> list[str]:
    return [
        str(row.vals["offered"])
        for row in world.headquarters.rows.values()
        if row.kind == "conflict"
    ]


def _must(holds: object, words: str) -> None:
    if not holds:
        raise Violation(words)


def no_idempotency(world: World) -> None:
    """A batch that arrives twice must not be merged twice: Ana's title would lose to itself."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    _sync(luis)
    hands.change(luis, "activity", visit, title="C")
    _sync(luis, ana)
    world.end()
    _must(not _conflicts(world), f"asked about what was settled: {_conflicts(world)}")


def refreeze(world: World) -> None:
    """A batch that may have arrived is sent again as it was, not made anew with later edits."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    hands.change(ana, "activity", visit, title="C")
    _sync(ana)
    world.end()
    _must(not _conflicts(world), f"Ana competes with herself: {_conflicts(world)}")
    _must(world.headquarters.realm.devices() == 2, "Ana was taken for a copy")


def full_row_push(world: World) -> None:
    """Only what somebody changed is sent: Luis' whole visit would put Ana's title back."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A", results="A")
    _sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    hands.change(luis, "activity", visit, results="C")
    _sync(ana, luis)
    world.end()


def lww_arrival(world: World) -> None:
    """Of two values for one field the later to arrive does not win."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    hands.change(luis, "activity", visit, title="C")
    _sync(ana, luis)
    world.end()


def no_authoritative(world: World) -> None:
    """Whose value lost is told which one stands, even if that one passed by while it was hidden."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(luis, "activity", visit, title="B")
    _sync(luis)
    ana.line.planned = [Fault.NONE]
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.end()


def apply_pages(world: World) -> None:
    """Pages wait until their scope is complete: a point would come before its visit."""
    ana, luis = _two(world)
    visits = [hands.visit(ana, title=f"A{n}", points=2) for n in range(4)]
    _sync(ana)
    for number, visit in enumerate(visits):
        hands.change(ana, "activity", visit, title=f"B{number}")
    _sync(ana)
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.end()


def visible_out_of_order(world: World) -> None:
    """What a laptop has heard of a revision it has heard of all before: nothing appears behind."""
    ana, _ = _two(world)
    for number in range(7):
        hands.visit(ana, title=f"A{number}")
        _sync(ana)
    world.end()


def no_anchor(world: World) -> None:
    """A headquarters restored from a copy is noticed by its commits, not by its numbers."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visit, title="B")
    _sync(ana)
    world.headquarters.realm.restored(copy)
    hands.visit(luis, title="C")
    _sync(luis, ana)
    world.end()


def no_suspect(world: World) -> None:
    """What came from a history that headquarters has lost is asked for again."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    copy = world.headquarters.realm.copied()
    world.headquarters.create("19")
    _sync(ana)
    world.headquarters.realm.restored(copy)
    hands.change(luis, "activity", visit, title="B")
    _sync(luis, ana)
    world.end()


def no_retention(world: World) -> None:
    """Batches that have a receipt are kept, and given again to who lost them."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visit, title="B")
    _sync(ana)
    world.headquarters.realm.restored(copy)
    _sync(ana)
    world.end()


def purge_on_revoke(world: World) -> None:
    """What was typed in a territory goes up before the territory leaves the laptop."""
    ana = world.enrol("ana", ["19", "52"])
    visit = hands.visit(ana, title="A")
    ana.sync()
    hands.change(ana, "activity", visit, title="B")
    account = ana.identity().enrolment.account
    world.headquarters.realm.permit(account, "19", granted=False)
    ana.line.planned = [Fault.NONE]
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, results="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.end()


def batch_all_or_nothing(world: World) -> None:
    """One unit that headquarters cannot take does not hold back the others."""
    ana, _ = _two(world)
    hands.visit(ana, title="A\x07")
    good = hands.visit(ana, title="B")
    world.end()
    _must(("activity", good) in world.headquarters.rows, "the good visit was held back")


def no_fork_check(world: World) -> None:
    """A copied vault is told apart by its batches, and becomes a device of its own."""
    ana, _ = _two(world)
    visit = hands.visit(ana, title="A", results="A")
    ana.sync()
    copy = world.clone(ana, "copy")
    hands.change(ana, "activity", visit, title="B")
    hands.change(copy, "activity", visit, results="C")
    _sync(ana, copy)
    world.end()


def no_gone_marker(world: World) -> None:
    """A visit that moved to another territory leaves a mark where it was."""
    ana, _ = _two(world)
    visit = hands.visit(ana, title="A", points=1)
    ana.sync()
    world.headquarters.move(visit, "52")
    world.end()
    _must(hands.shown(ana, "activity", visit) is None, "Ana still shows what moved away")


def no_seal_guard(world: World) -> None:
    """What was signed does not change: a later value waits for a person."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    acta = hands.acta(ana, visit, "B")
    _sync(ana, luis)
    hands.sign(ana, acta)
    hands.change(luis, "minutes", acta, title="C")
    _sync(ana, luis)
    world.end()


def partial_seal(world: World) -> None:
    """What was signed goes up whole: Luis' title must not stand under the D of Ana's."""
    ana, luis = _two(world)
    acta = hands.acta(ana, hands.visit(ana, title="A"), "B")
    _sync(ana, luis)
    hands.change(luis, "minutes", acta, title="C")
    _sync(luis)
    hands.sign(ana, acta)
    _sync(ana)
    world.end()
    _must(_conflicts(world) == ['"C"'], f"Luis' title does not wait: {_conflicts(world)}")


def apply_stale(world: World) -> None:
    """A page that waited must not put back what a newer one brought."""
    ana, luis = world.enrol("ana", ["76"]), world.enrol("luis", ["19", "76"])
    for number in range(6):
        hands.visit(ana, "76", title=f"A{number}")
    ana.sync()
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.headquarters.move(_in_order(world)[0], "19")
    world.end()


def stage_old_head(world: World) -> None:
    """Pages in waiting are worth what the newest head among them is worth."""
    ana, luis = _two(world)
    for number in range(6):
        hands.visit(ana, title=f"A{number}")
    ana.sync()
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    copy = world.headquarters.realm.copied()
    for visit in _in_order(world)[2:]:
        world.headquarters.retitle(visit)
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.headquarters.realm.restored(copy)
    world.end()


def no_tombstones(world: World) -> None:
    """What a laptop removed in a lost history is asked for again too."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    copy = world.headquarters.realm.copied()
    world.headquarters.move(visit, "52")
    _sync(ana, luis)
    world.headquarters.realm.restored(copy)
    hands.visit(luis, title="B")
    _sync(luis)
    world.end()
    _must(hands.shown(ana, "activity", visit) is not None, "Ana does not get the visit back")


def stale_dup_answer(world: World) -> None:
    """A batch that arrives again gets its old verdict, and its records as they stand today."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(luis, "activity", visit, title="B")
    _sync(luis)
    ana.line.planned = [Fault.NONE]
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    world.end()


def no_closure(world: World) -> None:
    """Who asks for a point is told its visit too."""
    ana, _ = _two(world)
    visit = hands.visit(ana, title="A", points=4)
    ana.sync()
    hands.change(ana, "activity", visit, title="B")
    ana.sync()
    copy = world.headquarters.realm.copied()
    world.headquarters.move(visit, "52")
    ana.sync()
    world.headquarters.realm.restored(copy)
    world.headquarters.page_bytes = 300
    world.end()


TRACES: Final[dict[str, Trace]] = {
    trace.__name__: trace
    for trace in (
        no_idempotency,
        refreeze,
        full_row_push,
        lww_arrival,
        no_authoritative,
        apply_pages,
        visible_out_of_order,
        no_anchor,
        no_suspect,
        no_retention,
        purge_on_revoke,
        batch_all_or_nothing,
        no_fork_check,
        no_gone_marker,
        no_seal_guard,
        partial_seal,
        apply_stale,
        stage_old_head,
        no_tombstones,
        stale_dup_answer,
        no_closure,
    )
}


# What seeds found, kept as traces; they have no mutant


def a_page_in_waiting_puts_nothing_back(world: World) -> None:
    """A record that waits in a page, is changed here and sent comes whole afterwards."""
    ana, luis = _two(world)
    for number in range(6):
        hands.visit(ana, title=f"A{number}")
    _sync(ana, luis)
    for visit in _in_order(world):
        world.headquarters.retitle(visit)
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    hands.change(luis, "activity", _in_order(world)[0], results="B")
    world.end()


def an_annulment_moves_nothing(world: World) -> None:
    """What an annulment says of the territory is what its author saw, not a wish to move."""
    ana = world.enrol("ana", ["19", "52"])
    luis = world.enrol("luis", ["52"])
    visit = hands.visit(ana, title="A")
    ana.sync()
    world.headquarters.move(visit, "52")
    luis.sync()
    hands.change(luis, "activity", visit, results="B")
    luis.sync()
    hands.change(ana, "activity", visit, annulled="C")
    ana.sync()
    world.end()
    _must(world.headquarters.rows["activity", visit].scope == "52", "the visit moved back")


def a_repair_brings_the_visit_of_a_point(world: World) -> None:
    """A laptop that lost a whole visit is given no point of it without the visit."""
    ana, _ = _two(world)
    visit = hands.visit(ana, title="A", points=4)
    ana.sync()
    world.headquarters.expects_damage = True
    with ana.machine.sync.taking() as taking:
        taking.remove("activity", visit, 1)
    world.headquarters.page_bytes = 200
    world.end()


def an_archive_that_is_too_short_ends_in_one_new_device(world: World) -> None:
    """Headquarters lacks a batch that is archived no longer: the laptop goes on, once."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    copy = world.headquarters.realm.copied()
    for title in ("B", "C"):
        hands.change(ana, "activity", visit, title=title)
        _sync(ana)
    ana.machine.disk.execute('UPDATE "outbox" SET "body" = NULL WHERE "number" = 2')
    world.headquarters.realm.restored(copy)
    world.drain()
    _must(world.headquarters.realm.devices() == 3, "more than one new device was made")


def who_changes_what_was_annulled_is_told(world: World) -> None:
    """Luis' change stands against an annulment, and his laptop shows that it does."""
    ana, luis = _two(world)
    visit = hands.visit(ana, title="A")
    _sync(ana, luis)
    hands.change(ana, "activity", visit, annulled="B")
    _sync(ana, luis)
    hands.change(luis, "activity", visit, results="C")
    world.end()
    _must(not hands.shown(luis, "activity", visit).annulled, "Luis still shows it annulled")


def a_visit_with_unsent_work_leaves_later_and_quietly(world: World) -> None:
    """What moved away while something was typed in it is not asked about in every trip."""
    ana, _ = _two(world)
    visit = hands.visit(ana, title="A")
    ana.sync()
    world.headquarters.move(visit, "52")
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.NONE]
    ana.sync()
    ana.line.meanwhile = lambda: None
    _must(ana.line.trips == 1, f"{ana.line.trips} trips for one visit that left")
    world.end()


def two_seals_of_one_acta(world: World) -> None:
    """The first of two signed versions stands; all that the second says waits for a person."""
    ana, luis = _two(world)
    acta = hands.acta(ana, hands.visit(ana, title="A"), "B")
    _sync(ana, luis)
    hands.change(luis, "minutes", acta, title="C")
    hands.sign(luis, acta)
    hands.sign(ana, acta)
    _sync(ana, luis)
    world.end()
    _must('"C"' in _conflicts(world), "what Luis signed is nowhere")


def one_body_written_down_twice(world: World) -> None:
    """Both records of a body are accepted, joined by a link, and parted again by one edit."""
    ana, luis = _two(world)
    first, second = sorted((ana.new_id(), luis.new_id()))
    hands.keep(ana, hands.body(ana, first, "A"))
    hands.keep(luis, hands.body(luis, second, "B"))
    _sync(ana, luis, ana)
    link = hands.link(ana, first, second)
    hands.keep(ana, link)
    hands.keep(luis, hands.link(luis, first, second))
    _sync(ana, luis, ana)
    _must(hands.are_same(luis, first, second), "the link joins nothing")
    hands.change(luis, "same_as", link.id, state="apart")
    world.end()
    for laptop in (ana, luis):
        _must(not hands.are_same(laptop, first, second), "the link still joins")
        for record in (first, second):
            _must(hands.shown(laptop, "organization", record), "a record of the body is gone")


FOUND: Final[dict[str, Trace]] = {
    trace.__name__: trace
    for trace in (
        a_page_in_waiting_puts_nothing_back,
        an_annulment_moves_nothing,
        a_repair_brings_the_visit_of_a_point,
        an_archive_that_is_too_short_ends_in_one_new_device,
        who_changes_what_was_annulled_is_told,
        a_visit_with_unsent_work_leaves_later_and_quietly,
        two_seals_of_one_acta,
        one_body_written_down_twice,
    )
}


def tell(name: str, workshop: Workshop) -> str | None:
    """Play one trace; give what it violates, None if it ends well."""
    world = World(1, workshop)
    try:
        (TRACES | FOUND)[name](world)
    except AssertionError as violation:
        return str(violation) or type(violation).__name__
    finally:
        world.close()
    return None
