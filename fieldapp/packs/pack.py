"""A country pack: all that differs from one country to another, read once as a frozen value.

Its text is small and changes without a release (names of years, decreed holidays, notices); an
acta keeps what it printed. Territories are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from fieldapp.packs.acta_layout import ActaLayout
from fieldapp.packs.budget import BudgetRules
from fieldapp.packs.calendar import Calendar
from fieldapp.packs.cards import CardLayout
from fieldapp.packs.catalogue import Catalogue, Choice
from fieldapp.packs.data_protection import SPANISH, DataProtection, Translation
from fieldapp.packs.entities import DirectoryRules
from fieldapp.packs.formats import DateFormat, Formats, MoneyFormat
from fieldapp.packs.headquarters import Article, HeadquartersName
from fieldapp.packs.identity import Identity
from fieldapp.packs.legal import Draft, LegalBasis, Meaning, PlanPeriod
from fieldapp.packs.logo import Logo, read_logo
from fieldapp.packs.numbering import Numbering
from fieldapp.packs.resources import resource_path
from fieldapp.packs.territories import Territories, TerritoryNaming
from fieldapp.packs.trips import TripRules
from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Outside, Refused, say

COUNTRIES = ("CO", "PE", "HN")
"""The countries whose packs are shipped."""


Parts: TypeAlias = Callable[[str], bytes | None]
"""Gives a file of a pack by its name; None where the pack has none of that name."""

Paper: TypeAlias = Literal["letter", "a4", "oficio"]
"""The sizes that offices print on; oficio is 216 x 330 mm."""


class Institution(msgspec.Struct, frozen=True):
    """The ministry. `year_names` holds the official name of a year where the State gives one."""

    name: str
    short: str
    area: str
    programme: str
    programme_short: str
    year_names: dict[str, str]


class Named(msgspec.Struct, frozen=True):
    """What a country calls one kind of thing, and its grammatical gender."""

    one: str
    many: str
    gender: Literal["m", "f"]


class PackWords(msgspec.Struct, frozen=True):
    """The country's own words on the screen (field rules R33, R34); `offices` in a sentence."""

    visit: Named
    minutes: Named
    headquarters: str
    headquarters_article: Article
    office: str
    offices: str
    officer: str

    @property
    def named(self) -> HeadquartersName:
        """Headquarters' name inside sentences."""
        return HeadquartersName(self.headquarters, self.headquarters_article)


