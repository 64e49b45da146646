"""Chunks → rows of terms, held to the chain's own analysis."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.analysis.term_rows import TermRows
from indexer.analysis.tokenize import find_chunks

LETTERS = "कनडढयरा िे्ःं़\N{ZERO WIDTH JOINER}जी2०aS-–.,:@#'"
LEMMAS = {"नेताओं": "नेता", "बैठकें": "बैठक", "रना": "रना"}


def rows_of(rows: TermRows, chunk: str) -> tuple[list[tuple[str, str | None, int]], int]:
    """Exact form, lemma and offset of each term, and how many positions the chunk takes."""
    number = rows[chunk]
    first = rows.first[number]
    terms = [
        (
            rows.texts.text(rows.exact_of[row]),
            rows.texts.text(lemma) if lemma >= 0 else None,
            rows.offset[row],
        )
        for row in range(first, first + rows.terms[number])
        for lemma in [rows.lemma_of[row]]
    ]
    return terms, rows.advance[number]


def by_the_chain(chain: Chain, chunk: str) -> tuple[list[tuple[str, str | None, int]], int]:
    found, position = [], -1
    for term in chain.analyse(chunk):
        position += term.step
        found.append((term.exact, None if term.compound else term.lemma, position))
    return found, position + 1


@pytest.mark.parametrize(
    "chunk",
    """नेताओं हिन्दी NEWS 2020 १८ भारत-रूस भारत–रूस 2008-9 Full-Width नेताओं-बैठकें बैठकें- 1,165 १,१६५ 13.10 यू.पी. @ANI #चुनाव a@b.in
    जी20 जी-20 23वें दु:ख www.aaple लडकी-लडका क्\u200dया café-क""".split(),
)
def test_rows_are_those_of_the_chain(chunk):
    """A word, a compound or whatever else has the terms that ``analyse`` gives it."""
    chain = Chain(LEMMAS.get)
    assert rows_of(TermRows(chain), chunk) == by_the_chain(chain, chunk)


@given(st.lists(st.text(LETTERS, max_size=12), max_size=8))
@settings(max_examples=300, deadline=None)
def test_rows_of_any_text(texts):
    """The same for the chunks of any text, whatever was met before."""
    chain = Chain(LEMMAS.get)
    rows = TermRows(chain)
    for chunk in find_chunks(" ".join(texts)):
        assert rows_of(rows, chunk) == by_the_chain(chain, chunk)


@pytest.mark.parametrize(
    ("chunk", "word"),
    [
        ("नेताओं", ("नेताओं", "नेता")),
        ("1,165", ("1165", "1165")),
        ("भारत-रूस", None),
        ("जी20", None),
        ("\0003", None),
    ],
)
def test_words(chunk, word):
    """What is one word and nothing else is told; a gap has no word."""
    rows = TermRows(Chain(LEMMAS.get))
    assert rows.word(rows[chunk]) == word


def test_no_such_chunk():
    """A number that no chunk has is an IndexError."""
    with pytest.raises(IndexError, match="number 0"):
        TermRows(Chain(LEMMAS.get)).word(0)


def test_what_the_dictionary_raises_leaves_no_number():
    """A chunk that could not be looked up is asked for anew the next time."""

    def fail_once(exact):
        if not failed:
            failed.append(exact)
            raise LookupError(exact)

    failed: list[str] = []
    rows = TermRows(Chain(fail_once))
    with pytest.raises(LookupError, match="नेता"):
        rows["नेता"]
    assert (len(rows), rows_of(rows, "नेता")) == (0, ([("नेता", "नेता", 0)], 1))
