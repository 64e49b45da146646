"""Styled lines and tables: plain in a pipe; on a terminal coloured, linked, wrapped at words, aligned, nothing injected."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import ESCAPES, Terminal, columns, on_terminal

from indexer.languages import Language
from query import pager
from query.commands import Color, Display
from query.terminal import Line, linked, print_lines, print_table, screen

AUTO, ALWAYS, NEVER = (Display(color) for color in (Color.auto, Color.always, Color.never))
LONG = "विदेश मंत्री ने मंगलवार को कहा कि दोनों देशों के बीच सहयोग बढ़ाने की बहुत गुंजाइश है " * 3
HIT = [
    Line([("आज ", "bold"), ("जयशंकर", "bold red"), (" मास्को में", "bold")], " 1. "),
    Line([("जनवाणी · दुनिया", "cyan")], "    "),
]
URL = "https://jan-vani.example/a-1"


def test_lines_in_a_pipe(capsys) -> None:
    """Each line with its margin, however long, without an escape code."""
    print_lines([*HIT, Line([]), Line([(LONG, "")], "  ")], AUTO)
    assert capsys.readouterr().out == f" 1. आज जयशंकर मास्को में\n    जनवाणी · दुनिया\n\n  {LONG}\n"


def test_colours_on_a_terminal() -> None:
    """On a terminal each piece has its style."""
    output = on_terminal(lambda: print_lines(HIT, AUTO))
    assert re.findall(r"\x1b\[1;31m(.*?)\x1b\[0m", output) == ["जयशंकर"]
    assert "\x1b[36mजनवाणी · दुनिया\x1b[0m\n" in output


@pytest.mark.parametrize(
    ("environment", "display"),
    [({"NO_COLOR": "1"}, AUTO), ({}, NEVER), ({"FORCE_COLOR": "1"}, NEVER), ({"TERM": "dumb"}, AUTO)],
)
def test_no_colours_on_a_terminal(environment: dict[str, str], display: Display) -> None:
    """NO_COLOR, --color never and a dumb terminal get no escape code at all: no bold, no link, no jump."""

    def show() -> None:
        print_lines([Line([(LONG, "bold"), ("जयशंकर", linked("bold red", URL))])], display)
        print_table(("text", "lemma"), [("गए", "जाना")], display)

    output = on_terminal(show, **environment)
    assert "जयशंकर" in output
    assert "\x1b" not in output


def test_empty_no_color_is_unset() -> None:
    """An empty NO_COLOR forbids nothing (no-color.org)."""
    assert "\x1b[1;31m" in on_terminal(lambda: print_lines(HIT, AUTO), NO_COLOR="")


def test_color_always(capsys, monkeypatch) -> None:
    """--color always colours a pipe too, in spite of NO_COLOR; auto and never do not."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    print_lines(HIT, ALWAYS)
    assert "\x1b[1;31mजयशंकर\x1b[0m" in capsys.readouterr().out
    for display in (AUTO, NEVER):
        print_lines(HIT, display)
        assert "\x1b" not in capsys.readouterr().out


# links


def test_links_on_a_terminal() -> None:
    """A linked piece leads to its address by OSC 8, wrapped as any other; its letters stay what they are."""
    url = "https://jan-vani.example/समाचार?क=1&b=%20[2]"
    output = on_terminal(lambda: print_lines([Line([(LONG, linked("bold", url))])], AUTO), 60)
    targets = re.findall(r"\x1b\]8;id=\d+;(.*?)\x1b\\", output)
    assert len(targets) == columns(LONG) // 60 + 1
    quoted = "%E0%A4%B8%E0%A4%AE%E0%A4%BE%E0%A4%9A%E0%A4%BE%E0%A4%B0"
    assert set(targets) == {f"https://jan-vani.example/{quoted}?%E0%A4%95=1&b=%20[2]"}
    assert ESCAPES.sub("", output).split() == LONG.split()


@pytest.mark.parametrize(
    "url",
    [None, "", "jan-vani.example/1", "javascript:alert(1)", "https://a b", "https://a\x1b\\b", "file:///a"],
)
def test_what_is_no_address_is_not_linked(url: str | None) -> None:
    """Only an http or https address without blanks and control characters is a link."""
    output = on_terminal(lambda: print_lines([Line([("शीर्षक", linked("bold", url))])], AUTO))
    assert output == "\x1b[1mशीर्षक\x1b[0m\n"


