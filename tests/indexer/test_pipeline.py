"""``indexer.build``: what is indexed, what is rejected, what is reported, and that workers change nothing."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import BuildError, build
from indexer.generations.generation import read_current, verify_generation
from indexer.workers import Workers
from query import Searcher

ROOT = Path(__file__).resolve().parents[2]
NEWSROOM = ROOT / "data"


@pytest.fixture(autouse=True)
def _small_lexicon(request, monkeypatch) -> None:
    """Leave the dictionary out of the lexicons of indexes built here: most of the time of a small build."""
    if "newsroom_index" not in request.fixturenames:
        monkeypatch.setattr("indexer.pipeline.hindi_dictionary", dict)


def record(number: int, **changes: str) -> dict[str, str]:
    return {
        "id": f"n{number}",
        "title": f"समाचार {number}",
        "body": f"यह समाचार क्रमांक {number} का पाठ है, जिसमें बारिश की बात है।",
        **changes,
    }


def write_records(path: Path, *records: dict[str, str]) -> Path:
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8"
    )
    return path


def served(index: Path) -> dict[str, str]:
    """id → body of all articles that are served, after every byte of the index has been tried."""
    verify_generation(read_current(index))
    with Searcher.open(index) as searcher:
        ids = [hit.id for hit in searcher.search("समाचार", limit=10_000, snippets=False).hits]
        articles = [searcher.article(identity) for identity in ids]
    return {stored.article.id: stored.article.body for stored in articles if stored}


def staging_folders(index: Path) -> list[str]:
    return [path.name for path in (index / "generations").iterdir() if path.name.startswith(".")]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Give an index of one article, ``old``."""
    source = write_records(tmp_path / "old.jsonl", record(0, id="old"))
    build([source], tmp_path / "index")
    return tmp_path / "index"


def test_report(tmp_path: Path) -> None:
    """The report says where, which generation, how many articles, bytes and seconds."""
    source = write_records(tmp_path / "a.jsonl", record(1), record(2))
    report = build([str(source)], str(tmp_path / "index"))
    assert (report.index, report.generation, report.articles) == (tmp_path / "index", 1, 2)
    files = [
        path for path in (tmp_path / "index/generations/000001").iterdir() if path.name != "manifest.json"
    ]
    assert report.bytes == sum(path.stat().st_size for path in files)
    assert report.seconds > 0
    assert build([source], tmp_path / "index").generation == 2


def test_nothing_but_the_index_is_left(tmp_path: Path) -> None:
    """No spool and no temporary file: segments, lexicon, aliases, stories, the dictionary of the articles, the manifest."""
    build([write_records(tmp_path / "a.jsonl", record(1))], tmp_path / "index")
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == ["CURRENT", "generations", "lock"]
    names = {path.name for path in (tmp_path / "index/generations/000001").iterdir()}
    assert names == {
        "00-0000.kh",
        "aliases.kha",
        "articles.zdict",
        "lexicon.khl",
        "manifest.json",
        "stories.khs",
    }


def test_last_duplicate_wins(tmp_path: Path) -> None:
    """Of articles with one id the last is indexed; each earlier one is reported, with both places."""
    first = write_records(tmp_path / "1.jsonl", record(1), record(2, id="n1", body="दूसरा समाचार"), record(3))
    second = write_records(tmp_path / "2.jsonl", record(4), record(5, id="n1", body="तीसरा समाचार"))
    report = build([first, second], tmp_path / "index", max_rejects=0.5)
    assert report.articles == 3
    assert report.rejected == {"duplicate-id": 2}
    assert [str(error.origin) for error in report.rejects] == [f"{first}:1", f"{first}:2"]
    assert [error.reason for error in report.rejects] == ["duplicate-id"] * 2
    assert f"{first}:2" in report.rejects[0].detail
    assert f"{second}:2" in report.rejects[1].detail
    assert served(tmp_path / "index")["n1"] == "तीसरा समाचार"
    assert set(served(tmp_path / "index")) == {"n1", "n3", "n4"}


def test_superseded_articles_leave_no_trace(tmp_path: Path) -> None:
    """The place that a superseded article names is none for the others: an index is that of the articles in it."""
    old = record(1, id="n2", place="केवड़ाही")
    source = write_records(tmp_path / "1.jsonl", old, record(2, body="सब केवड़ाही कहते हैं।"))
    build([source], tmp_path / "index", max_rejects=0.5)
    with Searcher.open(tmp_path / "index") as searcher:
        assert searcher.article("n2").entities == ()


