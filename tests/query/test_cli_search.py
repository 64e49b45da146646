"""``khabar search`` and ``khabar show``: every option, the exit codes, and the shape of the JSON."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from query.cli import app

HIT_KEYS = ["rank", "id", "title", "published", "source", "category", "score", "snippet", "entities", "url"]
RESULT_KEYS = ["query", "total", "took_ms", "corrected", "hits"]


@pytest.fixture
def search(newsroom_index: Path):
    """Run ``khabar search`` on the sample newsroom; nothing but an exit ever leaves it."""

    def run(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["search", *args, "--index", str(newsroom_index)], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def ids(result: Result) -> list[str]:
    return result.stdout.split()


def test_plain_output(search) -> None:
    """In a pipe: title, facts and snippet of each hit, the total last, no escape code, no blank at a line's end."""
    result = search("तटबंध", "--limit", "2")
    assert result.exit_code == 0
    lines = result.stdout.split("\n")
    assert lines[0].startswith(" 1. ")
    assert lines[1].startswith("    ")
    assert " · " in lines[1]
    assert "तटबंध" in lines[2]
    assert [line[:4] for line in lines if line[2:4] == ". "] == [" 1. ", " 2. "]
    assert lines[-2].startswith("1–2, कुल 6 लेख, ")
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() for line in lines)


def test_json_has_the_shape_of_the_issue(search) -> None:
    """--json prints one object with exactly the keys of the issue, in its order."""
    result = search("rajvanshi", "--json", "--limit", "1")
    answer = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert list(answer) == RESULT_KEYS
    assert answer["query"] == "rajvanshi"
    assert answer["total"] == 2
    assert answer["took_ms"] > 0
    assert answer["corrected"] == [{"typed": "rajvanshi", "shown": ["राजवंशी"]}]
    (hit,) = answer["hits"]
    assert list(hit) == HIT_KEYS
    assert hit["rank"] == 1
    assert hit["published"].endswith("+05:30")
    assert isinstance(hit["score"], float)
    assert "<mark>" in hit["snippet"]
    assert {tuple(entity) for entity in hit["entities"]} == {("kind", "name", "aliases", "count")}


def test_json_is_not_escaped(search) -> None:
    """Devanagari stands in the JSON as it is."""
    assert "तटबंध" in search("तटबंध", "--json").stdout


def test_jsonl_ids_and_json_agree(search) -> None:
    """--jsonl gives the hits of --json a line each, --ids their ids."""
    hits = json.loads(search("चुनाव", "--json").stdout)["hits"]
    assert [json.loads(line) for line in search("चुनाव", "--jsonl").stdout.splitlines()] == hits
    assert ids(search("चुनाव", "--ids")) == [hit["id"] for hit in hits]


def test_count(search) -> None:
    """--count prints the total of all pages."""
    total = json.loads(search("चुनाव", "--json", "--limit", "1").stdout)["total"]
    assert search("चुनाव", "--count").stdout == f"{total}\n"


@pytest.mark.parametrize("option", [["--json"], ["--jsonl"], ["--ids"], ["--count"], []])
def test_nothing_found(search, option: list[str]) -> None:
    """Nothing found is exit code 1 in every form of output."""
    result = search("किंकर्तव्यविमूढ़ता", *option)
    assert result.exit_code == 1
    assert ("कुछ नहीं मिला" in result.stderr) == (not option)
    if option == ["--json"]:
        assert json.loads(result.stdout)["hits"] == []
    elif option == ["--count"]:
        assert result.stdout == "0\n"
    else:
        assert result.stdout == ""


def test_pages_follow_one_another(search) -> None:
    """--offset goes on where --limit stopped, ranks included."""
    first = ids(search("भारत", "--ids", "--limit", "6"))
    assert ids(search("भारत", "--ids", "--limit", "3")) == first[:3]
    assert ids(search("भारत", "--ids", "--limit", "3", "--offset", "3")) == first[3:]
    page = json.loads(search("भारत", "--json", "--limit", "3", "--offset", "3").stdout)
    assert [hit["rank"] for hit in page["hits"]] == [4, 5, 6]


