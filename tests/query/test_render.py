"""Lines of results and articles: plain in a pipe; on a terminal coloured, wrapped at words, indented, nothing injected."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from indexer.codec.stored import StoredArticle, StoredEntity, head_of
from query.commands import Color
from query.render import Line, article_lines, print_lines, print_table, result_lines
from query.results import Explanation, Hit, SearchResults
from query.snippets import Snippet
from query.vocabulary import Correction

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
LONG = "विदेश मंत्री ने मंगलवार को कहा कि दोनों देशों के बीच सहयोग बढ़ाने की बहुत गुंजाइश है " * 3


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    isatty = staticmethod(lambda: True)


def on_terminal(show: Callable[[], None], width: int = 80, **environment: str) -> str:
    """What is printed on a terminal with colours."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(width), **environment}.items():
            patch.setenv(name, value)
        output = Terminal()
        patch.setattr("sys.stdout", output)
        show()
    return output.getvalue()


def columns(text: str) -> int:
    """Columns by the C library's tables: vowel signs beside their letter count."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in text)


def hit(**changes) -> Hit:
    article = {
        "id": "a-1",
        "body": "",
        "title": "जयशंकर मास्को पहुंचे",
        "published": datetime(2025, 11, 18, 20, 4, tzinfo=UTC),
        "source": "जनवाणी",
        "category": "दुनिया",
    }
    article |= {name: changes.pop(name) for name in [*changes] if name in (*article, "url")}
    head = head_of(Article(**article), changes.pop("entities", ()))
    shown = {"rank": 1, "score": 1.5, "snippet": Snippet("आज जयशंकर मास्को में हैं।", ((3, 9),))}
    return Hit(head=head, **{**shown, **changes})


def results(*hits: Hit, total: int | None = None, corrected: tuple[Correction, ...] = ()) -> SearchResults:
    return SearchResults("जयशंकर", len(hits) if total is None else total, 3.2, corrected, hits)


def plain(capsys, lines, color: Color = Color.auto) -> list[str]:
    print_lines(lines, color)
    return capsys.readouterr().out.split("\n")


def test_a_hit_in_a_pipe(capsys) -> None:
    """Rank and title; source, category, day and time in India, id; snippet; the total."""
    assert plain(capsys, result_lines(results(hit(), total=1234), offset=0)) == [
        " 1. जयशंकर मास्को पहुंचे",
        "    जनवाणी · दुनिया · 19-11-2025 01:34 · a-1",
        "    आज जयशंकर मास्को में हैं।",
        "",
        "1–1 of 1,234 articles, 3 ms",
        "",
    ]


def test_what_an_article_lacks_is_left_out(capsys) -> None:
    """No title, source, category, date or snippet: no "None" and no empty place for it."""
    bare = hit(title=None, source=None, category=None, published=None, snippet=None)
    lines = plain(capsys, result_lines(results(bare), offset=0))
    assert lines[:2] == [" 1. (बिना शीर्षक)", "    a-1"]


def test_a_day_without_a_time(capsys) -> None:
    """Midnight in India, which is what a source without a time gives, is shown as the day."""
    midnight = hit(published=datetime(2025, 7, 14, 18, 30, tzinfo=UTC))
    assert " · 15-07-2025 · a-1" in plain(capsys, result_lines(results(midnight), offset=0))[1]


def test_ranks_and_total_of_a_later_page(capsys) -> None:
    """The last line says which of how many are shown, "none" where the page is past the end."""
    page = results(hit(rank=21), hit(rank=22), total=40)
    assert plain(capsys, result_lines(page, offset=20))[-2].startswith("21–22 of 40 articles")
    assert plain(capsys, result_lines(results(total=40), offset=50))[0].startswith("none of 40 articles")
    assert plain(capsys, result_lines(results(), offset=0)) == [""]


def test_corrections_come_first(capsys) -> None:
    """What was sought instead of the words typed is said before the hits."""
    corrected = (Correction("putin", ("पुतिन",)), Correction("rus", ("रूस", "रुस")))
    first = plain(capsys, result_lines(results(hit(), corrected=corrected), offset=0))[0]
    assert first == "दिखाए गए: putin → पुतिन; rus → रूस, रुस"


def test_explanation(capsys) -> None:
    """Each part with its score, the most it could give, and where; the sum last."""
    explained = hit(explanation=(Explanation("जयशंकर", 2.0, 1.5, {"title": 1.0, "body": 3.0}),))
    assert plain(capsys, result_lines(results(explained), offset=0))[3:5] == [
        "      1.5000 of 2.0000  जयशंकर  (title ×1, body ×3)",
        "      1.5000 score",
    ]


def test_article(capsys) -> None:
    """Title, facts, paragraphs with an empty line between, entities by kind, tags."""
    article = Article(id="a-1", title="शीर्षक", body="पहला।\nदूसरा।", place="पटना", tags=("बाढ़", "कोसी"))
    entities = (
        StoredEntity("person", "नरेंद्र मोदी", ("मोदी",), 2),
        StoredEntity("org", "शंघाई सहयोग संगठन", (), 1),
        StoredEntity("person", "पुतिन", (), 1),
    )
    assert plain(capsys, article_lines(StoredArticle(article, entities))) == [
        "शीर्षक",
        "पटना · a-1",
        "",
        "पहला।",
        "",
        "दूसरा।",
        "",
        "व्यक्ति: नरेंद्र मोदी (मोदी), पुतिन",
        "संगठन: शंघाई सहयोग संगठन",
        "टैग: बाढ़, कोसी",
        "",
    ]


def test_colours_on_a_terminal() -> None:
    """On a terminal matches are red, and only matches."""
    output = on_terminal(lambda: print_lines(result_lines(results(hit()), offset=0), Color.auto))
    assert re.findall(r"\x1b\[1;31m(.*?)\x1b\[0m", output) == ["जयशंकर"]


@pytest.mark.parametrize(
    ("environment", "color"),
    [
        ({"NO_COLOR": "1"}, Color.auto),
        ({}, Color.never),
        ({"FORCE_COLOR": "1"}, Color.never),
        ({"TERM": "dumb"}, Color.auto),
    ],
)
def test_no_colours_on_a_terminal(environment: dict[str, str], color: Color) -> None:
    """NO_COLOR, --color never and a dumb terminal get no escape code at all, bold neither."""

    def show() -> None:
        print_lines(result_lines(results(hit(title=LONG)), offset=0), color)
        print_table(("text", "lemma"), [("गए", "जाना")], color)

    output = on_terminal(show, **environment)
    assert "जयशंकर" in output
    assert "\x1b" not in output


def test_empty_no_color_is_unset() -> None:
    """An empty NO_COLOR forbids nothing (no-color.org)."""
    lines = result_lines(results(hit()), offset=0)
    assert "\x1b[1;31m" in on_terminal(lambda: print_lines(lines, Color.auto), NO_COLOR="")


def test_color_always(capsys, monkeypatch) -> None:
    """--color always colours a pipe too, in spite of NO_COLOR; auto and never do not."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert any(
        "\x1b[1;31mजयशंकर\x1b[0m" in line
        for line in plain(capsys, result_lines(results(hit()), offset=0), Color.always)
    )
    for color in (Color.auto, Color.never):
        assert "\x1b" not in "\n".join(plain(capsys, result_lines(results(hit()), offset=0), color))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_wrapped_lines(width: int) -> None:
    """Lines are wrapped at words within the width, the rest under the first word, no blank at an end; nothing is lost."""
    lines = result_lines(results(hit(title=LONG, snippet=Snippet(LONG, ((0, 5),)))), offset=0)
    shown = on_terminal(lambda: print_lines(lines, Color.never), width).split("\n")
    assert max(map(columns, shown)) <= width
    assert max(map(columns, shown)) > width - 15
    assert all(line == line.rstrip() for line in shown)
    end = shown.index("    जनवाणी · दुनिया · 19-11-2025 01:34 ·" + (" a-1" if width > 40 else ""))
    assert end > 1
    assert all(line.startswith("    ") and line[4] != " " for line in shown[1:end])
    assert " ".join(line[4:] for line in shown[:end]) == LONG.strip()


