"""Many laptops at once: no row is missed, no batch is taken twice, nobody waits forever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

from sync.protocol.digest import moved, row_digest
from sync.protocol.messages import Batch
from tests.given.bodies import a_visit, changed, derived, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

WRITERS = 16
BATCHES = 6
VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ROOT = ("activity", VISIT)


def test_sixteen_writers_and_pullers_that_miss_no_row(headquarters: HeadquartersGiven) -> None:
    headquarters.register.permit("yriascos", "52")
    writers = [headquarters.a_laptop("yriascos") for _ in range(WRITERS)]
    # Small pages meet rows that change while pages travel; large ones move the cursor to the
    # newest revision again and again, while earlier ones may not be committed yet.
    pullers = [
        (headquarters.a_laptop(login), scope, page_bytes)
        for login, scope in (("cangulo", "19"), ("mquispe", "52"))
        for page_bytes in (4096, 2**20)
    ]
    done = Event()

    def write(place: int) -> None:
        for number in range(BATCHES):
            scope = "19" if (place + number) % 2 else "52"
            visit = UUID(int=(place + 1) * 1000 + number)
            assert writers[place].send(a_visit(scope, visit, attendees=2))

    def pull(laptop: LaptopGiven, page_bytes: int) -> None:
        while not done.is_set():
            laptop.sync(answer_bytes_max=page_bytes)
        laptop.sync()

    with ThreadPoolExecutor(WRITERS + len(pullers)) as crowd:
        pulling = [crowd.submit(pull, laptop, size) for laptop, _, size in pullers]
        writing = [crowd.submit(write, place) for place in range(WRITERS)]
        try:
            for written in writing:
                written.result(120)
        finally:
            done.set()
        for pulled in pulling:
            pulled.result(120)

    for laptop, scope, _ in pullers:
        stands = headquarters.rows(
            "select kind, id, rev from record where scope_id in (:scope, '0')", scope=scope
        )
        assert laptop.revs == {(kind, record): rev for kind, record, rev in stands}
    assert headquarters.rows("select count(*) from record where kind = 'activity'") == [
        (WRITERS * BATCHES,)
    ]
    assert_digests(headquarters)


PLACES = {"19": "19318", "52": "52835"}
MOVED = [UUID(int=place + 1) for place in range(4)]


def move(laptop: LaptopGiven, place: int) -> None:
    """Send visits to the other department and back, whether they are here or there by now."""
    for turn in range(10):
        key = ("activity", MOVED[(place + turn) % len(MOVED)])
        there, here = (("52", "19"), ("19", "52"))[turn % 2]
        wish = changed(there, key, key, territory=(PLACES[here], PLACES[there]))
        assert len(laptop.ask(laptop.batch(wish)).receipts) == 1


def write_inside(laptop: LaptopGiven, place: int) -> None:
    """Change people of visits that others move, and make visits beside them."""
    for turn in range(10):
        visit = MOVED[(place + turn) % len(MOVED)]
        root, row = ("activity", visit), ("attendance", derived(visit, "attendance", turn % 3))
        scope = ("19", "52")[turn % 2]
        new = UUID(int=(place + 1) * 100 + turn)
        answer = laptop.ask(
            laptop.batch(changed(scope, root, row, **{f"note_{place}_{turn}": (None, "x")})),
            laptop.batch(a_visit(scope, new, attendees=1)),
        )
        assert verdicts(answer) == ["ok", "ok"]


def test_visits_that_move_while_others_write_in_them_stand_once_and_nobody_misses_one(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52")
    headquarters.register.permit("cangulo", "52")
    movers = [headquarters.a_laptop("yriascos") for _ in range(3)]
    writers = [headquarters.a_laptop("cangulo") for _ in range(5)]
    both, one = headquarters.a_laptop("cangulo"), headquarters.a_laptop("mquispe")
    movers[0].send(*(a_visit("19", visit, attendees=3) for visit in MOVED))
    done = Event()

    def pull(laptop: LaptopGiven) -> None:
        while not done.is_set():
            laptop.sync(answer_bytes_max=8192)
        laptop.sync()

    with ThreadPoolExecutor(10) as crowd:
        pulling = [crowd.submit(pull, laptop) for laptop in (both, one)]
        working = [crowd.submit(move, laptop, place) for place, laptop in enumerate(movers)]
        working += [
            crowd.submit(write_inside, laptop, place) for place, laptop in enumerate(writers)
        ]
        try:
            for worked in working:
                worked.result(120)
        finally:
            done.set()
        for pulled in pulling:
            pulled.result(120)

    assert_everything_stands_once(headquarters)
    assert_digests(headquarters)
    for laptop, scopes in ((both, ["0", "19", "52"]), (one, ["0", "52"])):
        stands = headquarters.rows(
            "select kind, id, rev from record where scope_id = any(:scopes) and not gone",
            scopes=scopes,
        )
        assert laptop.revs == {(kind, record): rev for kind, record, rev in stands}
    assert headquarters.rows(
        "select count(*) from record, jsonb_object_keys(vals) as name "
        "where kind = 'attendance' and not gone and name like 'note%'"
    ) == [(len(writers) * 10,)]


def assert_everything_stands_once(headquarters: HeadquartersGiven) -> None:
    """No record stands in two scopes, and no unit is torn between them."""
    for torn in ("kind, id", "unit"):
        twice = headquarters.rows(
            f"select {torn} from record where not gone group by {torn} "
            "having count(distinct scope_id) > 1"
        )
        assert twice == []


def assert_digests(headquarters: HeadquartersGiven) -> None:
    """Every scope's digest is the sum of its rows."""
    for scope, kept in headquarters.rows("select id, digest from scope"):
        rows = headquarters.rows(
            "select kind, id, rev from record where scope_id = :scope and not gone", scope=scope
        )
        assert int(kept) == moved(0, (row_digest(*row) for row in rows))