def test_past_the_last_page(search) -> None:
    """Past the end there are no hits, the total says how many there are, and it was found: exit code 0."""
    result = search("तटबंध", "--offset", "50")
    assert result.exit_code == 0
    assert result.stdout.startswith("कोई नहीं, कुल 6 लेख")


@pytest.mark.parametrize(("order", "reverse"), [("newest", True), ("oldest", False)])
def test_sort_by_date(search, order: str, reverse: bool) -> None:
    """--sort newest and oldest order by date."""
    hits = json.loads(search("भारत", "--json", "--sort", order, "--limit", "50").stdout)["hits"]
    dates = [hit["published"] for hit in hits]
    assert len(dates) > 20
    assert dates == sorted(dates, reverse=reverse)


def test_sort_by_relevance(search) -> None:
    """--sort relevance is the default, by falling score."""
    hits = json.loads(search("भारत", "--json", "--limit", "50").stdout)["hits"]
    assert hits == json.loads(search("भारत", "--json", "--limit", "50", "--sort", "relevance").stdout)["hits"]
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_all(search) -> None:
    """--all demands every word, as AND does."""
    any_word = int(search("भारत रूस", "--count").stdout)
    every = int(search("भारत", "रूस", "--all", "--count").stdout)
    assert 0 < every < any_word
    assert every == int(search("भारत AND रूस", "--count").stdout)


def test_literal(search) -> None:
    """--literal reads marks of the query language as text; without it they are marks."""
    assert search('"भारत', "--count").exit_code == 2
    assert search('"भारत', "--count", "--literal").stdout == search("भारत", "--count").stdout
    assert search("भारत", "-रूस", "-F", "--count").stdout == search("भारत रूस", "--count").stdout


def test_explain(search) -> None:
    """--explain shows the parts of each score, which sum to it."""
    (hit,) = json.loads(search("जीएसटी परिषद", "--explain", "--json", "--limit", "1").stdout)["hits"]
    assert list(hit) == [*HIT_KEYS, "explanation"]
    assert {part["part"] for part in hit["explanation"]} >= {"जीएसटी → GST", "परिषद"}
    assert sum(part["score"] for part in hit["explanation"]) == pytest.approx(hit["score"], abs=1e-5)
    text = search("जीएसटी परिषद", "--explain", "--limit", "1").stdout
    assert f"{hit['score']:.4f} अंक" in text


def test_no_snippets(search) -> None:
    """--no-snippets leaves the passages out and marks nothing."""
    hits = json.loads(search("भारत", "--json", "--no-snippets").stdout)["hits"]
    assert {hit["snippet"] for hit in hits} == {None}
    lines = search("भारत", "--no-snippets", "--limit", "2").stdout.split("\n")
    assert [bool(line) for line in lines] == [True, True, False] * 2 + [True, False]


@pytest.mark.parametrize("word", ["-नेपाल", "-nepal", "-Fiji", "-n5x", "-i", "-json"])
def test_word_that_begins_with_a_hyphen(search, word: str) -> None:
    """A word with a hyphen leaves articles out, also when its first letter is that of an option."""
    answer = json.loads(search("भारत", word, "--json").stdout)
    assert answer["query"] == f"भारत {word}"
    assert answer["total"] <= int(search("भारत", "--count").stdout)


def test_leaving_out(search) -> None:
    """-word leaves out exactly the articles that have the word."""
    both = set(ids(search("भारत AND रूस", "--ids", "-n", "200")))
    without = set(ids(search("भारत", "-रूस", "--ids", "-n", "200")))
    assert both
    assert without
    assert both | without == set(ids(search("भारत", "--ids", "-n", "200")))
    assert not both & without


