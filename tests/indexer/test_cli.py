"""``khabar index …``: build, status, verify, rollback, prune; their options, messages and exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from indexer.generations.lock import write_lock
from query import Searcher
from query.cli import app

KHABAR = Path(sys.executable).with_name("khabar")
GOOD = [
    {"id": "a1", "title": "पटना में बारिश", "body": "पटना में दिन भर तेज बारिश हुई।", "source": "जनवाणी"},
    {"id": "a2", "title": "रांची में धूप", "body": "रांची में दिन भर धूप खिली रही।"},
    {"id": "a3", "title": "गया में कोहरा", "body": "गया में सुबह घना कोहरा छाया रहा।"},
]


def khabar(*args: object, **options) -> Result:
    result = CliRunner().invoke(app, ["index", *map(str, args)], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write_records(path: Path, records: Sequence[dict[str, str]] = GOOD) -> Path:
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8"
    )
    return path


@pytest.fixture(autouse=True)
def _small_lexicon(monkeypatch) -> None:
    """Leave the dictionary out of the lexicons of indexes built here: most of the time of a small build."""
    monkeypatch.setattr("indexer.pipeline.hindi_dictionary", dict)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_records(tmp_path / "news.jsonl")


@pytest.fixture
def index(tmp_path: Path, source: Path) -> Path:
    """Give an index of the three good articles."""
    assert khabar("build", source, "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def found(index: Path, query: str) -> list[str]:
    with Searcher.open(index) as searcher:
        return [hit.id for hit in searcher.search(query).hits]


def test_build(tmp_path: Path, source: Path) -> None:
    """A build says in one line what is served now, and nothing on standard error."""
    result = khabar("build", source, "--index", tmp_path / "new" / "index")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        f"{tmp_path / 'new' / 'index'}: generation 000001 with 3 articles is served ("
    )
    assert result.stdout.count("\n") == 1


def test_build_json(tmp_path: Path, source: Path) -> None:
    """--json prints one line: published, when, what."""
    before = datetime.now(UTC).replace(microsecond=0)
    result = khabar("build", source, "--index", tmp_path / "index", "--json")
    assert result.stdout.count("\n") == 1
    line = json.loads(result.stdout)
    assert before <= datetime.fromisoformat(line.pop("time")) <= datetime.now(UTC)
    assert line.pop("seconds") > 0
    assert line.pop("bytes") > 0
    assert line == {
        "published": True,
        "index": str(tmp_path / "index"),
        "generation": 1,
        "articles": 3,
        "rejected": {},
        "warned": {},
    }


def test_build_from_standard_input(tmp_path: Path) -> None:
    """A source may be - for standard input, among others."""
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in GOOD[1:])
    first = write_records(tmp_path / "first.jsonl", GOOD[:1])
    result = khabar("build", first, "-", "--index", tmp_path / "index", input=text)
    assert result.exit_code == 0, result.stderr
    assert found(tmp_path / "index", "में") == ["a1", "a2", "a3"]


def test_map(tmp_path: Path) -> None:
    """--map names the columns of fields, several times."""
    record = {"key": "m1", "hed": "मानचित्र वाला शीर्षक", "copy": "इस लेख के खाने अनजाने हैं।", "desk": "राज्य डेस्क"}
    path = write_records(tmp_path / "odd.jsonl", [record])
    columns = ["--map", "id=key", "--map", "title=hed", "--map", "body=copy", "--map", "source=desk"]
    assert khabar("build", path, "--index", tmp_path / "index", *columns).exit_code == 0
    with Searcher.open(tmp_path / "index") as searcher:
        stored = searcher.article("m1")
    assert stored is not None
    assert (stored.article.title, stored.article.body, stored.article.source) == tuple(record.values())[1:]


@pytest.mark.parametrize("wrong", ["title", "title=", "=hed", "", "="])
def test_map_without_both_sides(source: Path, tmp_path: Path, wrong: str) -> None:
    """--map that is not FIELD=COLUMN is exit code 2."""
    result = khabar("build", source, "--index", tmp_path / "index", "--map", wrong)
    assert result.exit_code == 2
    assert "FIELD=COLUMN" in result.stderr
    assert not (tmp_path / "index").exists()


def test_map_of_an_unknown_field(source: Path, tmp_path: Path) -> None:
    """--map of a field that articles do not have is an error that names those they have."""
    result = khabar("build", source, "--index", tmp_path / "index", "--map", "headline=hed")
    assert result.exit_code == 2
    assert result.stderr.startswith("khabar: ")
    assert "title" in result.stderr


BAD = [{"id": f"b{number}", "title": "खाली", "body": ""} for number in range(3)]


def test_rejects_are_listed(tmp_path: Path) -> None:
    """Each reject goes to standard error as path:line: reason: detail, then the counts; also with --json."""
    path = write_records(tmp_path / "news.jsonl", [*GOOD, BAD[0], {**GOOD[0], "id": "a4"}])
    for option in ([], ["--json"]):
        result = khabar("build", path, "--index", tmp_path / "index", "--max-rejects", "50%", *option)
        assert result.exit_code == 0
        first, last = result.stderr.splitlines()
        assert first.startswith(f"{path}:4: empty-body: ")
        assert last == "rejected: 1 empty-body"
    assert json.loads(result.stdout)["rejected"] == {"empty-body": 1}


def test_warnings_are_listed(tmp_path: Path) -> None:
    """What is wrong with an article that was indexed all the same is listed and counted apart."""
    path = write_records(tmp_path / "news.jsonl", [{**GOOD[0], "date": "पिछले बुधवार जैसा कुछ"}])
    result = khabar("build", path, "--index", tmp_path / "index", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["warned"] == {"unreadable-date": 1}
    assert f"{path}:1: unreadable-date: " in result.stderr
    assert result.stderr.splitlines()[-1] == "indexed, but: 1 unreadable-date"


@pytest.mark.parametrize(
    ("share", "code"),
    [("50%", 0), ("0.5", 0), ("100%", 0), ("1", 0), ("49.9%", 2), ("0.4", 2), ("0", 2), ("5%", 2), (None, 2)],
)
def test_max_rejects(index: Path, tmp_path: Path, share: str | None, code: int) -> None:
    """Three bad articles of six publish at 50 % and above; below, and by default, the old index is served."""
    path = write_records(
        tmp_path / "mixed.jsonl", [*BAD, *({**each, "id": f"new-{each['id']}"} for each in GOOD)]
    )
    options = ["--max-rejects", share] if share else []
    result = khabar("build", path, "--index", index, "--json", *options)
    assert result.exit_code == code
    assert json.loads(result.stdout)["published"] == (code == 0)
    assert found(index, "बारिश") == (["a1"] if code else ["new-a1"])
    if code:
        assert "3 empty-body" in result.stderr
        assert f"{path}:1: " in result.stderr
        assert "old index is served" in json.loads(result.stdout)["error"]


@pytest.mark.parametrize("share", ["5", "-1%", "101%", "many", "", "%", "nan", "inf%"])
def test_max_rejects_that_is_no_share(source: Path, tmp_path: Path, share: str) -> None:
    """A share below 0, above 1, or none at all, is exit code 2 before anything is read."""
    result = khabar("build", source, "--index", tmp_path / "index", "--max-rejects", share)
    assert result.exit_code == 2
    assert "--max-rejects" in result.stderr
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("options", [["--workers", "0"], ["--keep", "0"], ["--keep", "x"], ["--frobnicate"]])
def test_build_usage_errors(source: Path, tmp_path: Path, options: list[str]) -> None:
    """Numbers out of range and unknown options are exit code 2."""
    result = khabar("build", source, "--index", tmp_path / "index", *options)
    assert result.exit_code == 2
    assert options[0] in result.stderr
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_build_that_fails(index: Path, tmp_path: Path, option: list[str]) -> None:
    """A source that does not exist: exit code 2, one message, with --json one line too; the old index is served."""
    result = khabar("build", tmp_path / "none", "--index", index, *option)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"khabar: {tmp_path / 'none'}: no such file or folder")
    assert result.stderr.count("khabar: ") == 1
    if option:
        line = json.loads(result.stdout)
        assert list(line) == ["time", "published", "error"]
        assert line["published"] is False
        assert line["error"] in result.stderr
    else:
        assert result.stdout == ""
    assert found(index, "बारिश") == ["a1"]


@pytest.mark.parametrize("error", [RuntimeError("अनजानी भूल"), KeyboardInterrupt(), MemoryError()])
def test_every_end_is_told_in_json(source: Path, tmp_path: Path, monkeypatch, error: BaseException) -> None:
    """A bug, Ctrl-C and a lack of memory also leave one line that says that nothing was published."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("indexer.pipeline.build", fail)
    result = CliRunner().invoke(app, ["index", "build", str(source), "--index", str(tmp_path), "--json"])
    assert result.exit_code != 0
    (line,) = map(json.loads, result.stdout.splitlines())
    assert line["published"] is False
    assert line["error"] == (str(error) or type(error).__name__)


