"""Explanations: the rules that made a word what it is, in order, ending at the very terms that the index gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fingerprint import iter_texts

from indexer.analysis.chain import Chain
from indexer.analysis.explain import Step

JOINERS = "\u200c\u200d\u2060\u00ad"
PIECES = st.sampled_from(
    [*map(chr, range(0x900, 0x980)), *JOINERS, *"aZé9٣-.,:'’@#ⅣＡ ", "वाला", "जी", "ों", "न्", "ड", "नेता"]
)
TEXT = st.lists(PIECES, max_size=12).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
)


def rules_of(chain: Chain, text: str) -> list[str]:
    (token,) = chain.words(text)
    return [f"{step.rule} → {step.after}" for step in chain.steps(token)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("नेता", []),
        ("नेताओं", ["dictionary → नेता"]),
        ("हिन्दी", ["anusvara → हिंदी"]),
        ("गङ्गा", ["anusvara → गंगा"]),
        ("इन्सान", ["anusvara → इंसान"]),
        ("चाँद", ["chandrabindu → चांद"]),
        ("ज़मीन", ["nukta → जमीन"]),
        ("\u095bमीन", ["Unicode normal form → ज़मीन", "nukta → जमीन"]),
        ("दिल्\u200dली", ["invisible characters → दिल्ली"]),
        ("१,१६५", ["digits → 1,165", "apostrophe or comma → 1165"]),
        ("ＢＪＰ", ["Unicode normal form → BJP", "case → bjp"]),
        ("Ⅳ", ["Unicode normal form → IV", "case → iv"]),
        ("Elections", ["case → elections", "English plural → election"]),
        ("यू.पी.", ["abbreviation → यूपी"]),
        ("डाॅक्टर", ["letter in pieces → डॉक्टर"]),
        ("मेंं", ["sign twice → में"]),
        ("पढा़ई", ["nukta after the vowel → पढ़ाई"]),
        ("कांगे्रस", ["virama after its vowel → कांग्रेस"]),
        ("पश्िचम", ["ि after its virama → पश्चिम"]),
        ("िबहार", ["ि at the start → बिहार"]),
        ("ख्ाली", ["half letter with a vowel sign → खाली"]),
        ("पु्ष्टि", ["virama in a syllable → पुष्टि"]),
        ("शकंुतला", ["anusvara before its vowel sign → शकुंतला"]),
        ("परिषद्", ["virama at the end → परिषद"]),
        ("दु:ख", ["visarga → दुःख", "word list → दुख"]),
        ("मोदीजी", ["-जी → मोदी"]),
        ("दुकानवालों", ["-वाला → दुकानवाला"]),
        ("मिनिस्टर्स", ["English plural → मिनिस्टर"]),
        ("21वीं", ["ordinal → 21वां"]),
        ("#चुनावों", ["tag → चुनावों", "dictionary → चुनाव"]),
        ("@Khabar", ["case → @khabar", "handle → khabar"]),
        ("मांग", ["word list → मांगना"]),
        ("झोपडियों", ["lost nukta → झोपड़ी"]),
        ("पेपरों", ["noun ending → पेपर"]),
    ],
)
def test_rules(chain: Chain, text: str, rules: list[str]) -> None:
    """A word comes to its lemma by these rules, in this order."""
    assert rules_of(chain, text) == rules


def test_compound(chain: Chain) -> None:
    """A compound is explained as one, and each of its words as a word."""
    whole, first, second = chain.tokens("भारत–रूसी")
    assert chain.steps(whole) == (Step("word", "compound", "भारत–रूसी", "भारत-रूसी"),)
    assert chain.steps(first) == chain.steps(second) == ()


def check(chain: Chain, text: str) -> None:
    for token in chain.tokens(text):
        form = token.text
        for step in chain.steps(token):
            assert step.before == form != step.after
            form = step.after
        assert form == token.lemma, token


@given(TEXT)
@settings(max_examples=1500, deadline=None)
def test_end_at_the_terms_of_any_text(text: str) -> None:
    """The steps of each token lead, one after the other, from what is written to its lemma."""
    check(CHAIN, text)


def test_end_at_the_terms_of_the_newsroom() -> None:
    """The same for all words of data/; and each step there has a rule of its own name."""
    for text in iter_texts():
        check(CHAIN, text)
        assert all(step.rule != "all rules" for token in CHAIN.tokens(text) for step in CHAIN.steps(token))


CHAIN = Chain()
