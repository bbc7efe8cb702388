"""Headquarters has in each country the name of its pack, in every sentence (field rule R34)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from fieldapp.packs import load_words
from fieldapp.packs.headquarters import HeadquartersName
from fieldapp.packs.resources import resource_path
from fieldapp.packs.words import country_words
from fieldapp.records.text import Text, say
from fieldapp.rules.claimed_time import Seen, why_unverified
from fieldapp.rules.verdict import Outcome, Shown, Verdict
from sync.server.door import form_page as envelope_page
from sync.server.verify_page import form_page, verdict_page
from tests.given.every_paper import COUNTRIES, EVERY, on
from tests.given.packs import pack
from tests.given.papers import words_of
from tests.given.vaults import NOON
from tests.house.words import sources

NAMES = {"CO": "nivel central", "PE": "sede central", "HN": "oficinas centrales"}
WRITTEN = "nivel central"
AS_ONE_WHO_ACTS = re.compile(
    r"(?<!\ben )(?<!\bcon )(?<!\bpor )(?<!\bsegún )\bel nivel central", re.IGNORECASE
)
"""Elsewhere than behind a preposition, a verb may depend on it."""


def sentences() -> Iterator[str]:
    for source, _ in sources():
        yield from source if isinstance(source, tuple) else (source,)


def own_sentences(country: str) -> dict[str, str]:
    path = resource_path("packs", country.lower(), "sentences.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def strange_in(country: str, said: str) -> list[str]:
    """Names of headquarters in a text that are another country's, or nobody's."""
    own = re.sub(NAMES[country], "", said, flags=re.IGNORECASE)
    return re.findall(r"\bsede\b|nivel central|sede central|oficinas centrales", own.lower())


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_sentence_of_the_program_names_it_as_the_country_does(country: str) -> None:
    words = country_words(pack(country))
    told = [words(Text(source)) for source in sentences() if "{" not in source]
    told += [words.named(words.catalogue.get(one, one)) for one in sentences() if words.named]
    assert [one for one in told if strange_in(country, one)] == []
    assert sum(NAMES[country] in one.lower() for one in told) > 60


def test_a_plural_name_takes_its_verbs_with_it() -> None:
    own = own_sentences("HN")
    lacking = [one for one in sentences() if AS_ONE_WHO_ACTS.search(one) and one not in own]
    assert lacking == ["el nivel central"]  # a signature: no verb depends on it
    words = country_words(pack("HN"))
    assert words(say("El nivel central contesta.")) == "Las oficinas centrales contestan."
    assert words(say("dirección del nivel central")) == "dirección de las oficinas centrales"


@pytest.mark.parametrize("country", ["PE", "HN"])
def test_a_countrys_own_sentence_is_one_that_is_still_said(country: str) -> None:
    own = own_sentences(country)
    assert set(own) <= set(sentences())
    for source, said in own.items():
        assert re.findall(r"{\w+}", source) == re.findall(r"{\w+}", said)


def test_the_name_alone_and_inside_a_sentence() -> None:
    name = HeadquartersName("Sede central", "la")
    assert (name.the, name.of_the) == ("la sede central", "de la sede central")
    assert name("Nivel central") == "Sede central"
    assert name("Avise al nivel central. El nivel central sabe.") == (
        "Avise a la sede central. La sede central sabe."
    )


def test_english_says_headquarters_everywhere() -> None:
    english = load_words("en")
    assert country_words(pack("HN"), english) is english


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("paper", EVERY)
def test_no_paper_names_it_otherwise(paper: str, country: str) -> None:
    said = " ".join(words_of(EVERY[paper](on(country, "letter"))).split())
    assert strange_in(country, said) == []
    if paper == "acta":
        assert f"«Verificar un acta» {pack(country).words.named.of_the}:" in said


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_public_page_names_it_otherwise(country: str) -> None:
    words = country_words(pack(country))
    shown = Shown(not_after="20 de noviembre de 2026")
    said = (say("Firmado, aún no sellado por el nivel central."),)
    verdict = Verdict(Outcome.PROVEN, said, shown=shown)
    pages = (form_page(words), verdict_page(words, verdict), envelope_page(words))
    assert [strange_in(country, page.decode()) for page in pages] == [[], [], []]
    assert NAMES[country] in pages[1].decode()
    assert NAMES[country] in pages[2].decode()


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_hour_that_is_not_verified_says_against_whose(country: str) -> None:
    why = pack(country).words.named(why_unverified(NOON.replace(year=2011), Seen(told=NOON)))
    assert NAMES[country] in why
