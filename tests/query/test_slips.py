"""Slips of Hindi: which are cheap, and what is rewritten."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec.form_counts import count_forms, dictionary_forms
from indexer.codec.lexicon import Lexicon
from indexer.codec.lexicon_writer import write_lexicon
from query.slips import iter_rewritings, slips


def written(folder: Path, counts: Mapping[str, int], dictionary: Mapping[str, str]) -> Lexicon:
    """A lexicon whose forms are lemmas of their own."""
    forms = sorted(counts)
    numbers = np.array([counts[form] for form in forms], np.int64)
    write_lexicon(folder, [dictionary_forms(dictionary), count_forms(forms, forms, numbers)])
    return Lexicon(folder)


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("दिन", "दीन", "दान"),
        ("कुल", "कूल", "कोल"),
        ("शेश", "शेष", "शेर"),
        ("बन", "वन", "रन"),
        ("काना", "खाना", "पाना"),
        ("बाडा", "बाड़ा", "बाजा"),
        ("काम", "काम्", "कामक"),
        ("पालक", "पाल्क", "पालका"),
        ("सडक", "सड़क", "सटक"),
        ("शात", "शांत", "शायत"),
    ],
)
def test_usual_slips_are_cheaper(tmp_path, typed, meant, other):
    """The slip that Hindi knows costs less than another of as many letters."""
    counts = dict.fromkeys([meant, other], 1)
    lexicon = written(tmp_path, counts, {})
    rows, costs, _ = lexicon.near(typed, slips(), 30)
    cost = dict(zip(map(lexicon.form, rows.tolist()), costs.tolist(), strict=True))
    assert cost[meant] < cost.get(other, 99)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("आर्शीवाद", "आशीर्वाद"),
        ("जंम", "जन्म"),
        ("ग्यान", "ज्ञान"),
        ("छेत्र", "क्षेत्र"),
        ("क्रिषि", "कृषि"),
        ("गये", "गए"),
        ("कौआ", "कौवा"),
        ("युध्द", "युद्ध"),
        ("मलतब", "मतलब"),
        ("हाबिर", "बिहार"),
        ("स्क्नीर", "स्क्रीन"),
        ("जॉी", "जॉनी"),
        ("मामामा", "मामा"),
        ("रिशि", "ऋशि"),
        ("इस्कूल", "स्कूल"),
    ],
)
def test_slips_of_several_letters(typed, meant):
    """What is undone are sounds written by several letters, syllables and letters that changed places, a reph that moved."""
    assert meant in dict(iter_rewritings(typed))


@given(st.text("कखरणसनयव्ािी़ंअइ", max_size=12))
def test_rewritings_differ_by_little(word):
    """Each costs something, and none is more than a syllable longer or shorter than the word."""
    for rewritten, cost in iter_rewritings(word):
        assert cost > 0
        assert abs(len(rewritten) - len(word)) <= len(word) + 2
