"""CSV and TSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources.csv_files import sniff_delimiter

Read = Callable[..., Any]

HEADER = "क्रमांक,शीर्षक,लेख,तारीख"


def summary(items: list[Article | SourceError]) -> list[tuple[str, int] | str]:
    return [(item.reason, item.origin.line) if isinstance(item, SourceError) else item.id for item in items]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read: Read, delimiter: str) -> None:
    """The delimiter of a .csv is told from its header."""
    content = f"{HEADER}\nn1,बारिश,पानी बरसा।,18/11/2025\n".replace(",", delimiter)
    (article,) = read("a.csv", content)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.body) == ("n1", "बारिश", "पानी बरसा।")
    assert article.published is not None


def test_cells_of_several_lines(read: Read) -> None:
    """Quoted cells hold line ends, delimiters and doubled quotes; a row's line is its first."""
    content = (
        f'{HEADER}\r\nn1,"एक, दो","पहला ""पैरा""।\r\n\r\nदूसरा।",\r\n\r\nn2,तीन,,\r\nn3,चार,"पाठ\rआगे",\r\n'
    )
    items = read("a.csv", content)
    assert summary(items) == ["n1", ("empty-body", 6), "n3"]
    assert items[0] == Article(id="n1", title="एक, दो", body='पहला "पैरा"।\nदूसरा।')


def test_wrong_width(read: Read) -> None:
    """A row of the wrong width is rejected by itself; a spreadsheet's empty rows are nothing."""
    items = read("a.csv", f"{HEADER}\nn1,क,ख,\nn2,क,ख\nn3,क,ख,,ग\n,,,\nn4,क,ख,\n")
    assert summary(items) == ["n1", ("wrong-width", 3), ("wrong-width", 4), "n4"]
    assert "3 cells where the header has 4" in str(items[1])


def test_wrong_width_of_several_lines(read: Read) -> None:
    """The paragraphs of a rejected row are not taken for rows."""
    items = read("a.csv", f'{HEADER}\nn1,"एक\nदो, तीन\nचार"\nn2,क,ख,\n')
    assert summary(items) == [("wrong-width", 2), "n2"]


@pytest.mark.parametrize("bad", ['n2,"क,ख,', 'n2,क,"ख,', 'n2,क,ख,"'])
def test_open_quote(read: Read, bad: str) -> None:
    """A quote that is opened and never closed takes its own row, not those that follow."""
    items = read("a.csv", "\n".join([HEADER, "n1,क,ख,", bad, "n3,क,ख,", "n4,क,ख,", ""]))
    assert summary(items) == ["n1", ("open-quote", 3), "n3", "n4"]


def test_open_quote_closed_by_another_row(read: Read) -> None:
    """Nor does one that a later row's quote seems to close."""
    items = read("a.csv", "\n".join([HEADER, 'n1,"क,ख,', "n2,क,ख,", 'n3,"क",ख,', "n4,क,ख,", ""]))
    assert summary(items) == [("open-quote", 2), "n2", "n3", "n4"]


def test_tsv_quotes(read: Read) -> None:
    """In TSV a headline's quotation marks are its own; quoted cells of spreadsheets are understood too."""
    rows = ['n1\t"हम तैयार" बोले नेता\tपाठ।', 'n2\t"शीर्षक\tपाठ "अ" आगे', 'n3\t"क ""ख"""\t"दो\nलाइन"', "n4\tक\tख"]
    items = read("a.tsv", "\n".join(["id\ttitle\ttext", *rows]))
    assert [item.title for item in items] == ['"हम तैयार" बोले नेता', '"शीर्षक', 'क "ख"', "क"]
    assert items[2].body == "दो\nलाइन"


def test_long_cell(read: Read) -> None:
    """An article may be longer than csv's own limit of 128 KiB a cell."""
    (article,) = read("a.csv", "id,text\n1," + "क" * 200_000)
    assert isinstance(article, Article)
    assert len(article.body) == 200_000


def test_no_body_column(read: Read) -> None:
    """A file without a column that can be the body is one reject that names its columns; --map helps."""
    content = "naam,kahani\nक,एक कहानी\nख,दूसरी\n"
    (error,) = read("a.csv", content)
    assert summary([error]) == [("no-body-column", 1)]
    assert "'naam', 'kahani'" in str(error)
    assert [item.body for item in read("a.csv", content, columns={"body": "Kahani"})] == ["एक कहानी", "दूसरी"]


def test_header_only_and_blank_lines(read: Read) -> None:
    """A header without rows gives nothing; blank lines before it are passed over."""
    assert read("a.csv", f"{HEADER}\n") == []
    assert summary(read("a.csv", f"\n\n{HEADER}\nn1,क,ख,\n")) == ["n1"]


def test_sniffing_counts_known_names() -> None:
    """Commas in a semicolon file's header do not fool the choice."""
    assert sniff_delimiter("id;title, long;text, whole, with, commas;body") == ";"


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from([",", ";", "\t"]))
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    """What csv writes is read back: one item a row, each the body that was written."""
    from indexer.sources import iter_articles

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "title", "body"])
    writer.writerows([number, title, f"पाठ {body}"] for number, (title, body) in enumerate(rows))
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    items = [item for _, item in iter_articles([path])]
    assert [item.id for item in items if isinstance(item, Article)] == [str(n) for n in range(len(rows))]
