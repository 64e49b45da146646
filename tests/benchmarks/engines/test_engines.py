"""Every engine answers any headline: no query is an error, no punctuation is an operator."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec

from benchmarks.articles import write_articles
from benchmarks.engines import SEARCHED_NAMES, Engine, EngineMissingError, UnsupportedError, open_engine
from benchmarks.questions import Question
from indexer.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

# Headlines made up for this table: each holds what some engine's query language would read as an operator.
HEADLINES = [
    'SCO: विदेश मंत्री बोले- "साथ चलेंगे"',
    "भारत-रूस वार्ता: 'नया अध्याय' (विशेष)",
    "title:बैठक AND NOT (किसान*",
    '"अधूरा उद्धरण',
    "परिणाम -घोषित +आज ~लगभग^2",
    "दाम 1,165 रुपये; 50% छूट?",
    "NEAR(एक दो, 3) [क TO ख]",
    r"मौसम \ बारिश | तूफान & ओले!",
    "id:1 {body} : 10:30 बजे",
    "शब्द\N{ZERO WIDTH JOINER}कोश — नया संस्करण…",
    "sampark@patra.example #चुनाव @sampadak https://patra.example/a?b=c",
    "सन्नाटा\0 रात\tका",
]
FILLER = [
    Article(
        id=f"filler-{i}",
        title=f"अन्य समाचार {i}",
        body=f"बाजार में भीड़ क्रमांक {i}",
        published=datetime(2020, 4, 1 + i, 12, tzinfo=UTC),
        source="लोक पत्र" if i % 2 else 'जन "पत्र"',
    )
    for i in range(5)
]
# The NUL is for the query alone: khabar rejects an article that holds one.
BODIES = [f"{text} पर रिपोर्ट".replace("\0", " ") for text in HEADLINES]
ARTICLES = [Article(id=f"h{i}", body=body) for i, body in enumerate(BODIES)] + FILLER


@pytest.fixture(scope="module", params=SEARCHED_NAMES)
def engine(request, tmp_path_factory) -> Iterator[Engine]:
    try:
        opened = open_engine(request.param)
    except EngineMissingError as error:
        pytest.skip(str(error))
    with closing(opened):
        folder = tmp_path_factory.mktemp(request.param)
        write_articles(ARTICLES, folder / "articles.jsonl")
        assert opened.build(folder / "articles.jsonl", folder / "index") == len(ARTICLES)
        yield opened


@pytest.mark.parametrize("number", range(len(HEADLINES)), ids=lambda number: f"h{number}")
def test_a_headline_finds_its_article_whatever_it_holds(engine, number):
    """The article made of a headline comes first for that headline."""
    assert engine.search(HEADLINES[number], 5)[0] == f"h{number}"


@pytest.mark.parametrize("query", ["", "   ", '"', "।", "- : ( )", "*", "?!", "\0"])
def test_a_query_without_a_word_finds_nothing(engine, query):
    """Punctuation alone is no error and matches no article."""
    assert engine.search(query, 10) == []


def test_a_word_of_no_article_finds_nothing(engine):
    """An engine does not pad its answer with articles that do not match."""
    assert engine.search("अनुपस्थितशब्द", 10) == []


def test_a_leading_hyphen_does_not_exclude(engine):
    """In a headline "-घोषित" is a word after a dash, never "without घोषित"."""
    assert "h4" in engine.search("-घोषित", 10)


def test_any_word_may_match(engine):
    """Words are OR-ed: one of them that occurs is enough."""
    assert engine.search("अनुपस्थितशब्द तूफान", 10) == ["h7"]


@pytest.mark.parametrize("part", ["ब", "बजर", "भ"])
def test_words_are_kept_whole(engine, part):
    """No engine cuts बाजार or भीड़ at its vowel signs, so their bare consonants find nothing."""
    if engine.name == "khabar":
        pytest.skip("khabar's own tests hold its analysis")
    assert engine.search(part, 10) == []


@pytest.mark.parametrize("top_k", [1, 3, 5, 50])
def test_at_most_top_k(engine, top_k):
    """A search gives min(top_k, matches) articles, none twice."""
    found = engine.search("बाजार", top_k)
    assert len(found) == len(set(found)) == min(top_k, len(FILLER))


def _answer(engine, question):
    try:
        return engine.answer(question)
    except UnsupportedError as error:
        pytest.skip(str(error))


QUESTIONS = [
    (Question("बाजार भीड़"), "01234"),
    (Question("बाजार भीड़", total=False), "01234"),
    (Question("भीड़ 3", "all"), "3"),
    (Question("बाजार में भीड़", "phrase"), "01234"),
    (Question("भीड़ में बाजार", "phrase"), ""),
    (Question("बाज", "prefix"), "01234"),
    (Question("बाजर", "fuzzy"), "01234"),
    (
        Question("बाजार ओले", first_day=date(2020, 4, 2), last_day=date(2020, 4, 4), source="लोक पत्र"),
        "13",
    ),
]


@pytest.mark.parametrize(("question", "numbers"), QUESTIONS)
def test_each_class_of_questions(engine, question, numbers):
    """Every engine that has such a search gives the titles of the same articles, in whatever order."""
    assert sorted(_answer(engine, question)) == [f"अन्य समाचार {number}" for number in numbers]


def test_newest_first(engine):
    """The order is by date, the latest first."""
    found = _answer(engine, Question("बाजार", newest_first=True))
    assert found == [f"अन्य समाचार {number}" for number in "43210"]


def test_facets_count_the_matches_of_each_source(engine):
    """Sources with the number of matching articles."""
    found = _answer(engine, Question("बाजार", facets=True))
    assert sorted(found) == ['जन "पत्र": 3', "लोक पत्र: 2"]


@settings(deadline=None)
@given(
    query=st.text(
        alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\"'()[]{}:*?~^-+\\ ।भाज्"))
    )
)
def test_no_query_is_an_error(engine, query):
    """Whatever is asked, the answer is a list of known ids."""
    assert set(engine.search(query, 100)) <= {article.id for article in ARTICLES}


def test_khabar_on_whoosh_indexes_what_khabar_does(tmp_path):
    """Whoosh's own codec gets khabar's terms: of both words and lemmas, entities and labels; and it is built only."""
    write_articles(
        [
            *ARTICLES,
            Article(
                id="named",
                title="नेताओं की बैठक",
                body="प्रधानमंत्री नरेंद्र मोदी लखनऊ आए।",
                published=datetime(2020, 4, 9, tzinfo=UTC),
                tags=("चुनाव", "राजनीति"),
            ),
        ],
        tmp_path / "articles.jsonl",
    )
    with closing(open_engine("khabar_on_whoosh")) as opened:
        assert opened.build(tmp_path / "articles.jsonl", tmp_path / "index") == len(ARTICLES) + 1
        for ask in (lambda: opened.search("बाजार", 1), lambda: opened.answer(Question("बाजार"))):
            with pytest.raises(UnsupportedError, match="built only"):
                ask()
    with whoosh.index.open_dir(tmp_path / "index").reader() as reader:
        assert type(reader.codec()) is W3Codec
        terms = {
            (name, term.decode()) for name, term in reader.all_terms() if name not in ("id", "published")
        }
    assert terms >= {
        ("title", "नेता"),
        ("title_exact", "नेताओं"),
        ("person", "मोदी"),
        ("place", "लखनऊ"),
        ("tags", "राजनीति"),
        ("source", "लोक"),
    }


def test_an_engine_that_is_not_known():
    """A misspelt engine is a KeyError, not a skipped one."""
    with pytest.raises(KeyError):
        open_engine("elastic")


@pytest.mark.parametrize(("module", "error"), [("bm25s", EngineMissingError), ("query", ModuleNotFoundError)])
def test_only_a_peer_may_be_missing(monkeypatch, module, error):
    """An engine without its package is skipped by name; khabar without its own module is a fault."""
    name = "bm25s" if module == "bm25s" else "khabar"
    for loaded in (module, "benchmarks.engines.bm25s_snowball", "benchmarks.engines.khabar"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(error):
        open_engine(name)
