"""HTML inside a field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.markup import strip_markup
from indexer.sources.records import join_paragraphs


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>पहला अनुच्छेद।</p><p>दूसरा।</p>", "पहला अनुच्छेद।\nदूसरा।"),
        ("बजट<br>पेश<BR/>हुआ", "बजट\nपेश\nहुआ"),
        ('<p class="a>b">शीर्ष <b>अदालत</b> ने</p>', "शीर्ष अदालत ने"),
        ("<a href='x'>हिन्दी</a>-भाषी", "हिन्दी-भाषी"),
        ("<ul><li>एक</li><li>दो</li></ul>", "एक\nदो"),
        ("पहले<script>var x = '<p>नहीं</p>';</script> बाद", "पहले बाद"),
        ("<style>p { color: red }</style>पाठ", "पाठ"),
        ("पाठ <!-- टिप्पणी <b>नहीं</b> --> आगे", "पाठ आगे"),
        ("&quot;हाँ&quot;&nbsp;&amp; &#2361;&#x93E;&hellip;", '"हाँ" & हा…'),
        ("&lt;p&gt;दो बार&lt;/p&gt;&lt;p&gt;बदला&lt;/p&gt;", "दो बार\nबदला"),
        ("<script>कभी बंद नहीं हुआ", "कभी बंद नहीं हुआ"),
        ("<p>उद्धरण &lt;b&gt; चिह्न</p>", "उद्धरण <b> चिह्न"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    """Tags go, blocks end lines, entities become characters, scripts and comments are not text."""
    assert join_paragraphs(strip_markup(html)) == text


@pytest.mark.parametrize(
    "text",
    [
        "3 < 5 और 7 > 2",
        "जहाँ a<b है तथा b>c",
        "तापमान <10 डिग्री",
        "<सहारनपुर जंक्शन",
        "Bed Bath & Beyond, J&K में 270 मामले",
        "http://example.com/?id=1&region=2&copy=3",
        "AT&T;",
        "<foo>अनजान</foo>",
        "अधूरा <b",
    ],
)
def test_prose_survives(text: str) -> None:
    """A "<" or "&" of prose, mathematics and addresses is not markup."""
    assert strip_markup(text) == text


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_text_without_markup_is_itself(text: str) -> None:
    """Text without "<" and "&" comes back as it is."""
    assert strip_markup(text) == text


@given(
    st.lists(
        st.sampled_from(
            ["<p", ">", "<script>", "</script>", "<!--", "-->", '"', "'", "&lt;", "क", "<b a='", "/>"]
        ),
        max_size=60,
    )
)
def test_broken_markup(parts: list[str]) -> None:
    """No broken markup raises, and outside tags, scripts and comments every Hindi letter is kept."""
    html = "".join(parts)
    text = strip_markup(html)
    if not {"<script>", "<!--", '"', "'", "<b a='"} & set(parts):
        assert text.count("क") == html.count("क")
    assert len(text) <= len(html)


def test_many_unfinished_tags() -> None:
    """A field of nothing but unfinished tags is read in one pass (a quadratic one would take hours)."""
    for part in ("<p ", "<script>", "<!--", "<b a='", '<b a="<i '):
        assert strip_markup(part * 100_000 + "अंत").endswith("अंत")