def test_rejects_by_reason(tmp_path: Path) -> None:
    """Rejects are counted by reason and listed in order, with their places."""
    path = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(8)))
    with path.open("ab") as file:
        file.write(
            b'{"broken\n'
            + json.dumps(record(9, body="")).encode()
            + b"\n"
            + json.dumps(record(10, body="123")).encode()
        )
    report = build([path], tmp_path / "index", max_rejects=0.3)
    assert report.rejected == {"broken-json": 1, "empty-body": 1, "no-letters": 1}
    assert [(error.origin.line, error.reason) for error in report.rejects] == [
        (9, "broken-json"),
        (10, "empty-body"),
        (11, "no-letters"),
    ]
    assert report.articles == 8


def test_rejects_past_a_thousand_are_only_counted(tmp_path: Path) -> None:
    """A report does not grow with the number of bad articles, nor with that of superseded ones."""
    bad = [record(line, body="") for line in range(800)]
    same = [record(line, id="same", published="कल") for line in range(1200)]
    report = build([write_records(tmp_path / "a.jsonl", *bad, *same)], tmp_path / "index", max_rejects=1.0)
    assert report.rejected == {"empty-body": 800, "duplicate-id": 1199}
    assert [error.reason for error in report.rejects] == ["empty-body"] * 800 + ["duplicate-id"] * 200
    assert (len(report.warnings), report.warned) == (1000, {"unreadable-date": 1200})


@pytest.mark.parametrize(
    ("good", "bad", "share", "published"),
    [
        (19, 1, 0.05, True),
        (18, 1, 0.05, False),
        (3, 1, 0.25, True),
        (9, 1, 0.0, False),
        (9, 0, 0.0, True),
        (1, 9, 1.0, True),
    ],
)
def test_share_of_rejects(
    index: Path, tmp_path: Path, good: int, bad: int, share: float, published: bool
) -> None:
    """A build is published up to and at the share, and not past it; what was served is served still."""
    records = [
        record(number, body=f"समाचार {number}" if number < good else "") for number in range(good + bad)
    ]
    source = write_records(tmp_path / "new.jsonl", *records)
    if published:
        assert build([source], index, max_rejects=share).articles == good
        assert len(served(index)) == good
        return
    with pytest.raises(BuildError) as caught:
        build([source], index, max_rejects=share)
    for part in (
        f"{bad} of {good + bad}",
        "empty-body",
        f"{source}:{good + 1}",
        "--max-rejects",
        "old index is served",
    ):
        assert part in str(caught.value)
    assert set(served(index)) == {"old"}
    assert staging_folders(index) == []


def test_long_lists_of_rejects_are_cut(tmp_path: Path) -> None:
    """The error lists twenty rejects and says how many more there are."""
    source = write_records(tmp_path / "a.jsonl", *(record(number, body="") for number in range(50)))
    with pytest.raises(BuildError) as caught:
        build([source], tmp_path / "index", max_rejects=0.9)
    assert str(caught.value).count("empty-body: ") == 20
    assert str(caught.value).endswith("… and 30 more")


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_nothing_to_index(index: Path, tmp_path: Path, content: str) -> None:
    """An empty folder, and empty files, publish nothing."""
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(BuildError, match="no article to index"):
        build([empty], index)
    assert set(served(index)) == {"old"}


def test_progress(tmp_path: Path) -> None:
    """Progress tells of three stages in order; the counts rise to the total."""
    told: list[tuple[str, int, int | None]] = []
    source = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(5)))
    build([source], tmp_path / "index", progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "reading"] == [
        ("reading", done, None) for done in range(1, 6)
    ]
    assert [step for step in told if step[0] == "indexing"] == [("indexing", done, 5) for done in range(1, 6)]
    assert told[-1] == ("publishing", 5, 5)
    assert [stage for stage, _, _ in told] == ["reading"] * 5 + ["indexing"] * 5 + ["publishing"]


@pytest.mark.parametrize("stage", ["reading", "indexing", "publishing"])
@pytest.mark.parametrize("error", [KeyboardInterrupt])
def test_progress_that_raises(index: Path, tmp_path: Path, stage: str, error: type[BaseException]) -> None:
    """What a progress callback raises, as Ctrl-C does, ends the build, clean, with the old index served."""

    def raise_at(told: str, _: int, __: int | None) -> None:
        if told == stage:
            raise error

    with pytest.raises(error):
        build([write_records(tmp_path / "a.jsonl", record(1))], index, progress=raise_at)
    assert staging_folders(index) == []
    assert set(served(index)) == {"old"}
    assert build([tmp_path / "a.jsonl"], index).generation == 2


