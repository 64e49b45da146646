"""Texts → posting lists by arrays, held to plain loops over the chain's tokens."""

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import value_rows
from indexer.analysis.chain import Chain
from indexer.analysis.tokenize import chunk_search, find_chunks, iter_chunks
from indexer.codec import keyword_rows
from indexer.codec.ascending import AscendingNumbers
from indexer.codec.form_counts import NO_LEMMA
from indexer.codec.starts import encode_ascending
from indexer.codec.term_field import TermField
from indexer.inversion import FieldTexts, Forms, InvertedField, Inverter

LEMMAS = {"नेताओं": "नेता", "बैठकें": "बैठक"}
WORDS = st.sampled_from(
    ["नेताओं", "नेता", "बैठकें", "भारत-रूस", "रूस", "१,१६५", "SCO", "।", "-", "a@b.in", "#भारत", "क्\u200dया"]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def chain() -> Chain:
    return Chain(lookup=LEMMAS.get)


def by_hand(texts: list[str], form: str) -> dict[str, dict[int, list[int]]]:
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for token in chain().tokens(text):
            if form == "exact" or not token.compound:
                found[getattr(token, form)][number].append(token.position)
    return found


def decoded(field: InvertedField) -> dict[str, dict[int, list[int]]]:
    found = {}
    postings = field.postings
    numbers = (
        np.arange(len(field.terms)),
        np.concatenate([[0], np.cumsum(postings.frequencies)]),
        postings.postings_start,
        postings.positions_start,
    )
    rows, first, *starts = (AscendingNumbers(encode_ascending(each)) for each in numbers)
    lists = (postings.postings, starts[0], postings.positions, starts[1])
    read = TermField(2**32, postings.lead, rows, first, *lists)
    for row, term in enumerate(field.terms):
        articles, counts = read.read_postings(row, row + 1)
        positions = read.read_positions(row, row + 1, counts)
        parts = np.split(positions, np.cumsum(counts)[:-1])
        found[term.decode()] = {int(n): part.tolist() for n, part in zip(articles, parts, strict=True)}
    return found


@given(st.lists(TEXTS, max_size=5))
@settings(deadline=None)
def test_postings_are_those_of_the_tokens(texts):
    """Terms, ascending, with the articles and positions that the chain's tokens have, for exact forms and lemmas."""
    forms = Forms(chain())
    field = FieldTexts(forms)
    for text in texts:
        field.add(text)
    inverter = Inverter(forms)
    for form, inverted in (("exact", inverter.by_exact_form(field)), ("lemma", inverter.by_lemma(field))):
        assert list(inverted.terms) == sorted(inverted.terms)
        assert decoded(inverted) == by_hand(texts, form)
    words = [sum(not token.compound for token in chain().tokens(text)) for text in texts]
    assert inverter.lengths(field).tolist() == words


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
@settings(deadline=None)
def test_a_text_in_two_pieces(pairs):
    """Positions run on from the first piece into the rest, and its words are counted."""
    forms = Forms(chain())
    field = FieldTexts(forms)
    ends = [field.add(first, f"\n{rest}") for first, rest in pairs]
    inverter = Inverter(forms)
    whole = [f"{first}\n{rest}" for first, rest in pairs]
    assert decoded(inverter.by_exact_form(field)) == by_hand(whole, "exact")
    words = [1 + max((token.position for token in chain().tokens(first)), default=-1) for first, _ in pairs]
    assert inverter.words_before(field, np.array(ends, np.int64)).tolist() == words


def test_values_stand_apart():
    """After each value come so many empty positions, which are no words."""
    forms = Forms(chain())
    field = FieldTexts(forms)
    rows = value_rows.ValueRows(
        forms, chunk_search(), forms.gap(10), field.chunks, field.ends, keyword_rows.KeywordRows()
    )
    rows.add(["नेता रूस", "भारत-रूस"])
    rows.add([])
    inverter = Inverter(forms)
    expected = {"नेता": {0: [0]}, "रूस": {0: [1, 13]}, "भारत": {0: [12]}, "भारत-रूस": {0: [12]}}
    assert decoded(inverter.by_exact_form(field)) == expected
    assert inverter.lengths(field).tolist() == [4, 0]


def test_counts_and_lemmas():
    """Exact forms are counted over all that is given to count, no others; each has its lemma."""
    forms = Forms(chain())
    field = FieldTexts(forms)
    field.add("नेताओं की बैठकें नेताओं")
    forms.count(field)
    forms["रूस"]  # analysed, never counted
    forms.count(field)
    counted = forms.counted()
    listed = [form.decode() for form in counted.table().rows(0, len(counted))]
    assert dict(zip(listed, counted.counts.tolist(), strict=True)) == {
        "की": 2,
        "नेता": 0,
        "नेताओं": 4,
        "बैठक": 0,
        "बैठकें": 2,
    }
    assert listed == sorted(listed)
    lemmas = [None if row == NO_LEMMA else listed[row] for row in counted.lemmas]
    assert lemmas == ["की", None, "नेता", None, "बैठक"]


@given(TEXTS | st.text(max_size=40))
def test_chunks_alone_are_those_with_offsets(text):
    """find_chunks gives what iter_chunks cuts."""
    assert find_chunks(text) == [text[start:end] for start, end in iter_chunks(text)]


def test_frequent_chunks():
    """The chunks met most often are told in the order first met; what was met once is not."""
    forms = Forms(chain())
    field = FieldTexts(forms)
    field.add("पुल पुल")
    field.add("नदी पुल नेता", "पुल नेता पुल SCO नेता नदी")
    forms.count(field)
    assert forms.frequent(9) == ["पुल", "नदी", "नेता"]
    assert forms.frequent(2) == ["पुल", "नेता"]
    assert forms.frequent(0) == []
