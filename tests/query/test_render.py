"""Lines of results, stories and articles, in Hindi and in English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer.article import Article, Entity
from indexer.codec.stored import ArticleReader, ArticleWriter, StoredArticle, StoredHead, code_article
from indexer.languages import Language, said_time
from query.facets import Facet
from query.filters import UnknownValue
from query.render import (
    article_lines,
    corrected_lines,
    facet_lines,
    print_notes,
    result_lines,
    similar_lines,
    story_lines,
    story_row,
)
from query.results import Explanation, Hit, SearchResults
from query.similar import SimilarArticle
from query.snippets import Snippet
from query.suggest import Suggestion, WordSuggestions
from query.terminal import Line
from query.vocabulary import Correction

HI, EN = Language.hi, Language.en
PUBLISHED = datetime(2025, 11, 18, 20, 4, tzinfo=UTC)


def stored_head(**changes) -> StoredHead:
    article = {
        "id": "a-1",
        "body": "",
        "title": "जयशंकर मास्को पहुंचे",
        "published": PUBLISHED,
        "source": "जनवाणी",
        "category": "दुनिया",
    }
    head, _ = code_article(Article(**article | changes), ())
    return ArticleReader(b"").head(ArticleWriter(b"").encode(head))


def hit(rank: int = 1, copies: tuple[StoredHead, ...] = (), **changes) -> Hit:
    of_hit = {name: changes.pop(name) for name in ("explanation", "recency") if name in changes}
    snippet = changes.pop("snippet", Snippet("आज जयशंकर मास्को में हैं।", ((3, 9),)))
    return Hit(head=stored_head(**changes), rank=rank, score=1.5, snippet=snippet, copies=copies, **of_hit)


def results(*hits: Hit, total: int | None = None, **changes) -> SearchResults:
    return SearchResults(
        **{"query": "जयशंकर", "total": len(hits) if total is None else total, "took_ms": 3.2, "corrected": ()}
        | {"hits": hits}
        | changes
    )


def texts(lines: Iterable[Line]) -> list[str]:
    return ["".join([line.margin, *(text for text, _ in line.pieces)]) for line in lines]


@pytest.mark.parametrize(
    ("lang", "last"), [(HI, "1–1, कुल 1,234 लेख, 3 मि.से."), (EN, "1–1 of 1,234 articles, 3 ms")]
)
def test_a_hit(lang: Language, last: str) -> None:
    """Rank and title; source, category, how long ago and when, id; snippet; the total."""
    assert texts(result_lines(results(hit(), total=1234), lang, offset=0)) == [
        " 1. जयशंकर मास्को पहुंचे",
        f"    जनवाणी · दुनिया · {said_time(PUBLISHED, lang)} · a-1",
        "    आज जयशंकर मास्को में हैं।",
        "",
        last,
    ]


@pytest.mark.parametrize(("lang", "untitled"), [(HI, "(बिना शीर्षक)"), (EN, "(untitled)")])
def test_what_an_article_lacks_is_left_out(lang: Language, untitled: str) -> None:
    """No title, source, category, date or snippet: no "None" and no empty place for it."""
    bare = hit(title=None, source=None, category=None, published=None, snippet=None)
    assert texts(result_lines(results(bare), lang, offset=0))[:2] == [f" 1. {untitled}", "    a-1"]


def test_ranks_and_total_of_a_later_page() -> None:
    """The last line says which of how many are shown, and that none is where the page is past the end."""
    page = results(hit(21), hit(22), total=40)
    assert texts(result_lines(page, EN, offset=20))[-1] == "21–22 of 40 articles, 3 ms"
    assert texts(result_lines(page, HI, offset=20))[-1] == "21–22, कुल 40 लेख, 3 मि.से."
    assert texts(result_lines(results(total=40), EN, offset=50)) == ["none of 40 articles, 3 ms"]
    assert texts(result_lines(results(total=40), HI, offset=50)) == ["कोई नहीं, कुल 40 लेख, 3 मि.से."]
    assert texts(result_lines(results(), HI, offset=0)) == []


@pytest.mark.parametrize(
    ("stories", "total", "hindi", "english"),
    [
        (1, 5, "कुल 1 ख़बर (5 लेख)", "of 1 story (5 articles)"),
        (3, 5, "कुल 3 ख़बरें (5 लेख)", "of 3 stories (5 articles)"),
        (5, 5, "कुल 5 लेख", "of 5 articles"),
    ],
)
def test_stories_are_counted(stories: int, total: int, hindi: str, english: str) -> None:
    """Stories are said beside articles where they are fewer."""
    found = results(hit(), total=total, stories=stories)
    assert texts(result_lines(found, HI, offset=0))[-1] == f"1–1, {hindi}, 3 मि.से."
    assert texts(result_lines(found, EN, offset=0))[-1] == f"1–1 {english}, 3 ms"


@pytest.mark.parametrize(
    ("sources", "hindi", "english"),
    [
        (["प्रभात", "वार्ता", "संसार", "प्रभात"], "और 3 स्रोत", "and 3 more sources"),
        (["प्रभात", "जनवाणी", None], "और 1 स्रोत", "and 1 more source"),
        (["जनवाणी", "जनवाणी"], "और 2 लेख", "and 2 more articles"),
        (["जनवाणी"], "और 1 लेख", "and 1 more article"),
    ],
)
def test_copies_are_counted(sources: list[str | None], hindi: str, english: str) -> None:
    """Other sources are counted once each; copies of the hit's own source are articles."""
    copied = hit(copies=tuple(stored_head(source=source) for source in sources))
    assert texts(result_lines(results(copied), HI, offset=0))[1].endswith(f" · a-1 · {hindi}")
    assert texts(result_lines(results(copied), EN, offset=0))[1].endswith(f" · a-1 · {english}")


