"""What seeds found where headquarters had lost something, or could not tell of it for a while.

A headquarters restored from a backup knows less than laptops do; while a permit is out it receives
and tells nothing. Each trace ends well since the fault was mended.
"""

from __future__ import annotations

from typing import Final

from fieldapp.records.describe import Code
from tests.simulation import hands
from tests.simulation.directed import Trace, in_order, must, sync, two
from tests.simulation.officers import LONG_AGO
from tests.simulation.weather import Fault
from tests.simulation.world import World


def an_archive_that_is_too_short_ends_in_one_new_device(world: World) -> None:
    """Headquarters lacks a batch that is archived no longer: the laptop goes on, once."""
    ana, luis = two(world)
    visit = hands.visit(ana, title="A")
    sync(ana, luis)
    copy = world.headquarters.realm.copied()
    for title in ("B", "C"):
        hands.change(ana, "activity", visit, title=title)
        sync(ana)
    ana.machine.disk.execute('UPDATE "outbox" SET "body" = NULL WHERE "number" = 2')
    world.headquarters.realm.restored(copy)
    world.drain()
    must(world.headquarters.realm.devices() == 3, "more than one new device was made")


def what_waits_again_shows_what_was_typed(world: World) -> None:
    """A visit that left comes back with what its officer typed, which headquarters lost."""
    ana = world.enrol("ana", ["19", "76"])
    officer = ana.identity().enrolment.account
    world.headquarters.create("76")
    ana.sync()
    (visit,) = in_order(world)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visit, title="B")
    ana.sync()
    world.headquarters.realm.permit(officer, "76", granted=False)
    ana.sync()
    must(hands.shown(ana, "activity", visit) is None, "the visit did not leave")
    world.headquarters.realm.permit(officer, "76", granted=True)
    world.headquarters.realm.restored(copy)
    ana.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    ana.sync()
    must(hands.shown(ana, "activity", visit).title == "B", "what Ana typed does not show")
    world.end()


def what_waits_again_may_show_what_others_wrote(world: World) -> None:
    """A contested value of which headquarters knows no more does not stay when the batch wins."""
    ana, _ = two(world)
    for _ in range(4):
        world.headquarters.create("19")
    ana.sync()
    visits = in_order(world)
    copy = world.headquarters.realm.copied()
    hands.change(ana, "activity", visits[0], title="B")
    for visit in visits:
        world.headquarters.retitle(visit)
    world.headquarters.page_bytes = 100
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visits[0], results="C")
    ana.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.headquarters.realm.restored(copy)
    world.end()
    must(hands.shown(ana, "activity", visits[0]).title == "B", "what Ana typed does not stand")


def what_came_with_a_revived_visit_is_asked_for(world: World) -> None:
    """A change of a point revives its visit, of which headquarters then knows less than it told."""
    ana, luis = two(world)
    visit = hands.visit(luis, title="A", points=1)
    for _ in range(4):
        world.headquarters.create("19")
    sync(luis, ana)
    copy = world.headquarters.realm.copied()
    hands.change(luis, "activity", visit, annulled="B")
    luis.sync()
    for one in in_order(world):
        world.headquarters.retitle(one)
    world.headquarters.page_bytes = 100
    hands.change(ana, "agenda_item", *ana.ids("agenda_item"), title="C")
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, results="D")
    ana.line.planned = [Fault.NONE, Fault.REQUEST_LOST]
    ana.sync()
    ana.line.meanwhile = lambda: None
    must(hands.shown(ana, "activity", visit).title != "A", "the revived visit was not told of")
    hands.change(ana, "activity", visit, results=None)
    world.headquarters.realm.restored(copy)
    ana.sync()
    must(hands.shown(ana, "activity", visit).title == "A", "a title that is lost still shows")
    world.end()


def what_a_lost_seal_refused_stands_after_all(world: World) -> None:
    """A batch that waits again wins where a seal of which headquarters knows no more refused it."""
    ana, luis = two(world)
    visit = hands.visit(luis, title="A")
    acta = hands.acta(luis, visit, "Acta")
    sync(luis, ana)
    copy = world.headquarters.realm.copied()
    hands.sign(luis, acta)
    luis.sync()
    hands.change(ana, "activity", visit, title="B")
    ana.sync()
    must(hands.shown(ana, "activity", visit).title == "A", "the seal did not refuse")
    world.headquarters.realm.restored(copy)
    ana.sync()
    must(hands.shown(ana, "activity", visit).title == "B", "what Ana typed does not show")
    world.end()


