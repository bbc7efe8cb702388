"""`fieldapp-server export issued`: reports that officers handed in, printed again as they were."""

from argparse import Namespace
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.issued_reports import IssuedReport
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.report import Report
from fieldapp.rules.report_text import read
from sync.server.commands import Call
from sync.server.figures import records_of


def export_issued(call: Call, chosen: Namespace) -> None:
    """Write a report as it was issued; without one, list them."""
    with call.register() as register, register.engine.connect() as connection:
        pack = call.places.pack(register.country())
        issued = [one for one in records_of(connection, KINDS, IssuedReport, "") if one.content]
        wanted = next((one for one in issued if str(one.id) == chosen.report), None)
        office = _office_of(connection, wanted.created_by) if wanted else ""
    if not chosen.report:
        for one in sorted(issued, key=lambda one: str(one.issued_at)):
            call.tell(_line(one, pack), id=one.id, title=one.title, issued_at=one.issued_at)
        return
    if wanted is None or not wanted.content or not chosen.file:
        raise Refused(say("Diga cuál de los informes emitidos y en qué archivo."))
    report = read(wanted.content).report
    Path(chosen.file).write_bytes(_written(report, pack, office, Path(chosen.file).suffix.lower()))
    call.tell(say("Informe escrito en {file}.", file=chosen.file), file=chosen.file, id=wanted.id)


def _office_of(connection: Connection, person: UUID | None) -> str:
    """The office of whoever issued it, which stands in its letterhead."""
    asked = text(
        "select o.name from account a join office o on o.id = a.office_id where a.person_id = :id"
    )
    return connection.execute(asked, {"id": person}).scalar() or ""


def _line(one: IssuedReport, pack: Pack) -> Text:
    days = [pack.formats.day(day) for day in (one.since, one.until) if day]
    issued = pack.formats.day(pack.formats.day_of(one.issued_at)) if one.issued_at else ""
    place = pack.territories.path(one.place or one.territory or "")
    return Text(" · ".join((str(one.id), one.title, place, " – ".join(days), issued)))


def _written(report: Report, pack: Pack, office: str, form: str) -> bytes:
    match form:
        case ".pdf":
            from fieldapp.documents.report_paper import render_report

            return render_report(report, pack, office=office)
        case ".xlsx":
            from fieldapp.documents.sheets import report_book

            return report_book(report, pack.formats)
        case ".docx":
            from fieldapp.documents.report_docx import render_report_docx

            return render_report_docx(report, pack, office=office)
        case _:
            raise Refused(say("Un informe se escribe en PDF, XLSX o DOCX."))