def test_disk_full(index: Path) -> None:
    """A file that cannot grow is a BuildError (one line of JSON, exit code 2, no traceback); the old index is served."""
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "from query.cli import main\n"
        "main()\n"
    )
    arguments = ["index", "build", str(NEWSROOM / "pages"), "--index", str(index), "--json"]
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["published"] is False
    errors = ran.stderr.decode()
    assert errors.startswith(f"khabar: the index in {index} cannot be written: ")
    assert "File too large" in errors
    assert "Traceback" not in errors
    assert set(served(index)) == {"old"}
    assert staging_folders(index) == []


# --- several workers ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def many_workers(monkeypatch) -> None:
    """Let a small corpus have several workers."""
    monkeypatch.setattr("indexer.pipeline._BYTES_WORTH_A_WORKER", 1)
    monkeypatch.setattr("indexer.pipeline._HEAD_START_BYTES", 0)
    monkeypatch.setattr("indexer.sources.parts._WORTH_CUTTING", 1)


QUERIES = [
    *("भारत", "विदेश मंत्री", "किसानों का मुआवजा", '"विदेश मंत्री"', "SCO", "rajvanshi", "चुना*", "भारत -रूस", "+गए"),
    *("कोरोन~", "शीर्षक:मेट्रो", "entity:बिहार", "date:2025-09", "भारत AND (रूस OR चीन)", "title:झारखंड चुनाव"),
]


@pytest.mark.usefixtures("many_workers")
@pytest.mark.parametrize("forks", [True, False])
def test_workers_change_nothing(
    newsroom_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    """Three workers, forked or spawned, and one give the same articles, ids, scores, order, totals, snippets and explanations."""
    monkeypatch.setattr("indexer.workers._may_fork", lambda: forks)
    told: list[tuple[str, int, int | None]] = []
    report = build([NEWSROOM], tmp_path / "index", workers=3, progress=lambda *step: told.append(step))
    assert report.articles == 142
    assert len(list((tmp_path / "index").glob("generations/*/*.kh"))) == 3
    assert not multiprocessing.active_children()
    indexing = [done for stage, done, _ in told if stage == "indexing"]
    assert indexing == sorted(indexing)
    assert indexing[-1] == 142
    with Searcher.open(newsroom_index) as one, Searcher.open(tmp_path / "index") as three:
        for query in QUERIES:
            for sort in ("relevance", "newest", "oldest"):
                expected = one.search(query, limit=150, sort=sort, explain=True)
                found = three.search(query, limit=150, sort=sort, explain=True)
                assert found.total == expected.total > 0, query
                assert found.hits == expected.hits, query
                assert found.corrected == expected.corrected


@pytest.mark.parametrize("workers", [1, 2])
def test_little_memory(
    newsroom_index: Path, tmp_path: Path, monkeypatch, many_workers: None, workers: int
) -> None:
    """Many small segments become a few at the end, and answer as if there had been one."""
    monkeypatch.setattr("indexer.segment._BYTES_PER_CHUNK", 10_000)
    monkeypatch.setattr("indexer.segment._AT_ONCE", 1)
    build([NEWSROOM], tmp_path / "index", workers=workers, memory_mb=100)
    names = [path.name for path in (tmp_path / "index").glob("generations/*/*.kh")]
    assert sorted(names) == [f"merged-{number:02d}.kh" for number in range(workers)]
    verify_generation(read_current(tmp_path / "index"))
    with Searcher.open(newsroom_index) as one, Searcher.open(tmp_path / "index") as merged:
        for query in QUERIES:
            expected = one.search(query, limit=150, explain=True)
            assert merged.search(query, limit=150, explain=True).hits == expected.hits, query


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.usefixtures("many_workers")
@pytest.mark.parametrize("done", [0, 5])
def test_worker_killed(index: Path, done: int) -> None:
    """A worker that is killed, as it starts or in its work, is a BuildError; the other is ended, the staging folder removed."""
    workers: list[int] = []

    def kill_one(stage: str, indexed: int, _: int | None) -> None:
        if stage == "indexing" and indexed >= done and not workers:
            workers.extend(child.pid for child in multiprocessing.active_children() if child.pid)
            os.kill(workers[0], signal.SIGKILL)

    with pytest.raises(BuildError, match=r"worker .* died \(exit code -9"):
        build([NEWSROOM], index, workers=3, progress=kill_one)
    assert len(workers) == 2
    assert not any(map(is_running, workers))
    assert staging_folders(index) == []
    assert set(served(index)) == {"old"}


@pytest.mark.usefixtures("many_workers")
def test_workers_end_with_an_interrupted_build(index: Path) -> None:
    """After Ctrl-C no worker runs and nothing is left in the index."""
    workers: list[int] = []

    def interrupt(stage: str, _: int, __: int | None) -> None:
        if stage == "indexing":
            workers.extend(child.pid for child in multiprocessing.active_children() if child.pid)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([NEWSROOM], index, workers=3, progress=interrupt)
    assert len(workers) == 2
    assert not any(map(is_running, workers))
    assert staging_folders(index) == []


@pytest.mark.usefixtures("many_workers")
@pytest.mark.parametrize("names", ["abc", "bc", "c", "cab"])
def test_many_workers_and_all_that_can_be_wrong(tmp_path: Path, names: str) -> None:
    """Three workers and one report the same rejects and warnings, in the same order, and index the same, plain or packed."""
    lines = [json.dumps(record(n % 50, published="कल" if n % 7 else "2025-11-18")) for n in range(90)]
    lines[10:10] = ["", "  \u3000", '{"broken', "[1]", json.dumps(record(1, body="")), '{"id": "x"}']
    plain = tmp_path / "a.jsonl"
    plain.write_text("\n".join(lines), encoding="utf-8")
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress("\n".join(lines[::-1]).encode())[:-9])
    other = write_records(tmp_path / "c.json", record(77))
    sources = [{"a": plain, "b": packed, "c": other}[name] for name in names]
    reports = [
        build(sources, tmp_path / f"index{workers}", workers=workers, max_rejects=1.0) for workers in (1, 3)
    ]
    one, three = reports
    if names != "c":
        assert one.rejected.keys() >= {"duplicate-id", "broken-json", "not-an-article", "empty-body"}
        assert one.rejected["broken-archive"] == 1
    assert list(three.rejected.items()) == list(one.rejected.items())
    assert list(map(str, three.rejects)) == list(map(str, one.rejects))
    assert list(map(str, three.warnings)) == list(map(str, one.warnings))
    assert (three.articles, three.warned) == (one.articles, one.warned)
    assert list(served(tmp_path / "index3").items()) == list(served(tmp_path / "index1").items())