class Written(msgspec.Struct, frozen=True):
    """The file pack.json as it is written; a key it does not name is ignored (`packs.checking`)."""

    schema: int
    country: str
    name: str
    version: str
    institution: Institution
    words: PackWords
    territory: TerritoryNaming
    money: MoneyFormat
    dates: DateFormat
    numbering: dict[str, str]
    paper: Paper
    acta: ActaLayout
    due_days_roll: bool
    mask_documents: bool
    full_months: int
    least_shown: int
    catalogues: dict[str, tuple[Choice, ...]]
    calendar: Calendar
    data_protection: DataProtection
    directory: DirectoryRules
    trips: TripRules
    budget: BudgetRules
    cards: tuple[CardLayout, ...] = ()
    labels: dict[str, dict[str, str]] = {}
    prompts: dict[str, tuple[str, ...]] = {}
    legal: LegalBasis = LegalBasis()
    glossary: tuple[Meaning, ...] = ()
    periods: tuple[PlanPeriod, ...] = ()
    locale: str = ""
    valid_from: date | None = None
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True)
class Pack:
    """Everything the program knows of a country.

    `due_days_roll`: a promise due on a holiday is due on the next working day.
    `mask_documents`: a delivered copy shows only the end of people's document numbers.
    `cards`: what a barcode scanner types of the country's identity cards.
    `prompts`: questions that guide a piece of work, by its name: "alternatives" for those of a
    workshop, "pes_scan.<dimension>" for those of an instrument that the ministry typed itself.
    `full_months`: a laptop holds the closed visits of so many months in full; 0 is all of them.
    `least_shown`: statistics tell no count of fewer people than that.
    `locale` names language and country, "es-CO"; before the day `valid_from` the older pack counts.
    `drafts`: what the ministry still has to give or to confirm.
    """

    country: str
    name: str
    version: str
    institution: Institution
    words: PackWords
    paper: Paper
    acta: ActaLayout
    due_days_roll: bool
    mask_documents: bool
    full_months: int
    least_shown: int
    formats: Formats
    numbering: Numbering
    identity: Identity
    cards: tuple[CardLayout, ...]
    calendar: Calendar
    territories: Territories
    data_protection: DataProtection
    directory: DirectoryRules
    prompts: Mapping[str, tuple[str, ...]]
    trips: TripRules
    budget: BudgetRules
    sentences: Mapping[str, str]
    legal: LegalBasis
    glossary: tuple[Meaning, ...]
    periods: tuple[PlanPeriod, ...]
    locale: str
    valid_from: date | None
    drafts: tuple[Draft, ...]
    _catalogues: dict[str, Catalogue] = field(repr=False)
    _wording: dict[str, str] = field(repr=False)
    _parts: Parts = field(repr=False)

    def catalogue(self, name: str) -> Catalogue:
        """Return a catalogue by the name that records give it: the country's or the house's.

        Raises:
            KeyError: neither has one of that name; a mistake of the description.
        """
        return self._catalogues[name]

    @property
    def catalogues(self) -> Mapping[str, Catalogue]:
        """Every catalogue by its name, the country's and the house's."""
        return self._catalogues

    @cached_property
    def logo(self) -> Logo | None:
        """The ministry's logo, None where there is none; Refused for one that cannot be printed."""
        written = self._parts("logo.svg")
        return read_logo(written) if written else None

    def part(self, name: str) -> bytes:
        """A file of the pack as it was written; empty where the pack has none of that name."""
        return self._parts(name) or b""

    def own_form(self, report: str, form: str) -> bytes | None:
        """The ministry's own paper of a report, "docx" or "xlsx", with names in braces to fill.

        None where the pack has none. Raises Outside where its file cannot be read.
        """
        return self._parts(f"form_{report}.{form}")

    def wording(self, key: str) -> str:
        """Return a text of the country's documents, such as "acta.closing"; "" where it has none.

        Its parts in braces are named as `str.format` takes them. A year without an official name
        has an empty "year_name.<year>".

        Raises:
            KeyError: there is no such text in any country; a mistake of the caller.
        """
        if key.startswith("year_name."):
            return self.institution.year_names.get(key.removeprefix("year_name."), "")
        return self._wording[key]


def load_pack(country: str) -> Pack:
    """Load the pack of a country that is shipped with the program, "CO", "PE" or "HN".

    Raises:
        Refused: no pack of that country, or one that the program must not use.
        Outside: its files cannot be read.
    """
    if country not in COUNTRIES:
        raise Refused(
            say(
                "No hay paquete de país para «{country}». Los que hay: {known}.",
                country=country,
                known=", ".join(COUNTRIES),
            )
        )
    return read_pack(resource_path("packs", country.lower()))


def read_pack(folder: Path) -> Pack:
    """Read the pack in a folder; see `pack_of`, and Outside for a file that cannot be read."""
    return pack_of(partial(_part_in, folder), str(folder))


def pack_of(parts: Parts, where: str) -> Pack:
    """Read a pack from its parts: pack.json, wording.json, territories.csv, and what may be there.

    notices.json holds the data notice by language (rule R16), sentences.json what the country says
    otherwise. `where` names the pack in what is said of it.

    Raises:
        Refused: its content is wrong, for instance a number pattern without {device} (R19).
        Outside: a part of it is missing.
    """
    try:
        written = msgspec.json.decode(_must_be(parts, "pack.json", where), type=Written)
        wording = _must_be(parts, "wording.json", where)
        sections = msgspec.json.decode(wording, type=dict[str, dict[str, str]])
        notices = msgspec.json.decode(parts("notices.json") or b"{}", type=dict[str, Translation])
        sentences = msgspec.json.decode(parts("sentences.json") or b"{}", type=dict[str, str])
    except msgspec.MsgspecError as fault:
        raise Refused(
            say(
                "El paquete de país en {folder} está mal escrito: {fault}.",
                folder=where,
                fault=str(fault),
            )
        ) from fault
    _must_be_languages(notices, written)
    places = Territories(partial(_must_be, parts, "territories.csv", where), written.territory)
    return _pack(written, sections, notices, sentences, places, parts)


