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
from tests.simulation.world import World

Trace = Callable[[World], None]


def two(world: World) -> tuple[Laptop, Laptop]:
    return world.enrol("ana", ["19"]), world.enrol("luis", ["19"])


def sync(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.sync()


def in_order(world: World) -> list[UUID]:
    """The visits at headquarters, by revision."""
    rows = sorted(world.headquarters.rows.values(), key=lambda row: row.rev)
    return [row.id for row in rows if row.kind == "activity"]


def conflicts(world: World) -> list[str]:
    return [
        str(row.vals["offered"])
        for row in world.headquarters.rows.values()
        if row.kind == "conflict"
    ]


def must(holds: object, words: str) -> None:
    if not holds:
        raise Violation(words)


def no_idempotency(world: World) -> None:
    """A batch that arrives twice must not be merged twice: Ana's title would lose to itself."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    sync(luis)
    hands.change(luis, "activity", visit, title="C")
    sync(luis, ana)
    world.end()
    must(not conflicts(world), f"asked about what was settled: {conflicts(world)}")


def refreeze(world: World) -> None:
    """A batch that may have arrived is sent again as it was, not made anew with later edits."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    hands.change(ana, "activity", visit, title="C")
    sync(ana)
    world.end()
    must(not conflicts(world), f"Ana competes with herself: {conflicts(world)}")
    must(world.headquarters.realm.devices() == 2, "Ana was taken for a copy")


def full_row_push(world: World) -> None:
    """Only what somebody changed is sent: Luis' whole visit would put Ana's title back."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A", results="A")
    sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    hands.change(luis, "activity", visit, results="C")
    sync(ana, luis)
    world.end()


def lww_arrival(world: World) -> None:
    """Of two values for one field the later to arrive does not win."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(ana, "activity", visit, title="B")
    hands.change(luis, "activity", visit, title="C")
    sync(ana, luis)
    world.end()


def no_authoritative(world: World) -> None:
    """Whose value lost is told which one stands, even if that one passed by while it was hidden."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(luis, "activity", visit, title="B")
    sync(luis)
    ana.line.planned = [Fault.NONE]
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.end()


def apply_pages(world: World) -> None:
    """Pages wait until their scope is complete: a point would come before its visit."""
    ana, luis = two(world)
    visits = [hands.visit(ana, title=f"A{n}", points=2) for n in range(4)]
    sync(ana)
    for number, visit in enumerate(visits):
        hands.change(ana, "activity", visit, title=f"B{number}")
    sync(ana)
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.end()


def visible_out_of_order(world: World) -> None:
    """What a laptop has heard of a revision it has heard of all before: nothing appears behind."""
    ana, _ = two(world)
    for number in range(7):
        hands.visit(ana, title=f"A{number}")
        sync(ana)
    world.end()


def no_anchor(world: World) -> None:
    """A headquarters restored from a copy is noticed by its commits, not by its numbers."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visit, title="B")
    sync(ana)
    world.headquarters.realm.restored(copy)
    hands.visit(luis, title="C")
    sync(luis, ana)
    world.end()


def no_suspect(world: World) -> None:
    """What came from a history that headquarters has lost is asked for again."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    copy = world.headquarters.realm.copied()
    world.headquarters.create("19")
    sync(ana)
    world.headquarters.realm.restored(copy)
    hands.change(luis, "activity", visit, title="B")
    sync(luis, ana)
    world.end()


def no_retention(world: World) -> None:
    """Batches that have a receipt are kept, and given again to who lost them."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visit, title="B")
    sync(ana)
    world.headquarters.realm.restored(copy)
    sync(ana)
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
    ana, _ = two(world)
    hands.visit(ana, title="A\x07")
    good = hands.visit(ana, title="B")
    world.end()
    must(("activity", good) in world.headquarters.rows, "the good visit was held back")


def no_fork_check(world: World) -> None:
    """A copied vault is told apart by its batches, and becomes a device of its own."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A", results="A")
    ana.sync()
    copy = world.clone(ana, "copy")
    hands.change(ana, "activity", visit, title="B")
    hands.change(copy, "activity", visit, results="C")
    sync(ana, copy)
    world.end()


def no_gone_marker(world: World) -> None:
    """A visit that moved to another territory leaves a mark where it was."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A", points=1)
    ana.sync()
    world.headquarters.move(visit, "52")
    world.end()
    must(hands.shown(ana, "activity", visit) is None, "Ana still shows what moved away")


def no_seal_guard(world: World) -> None:
    """What was signed does not change: a later value waits for a person."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    acta = hands.acta(ana, visit, "B")
    sync(ana, luis)
    hands.sign(ana, acta)
    hands.change(luis, "minutes", acta, title="C")
    sync(ana, luis)
    world.end()


def partial_seal(world: World) -> None:
    """What was signed goes up whole: Luis' title must not stand under the D of Ana's."""
    ana, luis = two(world)
    acta = hands.acta(ana, hands.visit(ana, title="A"), "B")
    sync(ana, luis)
    hands.change(luis, "minutes", acta, title="C")
    sync(luis)
    hands.sign(ana, acta)
    sync(ana)
    world.end()
    must(conflicts(world) == ['"C"'], f"Luis' title does not wait: {conflicts(world)}")


def apply_stale(world: World) -> None:
    """A page that waited must not put back what a newer one brought."""
    ana, luis = world.enrol("ana", ["76"]), world.enrol("luis", ["19", "76"])
    for number in range(6):
        hands.visit(ana, "76", title=f"A{number}")
    ana.sync()
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.headquarters.move(in_order(world)[0], "19")
    world.end()


def stage_old_head(world: World) -> None:
    """Pages in waiting are worth what the newest head among them is worth."""
    ana, luis = two(world)
    for number in range(6):
        hands.visit(ana, title=f"A{number}")
    ana.sync()
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    copy = world.headquarters.realm.copied()
    for visit in in_order(world)[2:]:
        world.headquarters.retitle(visit)
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.headquarters.realm.restored(copy)
    world.end()


def no_tombstones(world: World) -> None:
    """What a laptop removed in a lost history is asked for again too."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    copy = world.headquarters.realm.copied()
    world.headquarters.move(visit, "52")
    sync(ana, luis)
    world.headquarters.realm.restored(copy)
    hands.visit(luis, title="B")
    sync(luis)
    world.end()
    must(hands.shown(ana, "activity", visit) is not None, "Ana does not get the visit back")


def stale_dup_answer(world: World) -> None:
    """A batch that arrives again gets its old verdict, and its records as they stand today."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(luis, "activity", visit, title="B")
    sync(luis)
    ana.line.planned = [Fault.NONE]
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    ana.line.planned = [Fault.ANSWER_LOST]
    ana.sync()
    world.end()


def no_closure(world: World) -> None:
    """Who asks for a point is told its visit too."""
    ana, _ = two(world)
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
