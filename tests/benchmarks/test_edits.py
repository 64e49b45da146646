"""Edited copies: what they keep, and that a seed always gives the same ones."""

from __future__ import annotations

from datetime import datetime

import pytest
from wire_copies import BRIDGE, LIBRARY, gold_page, text_of

from benchmarks.edits import edit_corpus
from indexer.article import Article

ARTICLES = [
    Article(
        id="bridge", body=text_of(*BRIDGE), published=datetime.fromisoformat("2025-11-03T08:00:00+05:30")
    ),
    Article(id="library", body=text_of(*LIBRARY), source="जनवाणी"),
    Article(id="gold", body=gold_page("तीन नवंबर", 61_200)),
]


@pytest.mark.parametrize("seed", range(5))
def test_copies_are_added_and_nothing_is_changed(seed):
    """The articles stay as they are; each chosen one has one to three copies under ids of their own, later by hours."""
    corpus = edit_corpus(ARTICLES, originals=2, seed=seed)
    by_id = {article.id: article for article in corpus.articles}
    assert len(by_id) == len(corpus.articles)
    assert all(by_id[article.id] == article for article in ARTICLES)
    assert len(set(corpus.original_of.values())) == 2
    for identity, original in corpus.original_of.items():
        if identity != original:
            assert by_id[identity].body != by_id[original].body or by_id[identity].title
            assert (by_id[identity].published is None) == (by_id[original].published is None)
    copies = len(corpus.articles) - len(ARTICLES)
    assert 2 <= copies <= 6


def test_a_seed_gives_the_same_corpus():
    """And another seed another one."""
    assert edit_corpus(ARTICLES, originals=2, seed=1) == edit_corpus(ARTICLES, originals=2, seed=1)
    assert edit_corpus(ARTICLES, originals=2, seed=1) != edit_corpus(ARTICLES, originals=2, seed=2)


def test_a_copy_has_words_of_its_original():
    """Half at least of what is kept comes from it, whatever else is added."""
    corpus = edit_corpus(ARTICLES, originals=3, seed=7)
    words = {article.id: article.body.replace("।", " ").split() for article in corpus.articles}
    for identity, original in corpus.original_of.items():
        kept = [word for word in words[identity] if word in set(words[original])]
        assert len(kept) >= len(words[identity]) / 2