@pytest.mark.parametrize("args", [["build", "{source}"], ["rollback"], ["prune"]])
def test_locked_index(index: Path, source: Path, args: list[str]) -> None:
    """While somebody writes the index, another writer says who and exits with 2; readers go on."""
    with write_lock(index):
        result = khabar(*(arg.format(source=source) for arg in args), "--index", index)
        assert result.exit_code == 2
        assert f"process {os.getpid()}" in result.stderr
        assert khabar("status", "--index", index).exit_code == 0
        assert khabar("verify", "--index", index).exit_code == 0
        assert found(index, "बारिश") == ["a1"]


def test_keep(index: Path, source: Path) -> None:
    """--keep is how many generations stay; three by default."""
    for _ in range(3):
        khabar("build", source, "--index", index)
    assert numbers(index) == [2, 3, 4]
    khabar("build", source, "--index", index, "--keep", "1")
    assert numbers(index) == [5]


def numbers(index: Path) -> list[int]:
    generations = json.loads(khabar("status", "--index", index, "--json").stdout)["generations"]
    return [generation["generation"] for generation in generations]


def test_status(index: Path, source: Path) -> None:
    """One line a generation, a star before the one served; with --json the same and the rejects."""
    khabar("build", source, "--index", index)
    khabar("rollback", "--index", index)
    lines = khabar("status", "--index", index).stdout.splitlines()
    assert [line[:8] for line in lines] == ["* 000001", "  000002"]
    assert all("3 articles" in line for line in lines)
    status = json.loads(khabar("status", "--index", index, "--json").stdout)
    assert status["current"] == 1
    assert [each["generation"] for each in status["generations"]] == [1, 2]
    assert status["generations"][0]["rejected"] == {}
    assert status["generations"][0]["articles"] == 3
    assert status["generations"][0]["bytes"] > 0