@given(
    text=st.text(
        st.sampled_from("कखरिाीुंँ़् \u200d\u200cabXY।漢\U0001f600") | st.characters(exclude_categories=["Cs"])
    ),
    cuts=st.lists(st.integers(0, 50)),
)
def test_no_text_is_lost(text: str, cuts: list[int]) -> None:
    """Whatever the text and its marks, a terminal gets all of its words in order, and nothing else."""
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    marks = tuple(zip(bounds[::2], bounds[1::2], strict=False))
    lines = result_lines(
        results(hit(title=text or None, marked_title=Snippet(text, marks), snippet=None)), offset=0
    )
    shown = ESCAPES.sub("", on_terminal(lambda: print_lines(lines, Color.always), 30))
    title = shown[: shown.index("    जनवाणी")]
    visible = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    assert title.split() == ["1.", *visible.split()]


def test_endless_word() -> None:
    """A word wider than the terminal, such as an address, stays whole: the terminal wraps it, and a copy of it works."""
    url = "https://jan-vani.example/" + "a" * 200
    line = Line([("देखें ", ""), (url, "")], "    ")
    assert on_terminal(lambda: print_lines([line], Color.never)).split() == ["देखें", url]


@pytest.mark.parametrize("color", [Color.auto, Color.always])
def test_control_characters_do_not_reach_the_terminal(capsys, color: Color) -> None:
    """Escape codes, backspaces and newlines in a scraped text become blanks."""
    evil = "a\x1b]0;owned\x07b\x9b31m\rc\bd\ne"
    print_lines(result_lines(results(hit(title=evil, source=evil, snippet=None)), offset=0), color)
    output = ESCAPES.sub("", capsys.readouterr().out)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", output)
    assert "owned" in output
    assert output.split("\n")[0].startswith(" 1. a")


def test_table_in_a_pipe(capsys) -> None:
    """A table in a pipe has tabs between its cells, and none within."""
    print_table(("क", "ख"), [("a\tb", "c"), ("", "d")], Color.auto)
    assert capsys.readouterr().out == "क\tख\na b\tc\n\td\n"


def test_table_on_a_terminal() -> None:
    """On a terminal the cursor is sent to each column, for terminals differ on how wide Devanagari is."""
    rows = [("नेताओं", "नेता"), ("गए", "जाना")]
    output = on_terminal(lambda: print_table(("text", "lemma"), rows, Color.auto))
    places = re.findall(r"\x1b\[(\d+)G", output)
    assert places[::2] == [str(max(columns("नेताओं"), columns("text")) + 3)] * 3