@pytest.mark.parametrize("term", ["dumb", "linux", ""])
def test_terminals_without_links(term: str) -> None:
    """A terminal that would print the address as letters gets none."""
    assert "]8;" not in on_terminal(
        lambda: print_lines([Line([("शीर्षक", linked("bold", URL))])], AUTO), TERM=term
    )


def test_no_links_in_a_pipe(capsys) -> None:
    """Nor with --color always: who reads the pipe may know colours and not links."""
    for display in (AUTO, ALWAYS):
        print_lines([Line([("शीर्षक", linked("bold", URL))])], display)
    assert "]8;" not in capsys.readouterr().out


# wrapping


@pytest.mark.parametrize("width", [40, 80, 200])
def test_wrapped_lines(width: int) -> None:
    """Lines are wrapped at words within the width, the rest under the first word, no blank at an end; nothing is lost."""
    shown = on_terminal(lambda: print_lines([Line([(LONG, "bold")], " 1. ")], NEVER), width).split("\n")
    assert shown.pop() == ""
    assert max(map(columns, shown)) <= width
    assert all(columns(line) > width - 15 for line in shown[:-1])
    assert all(line == line.rstrip() for line in shown)
    assert shown[0].startswith(" 1. ")
    assert all(line.startswith("    ") and line[4] != " " for line in shown[1:])
    assert " ".join(line[4:] for line in shown) == LONG.strip()


@given(
    text=st.text(
        st.sampled_from("कखरिाीुंँ़् \u200d\u200cabXY।漢\U0001f600") | st.characters(exclude_categories=["Cs"])
    ),
    cuts=st.lists(st.integers(0, 50)),
)
def test_no_text_is_lost(text: str, cuts: list[int]) -> None:
    """Whatever the text and its pieces, a terminal gets all of its words in order, and nothing else."""
    bounds = [0, *sorted({min(cut, len(text)) for cut in cuts}), len(text)]
    styles = ("", "bold red", linked("bold", URL))
    pieces = [
        (text[start:end], styles[number % 3])
        for number, (start, end) in enumerate(itertools.pairwise(bounds))
    ]
    shown = ESCAPES.sub("", on_terminal(lambda: print_lines([Line(pieces, " 1. ")], ALWAYS), 30))
    visible = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    assert shown.split() == ["1.", *visible.split()]


def test_endless_word() -> None:
    """A word wider than the terminal, such as an address, stays whole: the terminal wraps it, and a copy of it works."""
    url = "https://jan-vani.example/" + "a" * 200
    line = Line([("देखें ", ""), (url, "")], "    ")
    assert on_terminal(lambda: print_lines([line], NEVER)).split() == ["देखें", url]


@pytest.mark.parametrize("display", [AUTO, ALWAYS])
def test_control_characters_do_not_reach_the_terminal(capsys, display: Display) -> None:
    """Escape codes, backspaces and newlines in a scraped text become blanks."""
    evil = "a\x1b]0;owned\x07b\x9b31m\rc\bd\ne"
    print_lines([Line([(evil, "bold")])], display)
    print_table((evil, evil), [(evil, evil)], display)
    output = ESCAPES.sub("", capsys.readouterr().out).replace("\t", "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", output)
    assert output.count("owned") == 5
    assert output.count("\n") == 3


# tables


def test_table_in_a_pipe(capsys) -> None:
    """A table in a pipe has tabs between its cells, and none within; its headings are those of programs in any language."""
    print_table(("word", "kind"), [("a\tb", "c"), ("", "d")], Display(lang=Language.hi))
    assert capsys.readouterr().out == "word\tkind\na b\tc\n\td\n"


@pytest.mark.parametrize(
    ("lang", "headings"), [(Language.hi, ["लिखित", "मूल"]), (Language.en, ["text", "lemma"])]
)
def test_table_on_a_terminal(lang: Language, headings: list[str]) -> None:
    """Headings are said in the language; the cursor is sent to each column, for terminals differ on how wide Devanagari is."""
    rows = [("नेताओं", "नेता"), ("गए", "जाना")]
    output = on_terminal(lambda: print_table(("text", "lemma"), rows, Display(lang=lang)))
    width = max(map(columns, ("नेताओं", headings[0])))
    assert re.findall(r"\x1b\[(\d+)G", output) == [str(width + 3)] * 3
    assert ESCAPES.sub("", output).split() == [*headings, "नेताओं", "नेता", "गए", "जाना"]


