"""`fieldapp report NAME FILE`: a report as PDF, XLSX or DOCX, told by the file's ending."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.commands import DONE, Call
from fieldapp.packs.folding import fold
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.text import Refused, Words, say

if TYPE_CHECKING:
    from fieldapp.rules.report import Report
    from fieldapp.work.reports import Wanted
    from fieldapp.work.work import Work

SUMMARY = say("escribe un informe en un archivo PDF, XLSX o DOCX; sin nombre dice los que hay")


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the report, its file, and what it is of."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=words(say("qué informe")))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=words(say("el archivo")))
    parser.add_argument("--since", metavar="DAY", help=words(say("desde qué día")))
    parser.add_argument("--until", metavar="DAY", help=words(say("hasta qué día")))
    parser.add_argument("--territory", metavar="CODE", help=words(say("de qué territorio")))
    parser.add_argument("--axis", metavar="CODE", help=words(say("de qué eje")))
    parser.add_argument("--officer", metavar="NAME", help=words(say("de qué funcionario")))
    parser.add_argument(
        "--record", type=UUID, metavar="ID", help=words(say("de qué registro es el informe"))
    )
    parser.add_argument(
        "--own-form", action="store_true", help=words(say("en el formato propio de la entidad"))
    )
    parser.add_argument(
        "--issue",
        action="store_true",
        help=words(say("además lo guarda como emitido, para imprimirlo igual más adelante")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Write the report, or say which there are; works beside an open window."""
    from fieldapp.app import assemble_work, open_vault
    from fieldapp.store.disk import write_whole

    with open_vault(call.places, call.passphrase(), writing=chosen.issue) as opened:
        work = assemble_work(opened, call.now)
        if chosen.name is None:
            for one in work.reports.known():
                call.tell(f"{one.name}: {call.words(one.label)}. {call.words(one.told)}")
            return DONE
        if chosen.file is None:
            raise Refused(say("Falta el archivo en que se escribe el informe."))
        file: Path = chosen.file
        wanted = wanted_of(work, chosen)
        form = file.suffix.lower().removeprefix(".")
        report = _report(work, chosen, wanted)
        content = (
            work.reports.write_own(chosen.name, report, form)
            if chosen.own_form
            else work.reports.write(report, form)
        )
    write_whole(file, content)
    call.tell(str(file))
    return DONE


def wanted_of(work: Work, chosen: Namespace) -> Wanted:
    """What the command line asks for. Raises Refused for an axis or officer nobody knows."""
    from fieldapp.work.reports import Wanted

    day_of = work.desk.pack.formats.parse_day
    return Wanted(
        since=day_of(chosen.since) if chosen.since else None,
        until=day_of(chosen.until) if chosen.until else None,
        territory=TerritoryCode(chosen.territory) if chosen.territory else None,
        record=chosen.record,
        axis=_axis(work, chosen.axis),
        officer=_officer(work, chosen.officer),
    )


def _axis(work: Work, code: str | None) -> Code | None:
    known = [one.code for one in work.desk.pack.catalogue("axes")]
    if code and code not in known:
        raise Refused(say("No hay un eje «{code}». Hay: {known}.", code=code, known=_all(known)))
    return Code(code) if code else None


def _officer(work: Work, name: str | None) -> UUID | None:
    """The officer of that name, accents and capitals aside."""
    if not name:
        return None
    officers = work.results.officers()
    found = [one.id for one in officers if fold(one.name) == fold(name)]
    if len(found) != 1:
        known = _all(one.name for one in officers)
        raise Refused(
            say("No hay un funcionario «{name}» aquí. Hay: {known}.", name=name, known=known)
        )
    return found[0]


def _all(known: Iterable[str]) -> str:
    return ", ".join(known) or "—"


def _report(work: Work, chosen: Namespace, wanted: Wanted) -> Report:
    """The report as it is now, or as it was kept a moment ago."""
    if not chosen.issue:
        return work.reports.build(chosen.name, wanted)
    return work.issued_reports.report(work.issued_reports.issue(chosen.name, wanted).id)
