"""The measure of conflation, on a treebank of a few words."""

import pytest

from benchmarks.conflation import agreement, conflation_tables, read_forms

TREEBANK = """1\tनेताओं\tनेता\tNOUN
2\tनेता\tनेता\tNOUN
3\tपड़ता\tपड\tVERB
4\tपड़ा\tपड़\tVERB
5\tमें\tमें\tADP
6\tF1\tF1\tNOUN

# text
1\tहिन्दी\tहिन्दी\tPROPN
2\tहिंदी\tहिंदी\tPROPN
3\tहिंदी\tहिंदी\tPROPN
"""


def test_forms(tmp_path):
    """Of nouns, verbs, adjectives and names in Devanagari the commonest spelling stands with its lemmas, dots aside."""
    path = tmp_path / "small.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    assert read_forms(path) == {
        "नेताओं": {"नेता"},
        "नेता": {"नेता"},
        "पड़ता": {"पड"},
        "पड़ा": {"पड"},
        "हिंदी": {"हिंदी"},
    }


def test_pairs():
    """Of three right pairs two are found, and one that is none."""
    forms = {"a1": {"a"}, "a2": {"a"}, "a3": {"a"}, "b": {"b"}}
    terms = {"a1": "x", "a2": "x", "a3": "y", "b": "y"}
    each = agreement(forms, terms.__getitem__)
    assert (each.right, each.wrong, each.missed) == (1, [("a3", "b")], [("a1", "a3"), ("a2", "a3")])
    assert (each.precision, each.recall, each.f1) == pytest.approx((1 / 2, 1 / 3, 2 / 5))


def test_a_form_of_two_lemmas():
    """A form that the treebank gives two lemmas is right with the forms of either."""
    forms = {"की": {"का", "करना"}, "का": {"का"}, "किया": {"करना"}}
    assert agreement(forms, {"की": "का", "का": "का", "किया": "करना"}.__getitem__).missed == [("किया", "की")]


def test_nothing():
    """No forms are no error; no data, no tables."""
    assert agreement({}, str).f1 == 1.0


def test_no_data(tmp_path):
    """Where no treebank is, there are no tables."""
    assert conflation_tables(tmp_path) == []
