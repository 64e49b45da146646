"""The ``khabar`` command as the shell runs it: streams, pipes, terminals, signals, completion."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KHABAR = Path(sys.executable).with_name("khabar")
FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(not KHABAR.exists(), reason="khabar is not installed beside this Python")


@pytest.fixture
def environment(newsroom_index: Path) -> dict[str, str]:
    """Give the environment of the tests, with the sample newsroom as the index, and nothing that colours."""
    dropped = {"NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "KHABAR_INDEX": str(newsroom_index)}


@pytest.fixture
def khabar(environment: dict[str, str]):
    """Run the command to its end."""

    def run(*args: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, **options}
        return subprocess.run([KHABAR, *args], timeout=60, check=False, **options)

    return run


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["search", "भारत"], 0),
        (["search", "किंकर्तव्यविमूढ़ता"], 1),
        (["search", '"भारत'], 2),
        (["show", "pd-dun-003"], 0),
        (["show", "nope"], 1),
        (["frobnicate"], 2),
        (["index", "build", "--help"], 0),
    ],
)
def test_exit_codes(khabar, args: list[str], code: int) -> None:
    """0 found, 1 nothing found, 2 an error; never a traceback."""
    ran = khabar(*args)
    assert ran.returncode == code
    assert bool(ran.stdout) == (code == 0)
    assert b"Traceback" not in ran.stderr


def test_version(khabar) -> None:
    """--version prints the version of the distribution."""
    from importlib.metadata import version

    assert khabar("--version").stdout.decode() == f"khabar {version('khabar')}\n"


def test_as_a_module(environment: dict[str, str]) -> None:
    """``python -m query.cli`` is the command too, where no script is installed."""
    module = [sys.executable, "-m", "query.cli"]
    ran = subprocess.run(
        [*module, "show", "nope"], env=environment, capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 1
    assert b"nope" in ran.stderr


def test_no_command(khabar) -> None:
    """Without a command the help says what there is."""
    ran = khabar()
    assert ran.returncode == 2
    assert b"search" in ran.stdout + ran.stderr


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_utf8_in_every_locale(khabar, environment: dict[str, str], locale: str) -> None:
    """Output is UTF-8 whatever the locale: cron has none."""
    foreign = {**environment, "LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": "ascii"}
    ran = khabar("search", "तटबंध", "--limit", "1", env=foreign)
    assert ran.returncode == 0
    assert "तटबंध" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("args", [["search", "--json"], ["show"], ["analyze", "--json"]])
def test_argument_that_is_not_utf8(khabar, args: list[str]) -> None:
    """Bytes that are not UTF-8 on the command line are no traceback, and JSON stays JSON."""
    ran = khabar(*args, b"\xff\xfe")
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, 1, 2)
    if ran.stdout and "--json" in args:
        json.loads(ran.stdout)


def test_closed_pipe(environment: dict[str, str]) -> None:
    """Who reads one line and closes the pipe gets it, and khabar exits with 0 and without a word."""
    with subprocess.Popen(
        [KHABAR, "search", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("भारत\n".encode() * 200)
        process.stdin.close()
        assert json.loads(process.stdout.readline())["query"] == "भारत"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    "args",
    [["search", "भारत", "--limit", "100"], ["--help"]],
)
def test_pipe_closed_from_the_start(environment: dict[str, str], args: list[str]) -> None:
    """The same where nobody reads at all, which shows only when the output is flushed."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as nobody:
        ran = subprocess.run(
            [KHABAR, *args], stdout=nobody, stderr=subprocess.PIPE, env=environment, timeout=60, check=False
        )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("args", [["search", "भारत"], ["search", "भारत", "--json"]])
def test_full_disk_under_the_output(khabar, args: list[str]) -> None:
    """Output that cannot be written is an error, told once."""
    with FULL.open("wb") as full:
        ran = khabar(*args, stdout=full)
    assert ran.returncode == 2
    assert ran.stderr.decode() == "khabar: No space left on device\n"


