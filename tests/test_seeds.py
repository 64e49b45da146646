"""The two seeds of the shared folder, indexed: exactly the fields, entities and answers that issue 2 lists."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from indexer import build
from indexer.codec.stored import StoredArticle
from query import Searcher

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
IST = timezone(timedelta(hours=5, minutes=30))
FIRST, SECOND = "691c9ff768b5729ed20c3fe9", "003_15b69631b8e15f82"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here (../shared/seeds)")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory):
    index = tmp_path_factory.mktemp("seeds") / "index"
    report = build([SEEDS], index)
    assert report.articles == 2
    assert not report.rejects
    assert not report.warnings
    with Searcher.open(index) as opened:
        yield opened


def stored_in(searcher: Searcher, identity: str) -> StoredArticle:
    stored = searcher.article(identity)
    assert stored is not None
    return stored


def ids(searcher: Searcher, query: str) -> set[str]:
    results = searcher.search(query)
    assert results.total == len(results.hits)
    return {hit.id for hit in results.hits}


def names(searcher: Searcher, kind: str) -> set[str]:
    """All names and aliases of one kind, in both articles."""
    entities = [entity for identity in (FIRST, SECOND) for entity in stored_in(searcher, identity).entities]
    return {name for each in entities if each.kind == kind for name in (each.name, *each.aliases)}


def test_page_with_metadata_is_stored(searcher: Searcher) -> None:
    """The first seed: every field of the issue, and none of the clutter."""
    article = stored_in(searcher, FIRST).article
    assert article.title == (
        "SCO: विदेश मंत्री जयशंकर ने की रूसी राष्ट्रपति से मुलाकात, SCO बैठक में पुतिन बोले- बढ़ाना होगा प्रभाव"
    )
    assert article.published == datetime(2025, 11, 18, 22, 4, tzinfo=IST)
    assert article.published.utcoffset() == timedelta(hours=5, minutes=30)
    assert (article.source, article.place) == ("अमर उजाला", "मास्को")
    assert (article.author, article.category) == ("देवेश त्रिपाठी", "दुनिया")
    assert (article.url, article.tags) == (None, ())
    assert article.body.startswith("राष्ट्रपति पुतिन 23वें वार्षिक")
    paragraphs = article.body.split("\n")
    assert "पीएम मोदी संग पुतिन करेंगे दिसंबर में शिखर वार्ता" in paragraphs
    assert "'एससीओ को बढ़ाना होगा अपना प्रभाव', बोले पुतिन" in paragraphs
    assert not {"विज्ञापन", "Trending Videos", "सार", "विस्तार", article.title} & set(paragraphs)
    assert "- फोटो :" not in article.body
    assert "Published by:" not in article.body


def test_page_without_title_is_stored(searcher: Searcher) -> None:
    """The second seed: title from the first sub-heading, date from the picture's path, dateline, tags; no tweet."""
    article = stored_in(searcher, SECOND).article
    assert article.title == "भारत-रूस संबंधों को मिला नया आयाम"
    assert article.published == datetime(2025, 7, 15, tzinfo=IST)
    assert (article.source, article.place) == ("वाईबीएन डेस्क", "नई दिल्ली")
    assert (article.author, article.category, article.url) == (None, None, None)
    assert article.tags == ("s jaishankar latest news", "S Jaishankar Meeting")
    assert article.body.startswith("चीन के तियानजिन शहर में")
    for clutter in ("Foreign Minister", "ANI", "(Source:", "pic.twitter.com", "media_files", " | "):
        assert clutter not in article.body


@pytest.mark.parametrize(
    "query",
    [
        "SCO",
        "एससीओ",
        "शंघाई सहयोग संगठन",
        "जयशंकर",
        "jaishankar",
        "विदेश मंत्रियों",
        '"विदेश मंत्री"',
        "entity:लावरोव",
    ],
)
def test_query_finds_both(searcher: Searcher, query: str) -> None:
    """Each query of the issue finds both seeds."""
    assert ids(searcher, query) == {FIRST, SECOND}


@pytest.mark.parametrize(
    "query",
    [
        "after:2025-11-01 जयशंकर",
        "after:2025-11-01",
        "date:2025-11-18",
        "date:2025-11",
        "author:त्रिपाठी",
        "category:दुनिया",
        "place:मास्को",
    ],
)
def test_query_finds_the_first_alone(searcher: Searcher, query: str) -> None:
    """What only the first seed has, and dates after July 2025, find the first alone."""
    assert ids(searcher, query) == {FIRST}


def test_roman_reading_is_told(searcher: Searcher) -> None:
    """The answer says in which Devanagari words a Roman one was sought."""
    corrected = searcher.search("jaishankar").corrected
    assert [(each.typed, "जयशंकर" in each.shown) for each in corrected] == [("jaishankar", True)]


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        (
            "person",
            ["जयशंकर", "पुतिन", "सर्गेई लावरोव", "मिखाइल मिशुस्तीन", "नरेंद्र मोदी", "राजनाथ सिंह"],
        ),
        ("place", ["मास्को", "नई दिल्ली", "चीन", "रूस", "भारत", "ईरान", "पाकिस्तान", "तियानजिन"]),
        ("org", ["शंघाई सहयोग संगठन", "एससीओ", "SCO"]),
    ],
)
def test_entities(searcher: Searcher, kind: str, listed: list[str]) -> None:
    """The entities that the issue lists are found, under their kind; a person possibly with a first name before."""
    found = names(searcher, kind)
    missing = [
        name for name in listed if not any(each == name or each.endswith(f" {name}") for each in found)
    ]
    assert not missing, sorted(found)


def test_one_organisation(searcher: Searcher) -> None:
    """शंघाई सहयोग संगठन, एससीओ and SCO are one organisation in each article."""
    for identity in (FIRST, SECOND):
        orgs = [entity for entity in stored_in(searcher, identity).entities if entity.kind == "org"]
        (sco,) = [each for each in orgs if each.name == "शंघाई सहयोग संगठन"]
        assert {"एससीओ", "SCO"} <= set(sco.aliases)