def test_corrections_and_suggestions_come_first() -> None:
    """What was sought instead of the words typed, and what may have been meant, is said before the hits."""
    corrected = (Correction("putin", ("पुतिन",)), Correction("rus", ("रूस", "रुस")))
    meant = (WordSuggestions("जयशंकार", (Suggestion("जयशंकर", "form", 0.9),)),)
    found = results(hit(), corrected=corrected, suggestions=meant)
    assert texts(result_lines(found, HI, offset=0))[:2] == [
        "दिखाए गए: putin → पुतिन; rus → रूस, रुस",
        "क्या आपका मतलब: जयशंकार → जयशंकर",
    ]
    assert texts(result_lines(found, EN, offset=0))[:2] == [
        "shown: putin → पुतिन; rus → रूस, रुस",
        "did you mean: जयशंकार → जयशंकर",
    ]
    assert texts(corrected_lines((), EN)) == []


def test_explanation() -> None:
    """Each part with its score, the most it could give, and where; the sum last, with what its age made of it."""
    parts = (Explanation("जयशंकर", 2.0, 1.5, {"title": 1.0, "body": 3.0}),)
    assert texts(result_lines(results(hit(explanation=parts)), EN, offset=0))[3:5] == [
        "      1.5000 of 2.0000  जयशंकर  (title ×1, body ×3)",
        "      1.5000 score",
    ]
    assert texts(result_lines(results(hit(explanation=parts, recency=0.75)), HI, offset=0))[3:5] == [
        "      1.5000 / 2.0000  जयशंकर  (title ×1, body ×3)",
        "      1.5000 अंक (× 0.7500 पुरानेपन से)",
    ]


def test_facet() -> None:
    """The name of the facet, its values with counts and bars, and how many others there are."""
    facet = Facet("person", (("नरेंद्र मोदी", 123456), ("पुतिन", 61728)), 1234)
    assert texts(facet_lines(facet, HI, bars=4)) == [
        "व्यक्ति",
        "1,23,456  ━━━━  नरेंद्र मोदी",
        "  61,728  ━━    पुतिन",
        "          और 1,234",
    ]
    assert texts(facet_lines(facet, EN)) == [
        "person",
        "123,456  नरेंद्र मोदी",
        " 61,728  पुतिन",
        "         and 1,234 more",
    ]


def test_notes_on_values_that_no_article_has(capsys) -> None:
    """Which filter, which value, and what is like it, on standard error."""
    unknown = [UnknownValue("category", "क्रीकेट", ("क्रिकेट",)), UnknownValue("org", "x\x1b", ())]
    print_notes(unknown, HI)
    print_notes(unknown, EN)
    assert capsys.readouterr() == (
        "",
        "श्रेणी 'क्रीकेट' किसी लेख में नहीं; मिलते-जुलते: क्रिकेट\n"
        "संगठन 'x\\x1b' किसी लेख में नहीं\n"
        "no article has the category 'क्रीकेट'; similar: क्रिकेट\n"
        "no article has the organisation 'x\\x1b'\n",
    )


def test_similar() -> None:
    """Title and facts, then what ties the article to the other; nothing is said of ties that are not there."""
    found = [SimilarArticle(1, 1.0, stored_head(), ("पुल", "कोसी"), ("बिहार",))]
    facts = f"    जनवाणी · दुनिया · {said_time(PUBLISHED, EN)} · a-1"
    assert texts(similar_lines(found, EN)) == [
        " 1. जयशंकर मास्को पहुंचे",
        facts,
        "    words: पुल, कोसी; names: बिहार",
        "",
    ]
    assert texts(similar_lines(found, HI))[2] == "    शब्द: पुल, कोसी; नाम: बिहार"
    assert texts(similar_lines([replace(found[0], words=())], HI))[2] == "    नाम: बिहार"


def test_story() -> None:
    """The copies numbered, without a blank line between; as a row, the time is that of programs."""
    members = [stored_head(), stored_head(id="a-2", title=None, published=None, source=None)]
    assert texts(story_lines(members, HI)) == [
        " 1. जयशंकर मास्को पहुंचे",
        f"    जनवाणी · दुनिया · {said_time(PUBLISHED, HI)} · a-1",
        " 2. (बिना शीर्षक)",
        "    दुनिया · a-2",
    ]
    assert [*map(story_row, members)] == [
        ("2025-11-18T20:04:00+00:00", "जनवाणी", "a-1", "जयशंकर मास्को पहुंचे"),
        ("", "", "a-2", ""),
    ]


@pytest.mark.parametrize(
    ("lang", "kinds"), [(HI, ("व्यक्ति", "संगठन", "टैग")), (EN, ("person", "organisation", "tag"))]
)
def test_article(lang: Language, kinds: tuple[str, str, str]) -> None:
    """Title, facts, address, paragraphs with an empty line between, entities by kind, tags."""
    address = "https://jan-vani.example/1"
    article = Article(
        id="a-1", title="शीर्षक", body="पहला।\nदूसरा।", place="पटना", url=address, tags=("बाढ़", "कोसी")
    )
    entities = (
        Entity("person", "नरेंद्र मोदी", ("मोदी",), 2),
        Entity("org", "शंघाई सहयोग संगठन", (), 1),
        Entity("person", "पुतिन", (), 1),
    )
    assert texts(article_lines(StoredArticle(article, entities), lang)) == [
        "शीर्षक",
        "पटना · a-1",
        address,
        "",
        "पहला।",
        "",
        "दूसरा।",
        "",
        f"{kinds[0]}: नरेंद्र मोदी (मोदी), पुतिन",
        f"{kinds[1]}: शंघाई सहयोग संगठन",
        f"{kinds[2]}: बाढ़, कोसी",
    ]