def what_lost_while_a_permit_was_out_shows_no_more(world: World) -> None:
    """A permit comes back before its scope was dropped: what stands is asked for again."""
    ana, _ = two(world)
    officer = ana.identity().enrolment.account
    visit = hands.visit(ana, title="A")
    hands.change(ana, "activity", visit, origin="B")
    ana.sync()
    hands.change(ana, "activity", visit, origin="C")
    world.headquarters.realm.permit(officer, "19", granted=False)
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, results="D")
    ana.sync()
    ana.line.meanwhile = lambda: None
    must(hands.shown(ana, "activity", visit).origin == "C", "the scope was dropped, or told of")
    world.headquarters.realm.permit(officer, "19", granted=True)
    world.end()
    must(hands.shown(ana, "activity", visit).origin == "B", "what lost still shows")


def what_was_asked_while_a_permit_was_out_does_not_go(world: World) -> None:
    """A visit asked for while its scope may not be told of is there when the permit comes back."""
    ana, _ = two(world)
    officer = ana.identity().enrolment.account
    old = hands.visit(ana, title="A", status=Code("closed"), ends_at=LONG_AGO)
    visit = hands.visit(ana, title="B")
    ana.sync()
    ana.writes(lambda writing: ana.bring_back(writing, old))
    world.headquarters.realm.permit(officer, "19", granted=False)
    ana.line.meanwhile = lambda: hands.change(ana, "activity", visit, results="C")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.headquarters.realm.permit(officer, "19", granted=True)
    world.end()


def what_moved_back_where_a_permit_is_out_does_not_go(world: World) -> None:
    """A restored headquarters has a visit where Ana may not look just now; she gets it again."""
    ana = world.enrol("ana", ["19", "76"])
    officer = ana.identity().enrolment.account
    for _ in range(2):
        world.headquarters.create("19")
    ana.sync()
    stays, moves = in_order(world)
    copy = world.headquarters.realm.copied()
    world.headquarters.move(moves, "76")
    ana.sync()
    world.headquarters.realm.restored(copy)
    world.headquarters.realm.permit(officer, "19", granted=False)
    ana.line.meanwhile = lambda: hands.change(ana, "activity", stays, results="A")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.headquarters.realm.permit(officer, "19", granted=True)
    world.end()


def what_was_back_in_another_permit_does_not_go(world: World) -> None:
    """A restored headquarters has a visit back where Ana may look since, not where she has it."""
    ana = world.enrol("ana", ["19"])
    officer = ana.identity().enrolment.account
    world.headquarters.create("19")
    world.headquarters.create("76")
    stays, moves = in_order(world)
    copy = world.headquarters.realm.copied()
    world.headquarters.move(moves, "19")
    ana.sync()
    world.headquarters.realm.restored(copy)
    world.headquarters.realm.permit(officer, "76", granted=True)
    world.headquarters.realm.permit(officer, "19", granted=False)
    ana.line.meanwhile = lambda: hands.change(ana, "activity", stays, results="A")
    ana.sync()
    ana.line.meanwhile = lambda: None
    world.end()


def what_was_taken_back_goes_with_its_visit(world: World) -> None:
    """Ana takes back what she typed before she syncs; headquarters has lost the visit by then."""
    ana = world.enrol("ana", ["19"])
    copy = world.headquarters.realm.copied()
    world.headquarters.create("19")
    ana.sync()
    (visit,) = in_order(world)
    world.headquarters.realm.restored(copy)
    hands.change(ana, "activity", visit, origin="A")
    hands.change(ana, "activity", visit, origin="")
    world.end()
    must(hands.shown(ana, "activity", visit) is None, "the visit did not leave")


FOUND_LOST: Final[dict[str, Trace]] = {
    trace.__name__: trace
    for trace in (
        an_archive_that_is_too_short_ends_in_one_new_device,
        what_waits_again_shows_what_was_typed,
        what_waits_again_may_show_what_others_wrote,
        what_came_with_a_revived_visit_is_asked_for,
        what_a_lost_seal_refused_stands_after_all,
        what_lost_while_a_permit_was_out_shows_no_more,
        what_was_asked_while_a_permit_was_out_does_not_go,
        what_moved_back_where_a_permit_is_out_does_not_go,
        what_was_back_in_another_permit_does_not_go,
        what_was_taken_back_goes_with_its_visit,
    )
}