def test_words_after_two_hyphens(newsroom_index: Path) -> None:
    """After -- all are words, though they look like options."""
    result = CliRunner().invoke(
        app, ["search", "--index", str(newsroom_index), "--json", "--", "--count", "भारत"]
    )
    assert json.loads(result.stdout)["query"] == "--count भारत"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["भारत", "--limt", "3"], "--limt"),
        (["--frobnicate"], "--frobnicate"),
        (["भारत", "--limit", "-1"], "--limit"),
        (["भारत", "--limit", "दस"], "--limit"),
        (["भारत", "--offset", "-1"], "--offset"),
        (["भारत", "--sort", "best"], "best"),
        (["भारत", "--color", "red"], "red"),
        (["भारत", "--json", "--ids"], "exclude"),
        (["भारत", "--jsonl", "--count"], "exclude"),
        ([], "words or --batch"),
        (["भारत", "--batch", "-"], "words or --batch"),
        (["--batch", "-", "--ids"], "--batch"),
        (["--batch", "-", "--count"], "--batch"),
    ],
)
def test_usage_errors(search, args: list[str], said: str) -> None:
    """A wrong option is exit code 2, named on standard error, with nothing on standard output."""
    result = search(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "no word"),
        ("?!", "no word"),
        ('भारत "टूटा', "column 6"),
        ("(भारत", "column"),
        ("titel:भारत", "title"),
        ("date:2025-13", "2025-13"),
        ("after:अगलाकल", "अगलाकल"),
    ],
)
def test_broken_query(search, query: str, said: str) -> None:
    """A broken query is exit code 2 and one message that says what is wrong."""
    result = search(query)
    assert result.exit_code == 2
    assert result.stderr.startswith("khabar: ")
    assert said in result.stderr
    assert result.stderr.count("khabar: ") == 1
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_index_from_the_environment(newsroom_index: Path, tmp_path: Path, monkeypatch) -> None:
    """KHABAR_INDEX names the index; --index goes before it; without either it is ./khabar-index."""
    runner = CliRunner()
    asked = ["search", "भारत", "--count"]
    assert runner.invoke(app, asked, env={"KHABAR_INDEX": str(newsroom_index)}).exit_code == 0
    wrong = {"KHABAR_INDEX": str(tmp_path / "none")}
    assert runner.invoke(app, asked, env=wrong).exit_code == 2
    assert runner.invoke(app, [*asked, "--index", str(newsroom_index)], env=wrong).exit_code == 0
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, asked, env={"KHABAR_INDEX": None})
    assert "khabar-index" in result.stderr
    (tmp_path / "khabar-index").symlink_to(newsroom_index)
    assert runner.invoke(app, asked, env={"KHABAR_INDEX": None}).exit_code == 0


