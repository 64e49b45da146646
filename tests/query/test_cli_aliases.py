"""Build → ``khabar aliases`` → search: other names through the command's real entry points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_index import article, build_index
from typer.testing import CliRunner, Result

from query.cli import app

ARTICLES = [
    article("a1", "शंघाई सहयोग संगठन (एससीओ) की बैठक शुरू हुई। विदेश मंत्री विमला राजवंशी आईं। राजवंशी ने बात की।"),
    article("a2", "एससीओ की बैठक में विमला राजवंशी बोलीं। राजवंशी कल लौटेंगी।"),
    article("a3", "शंघाई सहयोग संगठन ने बयान दिया। मंत्री विमला राजवंशी सहमत थीं। राजवंशी ने धन्यवाद दिया।"),
    article("a4", "SCO summit पर नेताओं की नजर है।"),
    article("a5", "एप्पल ने नया फोन बाजार में उतारा। एप्पल के दाम बढ़े।"),
    article("a6", "बाजार में Apple के फोन की मांग बढ़ी।"),
    article("a7", "सुनीता रावत (लोमपा) जीतीं। लोक मंगल पार्टी ने जश्न मनाया।"),
    article("a8", "लोक मंगल पार्टी (लोमपा) की रैली कल होगी।"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_index(tmp_path_factory.mktemp("aliases"), ARTICLES)


@pytest.fixture
def khabar(index: Path):
    def run(command: str, *args: str) -> Result:
        result = CliRunner().invoke(app, [command, *args, "--index", str(index)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def ids(result: Result) -> set[str]:
    return set(result.stdout.split())


def rows(result: Result) -> list[tuple[str, ...]]:
    """The table's rows without its headings."""
    heading, *lines = result.stdout.splitlines()
    assert heading.split("\t") == ["alias", "kind", "articles", "evidence"]
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SCO", [("एससीओ", "letters", "2", "0"), ("शंघाई सहयोग संगठन", "acronym", "2", "4")]),
        ("शंघाई सहयोग संगठन", [("SCO", "acronym", "1", "4"), ("एससीओ", "acronym", "2", "4")]),
        ("लोमपा", [("लोक मंगल पार्टी", "acronym", "2", "1")]),
        ("राजवंशी", [("विमला राजवंशी", "name", "3", "3")]),
        ("विमला राजवंशी", [("राजवंशी", "name", "3", "3")]),
        ("एप्पल", [("apple", "sound", "1", "0")]),
    ],
)
def test_aliases(khabar, name, expected) -> None:
    """A name's others, each with its kind, in how many articles it is, and how many say that it is the same."""
    result = khabar("aliases", *name.split())
    assert rows(result) == expected
    assert result.exit_code == 0


@pytest.mark.parametrize("name", ["रावत", "बैठक", "सुनीता रावत", "।", "xyzzy"])
def test_none(khabar, name) -> None:
    """A name without others prints nothing and exits with 1."""
    result = khabar("aliases", name)
    assert (result.exit_code, result.stdout) == (1, "")


def test_json(khabar) -> None:
    """--json prints one object, also when there are none."""
    assert json.loads(khabar("aliases", "लोमपा", "--json").stdout) == {
        "name": "लोमपा",
        "aliases": [{"alias": "लोक मंगल पार्टी", "kind": "acronym", "articles": 2, "evidence": 1}],
    }
    assert json.loads(khabar("aliases", "रावत", "--json").stdout) == {"name": "रावत", "aliases": []}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SCO", {"a1", "a2", "a3", "a4"}),
        ("एससीओ", {"a1", "a2", "a3", "a4"}),
        ("शंघाई सहयोग संगठन", {"a1", "a2", "a3", "a4"}),
        ("लोमपा", {"a7", "a8"}),
        ("एप्पल", {"a5", "a6"}),
        ("apple", {"a5", "a6"}),
    ],
)
def test_search(khabar, query, found) -> None:
    """A search by one name finds the articles that have the other."""
    assert ids(khabar("search", query, "--ids")) == found


def test_all(khabar) -> None:
    """With --all the other name stands for every word of a name."""
    assert ids(khabar("search", "शंघाई सहयोग संगठन बैठक", "--all", "--ids")) == {"a1", "a2"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SCO", {"a4"}),
        ("apple", {"a6"}),
        ("एप्पल", {"a5"}),
        ("rajvanshi", set()),
        ("एससीओ", {"a1", "a2", "a3"}),
        ("org:SCO", {"a1", "a2", "a3", "a4"}),
    ],
)
def test_exact_script(khabar, query, found) -> None:
    """With --exact-script a word finds its own script only, but fields of names hold both."""
    assert ids(khabar("search", query, "--exact-script", "--ids")) == found


def test_what_was_typed_ranks_first(khabar) -> None:
    """An article with the word as typed stands before one with an alias alone."""
    assert khabar("search", "एप्पल", "--ids").stdout.split() == ["a5", "a6"]


def test_told_and_explained(khabar) -> None:
    """The answer says what else was sought, --explain what it gave, and the snippet marks it."""
    result = khabar("search", "एप्पल", "--explain", "--limit", "2")
    assert result.stdout.startswith("दिखाए गए: एप्पल → apple\n")
    assert "एप्पल → apple  (" in result.stdout
    answer = json.loads(khabar("search", "एप्पल", "--json").stdout)
    assert answer["corrected"] == [{"typed": "एप्पल", "shown": ["apple"]}]
    assert "<mark>Apple</mark>" in answer["hits"][1]["snippet"]


@pytest.mark.parametrize("segments", [2, 3, 5])
def test_segments_change_nothing(index: Path, tmp_path: Path, segments: int) -> None:
    """However the articles are cut into segments, merged or not, the aliases are the same bytes."""
    other = build_index(tmp_path, ARTICLES, segments=segments)
    (expected,) = index.glob("generations/*/aliases.kha")
    (found,) = other.glob("generations/*/aliases.kha")
    assert found.read_bytes() == expected.read_bytes()


def test_verify(index: Path, tmp_path: Path) -> None:
    """``khabar index verify`` reads the file of aliases; one without it is not served."""
    whole = CliRunner().invoke(app, ["index", "verify", "--index", str(index)])
    assert whole.exit_code == 0
    damaged = build_index(tmp_path, ARTICLES[:2])
    (path,) = damaged.glob("generations/*/aliases.kha")
    path.unlink()
    result = CliRunner().invoke(app, ["search", "एससीओ", "--index", str(damaged)])
    assert result.exit_code == 2
    assert "aliases.kha" in result.stderr
