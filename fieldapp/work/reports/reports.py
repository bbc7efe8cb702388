"""Building a report and writing it in one of its forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldapp.records.progress import Step, unseen
from fieldapp.records.text import Refused, say
from fieldapp.rules.periods import Period, periods
from fieldapp.rules.report import Report
from fieldapp.rules.report_fields import fields_of
from fieldapp.work.desk import Desk
from fieldapp.work.reports.catalogue import REPORTS
from fieldapp.work.reports.offered import ReportFacts, Wanted

FORMS: Final = ("pdf", "xlsx", "docx")
_EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Reports that belong together, under the label of their group of registers."""

    label: str
    reports: tuple[ReportFacts, ...]


class Reports:
    """Reports of one laptop. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def known(self) -> tuple[ReportFacts, ...]:
        """Every report that can be asked for: of what the office works with (rule R30)."""
        kinds = self._desk.kinds
        off = {spec.group for spec in kinds if spec.off}
        return tuple(
            one
            for one in REPORTS
            if one.group not in off and not (one.about and kinds[one.about].off)
        )

    def periods(self, today: date) -> tuple[Period, ...]:
        """The periods that a report may be asked for: the calendar's and the programme's."""
        return periods(today, self._desk.pack.periods)

    def facts(self, name: str) -> ReportFacts:
        """One report by its name. Raises Refused where there is none of that name."""
        found = next((one for one in self.known() if one.name == name), None)
        if found is None:
            known = ", ".join(one.name for one in self.known())
            raise Refused(
                say("No hay informe «{name}». Los que hay: {known}.", name=name, known=known)
            )
        return found

    def build(self, name: str, wanted: Wanted = _EVERYTHING) -> Report:
        """What the report says now. Raises Refused where it needs a record that was not named."""
        facts = self.ready(name, wanted)
        with self._desk.reading() as reading:
            return facts.built(self._desk, reading, wanted)

    def ready(self, name: str, wanted: Wanted) -> ReportFacts:
        """One report of which all that it asks for was said; Refused otherwise."""
        facts = self.facts(name)
        if facts.about and wanted.record is None:
            kind = self._desk.kinds[facts.about].label
            raise Refused(say("Diga de qué registro es el informe: {kind}.", kind=kind))
        return facts

    def own_forms(self, name: str) -> tuple[str, ...]:
        """In which forms the ministry has its own paper of a report: "docx", "xlsx", or none."""
        own = self._desk.pack.own_form
        return tuple(form for form in ("docx", "xlsx") if own(name, form) is not None)

    def write_own(self, name: str, report: Report, form: str) -> bytes:
        """The ministry's own form of a report, filled.

        Raises Refused where the pack has none, or it asks for what the report does not have.
        """
        pack, posting = self._desk.pack, self._desk.posting
        written = pack.own_form(name, form)
        if written is None:
            raise Refused(say("La entidad no tiene un formato propio de este informe."))
        fields = fields_of(
            report,
            institucion=pack.wording("institution.name"),
            oficina=posting.office_name,
            funcionario=posting.officer_name,
            cargo=posting.position_title,
            hoy=pack.formats.day_long(self._desk.today()),
        )
        if form == "docx":
            from fieldapp.documents.form_docx import fill_docx

            return fill_docx(written, fields, pack)
        from fieldapp.documents.form_xlsx import fill_xlsx

        return fill_xlsx(written, fields, pack)

    def of(self, kind: str) -> tuple[ReportFacts, ...]:
        """The reports about one record of a kind."""
        return tuple(one for one in self.known() if one.about == kind)

    def groups(self) -> tuple[ReportGroup, ...]:
        """The reports by group of registers, in the groups' own order."""
        gathered = (
            ReportGroup(
                one.label, tuple(facts for facts in self.known() if facts.group == one.code)
            )
            for one in self._desk.pack.catalogue("register_groups")
        )
        return tuple(group for group in gathered if group.reports)

    def write(self, report: Report, form: str, step: Step = unseen) -> bytes:
        """The file of a report: "pdf", "xlsx" or "docx". Raises Refused for another form.

        `step` is told how far a PDF has come, and may stop it.
        """
        pack, office = self._desk.pack, self._desk.posting.office_name
        match form:
            case "pdf":
                from fieldapp.documents.report_paper import render_report

                return render_report(report, pack, office=office, step=step)
            case "xlsx":
                from fieldapp.documents.sheets import report_book

                return report_book(report, pack.formats)
            case "docx":
                from fieldapp.documents.report_docx import render_report_docx

                return render_report_docx(report, pack, office=office)
            case _:
                raise Refused(say("Un informe se escribe en PDF, XLSX o DOCX."))