@pytest.mark.parametrize(
    ("word", "width"),
    [
        ("क", 1),
        ("का", 2),  # a vowel sign beside its letter
        ("कि", 2),
        ("कु", 1),  # below it
        ("के", 1),  # above it
        ("कं", 1),
        ("कः", 2),
        ("ज़", 1),
        ("क्ष", 2),
        ("हिन्दी", 5),
        ("क्\u200dष", 2),
        ("abc", 3),
        ("漢", 2),
    ],
)
def test_widths_of_devanagari(word: str, width: int) -> None:
    """A column begins two columns right of its widest word, a letter and a sign beside it being a column each."""
    output = on_terminal(lambda: print_table(("", "lemma"), [(word, "x")], AUTO))
    assert set(re.findall(r"\x1b\[(\d+)G", output)) == {str(width + 3)}
    plain = on_terminal(lambda: print_table(("", "lemma"), [(word, "x")], NEVER))
    assert plain.split("\n")[1] == f"{word}  x"


def test_last_column_is_wrapped() -> None:
    """What is too long for a line goes on under its column."""
    lines = on_terminal(lambda: print_table(("text", "rules"), [("गए", LONG), ("है", "x")], NEVER)).split("\n")
    assert max(map(columns, lines)) <= 80
    assert lines[1].startswith("गए    विदेश मंत्री")
    assert lines[-2:] == ["है     x", ""]
    assert all(line.startswith(" " * 6) and line[6] != " " for line in lines[2:-2])
    assert " ".join(line[6:] for line in lines[1:-2]) == LONG.strip()


# the screen, and what goes to the pager


def test_screen() -> None:
    """Columns and whether there are colours; None in a pipe unless colours are forced."""
    assert screen(AUTO) is None
    seen: list[tuple[int, bool] | None] = []
    for display in (AUTO, NEVER, ALWAYS):
        on_terminal(lambda display=display: seen.append(screen(display)), 132)
    assert seen == [(132, True), (132, False), (132, True)]


@pytest.fixture
def paged(monkeypatch) -> list[str]:
    """The texts that were handed to the pager."""
    texts: list[str] = []
    monkeypatch.setattr(pager, "page", texts.append)
    return texts


@pytest.mark.parametrize(("lines", "goes"), [(9, False), (10, True), (500, True)])
def test_more_than_fits_is_paged(paged: list[str], lines: int, goes: bool) -> None:
    """The prompt has to fit too. All goes to the pager, or all to the screen."""
    printed = on_terminal(lambda: print_lines([Line([("क", "")])] * lines, AUTO), height=10)
    assert (printed, paged) == (("", ["क\n" * lines]) if goes else ("क\n" * lines, []))


def test_a_paged_table_is_aligned_by_blanks(paged: list[str]) -> None:
    """A pager does not pass on where the cursor is to go."""
    on_terminal(lambda: print_table(("text", "lemma"), [("गए", "जाना")] * 20, AUTO), height=10)
    assert "\x1b[1m" in paged[0]
    assert not re.search(r"\x1b\[\d+G", paged[0])
    assert paged[0].count("गए    जाना\n") == 20


@pytest.mark.parametrize("display", [Display(pager=False), Display(Color.always, pager=False)])
def test_no_pager(paged: list[str], display: Display) -> None:
    """--no-pager prints all, however much it is."""
    printed = on_terminal(lambda: print_lines([Line([("क", "")])] * 50, display), height=10)
    assert (printed, paged) == ("क\n" * 50, [])


def test_no_pager_in_a_pipe(paged: list[str], capsys, monkeypatch) -> None:
    """Nothing in a pipe is paged, coloured or not."""
    monkeypatch.setenv("LINES", "10")
    for display in (AUTO, ALWAYS):
        print_lines([Line([("क", "")])] * 50, display)
    assert capsys.readouterr().out == "क\n" * 100
    assert paged == []


def test_a_closed_output(monkeypatch) -> None:
    """Without a standard output nothing is asked of it."""
    monkeypatch.setattr("sys.stdout", None)
    assert screen(AUTO) is None
    assert linked("bold", URL) == "bold"
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert linked("", URL) == f"link {URL}"