def test_standard_output_closed(khabar) -> None:
    """A closed standard output is no traceback."""
    ran = khabar("search", "भारत", preexec_fn=lambda: os.close(1), stdout=None)
    assert b"Traceback" not in ran.stderr


def test_answers_come_line_by_line(environment: dict[str, str]) -> None:
    """A program that keeps --batch - open gets each answer before it asks the next."""
    with subprocess.Popen(
        [KHABAR, "search", "--batch", "-", "--limit", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        for query in ("भारत", "रूस", "चुनाव"):
            process.stdin.write(f"{query}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdin.close()
        assert process.wait(60) == 0


def heed_interrupts() -> None:
    """What is started in the background, as these tests may be, ignores Ctrl-C, and so does what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupt(environment: dict[str, str]) -> None:
    """Ctrl-C is exit code 130 and one line."""
    with subprocess.Popen(
        [KHABAR, "search", "--batch", "-", "--limit", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("भारत\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == b"khabar: interrupted\n"


def on_terminal(environment: dict[str, str], *args: str) -> str:
    """What the command prints on a terminal of 80 columns."""
    master, slave = pty.openpty()
    with os.fdopen(master, "rb", buffering=0) as screen:
        with os.fdopen(slave, "wb") as terminal:
            process = subprocess.Popen([KHABAR, *args], stdout=terminal, stdin=terminal, env=environment)
        shown = b""
        try:
            while part := screen.read(65536):
                shown += part
        except OSError:  # Linux says EIO where a file would say end of file
            pass
    assert process.wait(60) == 0
    return shown.decode()


@pytest.mark.parametrize(
    ("args", "changes", "coloured"),
    [
        ([], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_colour_on_a_terminal(environment, args: list[str], changes: dict[str, str], coloured: bool) -> None:
    """A terminal gets colours, unless --color never, NO_COLOR or a dumb terminal forbid them."""
    shown = on_terminal(
        {**environment, "TERM": "xterm-256color", **changes}, "search", "तटबंध", "--limit", "1", *args
    )
    assert ("\x1b[1;31mतटबंध" in shown) == coloured
    assert ("\x1b" in shown) == coloured


@pytest.mark.parametrize(("color", "coloured"), [("auto", False), ("never", False), ("always", True)])
def test_colour_in_a_pipe(khabar, color: str, coloured: bool) -> None:
    """A pipe gets colours only from --color always."""
    assert (b"\x1b" in khabar("search", "तटबंध", "--limit", "1", "--color", color).stdout) == coloured


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(khabar, environment: dict[str, str], shell: str) -> None:
    """Each shell gets a script that names the command."""
    ran = khabar(env={**environment, "_KHABAR_COMPLETE": f"source_{shell}"})
    assert ran.returncode == 0
    assert b"khabar" in ran.stdout
    assert b"_KHABAR_COMPLETE" in ran.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("khabar se", {"search"}),
        (
            "khabar index ",
            {"build", "status", "verify", "rollback", "prune", "update", "delete", "merge", "watch"},
        ),
    ],
)
def test_completion(khabar, environment: dict[str, str], typed: str, offered: set[str]) -> None:
    """The shell is offered the commands that begin with what is typed."""
    asked = {"_KHABAR_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    ran = khabar(env={**environment, **asked})
    assert set(ran.stdout.decode().split()) == offered


def test_completion_of_options(khabar, environment: dict[str, str]) -> None:
    """Options and their choices are offered after words that begin with a hyphen, too."""
    for typed, offered in (
        ("khabar search -रूस --sor", "--sort"),
        ("khabar search भारत --sort new", "newest"),
    ):
        asked = {
            "_KHABAR_COMPLETE": "complete_bash",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(typed.count(" ")),
        }
        assert khabar(env={**environment, **asked}).stdout.decode().split() == [offered]
