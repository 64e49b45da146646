"""Questions sampled from articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.questions import CLASSES, Question, sample_questions
from indexer.article import Article

WORDS = st.text(alphabet='कि्ंaA1 "\\', max_size=8)

ARTICLES = [
    Article(
        id=str(number),
        title=f"विधानसभा चुनाव क्रमांक {number}",
        body="मुख्यमंत्री ने आज राजधानी में पत्रकारों से बातचीत की। AND किसानों की समस्याएं सुनीं।",
        published=datetime(2020, 4, 10, 20, tzinfo=UTC),  # the 11th in India
        source="लोक पत्र",
    )
    for number in range(30)
]


def test_every_class_asks_about_every_article():
    """Articles with titles, dates and sources give as many questions of each class as are wanted."""
    questions = sample_questions(ARTICLES, 12)
    assert {name: len(asked) for name, asked in questions.items()} == dict.fromkeys(CLASSES, 12)


def test_the_same_articles_give_the_same_questions():
    """The sample is by a seed, and another seed gives another one."""
    assert sample_questions(ARTICLES, 12) == sample_questions(iter(ARTICLES), 12)
    assert sample_questions(ARTICLES, 12) != sample_questions(ARTICLES, 12, seed=1)


def test_classes_that_articles_cannot_give_are_absent():
    """Without dates and sources nothing is asked by them; the body's first words stand in for a headline."""
    bare = [replace(article, title=None, published=None, source=None) for article in ARTICLES]
    questions = sample_questions(bare, 3)
    assert set(CLASSES) - set(questions) == {
        "date and source",
        "newest first",
        "facet counts",
        "trends by day",
    }
    assert questions["headlines"][0].text == "मुख्यमंत्री ने आज राजधानी में पत्रकारों से बातचीत की"


@pytest.mark.parametrize(
    "name",
    [
        "2 words, any",
        "2 words, all",
        "date and source",
        "newest first",
        "facet counts",
        "trends by day",
        "collapsed",
    ],
)
def test_two_words_are_two_different_ones_without_operators(name):
    """Both occur in the article, and neither is a word of a query language."""
    for question in sample_questions(ARTICLES, 30)[name]:
        first, second = question.text.split()
        assert first != second
        assert "AND" not in (first, second)


def test_phrases_occur_as_they_are():
    """A phrase is a run of the body with single spaces."""
    assert all(question.text in ARTICLES[0].body for question in sample_questions(ARTICLES, 30)["phrase"])


def test_prefixes_begin_a_longer_word_and_end_at_a_written_letter():
    """No prefix ends before the vowel sign or virama of its last letter."""
    text = f"{ARTICLES[0].title} {ARTICLES[0].body}".split()
    for question in sample_questions(ARTICLES, 30)["prefix"]:
        assert any(word.startswith(question.text) and word != question.text for word in text)
        assert "विधा".startswith(question.text[:1]) or question.text[0] in "मचरपबकसस"


def test_fuzzy_words_lost_one_character_but_not_the_first():
    """Put back at some place, one character makes the word of the article again."""
    text = f"{ARTICLES[0].title} {ARTICLES[0].body}".replace("।", "").split()
    for question in sample_questions(ARTICLES, 30)["fuzzy"]:
        lost = [word[:place] + word[place + 1 :] for word in text for place in range(1, len(word))]
        assert question.text in lost


def test_the_days_of_a_filter_are_those_of_india():
    """Fifteen days around the day that it was in India; the span is half open, at midnights in India."""
    question = sample_questions(ARTICLES, 1)["date and source"][0]
    assert (question.first_day, question.last_day) == (date(2020, 3, 27), date(2020, 4, 26))
    assert question.since == datetime(2020, 3, 26, 18, 30, tzinfo=UTC)
    assert question.until == datetime(2020, 4, 26, 18, 30, tzinfo=UTC)


@settings(deadline=None)
@given(
    st.builds(
        Question,
        text=WORDS,
        match=st.sampled_from(["any", "all", "phrase", "prefix", "fuzzy"]),
        first_day=st.none() | st.dates(),
        last_day=st.none() | st.dates(max_value=date(9000, 1, 1)),
        source=st.none() | WORDS,
        newest_first=st.booleans(),
        total=st.booleans(),
        facets=st.booleans(),
        days=st.booleans(),
        collapsed=st.booleans(),
    )
)
def test_json_round_trip(question):
    """A question reaches the engine's process as it was."""
    assert Question.of_json(question.to_json()) == question
