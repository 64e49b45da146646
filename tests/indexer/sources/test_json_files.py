"""JSON and JSON Lines."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources.json_values import iter_array, locate

Read = Callable[..., Any]

ROWS = [{"id": f"n{n}", "title": f"शीर्षक {n}", "body": f"समाचार का पाठ {n}।"} for n in (1, 2, 3)]
IDS = ["n1", "n2", "n3"]
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(ROWS)),
        ("a.json", json.dumps(ROWS, indent=2, ensure_ascii=False)),
        ("a.json", json.dumps({"status": "ok", "total": 3, "articles": ROWS})),
        ("a.json", json.dumps({"response": {"docs": ROWS, "start": 0}}, indent=1)),
        ("a.json", json.dumps({"tags": [{"name": "x"}], "समाचार सूची": ROWS})),
        ("a.json", LINES),
        ("a.json", "\n".join(json.dumps(row, indent=2) for row in ROWS)),
        ("a.jsonl", LINES),
        ("a.ndjson", LINES.replace("\n", "\r\n\r\n")),
        ("a.jsonl", json.dumps(ROWS, indent=2)),
        ("a.txt", LINES),
        ("a.md", json.dumps(ROWS)),
        ("a.dat", LINES),
    ],
)
def test_shapes(read: Read, name: str, content: str) -> None:
    """An array, an object with a list of articles, values one after another and JSON Lines are all read."""
    for mark in ("", "\ufeff"):
        assert [item.id for item in read(name, mark + content)] == IDS


def test_one_object(read: Read) -> None:
    """One object that is an article is one article, whatever lists it holds."""
    (article,) = read("a.json", json.dumps({**ROWS[0], "images": [{"text": "चित्र"}]}))
    assert isinstance(article, Article)
    assert article.id == "n1"


def test_lines_of_array_items(read: Read) -> None:
    """An item's line is that on which it begins, also within an object."""
    pretty = json.dumps({"meta": [1, {"articles": 0}], "data": ROWS}, indent=1, ensure_ascii=False)
    errors = read("a.json", pretty.replace("समाचार का पाठ 2।", "").replace("समाचार का पाठ 3।", "—"))
    wanted = [number for number, line in enumerate(pretty.split("\n"), 1) if line == "  {"][-2:]
    assert [(e.reason, e.origin.line) for e in errors[1:]] == [
        ("empty-body", wanted[0]),
        ("no-letters", wanted[1]),
    ]


def test_broken_item_of_an_array(read: Read) -> None:
    """A broken item of a pretty-printed array takes only itself."""
    pretty = json.dumps(ROWS, indent=2, ensure_ascii=False)
    first, broken, last = read("a.json", pretty.replace('"id": "n2",', '"id": n2,'))
    assert [first.id, last.id] == ["n1", "n3"]
    assert isinstance(broken, SourceError)
    assert (broken.reason, broken.origin.line) == ("broken-json", 7)


@pytest.mark.parametrize("cut", [5, 60, 150, -1])
def test_cut_array(read: Read, cut: int) -> None:
    """Of an array that is cut short, the whole items are kept, and one reject says that it is broken."""
    items = read("a.json", json.dumps(ROWS, ensure_ascii=False)[:cut])
    assert [item.reason for item in items if isinstance(item, SourceError)] == ["broken-json"]
    assert [item.id for item in items if isinstance(item, Article)] == IDS[: len(items) - 1]


@pytest.mark.parametrize("content", ["[]", '{"articles": []}', '{"status": "ok", "results": []}'])
def test_empty_list(read: Read, content: str) -> None:
    """A list without articles is neither an article nor a mistake."""
    assert read("a.json", content) == []


def test_no_body_column_is_one_reject(read: Read) -> None:
    """A file none of whose records can be an article is one reject, naming its columns."""
    rows = "\n".join(json.dumps({"naam": "x", "umr": n}) for n in range(5000))
    (error,) = read("a.jsonl", rows)
    assert isinstance(error, SourceError)
    assert (error.reason, error.origin.line) == ("no-body-column", 1)
    assert "'naam', 'umr'" in error.detail
    assert "--map body=COLUMN" in error.detail


def test_some_records_without_body_column(read: Read) -> None:
    """Where other records have one, each without a body column is rejected by itself, before them."""
    items = read("a.jsonl", '{"version": 2}\n' + LINES + '\n{"end": true}')
    assert [item.reason if isinstance(item, SourceError) else item.id for item in items] == [
        *("no-body-column", "n1", "n2", "n3", "no-body-column")
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50)
@given(
    st.dictionaries(st.text(max_size=5), JSON, min_size=1, max_size=3),
    st.lists(JSON, max_size=4),
    st.sampled_from([None, 1]),
    st.data(),
)
def test_locate(
    value: dict[str, object], items: list[object], indent: int | None, data: st.DataObject
) -> None:
    """Walking to a key and through its array gives the items with the places where they stand."""
    key = data.draw(st.sampled_from(sorted(value)))
    value[key] = items
    text = json.dumps({"a": value}, indent=indent, ensure_ascii=data.draw(st.booleans()))
    found = list(iter_array(text, locate(text, 0, ("a", key))))
    assert [item.value for item in found] == items
    assert [json.loads(text[item.start : item.end]) for item in found] == items