def fail(task: str, advanced: Callable[[], None]) -> None:
    """Raise in the process that is told to."""
    advanced()
    if task == "bad":
        raise FileNotFoundError(task)


def test_what_a_worker_raises() -> None:
    """An exception in a worker is raised in the parent, with a note that says where it happened."""
    with Workers(list) as team:
        team.start(2)
        with pytest.raises(FileNotFoundError) as caught:
            team.run(fail, ["good", "bad"], lambda _: None)
    assert "in fail" in "".join(caught.value.__notes__)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_forked_worker_holds_no_file_of_its_host() -> None:
    """Whoever reads a pipe of the host program sees it end when the host closes it, though a worker lives on."""
    reading, writing = os.pipe()
    with Workers(list) as team:
        team.start(2)
        assert team.forks
        os.close(writing)
        assert select.select([reading], [], [], 30)[0]
        assert os.read(reading, 1) == b""
        assert team.run(lambda task, _: task, ["here"], lambda _: None) == ["here"]
        assert len(multiprocessing.active_children()) == 1
    os.close(reading)


def test_script_without_a_guard(tmp_path: Path) -> None:
    """A script with threads that starts a build when it is imported gets an error that says so; it does not wait for ever."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "import indexer.pipeline\n"
        "indexer.pipeline._BYTES_WORTH_A_WORKER = 1\n"
        "indexer.build(sys.argv[1:2], sys.argv[2], workers=2)\n",
        encoding="utf-8",
    )
    source = write_records(tmp_path / "a.jsonl", record(1), record(2))
    command = [sys.executable, str(script), str(source), str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 1
    assert "BuildError" in ran.stderr
    assert '__name__ == "__main__"' in ran.stderr


@pytest.mark.parametrize(
    "options",
    [{"keep": 0}, {"keep": -1}, {"max_rejects": 5}, {"max_rejects": float("nan")}, {"memory_mb": 99}],
)
def test_options_out_of_range(tmp_path: Path, options: dict[str, float]) -> None:
    """To keep no generation, or a share above 1, is refused before anything is read or made."""
    with pytest.raises(ValueError, match=next(iter(options))):
        build([tmp_path / "none"], tmp_path / "index", **options)
    assert not (tmp_path / "index").exists()
