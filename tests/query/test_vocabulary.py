"""Words as typed → the terms to seek: Roman readings, acronyms in the other script, what the user is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_shapes import Words, chain

from indexer.analysis.roman import typed_keys
from query.vocabulary import Vocabulary

WORDS = Words(
    जयशंकर=("जयशंकर", 6),
    पुतिन=("पुतिन", 8),
    पुत्नी=("पुत्नी", 1),
    लावरोव=("लावरोव", 3),
    मोदी=("मोदी", 20),
    मादी=("मादी", 1),
    नेताओं=("नेता", 4),
    नेता=("नेता", 9),
    है=("है", 90),
    की=("की", 90),
    एससीओ=("एससीओ", 5),
    sco=("sco", 2),
    यूएस=("यूएस", 4),
    us=("us", 1),
    बीएसईएस=("बीएसईएस", 2),
    bses=("bse", 3),
    cricket=("cricket", 9),
    क्रिकेट=("क्रिकेट", 7),
    virus=("virus", 2),
    viruses=("virus", 3),
    वायरस=("वायरस", 4),
)


def sought(typed: str, words: Words = WORDS) -> dict[str, float]:
    node, _ = ask(typed, words)
    return {leaf.text: leaf.boost for leaf in node.subqueries}


def ask(typed: str, words: Words = WORDS):
    (token,) = chain(words).tokens(typed)
    return Vocabulary(words).word(token, ("body", "title"))


@pytest.mark.parametrize(
    ("typed", "lemmas"),
    [
        ("jaishankar", ["jaishankar", "जयशंकर"]),
        ("Jayshankar", ["jayshankar", "जयशंकर"]),
        ("putin", ["putin", "पुतिन"]),
        ("PUTIN", ["putin", "पुतिन"]),
        ("lavrov", ["lavrov", "लावरोव"]),
        ("modi", ["modi", "मोदी"]),
        ("netaon", ["netaon", "नेता"]),
        ("SCO", ["sco", "एससीओ"]),
        ("एससीओ", ["एससीओ", "sco"]),
        ("BSES", ["bse", "बीएसईएस"]),
        ("बीएसईएस", ["बीएसईएस", "bse"]),
        ("US", ["us", "यूएस"]),
        ("cricket", ["cricket"]),
        ("virus", ["virus"]),
        ("नेताओं", ["नेता"]),
        ("xyzzy", ["xyzzy"]),
        ("BJP", ["bjp"]),
    ],
)
def test_terms(typed, lemmas):
    """A word is sought by its own lemma first, then by that of another spelling which the corpus has."""
    assert list(sought(typed)) == lemmas


def test_another_spelling_counts_less():
    """What was typed counts whole, another spelling a little less, in every field."""
    node, _ = ask("SCO")
    assert [(leaf.fieldname, leaf.text, leaf.boost) for leaf in node.subqueries] == [
        ("body", "sco", 1.0),
        ("title", "sco", 1.0),
        ("body", "एससीओ", 0.9),
        ("title", "एससीओ", 0.9),
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("jaishankar", ("जयशंकर",)),
        ("Putin", ("पुतिन",)),
        ("SCO", ("एससीओ",)),
        ("एससीओ", ("SCO",)),
        ("cricket", None),
        ("मोदी", None),
    ],
)
def test_corrections_are_told(typed, shown):
    """A reading in the other script, and an acronym's letters there, are told, with the word as it was typed."""
    _, correction = ask(typed)
    assert (correction and (correction.typed, correction.shown)) == (shown and (typed, shown))


@pytest.mark.parametrize(
    ("typed", "stop"),
    [("है", True), ("hai", True), ("ki", True), ("the", True), ("modi", False), ("नेता", False)],
)
def test_stop_words_in_either_script(typed, stop):
    """A word read as a Hindi stop word weighs as little as one."""
    assert ask(typed)[0].stop is stop


def test_a_commoner_word_keeps_its_own_script():
    """A Latin word that occurs more often than its reading, over all its forms, is not read as Hindi."""
    words = Words(virus=("virus", 2), viruses=("virus", 3), वाइरस=("वाइरस", 4))
    assert list(sought("virus", words)) == ["virus"]
    words = Words(virus=("virus", 2), viruses=("virus", 2), वाइरस=("वाइरस", 4))
    assert list(sought("virus", words)) == ["virus", "वाइरस"]


def test_of_like_spellings_the_commoner_wins():
    """Of two readings alike the commoner is taken, of equals the first by spelling."""
    assert "मोदी" in sought("mody")
    words = Words(मीना=("मीना", 3), मिना=("मिना", 3))
    assert list(sought("mina", words)) == ["mina", "मिना"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_word_is_sought_as_itself(typed):
    """Whatever the word, its own lemma is among the terms, with the full boost, first."""
    for token in chain(WORDS).tokens(typed):
        node, _ = Vocabulary(WORDS).word(token, ("body",))
        assert (node.subqueries[0].text, node.subqueries[0].boost) == (token.lemma, 1.0)
        assert node.label == token.text


def test_the_index_is_asked_once():
    """A word that is sought again is not looked up again, in whatever fields."""
    asked = []

    class Counted(Words):
        def spelled_like(self, key):
            asked.append(key)
            return super().spelled_like(key)

    vocabulary = Vocabulary(Counted(**WORDS.words))
    (token,) = chain(WORDS).tokens("jaishankar")
    first, _ = vocabulary.word(token, ("body",))
    again, correction = vocabulary.word(token, ("title",))
    assert len(asked) == len(set(asked)) == len(typed_keys("jaishankar"))
    assert (first.lemmas, first.fields, again.lemmas, again.fields) == (
        again.lemmas,
        ("body",),
        {"jaishankar": 1.0, "जयशंकर": 0.9},
        ("title",),
    )
    assert correction.typed == "jaishankar"
