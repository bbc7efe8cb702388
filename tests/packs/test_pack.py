from __future__ import annotations

import string
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fieldapp.packs import COUNTRIES, load_pack, load_words, read_pack
from fieldapp.packs.resources import resource_path
from fieldapp.records import KINDS
from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Outside, Refused, say, say_n
from tests.given.packs import NOT_A_TRANSLATION, WAYUU, changed_pack, pack, pack_with_notice

every_country = pytest.mark.parametrize("country", COUNTRIES)


@every_country
def test_every_catalogue_that_a_record_names_is_there(country: str) -> None:
    named = {field.fact.catalogue for spec in KINDS for field in spec.fields}
    for name in named - {""}:
        pack(country).catalogue(name)


@every_country
def test_no_catalogue_gives_one_code_to_two_choices(country: str) -> None:
    names = {field.fact.catalogue for spec in KINDS for field in spec.fields} - {""}
    for name in names:
        codes = [choice.code for choice in pack(country).catalogue(name)]
        assert len(codes) == len(set(codes)), name


@every_country
def test_sensitive_questions_can_always_be_left_unanswered(country: str) -> None:
    for name in ("disability", "gender", "population_groups", "age_ranges"):
        assert "no_answer" in pack(country).catalogue(name)
    labels = [choice.label.lower() for choice in pack(country).catalogue("ethnic_groups")]
    assert any("prefiere no responder" in label for label in labels)


@every_country
def test_a_person_without_a_card_finds_how_to_say_so(country: str) -> None:
    offered = [choice.label for choice in pack(country).catalogue("id_types") if choice.absent]
    assert offered == ["No tiene documento", "No lo trae", "No desea darlo"]


@every_country
def test_all_countries_word_the_same_texts_with_known_parts(country: str) -> None:
    ours, others = pack(country), pack("CO")
    assert set(ours._wording) == set(others._wording)
    for key, text in ours._wording.items():
        parts = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert parts <= {"place", "venue", "date", "start", "end"}, key


def test_the_pages_and_papers_speak_like_the_country() -> None:
    assert [pack(country).words.visit.many for country in COUNTRIES] == [
        "Actividades",
        "Asistencias técnicas",
        "Giras",
    ]
    assert [pack(country).wording("acta.decisions") for country in COUNTRIES] == [
        "Decisiones",
        "Acuerdos adoptados",
        "Acuerdos adoptados",
    ]
    assert pack("HN").wording("acta.document") == "Ayuda memoria"
    assert pack("CO").wording("acta.time_declared").endswith("sin estampado cronológico")
    assert [pack(country).words.headquarters for country in COUNTRIES] == [
        "Nivel central",
        "Sede central",
        "Oficinas centrales",
    ]


def test_a_year_without_an_official_name_has_an_empty_one() -> None:
    assert pack("PE").wording("year_name.2024").startswith("Año del Bicentenario")
    assert pack("PE").wording("year_name.2031") == ""
    assert pack("CO").wording("year_name.2024") == ""


def test_a_text_no_country_has_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        pack().wording("acta.nonsense")


def test_peru_has_twelve_services_and_honduras_five() -> None:
    services = [choice.code for choice in pack("PE").catalogue("services")]
    assert services == list("abcdefghijkl")
    assert len(pack("HN").catalogue("services")) == 5


@every_country
def test_the_notice_is_a_draft_with_a_digest_and_nothing_left_to_fill(country: str) -> None:
    notice = pack(country).data_protection
    assert notice.draft
    assert pack(country).institution.name in notice.notice
    assert "{" not in notice.notice
    assert len(notice.sha256) == 64


def test_a_country_may_relabel_a_house_code_but_not_add_one(tmp_path: Path) -> None:
    labels = {"commitment_status": {"cancelled": "Anulado", "invented": "Inventado"}}
    changed = read_pack(changed_pack(tmp_path, labels=labels)).catalogue("commitment_status")
    assert changed.label("cancelled") == "Anulado"
    assert [one.code for one in changed] == [one.code for one in CHOICES["commitment_status"]]


