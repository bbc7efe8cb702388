"""What seeds found in the product, kept as written traces: each ends well since it was mended."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from tests.simulation import hands
from tests.simulation.directed import Trace, conflicts, in_order, must, sync, two
from tests.simulation.weather import Fault
from tests.simulation.world import World


def a_page_in_waiting_puts_nothing_back(world: World) -> None:
    """A record that waits in a page, is changed here and sent comes whole afterwards."""
    ana, luis = two(world)
    for number in range(6):
        hands.visit(ana, title=f"A{number}")
    sync(ana, luis)
    for visit in in_order(world):
        world.headquarters.retitle(visit)
    world.headquarters.page_bytes = 300
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    hands.change(luis, "activity", in_order(world)[0], results="B")
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
    must(world.headquarters.rows["activity", visit].scope == "52", "the visit moved back")


def a_repair_brings_the_visit_of_a_point(world: World) -> None:
    """A laptop that lost a whole visit is given no point of it without the visit."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A", points=4)
    ana.sync()
    world.headquarters.expects_damage = True
    with ana.machine.sync.taking() as taking:
        taking.remove("activity", visit, 1)
    world.headquarters.page_bytes = 200
    world.end()


def who_changes_what_was_annulled_is_told(world: World) -> None:
    """Luis' change stands against an annulment, and his laptop shows that it does."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    hands.change(ana, "activity", visit, annulled="B")
    sync(ana, luis)
    hands.change(luis, "activity", visit, results="C")
    world.end()
    must(not hands.shown(luis, "activity", visit).annulled, "Luis still shows it annulled")


def a_visit_with_unsent_work_leaves_later_and_quietly(world: World) -> None:
    """What moved away while something was typed in it is not asked about in every trip."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A")
    ana.sync()
    world.headquarters.move(visit, "52")
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, title="B")
    ana.line.planned = [Fault.NONE]
    ana.sync()
    ana.line.meanwhile = lambda: None
    must(ana.line.trips == 1, f"{ana.line.trips} trips for one visit that left")
    world.end()


def two_seals_of_one_acta(world: World) -> None:
    """The first of two signed versions stands; all that the second says waits for a person."""
    ana, luis = two(world)
    acta = hands.acta(ana, hands.visit(ana, title="A"), "B")
    sync(ana, luis)
    hands.change(luis, "minutes", acta, title="C")
    hands.sign(luis, acta)
    hands.sign(ana, acta)
    sync(ana, luis)
    world.end()
    must('"C"' in conflicts(world), "what Luis signed is nowhere")


def an_acta_signed_before_it_was_sent_is_whole(world: World) -> None:
    """What a copy wrote in an acta does not stand under the signature of the other."""
    ana, _ = two(world)
    acta = hands.acta(ana, hands.visit(ana, title="A"), "B")
    copy = world.clone(ana, "anax1")
    sync(copy)
    hands.change(copy, "minutes", acta, remarks="C")
    sync(copy)
    hands.sign(ana, acta)
    sync(ana)
    world.end()
    must('"C"' in conflicts(world), "what the copy wrote is nowhere")


def what_is_held_does_not_stand(world: World) -> None:
    """A change that waits at headquarters is not shown as what stands there."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A")
    ana.sync()
    point = hands.point(ana, visit, "B\x07")
    ana.sync()
    hands.keep(
        ana,
        replace(hands.shown(ana, "agenda_item", point), title="B"),
        replace(hands.shown(ana, "activity", visit), results="C"),
    )
    world.end()
    must(hands.shown(ana, "agenda_item", point), "the point in review is gone")


def what_left_before_a_scope_was_whole_never_shows(world: World) -> None:
    """A point that waits in a page is not written when its visit has left meanwhile."""
    ana, luis = world.enrol("ana", ["19", "76"]), world.enrol("luis", ["19", "76"])
    visit = hands.visit(ana, title="A", points=1)
    for number in range(6):
        hands.visit(ana, "76", title=f"{number}")
    ana.sync()
    hands.change(ana, "activity", visit, title="B")
    ana.sync()
    world.headquarters.page_bytes = 100
    luis.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    luis.sync()
    world.headquarters.move(visit, "52")
    luis.sync()
    world.end()


def one_body_written_down_twice(world: World) -> None:
    """Both records of a body are accepted, joined by a link, and parted again by one edit."""
    ana, luis = two(world)
    first, second = sorted((ana.new_id(), luis.new_id()))
    hands.keep(ana, hands.body(ana, first, "A"))
    hands.keep(luis, hands.body(luis, second, "B"))
    sync(ana, luis, ana)
    link = hands.link(ana, first, second)
    hands.keep(ana, link)
    hands.keep(luis, hands.link(luis, first, second))
    sync(ana, luis, ana)
    must(hands.are_same(luis, first, second), "the link joins nothing")
    hands.change(luis, "same_as", link.id, state="apart")
    world.end()
    for laptop in (ana, luis):
        must(not hands.are_same(laptop, first, second), "the link still joins")
        for record in (first, second):
            must(hands.shown(laptop, "organization", record), "a record of the body is gone")


def an_annulment_that_stands_already_shows_what_else_does(world: World) -> None:
    """Two copies of a vault annul the same visit: the later one is told what changed since."""
    ana, _ = two(world)
    visit = hands.visit(ana, title="A")
    ana.sync()
    copy = world.clone(ana, "copy")
    for laptop in (ana, copy):
        hands.change(laptop, "activity", visit, annulled="B")
    hands.visit(ana, title="C")
    sync(copy)
    world.headquarters.retitle(visit)
    world.end()


FOUND: Final[dict[str, Trace]] = {
    trace.__name__: trace
    for trace in (
        a_page_in_waiting_puts_nothing_back,
        an_annulment_moves_nothing,
        a_repair_brings_the_visit_of_a_point,
        who_changes_what_was_annulled_is_told,
        a_visit_with_unsent_work_leaves_later_and_quietly,
        two_seals_of_one_acta,
        an_acta_signed_before_it_was_sent_is_whole,
        what_is_held_does_not_stand,
        what_left_before_a_scope_was_whole_never_shows,
        one_body_written_down_twice,
        an_annulment_that_stands_already_shows_what_else_does,
    )
}
