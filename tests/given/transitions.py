"""Every step an acta takes, done in processes that are killed in the middle of it.

Run as a program: `python -m tests.given.transitions STEP FOLDER`. It does the step once in a copy
of the folder to count the statements of the database, then in further copies with a process that
is killed (SIGKILL, as a power cut would) at the first, at some in the middle and at the last.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from fieldapp.records.minutes import Minutes
from fieldapp.work.deliveries import PrintedSheets
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk_in
from tests.given.statements import before_each_statement
from tests.given.vaults import NOON, PASSPHRASE

LATER: Final = NOON + timedelta(hours=3)
COPY: Final = "copia.pdf"

Step = Callable[[Work, UUID, Path], object]
"""What is done with the acta of a visit; the folder holds a copy of it where one is needed."""


def _acta(work: Work, visit: UUID) -> UUID:
    minutes = work.minutes.of(visit)
    assert minutes is not None
    return minutes.id


def _printed(work: Work, visit: UUID, _folder: Path) -> object:
    return work.deliveries.printed(
        visit, "acta", PrintedSheets("Láser", 1, 1, 1), b"%PDF", handed_to="Alcaldía"
    )


STEPS: Final[Mapping[str, tuple[str, Step]]] = {
    "draft": ("", lambda work, visit, _: work.minutes.draft(visit)),
    "review": ("draft", lambda work, visit, _: work.minutes.to_review(_acta(work, visit))),
    "circulate": (
        "draft",
        lambda work, visit, _: work.approvals.circulate(
            _acta(work, visit), "La mesa", date(2026, 11, 27)
        ),
    ),
    "freeze": ("draft", lambda work, visit, _: work.minutes.freeze(_acta(work, visit))),
    "back to review": (
        "frozen",
        lambda work, visit, _: work.minutes.back_to_review(_acta(work, visit)),
    ),
    "void": ("frozen", lambda work, visit, _: work.minutes.void(_acta(work, visit), "Doble")),
    "seal": ("frozen", lambda work, visit, _: work.minutes.seal(_acta(work, visit))),
    "approve": (
        "sealed",
        lambda work, visit, _: work.approvals.approve(
            _acta(work, visit), date(2026, 11, 20), "la mesa"
        ),
    ),
    "print and deliver": ("sealed", _printed),
    "clarify": ("sealed", lambda work, visit, _: work.minutes.clarify(_acta(work, visit))),
    "supersede": ("clarified", lambda work, visit, _: work.minutes.seal(_acta(work, visit))),
    "recover": (
        "copy",
        lambda work, _, folder: work.imports.bring(COPY, (folder / COPY).read_bytes()),
    ),
}
"""Each step with the state that it begins from."""


def stands(work: Work) -> dict[str, Any]:
    """All that a person would say of how things stand."""
    desk: Desk = work.desk
    with desk.reading() as reading:
        actas = reading.all(Minutes, order_by=("number", "id"), include_annulled=True)
        said = [(one.number, one.status, one.digest, one.file_sha256) for one in actas]
        waiting = reading.connection.execute('SELECT count(*) FROM "dirty"').scalar_one()
    ledger = [(line.number, line.fate, line.state, line.digest) for line in work.papers.ledger()]
    counts = {kind: many for kind, many in work.registers.counts().items() if many}
    return json.loads(json.dumps([said, ledger, counts, waiting]))


def _do(step: str, folder: Path, visit: UUID, kill_at: int) -> int:
    """Do the step; how many statements it took. Killed at one of them unless that is 0."""
    _, action = STEPS[step]
    with a_desk_in(folder, Clock(LATER), PASSPHRASE, role="coordinator") as desk:
        run = [0]

        def count() -> None:
            run[0] += 1
            if run[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with before_each_statement(desk.store, count):
            action(Work(desk), visit, folder)
    return run[0]


def _apart(work: Callable[[], int]) -> int | None:
    """Do something in a process of its own; what it returned, None if it was killed."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(into, str(work()).encode())
        except Exception:  # noqa: BLE001 - the parent reads it and says so
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as said:
        told = said.read()
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else int(told)


def main(step: str, whole: Path, visit: UUID) -> None:
    """Print where each killed copy lies, and last the one in which the step was done."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(whole, whole.with_name(f"{whole.name} {name}")))

    done = copy("done")
    count = _apart(lambda: _do(step, done, visit, 0))
    assert count, "the step itself failed"
    killed: list[str] = []
    for place in sorted({1, count // 3, 2 * count // 3, count - 1, count}):
        folder = copy(str(place))
        assert _apart(lambda at=place, here=folder: _do(step, here, visit, at)) is None
        killed.append(str(folder))
    print(json.dumps({"killed": killed, "done": str(done), "statements": count}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), UUID(sys.argv[3]))
