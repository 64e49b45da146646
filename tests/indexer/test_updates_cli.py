"""``khabar index update``, ``delete``, ``merge`` and ``watch``: options, messages, exit codes, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from indexer.generations.generation import read_current
from query.cli import app

ROOT = Path(__file__).resolve().parents[2]
GOOD = [
    {"id": "a1", "title": "पटना में बारिश", "body": "पटना में दिन भर तेज बारिश हुई।"},
    {"id": "a2", "title": "रांची में धूप", "body": "रांची में दिन भर धूप खिली रही।"},
    {"id": "a3", "title": "गया में कोहरा", "body": "गया में सुबह घना कोहरा छाया रहा।"},
]
NEW = [{"id": "a2", "title": "रांची में आंधी", "body": "रांची में आंधी आई।"}, {"id": "a4", "body": "बक्सर में मेला लगा।"}]


@pytest.fixture(autouse=True)
def _small_lexicon(monkeypatch) -> None:
    """Leave the dictionary out of the lexicons of indexes made here: most of the time of a small build."""
    for module in ("pipeline", "updates"):
        monkeypatch.setattr(f"indexer.{module}.hindi_dictionary", dict)


def khabar(*args: object, **options) -> Result:
    result = CliRunner().invoke(app, list(map(str, args)), **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(path: Path, records) -> Path:
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8"
    )
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Give an index of the three good articles."""
    source = write(tmp_path / "good.jsonl", GOOD)
    assert khabar("index", "build", source, "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def test_update(index, tmp_path):
    """New and replaced articles are found, and the summary counts them."""
    result = khabar("index", "update", write(tmp_path / "new.jsonl", NEW), "--index", index)
    assert result.exit_code == 0
    assert "generation 000002 with 4 articles is served (1 added, 1 replaced" in result.stdout
    assert khabar("search", "आंधी", "--index", index).exit_code == 0
    assert khabar("search", "धूप", "--index", index).exit_code == 1


def test_json(index, tmp_path):
    """--json prints one line with every count, and one with the error where nothing was published."""
    source = write(tmp_path / "new.jsonl", NEW)
    result = khabar(
        "index", "update", source, "--delete", "a1", "--delete", "none", "--index", index, "--json"
    )
    said = json.loads(result.stdout)
    counts = {
        name: said[name] for name in ("published", "articles", "added", "replaced", "deleted", "missing")
    }
    assert counts == {
        "published": True, "articles": 3, "added": 1, "replaced": 1, "deleted": 1, "missing": ["none"],
    }  # fmt: skip
    assert "none: not in the index" in result.stderr
    result = khabar("index", "update", tmp_path / "nowhere", "--index", index, "--json")
    assert result.exit_code == 2
    said = json.loads(result.stdout)
    assert said["published"] is False and "no such file" in said["error"]


@pytest.mark.parametrize("given", ["ids", "@file", "-"])
def test_delete(index, tmp_path, given):
    """Ids are given one by one, in a file, or on standard input."""
    (tmp_path / "ids.txt").write_text("a1\n\n a3 \n", encoding="utf-8")
    args = {"ids": ["a1", "a3"], "@file": [f"@{tmp_path / 'ids.txt'}"], "-": ["-"]}[given]
    result = khabar("index", "delete", *args, "--index", index, input="a1\na3\n")
    assert (result.exit_code, read_current(index).manifest.articles) == (0, 1)
    options = [part for each in args for part in ("--delete", each)]
    result = khabar("index", "update", *options, "--index", index, input="a1\na3\n")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "a1: not in the index, so not deleted",
        "a3: not in the index, so not deleted",
    ]


def test_nothing_to_delete(index):
    """Of ids that no article has, delete says so and exits with 1."""
    result = khabar("index", "delete", "none", "--index", index)
    assert (result.exit_code, result.stderr) == (1, "none: not in the index, so not deleted\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "nothing to do"),
        (["-", "--delete", "-"], "standard input is either"),
        (["--delete", "@nowhere.txt"], "nowhere.txt cannot be read"),
    ],
)
def test_usage(index, args, said):
    """What cannot be meant is refused with exit code 2 before anything is written."""
    result = khabar("index", "update", *args, "--index", index)
    assert result.exit_code == 2 and said in result.stderr
    assert read_current(index).number == 1


def test_status_verify_merge(index, tmp_path):
    """status shows what is deleted of each segment, verify checks the list, and merge leaves none."""
    source = write(tmp_path / "more.jsonl", ({"id": f"b{n}", "body": f"समाचार {n}"} for n in range(9)))
    khabar("index", "update", source, "--index", index)
    assert khabar("index", "delete", "b1", "--index", index).exit_code == 0
    said = json.loads(khabar("index", "status", "--index", index, "--json").stdout)
    assert [(each["articles"], each["deleted"]) for each in said["segments"]] == [(12, 1)]
    shown = khabar("index", "status", "--index", index).stdout
    assert f"{said['segments'][0]['segment']}: 12 articles, 1 of them deleted" in shown
    assert khabar("index", "verify", "--index", index).exit_code == 0
    assert khabar("index", "merge", "--index", index).exit_code == 0
    said = json.loads(khabar("index", "status", "--index", index, "--json").stdout)
    assert [(each["articles"], each["deleted"]) for each in said["segments"]] == [(11, 0)]
    assert khabar("index", "verify", "--index", index, "--all").exit_code == 0


def test_verify_finds_a_damaged_list(tmp_path):
    """A changed byte in the list of deleted articles is found, and the file is named."""
    records = [{"id": f"a{number}", "body": f"समाचार {number}"} for number in range(9)]
    index = tmp_path / "index"
    khabar("index", "build", write(tmp_path / "many.jsonl", records), "--index", index)
    khabar("index", "delete", "a1", "--index", index)
    path = read_current(index).path / "deleted.kha"
    content = bytearray(path.read_bytes())
    content[64] ^= 2
    path.write_bytes(content)
    for args in (["index", "verify"], ["search", "समाचार"]):
        result = khabar(*args, "--index", index)
        assert result.exit_code == 2 and "deleted.kha" in result.stderr


def test_watch_once(index, tmp_path):
    """watch --once takes up a folder; where nothing has changed it prints nothing."""
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "new.jsonl", NEW)
    result = khabar("index", "watch", tmp_path / "in", "--index", index, "--once")
    assert (result.exit_code, "1 added, 1 replaced" in result.stdout) == (0, True)
    result = khabar("index", "watch", tmp_path / "in", "--index", index, "--once")
    assert (result.exit_code, result.stdout) == (0, "")
    assert khabar("index", "watch", tmp_path / "none", "--index", index).exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_ends_cleanly(index, tmp_path, number):
    """Ctrl-C and SIGTERM end a watch with exit code 0, the index being whole and unlocked."""
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-m", "query.cli", "index", "watch", tmp_path / "in", "--index", index]
    process = subprocess.Popen(
        [*command, "--interval", "0.1", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    write(tmp_path / "in" / "new.jsonl", NEW)
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert (said["added"], said["replaced"]) == (1, 1)
    time.sleep(0.1)
    process.send_signal(number)
    assert process.wait(30) == 0
    assert khabar("index", "delete", "a4", "--index", index).exit_code == 0