def _part_in(folder: Path, name: str) -> bytes | None:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise _unreadable(str(folder)) from fault


def _must_be(parts: Parts, name: str, where: str) -> bytes:
    part = parts(name)
    if part is None:
        raise _unreadable(where)
    return part


def _unreadable(where: str) -> Outside:
    return Outside(
        say(
            "No se puede leer el paquete de país en {folder}. Vuelva a instalar el programa; "
            "sus registros no se pierden.",
            folder=where,
        )
    )


def _must_be_languages(notices: Iterable[str], written: Written) -> None:
    """Refuse a notice in a language that the country's list lacks, and a second Spanish one."""
    known = {one.code for one in written.catalogues.get("languages", ()) if one.written} - {SPANISH}
    for code in notices:
        if code not in known:
            raise Refused(
                say(
                    "El aviso de datos en «{code}» no es de ninguna lengua escrita del paquete "
                    "de {country}. Las que hay: {known}.",
                    code=code,
                    country=written.name,
                    known=", ".join(sorted(known)),
                )
            )


def _pack(
    written: Written,
    sections: dict[str, dict[str, str]],
    notices: dict[str, Translation],
    sentences: dict[str, str],
    territories: Territories,
    parts: Parts,
) -> Pack:
    catalogues = _catalogues(written)
    institution = written.institution
    return Pack(
        country=written.country,
        name=written.name,
        version=written.version,
        institution=institution,
        words=written.words,
        paper=written.paper,
        acta=written.acta,
        due_days_roll=written.due_days_roll,
        mask_documents=written.mask_documents,
        full_months=written.full_months,
        least_shown=written.least_shown,
        formats=Formats(written.money, written.dates),
        numbering=Numbering(written.numbering.get("pattern", "")),
        identity=Identity(catalogues["id_types"]),
        cards=written.cards,
        calendar=written.calendar,
        territories=territories,
        sentences=sentences,
        legal=written.legal,
        glossary=written.glossary,
        periods=written.periods,
        locale=written.locale or f"es-{written.country}",
        valid_from=written.valid_from,
        drafts=written.drafts,
        data_protection=msgspec.structs.replace(
            written.data_protection, institution=institution.name, translations=notices
        ),
        directory=written.directory,
        prompts=written.prompts,
        trips=written.trips,
        budget=written.budget,
        _catalogues=catalogues,
        _wording=_wording(written, sections),
        _parts=parts,
    )


def _catalogues(written: Written) -> dict[str, Catalogue]:
    """The country's catalogues, and the house's with the labels that the country gives them."""
    own = {name: Catalogue(name, choices) for name, choices in written.catalogues.items()}
    for name, choices in CHOICES.items():
        labels = written.labels.get(name, {})
        own[name] = Catalogue(
            name,
            tuple(
                Choice(code=choice.code, label=labels.get(choice.code, choice.label))
                for choice in choices
            ),
        )
    return own


def _wording(written: Written, sections: dict[str, dict[str, str]]) -> dict[str, str]:
    texts = {f"{name}.{key}": text for name, keys in sections.items() for key, text in keys.items()}
    institution = written.institution
    return texts | {
        "institution.name": institution.name,
        "institution.area": institution.area,
        "institution.programme": institution.programme,
        "institution.hq": written.words.headquarters,
        "acta.of_headquarters": written.words.named.of_the,
    }