def test_revisions_have_no_gap_and_follow_the_commits(headquarters: HeadquartersGiven) -> None:
    laptops = [headquarters.a_laptop("yriascos") for _ in range(8)]

    def write(place: int) -> None:
        for number in range(4):
            laptops[place].send(a_visit("19", UUID(int=place * 100 + number + 1)))

    with ThreadPoolExecutor(len(laptops)) as crowd:
        list(crowd.map(write, range(len(laptops))))
    revs = [rev for (rev,) in headquarters.rows("select rev from record order by rev")]
    assert revs == list(range(1, len(revs) + 1))
    assert headquarters.rows("select max(rev) from commit") == [(len(revs),)]


def test_two_workers_with_the_same_batch_take_it_once(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    batch = laptop.batch(a_visit("19", VISIT, attendees=5))
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: laptop.ask(batch), range(8)))
    assert len({answer.receipts[0].body for answer in answers}) == 1
    assert headquarters.rows("select count(*) from batch") == [(1,)]
    assert headquarters.rows("select count(*) from record where kind = 'attendance'") == [(5,)]


def test_of_many_changes_of_one_field_one_stands_and_all_others_wait_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    laptops = [headquarters.a_laptop("yriascos") for _ in range(8)]
    laptops[0].send(a_visit("19", VISIT))

    def change(laptop: LaptopGiven) -> str:
        body = changed("19", ROOT, ROOT, venue=(None, laptop.enrolled.device_code))
        (receipt,) = receipts(laptop.ask(laptop.batch(body)))
        return receipt.rulings[0].verdict.value

    with ThreadPoolExecutor(len(laptops)) as crowd:
        verdicts = list(crowd.map(change, laptops))
    assert sorted(verdicts) == ["conflict"] * 7 + ["ok"]
    (stands,) = headquarters.rows("select vals->>'venue' from record where kind = 'activity'")
    waiting = {offered for _, _, offered in headquarters.contests()}
    assert waiting | {stands[0]} == {laptop.enrolled.device_code for laptop in laptops}


def test_laptops_that_write_in_each_others_territories_never_wait_in_a_ring(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52")
    headquarters.register.permit("mquispe", "19")
    visits = [UUID(int=1), UUID(int=2)]
    first, second = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    first.send(a_visit("19", visits[0]), a_visit("52", visits[1]))

    def write(laptop: LaptopGiven, order: tuple[str, str]) -> None:
        for number in range(10):
            batches: list[Batch] = []
            for scope in order:
                root = ("activity", visits[0 if scope == "19" else 1])
                name = f"note_{laptop.enrolled.device_code.lower()}_{number}"
                batches.append(laptop.batch(changed(scope, root, root, **{name: (None, "x")})))
            assert len(laptop.ask(*batches).receipts) == 2

    with ThreadPoolExecutor(2) as crowd:
        both = [
            crowd.submit(write, first, ("19", "52")),
            crowd.submit(write, second, ("52", "19")),
        ]
        for one in both:
            one.result(60)