def test_a_retired_choice_keeps_its_label_but_is_offered_no_more() -> None:
    types = pack("CO").catalogue("id_types")
    assert types.label("PEP") == "Permiso especial de permanencia"
    assert "PEP" in {choice.code for choice in types.offered(2023)}
    assert "PEP" not in {choice.code for choice in types.offered(2026)}


def test_a_code_of_a_newer_pack_stands_for_itself() -> None:
    assert pack().catalogue("themes").label("2031-new") == "2031-new"


def test_a_key_that_this_program_does_not_know_is_ignored(tmp_path: Path) -> None:
    assert read_pack(changed_pack(tmp_path, future={"x": 1})).country == "CO"


def test_a_pack_whose_numbers_could_meet_is_refused(tmp_path: Path) -> None:
    folder = changed_pack(tmp_path, numbering={"pattern": "ACTA N° {seq:03}-{yyyy}-{office}"})
    with pytest.raises(Refused) as refused:
        read_pack(folder)
    assert "sin la serie del equipo, dos equipos darían el mismo número" in str(refused.value.text)


def test_a_pack_badly_written_says_where(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_pack(changed_pack(tmp_path, paper="napkin"))
    assert "$.paper" in str(refused.value.text)


def test_a_missing_pack_is_not_the_officers_fault(tmp_path: Path) -> None:
    with pytest.raises(Outside) as outside:
        read_pack(tmp_path)
    assert "sus registros no se pierden" in str(outside.value.text)


def test_a_country_without_a_pack_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        load_pack("XX")
    assert "CO, PE, HN" in str(refused.value.text)


@every_country
def test_each_pack_names_its_sources(country: str) -> None:
    sources = resource_path("packs", country.lower(), "SOURCES.md").read_text(encoding="utf-8")
    office = {"CO": "DANE", "PE": "INEI", "HN": "INE"}[country]
    assert office in sources
    assert "borrador" in sources


def test_a_pack_is_there_before_anybody_notices() -> None:
    began = time.perf_counter()
    load_pack("CO")
    assert time.perf_counter() - began < 0.03


def test_opening_a_pack_imports_nothing_heavy() -> None:
    script = (
        "import sys; from fieldapp.packs import load_pack; load_pack('CO'); "
        "print(sorted({'babel', 'stdnum', 'csv', 'zoneinfo', 'holidays'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() in {"[]", "['csv']"}


def test_spanish_needs_no_translation_and_an_unknown_language_speaks_it() -> None:
    assert load_words("es")(say("Falta «{field}».", field="Tema")) == "Falta «Tema»."
    assert load_words("xx").language == "es"


def test_english_is_read_from_its_catalogue() -> None:
    english = load_words("en")
    assert english.language == "en"
    assert english("Visita") == "Visit"
    days = [say_n("vencido hace {n} día", "vencido hace {n} días", n) for n in (1, 3)]
    assert [english(text) for text in days] == ["1 day overdue", "3 days overdue"]


def test_a_pack_without_translations_reads_the_spanish_notice_in_every_language() -> None:
    notice = pack("CO").data_protection
    assert notice.in_language(WAYUU) is None
    assert notice.read_in(WAYUU).text == notice.notice


def test_a_pack_holds_the_notice_in_its_languages_marked_as_a_draft(tmp_path: Path) -> None:
    said = pack_with_notice(tmp_path).data_protection.in_language(WAYUU)
    assert said is not None
    assert said.text == "\n".join(NOT_A_TRANSLATION)
    assert (said.draft, said.version) == (True, "co-habeas-data-1-guc-1")


def test_a_translation_of_an_earlier_notice_is_not_read(tmp_path: Path) -> None:
    outdated = pack_with_notice(tmp_path, translates="co-habeas-data-0").data_protection
    assert outdated.in_language(WAYUU) is None


@pytest.mark.parametrize("code", ["es", "csn", "other", "zz"])
def test_a_notice_in_a_language_that_cannot_have_one_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(Refused, match="no es de ninguna lengua escrita"):
        pack_with_notice(tmp_path, code)


def test_the_notice_is_read_in_the_languages_in_which_an_acta_is_read_aloud() -> None:
    aloud = KINDS["minutes"]["read_language"].fact.catalogue
    assert KINDS["consent"]["language"].fact.catalogue == aloud == "languages"
