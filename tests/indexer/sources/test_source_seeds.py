"""The two scraped pages of the issue give exactly the fields that it lists."""

from datetime import datetime
from pathlib import Path

from indexer.article import Article
from indexer.sources import iter_articles
from indexer.sources.dates import IST

CLUTTER = {"विज्ञापन", "Trending Videos", "सार", "विस्तार"}


def read_seed(shared: Path, name: str) -> Article:
    (item,) = [item for _, item in iter_articles([shared / "seeds" / name])]
    assert isinstance(item, Article)
    return item


def without_body(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in Article.__dataclass_fields__ if name != "body"}


def test_page_with_metadata(shared: Path) -> None:
    """The first seed: JSON metadata, desk line, byline, date, summary, clutter."""
    article = read_seed(shared, "000_f180c6c024ab41d5.txt")
    assert without_body(article) == {
        "id": "691c9ff768b5729ed20c3fe9",
        "title": "SCO: विदेश मंत्री जयशंकर ने की रूसी राष्ट्रपति से मुलाकात, SCO बैठक में पुतिन बोले- बढ़ाना होगा प्रभाव",
        "published": datetime(2025, 11, 18, 22, 4, tzinfo=IST),
        "source": "अमर उजाला",
        "author": "देवेश त्रिपाठी",
        "place": "मास्को",
        "category": "दुनिया",
        "url": None,
        "tags": (),
    }
    paragraphs = article.body.split("\n")
    assert paragraphs[0].startswith("राष्ट्रपति पुतिन 23वें वार्षिक")
    assert [line for line in paragraphs if len(line) < 100] == [
        "पीएम मोदी संग पुतिन करेंगे दिसंबर में शिखर वार्ता",
        "'एससीओ को बढ़ाना होगा अपना प्रभाव', बोले पुतिन",
    ]
    assert len(paragraphs) == 9
    assert not CLUTTER & set(paragraphs)
    assert article.title not in paragraphs
    for part in ("विज्ञापन", "Trending", "फोटो :", "Published by", "Updated", "न्यूज डेस्क", "_id"):
        assert part not in article.body
    assert paragraphs[-1].endswith('विशेष भूमिका है।"')


def test_page_without_title(shared: Path) -> None:
    """The second seed: image path, dateline, English tweet, tags; the title is the first sub-heading."""
    article = read_seed(shared, "003_15b69631b8e15f82.txt")
    assert without_body(article) == {
        "id": "003_15b69631b8e15f82",
        "title": "भारत-रूस संबंधों को मिला नया आयाम",
        "published": datetime(2025, 7, 15, tzinfo=IST),
        "source": "वाईबीएन डेस्क",
        "author": None,
        "place": "नई दिल्ली",
        "category": None,
        "url": None,
        "tags": ("s jaishankar latest news", "S Jaishankar Meeting"),
    }
    paragraphs = article.body.split("\n")
    assert paragraphs[0].startswith("चीन के तियानजिन शहर में")
    assert [line for line in paragraphs if len(line) < 100] == [
        "भारत-रूस संबंधों को मिला नया आयाम",
        "क्या है शंघाई सहयोग संगठन (SCO)?",
    ]
    assert len(paragraphs) == 5
    for part in ("Foreign Minister", "ANI", "Source", "twitter", ".jpg", "वाईबीएन", " | "):
        assert part not in article.body
    assert paragraphs[-1].endswith("असफल रहा है।")