def test_no_index(tmp_path: Path) -> None:
    """Where there is no index the message says so and how to build one."""
    result = CliRunner().invoke(app, ["search", "भारत", "--index", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr == f"khabar: no index in {tmp_path}: build one with `khabar index build`\n"


def test_damaged_index(newsroom_index: Path, tmp_path: Path) -> None:
    """A cut file of the index is exit code 2 and a message, no traceback."""
    index = copytree(newsroom_index, tmp_path / "index")
    postings = next(index.glob("generations/*/*.kh"))
    postings.write_bytes(postings.read_bytes()[:100])
    result = CliRunner().invoke(app, ["search", "भारत", "--index", str(index)])
    assert result.exit_code == 2
    assert postings.name in result.stderr
    assert "rollback" in result.stderr


BATCH = "भारत रूस\n\nकिंकर्तव्यविमूढ़ता\n  \nचुनाव\n"


@pytest.mark.parametrize("given", ["file", "-"])
def test_batch(search, tmp_path: Path, given: str) -> None:
    """--batch answers each line of a file, or of standard input, as --json does, blank lines passed over."""
    path = tmp_path / "queries"
    path.write_text(BATCH, encoding="utf-8")
    result = search("--batch", str(path)) if given == "file" else search("--batch", "-", input=BATCH)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["भारत रूस", "किंकर्तव्यविमूढ़ता", "चुनाव"]
    assert [bool(answer["hits"]) for answer in answers] == [True, False, True]
    assert all([key for key in answer if key != "stories"] == RESULT_KEYS for answer in answers)
    alone = json.loads(search("चुनाव", "--json").stdout)
    assert answers[2]["hits"] == alone["hits"]
    assert result.exit_code == 0


def test_batch_options(search) -> None:
    """The other options hold for each query of a batch."""
    result = search(
        "--batch", "-", "--limit", "1", "--no-snippets", "--sort", "newest", "--all", input="भारत रूस\n"
    )
    answer = json.loads(result.stdout)
    alone = search("भारत रूस", "--json", "--limit", "1", "--no-snippets", "--sort", "newest", "--all").stdout
    assert answer["total"] == json.loads(alone)["total"]
    assert answer["hits"] == json.loads(alone)["hits"]


def test_batch_goes_on_after_an_error(search) -> None:
    """A broken query, and a line that is not UTF-8, get an error in their answers; the rest is answered; exit code 2."""
    result = search("--batch", "-", input='भारत\n"टूटा\nभा\n'.encode() + b"\xe0\xa4\n" + "रूस\r\n".encode())
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["error" in answer for answer in answers] == [False, True, False, True, False]
    assert answers[1]["query"] == '"टूटा'
    assert "column 1" in answers[1]["error"]
    assert ":4" in answers[3]["error"]
    assert answers[4]["query"] == "रूस"
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("lines", "code"),
    [("भारत\n", 0), ("किंकर्तव्यविमूढ़ता\n", 1), ("", 1), ("\n\n", 1), ("किंकर्तव्यविमूढ़ता\nभारत", 0)],
)
def test_batch_exit_codes(search, lines: str, code: int) -> None:
    """A batch exits with 0 if any query found something, 1 if none did."""
    assert search("--batch", "-", input=lines).exit_code == code


def test_batch_byte_order_mark(search) -> None:
    """A byte order mark before the first query is no part of it."""
    result = search("--batch", "-", input=b"\xef\xbb\xbf" + "भारत\n".encode())
    assert json.loads(result.stdout)["query"] == "भारत"


@pytest.mark.parametrize("command", ["search", "analyze"])
def test_batch_file_that_cannot_be_read(newsroom_index: Path, tmp_path: Path, command: str) -> None:
    """A missing file, and a folder, are a message and exit code 2."""
    for path in (tmp_path / "none", tmp_path):
        result = CliRunner().invoke(
            app, [command, "--batch", str(path)], env={"KHABAR_INDEX": str(newsroom_index)}
        )
        assert result.exit_code == 2
        assert result.stderr.startswith(f"khabar: {path} cannot be read: ")


@pytest.fixture
def show(newsroom_index: Path):
    def run(*args: str) -> Result:
        return CliRunner().invoke(app, ["show", *args, "--index", str(newsroom_index)])

    return run


def test_show(show) -> None:
    """Show prints title, facts, every paragraph, and the entities by kind under their Hindi names."""
    result = show("pd-dun-003")
    assert result.exit_code == 0
    lines = result.stdout.split("\n")
    assert lines[0] == "मॉस्को में SCO शासनाध्यक्षों की बैठक, भारत-रूस भुगतान व्यवस्था पर भी हुई बात"
    for fact in ("प्रभात दर्पण", "मॉस्को", "दुनिया", "18 नवंबर 2025, 22:00", "pd-dun-003"):
        assert fact in lines[1].split(" · ")
    kinds = {
        line.partition(": ")[0]: line for line in lines if line.startswith(("व्यक्ति: ", "स्थान: ", "संगठन: "))
    }
    assert "राजवंशी" in kinds["व्यक्ति"]
    assert "रूस" in kinds["स्थान"]
    assert "शंघाई सहयोग संगठन" in kinds["संगठन"]
    assert any(line.startswith("टैग: ") for line in lines)


def test_show_json(show) -> None:
    """--json gives every field of the article, and its entities."""
    article = json.loads(show("pd-dun-003", "--json").stdout)
    assert list(article) == [
        *("id", "title", "published", "source", "author", "place", "category", "url", "tags"),
        *("entities", "body"),
    ]
    assert article["id"] == "pd-dun-003"
    assert article["published"] == "2025-11-18T22:00:00+05:30"
    assert {"person", "place", "org"} >= {entity["kind"] for entity in article["entities"]}
    assert article["body"].count("\n") >= 3


@pytest.mark.parametrize("identity", ["nope", "", "pd-dun", "PD-DUN-003"])
def test_show_unknown_id(show, identity: str) -> None:
    """An id that no article has is exit code 1, said on standard error."""
    result = show(identity)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert repr(identity) in result.stderr