@pytest.mark.parametrize("command", ["status", "verify", "rollback", "prune"])
@pytest.mark.parametrize("option", [[], ["--all"]])
def test_no_index(tmp_path: Path, command: str, option: list[str]) -> None:
    """Where there is no index every command says so and exits with 2."""
    result = khabar(command, "--index", tmp_path / "none", *(option if command == "verify" else []))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"khabar: no index in {tmp_path / 'none'}: ")
    assert not (tmp_path / "none").exists()


def test_index_of_the_environment(index: Path) -> None:
    """KHABAR_INDEX names the index for these commands too."""
    assert khabar("verify", env={"KHABAR_INDEX": str(index)}).exit_code == 0


def test_verify(index: Path, source: Path) -> None:
    """Verify reads every file of the generation served, with --all of every one kept."""
    khabar("build", source, "--index", index)
    assert khabar("verify", "--index", index).stdout.splitlines()[0].startswith("generation 000002: ")
    both = khabar("verify", "--index", index, "--all").stdout.splitlines()
    assert [line[:18] for line in both] == ["generation 000001:", "generation 000002:"]


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [change_a_byte, Path.unlink])
def test_verify_finds_damage(index: Path, source: Path, damage) -> None:
    """A changed byte and a missing file are exit code 2 and named; in an older generation only with --all."""
    khabar("build", source, "--index", index)
    damage(index / "generations" / "000001" / "00-0000.kh")
    assert khabar("verify", "--index", index).exit_code == 0
    result = khabar("verify", "--index", index, "--all")
    assert result.exit_code == 2
    assert "000001" in result.stderr
    damage(index / "generations" / "000002" / "00-0000.kh")
    result = khabar("verify", "--index", index)
    assert result.exit_code == 2
    assert "00-0000.kh" in result.stderr
    assert "rollback" in result.stderr


