"""Scraped pages of other shapes than the seeds'."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources import iter_articles
from indexer.sources.clutter import is_clutter, is_final
from indexer.sources.dates import IST
from indexer.sources.markdown import read_paragraphs
from indexer.sources.page_title import MAX_TITLE

Read = Callable[..., Any]

LEAD = "राज्य सरकार ने सोमवार को नई सिंचाई योजना की घोषणा की, जिससे दो लाख किसानों को पानी मिलेगा।"
NEXT = "योजना पर तीन साल में चार सौ करोड़ रुपये खर्च होंगे, अधिकारियों ने बताया।"
TITLE = "दो लाख किसानों को मिलेगा पानी, नई सिंचाई योजना का ऐलान"
DAY = datetime(2025, 11, 18, tzinfo=IST)


def test_plain_text(read: Read) -> None:
    """A short first line that does not end as a sentence is the title, and is not text."""
    (article,) = read("khabar.txt", f"{TITLE}\n\n{LEAD}\n\n{NEXT}\n")
    assert article == Article(id="khabar", title=TITLE, body=f"{LEAD}\n{NEXT}")


def test_title_of_the_first_sentence(read: Read) -> None:
    """Without title and sub-heading the title is the first sentence, cut at a word; it stays in the body."""
    (short,) = read("a.txt", f"{LEAD} {NEXT}")
    assert short.title == LEAD.rstrip("।")
    (long,) = read("a.txt", "बहुत " * 60 + "लंबा वाक्य है।")
    assert long.title == " ".join(["बहुत"] * (MAX_TITLE // 5))
    assert long.body.startswith(long.title)


def test_markdown(read: Read) -> None:
    """Headings, emphasis, links, images and quotations are unwrapped; the first heading is the title."""
    page = f"""![पुराना चित्र](https://example.com/2025/11/18/pani.jpg "कैप्शन")

# **{TITLE}**

> राज्य सरकार ने *सोमवार* को __नई__ [सिंचाई योजना](https://example.com/yojana) की घोषणा की।

## किसे मिलेगा `लाभ`
---
* दो लाख किसानों को; पता <https://example.com/a_b_c>, गणना 2*3*4, नाम snake_case_name।
"""
    (article,) = read("a.md", page)
    assert (article.title, article.published) == (TITLE, DAY)
    assert article.body.split("\n") == [
        "राज्य सरकार ने सोमवार को नई सिंचाई योजना की घोषणा की।",
        "किसे मिलेगा लाभ",
        "दो लाख किसानों को; पता https://example.com/a_b_c, गणना 2*3*4, नाम snake_case_name।",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "---\ntitle: '{0}'\ndate: 18 नवंबर 2025\ntags: [पानी, खेती]\nlayout: post\n---\n",
        "---\ntitle: {0}\ndate: 2025-11-18\ntags:\n- पानी\n- खेती\n---\n",
        "शीर्षक: {0}\nदिनांक: १८/११/२०२५\nटैग: पानी, खेती\n\n",
        '{{"title": "{0}", "date": 1763404200, "tags": ["पानी", "खेती"]}}\n',
    ],
)
def test_metadata(read: Read, header: str) -> None:
    """Front matter, labelled lines and JSON say the same, and none of it is text."""
    (article,) = read("a.md", header.format(TITLE) + LEAD)
    assert (article.title, article.tags, article.body) == (TITLE, ("पानी", "खेती"), LEAD)
    assert article.published == DAY


def test_head_run_together(read: Read) -> None:
    """Desk, byline and dates on one line, as some scrapers leave them, are told apart."""
    desk = "न्यूज डेस्क, जनवाणी टाइम्स, ताशकंद Published by: मनीष त्रिपाठी"
    (article,) = read("a.txt", f"{TITLE}\n{desk} Updated Thu, 12 Jun 2025 09:48 PM IST\n{LEAD}")
    assert (article.title, article.body) == (TITLE, LEAD)
    assert (article.source, article.place, article.author) == ("जनवाणी टाइम्स", "ताशकंद", "मनीष त्रिपाठी")
    assert article.published == datetime(2025, 6, 12, 21, 48, tzinfo=IST)


def test_published_before_updated(read: Read) -> None:
    """The date of publication counts before that of the update, the writer before the editor."""
    bylines = "Edited By: सीमा राठी\nWritten By: अजय वर्मा"
    dates = "Updated: 19 Nov 2025, 01:00 AM IST\nPublished: 18 Nov 2025"
    (article,) = read("a.txt", f"{TITLE}\n{bylines}\n{dates}\n{LEAD}")
    assert (article.author, article.published) == ("अजय वर्मा", DAY)
    assert article.body == LEAD


def test_slug_and_unreadable_date(read: Read) -> None:
    """The slug's date stands in for one that is missing; one that cannot be read is reported."""
    (article,) = read("a.txt", '{"_id": "1", "slug": "pani-2025-11-18"}\n' + f"{TITLE}\n{LEAD}")
    assert article.published == DAY
    warnings: list[SourceError] = []
    (article,) = read("a.txt", f"{TITLE}\nUpdated Tue, 31 Feb 2025 10:04 PM IST\n{LEAD}", warnings=warnings)
    assert (article.published, article.body) == (None, LEAD)
    assert [warning.reason for warning in warnings] == ["unreadable-date"]


def test_old_pictures_do_not_date_a_page(read: Read) -> None:
    """A picture within the text may be from the archive."""
    (article,) = read("a.txt", f"{TITLE}\n{LEAD}\n![a](/2019/01/02/purana.jpg)\n{NEXT}")
    assert (article.published, article.body) == (None, f"{LEAD}\n{NEXT}")


@pytest.mark.parametrize(
    "page",
    [
        f"{TITLE}\n- फोटो : वार्ता\n{LEAD}\nखेत में पानी देते किसान\n- फोटो : वार्ता\n{NEXT}",
        f"खेत में पानी देते किसान\nफोटो: वार्ता\n{TITLE}\n{LEAD}\nPhoto Credit: ANI\n{NEXT}",
        f"{TITLE}\nखेत में पानी देते किसान - फोटो : वार्ता\n{LEAD}\n{NEXT}",
    ],
)
def test_captions(read: Read, page: str) -> None:
    """A caption goes with its credit; a sentence above a credit, or the page's only title, stays."""
    (article,) = read("a.txt", page)
    assert (article.title, article.body) == (TITLE, f"{LEAD}\n{NEXT}")


def test_tweets(read: Read) -> None:
    """An English tweet goes with its signature; a Hindi one is a quotation and stays, without links."""
    english = "PM addresses the House\nWatch\n— ANI (@ANI) July 15, 2025\n(Source: PIB) pic.twitter.com/a"
    hindi = "किसानों के लिए बड़ा दिन है। pic.twitter.com/zz9\n— कृषि मंत्रालय (@krishi) 15 जुलाई 2025"
    (article,) = read("a.txt", f"{TITLE}\n{LEAD}\n{english}\n{NEXT}\n{hindi}")
    assert article.body == f"{LEAD}\n{NEXT}\nकिसानों के लिए बड़ा दिन है।"


@pytest.mark.parametrize(
    ("last", "tags"),
    [
        ("पानी | खेती | Irrigation Scheme", ("पानी", "खेती", "Irrigation Scheme")),
        ("Tags: पानी, खेती", ("पानी", "खेती")),
        ("टैग्स: #पानी", ("पानी",)),
        ("पानी मिलेगा | यह बात सरकार ने सदन में विपक्ष के सवालों के जवाब में साफ तौर पर कही और दोहराई है |", ()),
    ],
)
def test_last_line_of_tags(read: Read, last: str, tags: tuple[str, ...]) -> None:
    """The last line is tags if it is short pieces between bars; a sentence with the bar as danda is text."""
    (article,) = read("a.txt", f"{TITLE}\n{LEAD}\n{last}\nविज्ञापन\n")
    assert article.tags == tags
    assert article.body == (LEAD if tags else f"{LEAD}\n{last}")


@pytest.mark.parametrize(
    "line",
    [
        *("विज्ञापन", "Advertisement", "Trending Videos", "सार", "विस्तार:", "और पढ़ें"),
        *("यह भी पढ़ें: मानसून की दस्तक, कई जिलों में बारिश", "Also Read - Budget 2025", "होम / देश / बिहार"),
        *("ताज़ा खबरों के लिए हमारे WhatsApp चैनल से जुड़ें", "Story continues below this ad"),
    ],
)
def test_clutter(line: str) -> None:
    """Lines that pages put around their text are none of it."""
    assert is_clutter(line)


@pytest.mark.parametrize(
    "line",
    [
        *("सार्वजनिक परिवहन का विस्तार", "विज्ञापन पर रोक", "AI से बने विज्ञापन पर ठप्पा", "सार यह है कि पानी बचाएं।"),
        *("व्हाट्सएप पर फैली अफवाह से भगदड़", "मंत्री ने कहा कि हमारे ऐप से जुड़ें।", "फोटो खिंचवाने की होड़"),
        *("यह भी पढ़ने वालों ने पूछा।", "टीम", "होम गार्ड भर्ती", "वीडियो देखकर बच्चों ने सीखा।"),
    ],
)
def test_prose_is_no_clutter(line: str) -> None:
    """Lines that only look like clutter are text."""
    assert not is_clutter(line)


@pytest.mark.parametrize(
    ("line", "final"),
    [
        ('उन्होंने कहा, "हम जाएंगे।"', True),
        ("पानी बरसा |", True),
        ("यह एक लंबा वाक्य है जो पूर्ण विराम की जगह बिंदु से खत्म होता है.", True),
        ("क्या है शंघाई सहयोग संगठन (SCO)?", False),
        ("जानिए क्या है सच...", False),
        ("डॉ.", False),
    ],
)
def test_sentence_ends(line: str, final: bool) -> None:
    """A danda ends a sentence, a question mark may end a headline."""
    assert is_final(line) is final


WORD = st.sampled_from(
    ["सरकार", "किसान", "दिल्ली", "डेस्क", "विज्ञापन", "फोटो", "सार", "एजेंसी", "ने", "को", "में", "है"]
)
SENTENCE = st.lists(WORD, min_size=3).map(lambda words: " ".join(words) + " कहा।")


@given(st.lists(SENTENCE, min_size=1, max_size=6))
def test_no_sentence_is_lost(tmp_path_factory: pytest.TempPathFactory, sentences: list[str]) -> None:
    """Of a page of sentences, in whatever words, every one is in the body."""
    path = tmp_path_factory.mktemp("page") / "a.txt"
    path.write_text("\n".join(sentences), encoding="utf-8")
    ((_, article),) = iter_articles([path])
    assert isinstance(article, Article)
    assert article.body.split("\n") == sentences


MARKUP = "#>*+•-=_~`[]()!<&\\.\0\ufeff"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters=MARKUP)))
def test_text_without_markup_is_kept(text: str) -> None:
    """Lines without a character of Markdown or HTML come back as they are, but for white space."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert [paragraph.text for paragraph in read_paragraphs(text)] == [line for line in lines if line]


def test_sample_pages(request: pytest.FixtureRequest) -> None:
    """The project's own pages all give a title, a date, a source and a place, and none of their clutter."""
    folder: Path = request.config.rootpath / "data" / "pages"
    articles = [item for _, item in iter_articles([folder])]
    assert len(articles) == len(list(folder.iterdir())) > 0
    for article in articles:
        assert isinstance(article, Article)
        assert all((article.title, article.published, article.source, article.place))
        assert not any(is_clutter(line) for line in article.body.split("\n"))
