from __future__ import annotations

import sys

import pytest
import regex

from indexer.analysis.normalize import normalize_word
from indexer.entities import (
    lexicon,
    loanwords,
    names,
    organisation_words,
    organisations,
    place_words,
    places,
    titles,
    word_cues,
)
from indexer.entities.cues import COMMON, NAME, PLACE_ENDING, TITLE, UNKNOWN
from indexer.entities.gazetteer import build_gazetteer
from indexer.entities.phrases import words_of
from indexer.entities.tables import exact_forms

POSTPOSITIONS = exact_forms("का की को ने में पर से है हैं था थी और".split())


def test_weak_names_are_names() -> None:
    """Every common word that may be part of a name is a name in one of the tables, or a surname."""
    known = exact_forms((*names.GIVEN_NAMES, *names.SURNAMES))
    stray = exact_forms(names.COMMON_WORDS) - known
    assert not stray


@pytest.mark.parametrize(
    "table",
    [
        names.GIVEN_NAMES,
        names.SURNAMES,
        titles.TITLES,
        titles.ROLES,
        organisation_words.CORE_HEADS,
        places.WORLD,
    ],
)
def test_tables_hold_no_postposition(table: tuple[str, ...]) -> None:
    """No postposition or conjunction slipped into a table of names, titles, heads or places."""
    assert not exact_forms(table) & POSTPOSITIONS


def test_titles_and_roles_are_apart() -> None:
    """A word announces a name strongly or weakly, not both."""
    assert not exact_forms(titles.TITLES) & exact_forms(titles.ROLES)


@pytest.mark.parametrize(
    "ending", [*titles.TITLE_ENDINGS, *place_words.ENDINGS, *loanwords.COMMON_ENDINGS], ids=ascii
)
def test_endings_end_exact_forms(ending: str) -> None:
    """A word that ends so in a text does so in exact form, which is what is looked up."""
    assert normalize_word(f"क{ending}").endswith(ending)


def test_loose_heads_are_heads() -> None:
    """Loose heads are some of the core heads."""
    assert exact_forms(organisation_words.LOOSE_HEADS) <= exact_forms(organisation_words.CORE_HEADS)


def test_a_name_is_of_one_thing() -> None:
    """No name is in two lines of a table of alternate names."""
    for table in (organisations.WELL_KNOWN, places.ALTERNATE_NAMES):
        lines = [{words_of(name) for name in line} for line in table]
        assert sum(map(len, lines)) == len(set().union(*lines))


@pytest.mark.parametrize("name", ["भारत", "रूस", "ब्राज़ील", "अफ़ग़ानिस्तान", "संयुक्त अरब अमीरात", "टोक्यो", "नैरोबी"])
def test_gazetteer_has_cldr(name: str) -> None:
    """Countries and cities of time zones come from CLDR, in any spelling of their nuktas."""
    assert words_of(name)[0] in set(build_gazetteer())


@pytest.mark.parametrize("name", ["विश्व", "अज्ञात", "चक", "ओरल", "सूडो"])
def test_gazetteer_lacks_what_is_no_place(name: str) -> None:
    """Groupings, placeholders, and cities that are common words are left out."""
    assert name not in set(build_gazetteer())


def test_ambiguous_places_are_places() -> None:
    """Each word of the ambiguous table is a place that the gazetteer has."""
    first = set(build_gazetteer())
    assert {words_of(name)[0] for name in place_words.AMBIGUOUS} <= first


def test_letters_are_those_of_the_script() -> None:
    """The ranges by which an unknown word is told to be Devanagari are the letters and marks of that script."""
    letter = regex.compile(r"[\p{Devanagari}&&[\p{L}\p{M}]]", regex.VERSION1)
    characters = map(chr, range(sys.maxunicode + 1))
    # The ranges are those of one version of Unicode, ``regex`` may know letters beyond the basic plane.
    differ = [
        char for char in characters if bool(letter.match(char)) != bool(word_cues.is_devanagari_word(char))
    ]
    assert [char for char in differ if char < "\U00010000"] == []


def test_no_ending_is_passed_over() -> None:
    """A word that no table has is weighed by the first of all endings that it has."""
    own = lexicon.Lexicon({}.get, first_of_place=(), first_of_org=())
    weigh = word_cues.WordCues(own).cues
    for ending, _, _ in own.endings:
        for word in (f"ठ{ending}", f"ठठ{ending}", f"ठठट{ending}"):
            fitting = (cues for end, least, cues in own.endings if len(word) >= least and word.endswith(end))
            assert weigh(word, word, word) == next(fitting, UNKNOWN), word


@pytest.mark.parametrize(
    ("word", "cues"),
    [
        ("झपटगंज", UNKNOWN | PLACE_ENDING),
        ("गंज", UNKNOWN),
        ("उपलोकायुक्त", TITLE),
        ("अपटूडेटीकरण", COMMON),
        ("टॉक्टर्स", COMMON),
        ("मोहनजी", NAME),
        ("ठकुआजी", UNKNOWN),
        ("ठठेरन", UNKNOWN),
    ],
)
def test_endings(word: str, cues: int) -> None:
    """What neither a table nor the dictionary has is told by how it ends: settlements, offices, English plurals."""
    own = lexicon.Lexicon({}.get, first_of_place=(), first_of_org=())
    assert word_cues.WordCues(own).cues(word, word, word) == cues
