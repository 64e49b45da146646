"""The command on a terminal, through its entry point: pages, links, language, colours, widths."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from screens import ESCAPES, columns, khabar_on_terminal
from typer.testing import CliRunner

from query.cli import app

HINDI = ["search", "भारत", "-n", "3"]


def lines_of(shown: str) -> list[str]:
    return ESCAPES.sub("", shown).splitlines()


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize(
    "args",
    [
        ["search", "चुनाव", "--facet", "source,month", "--explain"],
        ["facets", "चुनाव"],
        ["trends", "चुनाव", "बाढ़"],
        ["show", "pd-dun-003"],
        ["similar", "pd-dun-003"],
        ["story", "pd-dun-003"],
        ["aliases", "SCO"],
        ["suggest", "दिल्लि"],
        ["analyze", "भारत-रूस के नेताओं ने १,१६५ करोड़ रुपये और नौकाएं किसानों को दीं"],
        ["entities", "pd-dun-003"],
    ],
    ids=lambda args: args[0] if isinstance(args, list) else None,
)
def test_every_command_keeps_to_the_width(newsroom_index: Path, args: list[str], width: int) -> None:
    """No line is wider than the terminal, nor ends in a blank."""
    index = {"KHABAR_INDEX": str(newsroom_index), "NO_COLOR": "1"}
    lines = lines_of(khabar_on_terminal(*args, "--no-pager", width=width, **index))
    assert len(lines) > 1
    assert max(map(columns, lines)) <= width
    charted = args[0] == "trends"  # its rows are as wide as its axis
    assert charted or all(line == line.rstrip() for line in lines)


def test_long_output_is_paged(newsroom_index: Path, tmp_path: Path) -> None:
    """What does not fit goes to the pager, with colours; with --no-pager, and where it fits, to the screen."""
    paged = tmp_path / "paged"
    environment = {"KHABAR_INDEX": str(newsroom_index), "KHABAR_PAGER": f"cat > '{paged}'"}
    args = ["search", "भारत", "-n", "20"]
    assert khabar_on_terminal(*args, **environment) == ""
    text = paged.read_text(encoding="utf-8")
    assert "\x1b[1;31m" in text
    assert "20. " in text
    assert re.search(r"1–20, कुल \d+ ", ESCAPES.sub("", text))
    paged.unlink()
    whole = khabar_on_terminal(*args, "--no-pager", **environment)
    assert [re.sub(r"\d+ मि", "# मि", line) for line in lines_of(whole)] == [
        re.sub(r"\d+ मि", "# मि", line) for line in lines_of(text)
    ]
    assert "कुल" in khabar_on_terminal("search", "भारत", "-n", "1", **environment)
    assert "कुल" in khabar_on_terminal(*args, height=500, **environment)
    assert not paged.exists()


def test_a_pager_left_early_is_success(newsroom_index: Path) -> None:
    """The exit code is that of the search, whatever became of the pager."""
    environment = {"KHABAR_INDEX": str(newsroom_index), "PAGER": "head -n 1"}
    shown = khabar_on_terminal("search", "भारत", "-n", "50", **environment)
    assert shown.count("\n") == 1
    assert "Traceback" not in shown


def test_titles_are_links(newsroom_index: Path) -> None:
    """On a terminal a title leads to its article; not in a pipe, and not without colours."""
    args = ["search", "भारत", "-n", "20", "--no-pager"]
    environment = {"KHABAR_INDEX": str(newsroom_index)}
    shown = khabar_on_terminal(*args, **environment)
    urls = set(re.findall(r"\x1b\]8;id=\d+;(https?://[^\x1b]+)\x1b\\", shown))
    assert len(urls) >= 3
    assert "]8;" not in khabar_on_terminal(*args, "--color", "never", **environment)
    assert "]8;" not in khabar_on_terminal(*args, TERM="linux", **environment)
    piped = CliRunner().invoke(app, [*args, "--color", "always"], env=environment)
    assert "]8;" not in piped.stdout


def in_pipe(index: Path, *args: str, **environment: str) -> tuple[str, str]:
    """Standard output and error of a command whose environment says nothing of a language but this."""
    said = ("LANG", "LC_ALL", "LC_MESSAGES", "KHABAR_LANG")
    kept = {name: value for name, value in os.environ.items() if name not in said}
    ran = subprocess.run(
        [sys.executable, "-m", "query.cli", *args],
        env={**kept, "KHABAR_INDEX": str(index), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode in (0, 1)
    return ran.stdout, ran.stderr


@pytest.mark.parametrize(
    ("environment", "options", "total"),
    [
        ({}, [], ", कुल "),
        ({"LANG": "C"}, [], ", कुल "),
        ({"LC_ALL": "hi_IN.UTF-8", "LANG": "en_US.UTF-8"}, [], ", कुल "),
        ({"LANG": "en_US.UTF-8"}, [], " of "),
        ({"LANG": "C", "KHABAR_LANG": "en"}, [], " of "),
        ({"LANG": "en_US.UTF-8", "KHABAR_LANG": "hi"}, [], ", कुल "),
        ({"LANG": "en_US.UTF-8", "KHABAR_LANG": ""}, [], " of "),
        ({"KHABAR_LANG": "en"}, ["--lang", "hi"], ", कुल "),
        ({}, ["--lang", "en"], " of "),
    ],
)
def test_language(newsroom_index: Path, environment: dict[str, str], options: list[str], total: str) -> None:
    """--lang comes before KHABAR_LANG before the locale; where nothing is said it is Hindi."""
    out, _ = in_pipe(newsroom_index, *HINDI, *options, **environment)
    assert f"1–3{total}" in out


def test_everything_is_said_in_the_language(newsroom_index: Path) -> None:
    """Notes, corrections, facets, times and tables of one answer are in one language."""
    asked = ["search", "bharat", "--facet", "source", "--not-category", "क्रीकेट"]
    out, err = in_pipe(newsroom_index, *asked, LANG="en_US.UTF-8")
    assert out.startswith("shown: bharat → भारत\n")
    assert re.search(r" (years?|months?|weeks|days) ago · \d+ [A-Z][a-z]{2} \d{4}", out)
    assert "\nsource\n" in out
    assert err == "no article has the category 'क्रीकेट'; similar: क्रिकेट\n"
    out, err = in_pipe(newsroom_index, *asked)
    assert out.startswith("दिखाए गए: bharat → भारत\n")
    assert re.search(r" (वर्ष|माह|सप्ताह|दिन) पहले · \d+ [^ ]+ \d{4}", out)
    assert "\nस्रोत\n" in out
    assert err == "श्रेणी 'क्रीकेट' किसी लेख में नहीं; मिलते-जुलते: क्रिकेट\n"
    assert in_pipe(newsroom_index, "search", "किंकर्तव्यविमूढ़ता") == ("", "कुछ नहीं मिला\n")
    assert in_pipe(newsroom_index, "search", "किंकर्तव्यविमूढ़ता", "--lang", "en") == ("", "nothing found\n")


def test_an_unknown_language(newsroom_index: Path) -> None:
    """What cannot be spoken is an error that says what can."""
    for options, env in ((["--lang", "fr"], {}), ([], {"KHABAR_LANG": "fr"})):
        ran = CliRunner().invoke(app, [*HINDI, *options, "--index", str(newsroom_index)], env=env)
        assert ran.exit_code == 2
        assert "'fr' is not one of 'hi', 'en'" in ran.stderr


def test_tables_speak_on_a_terminal(newsroom_index: Path) -> None:
    """Headings of a table are said in the language on a terminal, and in a pipe as programs know them."""
    environment = {"KHABAR_INDEX": str(newsroom_index)}
    for lang, headings in (("hi", "दूसरा नाम प्रकार लेख प्रमाण"), ("en", "alias kind articles evidence")):
        shown = lines_of(khabar_on_terminal("aliases", "SCO", "--lang", lang, **environment))
        assert shown[0].split() == headings.split()
        assert in_pipe(newsroom_index, "aliases", "SCO", "--lang", lang)[0].startswith("alias\tkind\t")


def test_status_speaks_on_a_terminal(newsroom_index: Path) -> None:
    """On a terminal it is said how long ago; in a pipe, unless asked otherwise, as programs know it."""
    args = ("index", "status", "--index", newsroom_index)
    assert re.search(
        r"\* 000001 +142 लेख +[\d.]+ MB  (अभी|\d+ मिनट पहले) · \d+ \S+ \d{4}, \d\d:\d\d\n",
        khabar_on_terminal(*args),
    )
    english = khabar_on_terminal(*args, "--lang", "en")
    assert re.search(r"\* 000001 +142 articles .*  (now|\d+ minutes? ago) · ", english)
    piped, _ = in_pipe(newsroom_index, "index", "status")
    assert re.match(r"\* 000001  \d{4}-\d\d-\d\dT\S+ +142 articles ", piped)
    assert re.search(r"पहले|अभी", in_pipe(newsroom_index, "index", "status", "--lang", "hi")[0])


def test_progress_of_a_build(tmp_path: Path) -> None:
    """A build on a terminal shows its stages and their rates, and leaves only its report."""
    records = tmp_path / "a.jsonl"
    record = '{{"id": "{0}", "title": "पुल {0}", "body": "नदी पर पुल बना।"}}\n'
    records.write_text("".join(record.format(number) for number in range(300)), encoding="utf-8")
    shown = khabar_on_terminal("index", "build", records, "--index", tmp_path / "index", "--workers", "1")
    assert re.search(r"300/300 [\d,]+/s", ESCAPES.sub("", shown))
    assert "\x1b[2K" in shown
    assert shown.rstrip().endswith("articles/s)")
