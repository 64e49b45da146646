"""Labels: both languages say the same things, each in its own script."""

from __future__ import annotations

import re
import string
from typing import get_args

import pytest

from indexer.languages import Language
from query.facets import FACETS
from query.labels import LABELS, Labels, heading
from query.trends import Period

HI, EN = LABELS[Language.hi], LABELS[Language.en]
DEVANAGARI = re.compile("[\N{DEVANAGARI SIGN CANDRABINDU}-\N{DEVANAGARI LETTER HA}]")
WORDS = [name for name in Labels._fields if isinstance(getattr(HI, name), str)]
TABLES = [name for name in Labels._fields if name not in WORDS]


def test_every_language_has_labels() -> None:
    """There are labels in each language that can be asked for."""
    assert set(LABELS) == set(Language)


@pytest.mark.parametrize("name", WORDS)
def test_both_say_the_same_facts(name: str) -> None:
    """A label has the same places for values in both languages."""
    hindi, english = (
        {place for _, place, *_ in string.Formatter().parse(getattr(each, name)) if place is not None}
        for each in (HI, EN)
    )
    assert hindi == english


def test_each_is_in_its_script() -> None:
    """Hindi labels have Devanagari letters, English ones none; a part of a score is numbers alone."""
    for name in WORDS:
        assert DEVANAGARI.search(getattr(HI, name)) or name == "part", name
        assert not DEVANAGARI.search(getattr(EN, name)), name
    for name in TABLES:
        assert all(DEVANAGARI.search(label) for label in getattr(HI, name).values()), name
        assert not any(DEVANAGARI.search(label) for label in getattr(EN, name).values()), name


def test_every_facet_and_period_has_a_name() -> None:
    """What can be counted, and by what, has a label in both languages."""
    for labels in (HI, EN):
        assert set(labels.kinds) == set(FACETS)
        assert set(labels.periods) == set(get_args(Period))


@pytest.mark.parametrize(
    ("name", "hindi"), [("word", "शब्द"), ("lemma", "मूल"), ("canonical", "पूरा नाम"), ("नाम", "नाम")]
)
def test_headings(name: str, hindi: str) -> None:
    """A heading in Hindi where there is one; in English, and where there is none, the column's own name."""
    assert heading(name, Language.hi) == hindi
    assert heading(name, Language.en) == name
