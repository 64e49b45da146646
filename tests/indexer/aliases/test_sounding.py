"""Latin words of a corpus → the Devanagari words that they are, by their sound."""

import numpy as np
import pytest

from indexer.aliases.sounding import iter_sounding
from indexer.codec.aliases import SOUND
from indexer.codec.form_counts import count_forms
from indexer.codec.lexicon import Lexicon
from indexer.codec.lexicon_writer import write_lexicon

FORMS = {
    "एप्पल": 12, "आपला": 1, "कोविड": 40, "रेमडेसिविर": 3, "लॉकडाउन": 50, "मुंबई": 60, "ट्विटर": 9,
    "हीरे": 5, "टीम": 90, "टाइम": 80, "पास": 70, "चीन": 30, "अमेरिका": 80,
    "apple": 4, "covid": 20, "remdesivir": 6, "lockdown": 8, "mumbai": 2, "twitter": 3,
    "here": 9, "time": 9, "pass": 5, "for": 9, "cheen": 1, "xyzzy": 3, "in": 9, "5g": 2,
}  # fmt: skip
LEMMAS = {"हीरे": "हीरा"}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon")
    forms = sorted(FORMS)
    lemmas = [LEMMAS.get(form, form) for form in forms]
    counts = count_forms(forms, lemmas, np.array([FORMS[form] for form in forms]))
    write_lexicon(folder, [counts])
    return Lexicon(folder)


def test_pairs(lexicon):
    """Words of one sound are pairs in both directions; short and common English ones, inflected and unlike ones are not."""
    pairs = {(each.name, each.alias) for each in iter_sounding(lexicon)}
    expected = {
        ("एप्पल", "apple"),
        ("कोविड", "covid"),
        ("रेमडेसिविर", "remdesivir"),
        ("लॉकडाउन", "lockdown"),
        ("मुंबई", "mumbai"),
        ("ट्विटर", "twitter"),
        ("चीन", "cheen"),
        ("टाइम", "time"),
    }
    assert pairs == expected | {(latin, form) for form, latin in expected}


def test_no_article_says_so(lexicon):
    """They are of their own kind, without evidence."""
    assert {(each.kind, each.evidence) for each in iter_sounding(lexicon)} == {(SOUND, 0)}


@pytest.mark.parametrize("shares", [1, 2, 3])
def test_shares(lexicon, shares):
    """Shares of the words have each pair once together."""
    found = [alias for share in range(shares) for alias in iter_sounding(lexicon, share, shares)]
    assert len(found) == len({*found})
    assert {*found} == {*iter_sounding(lexicon)}


def test_latin_forms(lexicon):
    """The lexicon gives its words of Latin letters with their counts, the commonest first; nothing with a digit."""
    latin = [(form, count) for form, count in FORMS.items() if form.isascii() and form.isalpha()]
    assert list(lexicon.iter_latin()) == sorted(latin, key=lambda each: (-each[1], each[0]))