def test_rollback(index: Path, source: Path, tmp_path: Path) -> None:
    """Rollback serves the generation before, twice; then there is none left and it exits with 2."""
    other = write_records(tmp_path / "other.jsonl", [{"id": "z", "title": "बारिश", "body": "और बारिश होगी।"}])
    khabar("build", other, "--index", index)
    assert found(index, "बारिश") == ["z"]
    result = khabar("rollback", "--index", index)
    assert result.exit_code == 0
    assert "generation 000001 of " in result.stdout
    assert found(index, "बारिश") == ["a1"]
    result = khabar("rollback", "--index", index)
    assert result.exit_code == 2
    assert "rebuild" in result.stderr
    assert found(index, "बारिश") == ["a1"]


def test_prune(index: Path, source: Path) -> None:
    """Prune removes all but the newest --keep, and says which, or that there is nothing to remove."""
    khabar("build", source, "--index", index)
    khabar("build", source, "--index", index)
    assert khabar("prune", "--index", index).stdout == "nothing to remove\n"
    assert khabar("prune", "--index", index, "--keep", "1").stdout == "removed 000001, 000002\n"
    assert numbers(index) == [3]


@pytest.mark.skipif(not KHABAR.exists(), reason="khabar is not installed beside this Python")
def test_progress_on_a_terminal(source: Path, tmp_path: Path) -> None:
    """On a terminal a build shows bars on standard error, which it takes away; standard output stays plain."""
    master, slave = os.openpty()
    command = [KHABAR, "index", "build", source, "--index", tmp_path / "index"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    with os.fdopen(slave, "wb") as terminal:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env=environment)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:  # Linux says EIO where a file would say end of file
        pass
    os.close(master)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output.startswith(os.fsencode(tmp_path / "index"))
    assert b"reading" in shown
    assert b"indexing" in shown


@pytest.mark.skipif(not KHABAR.exists(), reason="khabar is not installed beside this Python")
def test_interrupted_build(index: Path, tmp_path: Path) -> None:
    """Ctrl-C ends a build with 130 and one JSON line, takes its folder away and leaves the old index served."""
    pipe = tmp_path / "news.jsonl"
    pipe.unlink()
    os.mkfifo(pipe)
    command = [KHABAR, "index", "build", pipe, "--index", index, "--json"]
    # What is started in the background, as these tests may be, ignores Ctrl-C, and so does what it starts.
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        staging = index / "generations" / ".staging-000002"
        with pipe.open("w", encoding="utf-8") as feed:
            feed.write(json.dumps(GOOD[0], ensure_ascii=False) + "\n")
            feed.flush()
            while not staging.exists() and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"khabar: interrupted\n"
    assert json.loads(output)["published"] is False
    assert sorted(path.name for path in (index / "generations").iterdir()) == ["000001"]
    assert found(index, "बारिश") == ["a1"]
