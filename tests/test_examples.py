"""What the documents show is what happens: examples run, generated pages are fresh, links lead somewhere."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import khabar
from indexer import errors

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
EMBEDDING = (DOCS / "embedding.md").read_text(encoding="utf-8")
TROUBLE = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")


def script(name: str):
    """Import a script of docs/, which is in no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # for those of them that import one another
    spec.loader.exec_module(module)
    return module


examples = script("write_examples")


@pytest.mark.parametrize("page", examples.PAGES)
def test_commands_print_what_the_page_says(page):
    """Each command of a page, run in order, prints what stands below it, but for times; write it anew with `make docs`."""
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written.count("\n$ khabar ") >= 8
    assert examples.lasting(examples.fresh(page)) == examples.lasting(written)


@pytest.fixture(scope="module")
def screenshots():
    """The script that draws, and what its commands show now, by picture."""
    for package in ("matplotlib", "PIL", "fontpkg_noto_sans_devanagari"):
        pytest.importorskip(package, reason="the extra charts is not installed")
    drawing = script("screenshots")
    return drawing, dict(drawing.screens())


def described(picture: Path) -> str:
    """The text that a picture says it shows."""
    with importlib.import_module("PIL.Image").open(picture) as image:
        return image.text["Description"]


def test_pictures_are_of_what_the_commands_show(screenshots):
    """Each picture is of its command's screen, but for times, and there is no other; draw them anew with `make screenshots`."""
    drawing, screens = screenshots
    assert {path.name for path in drawing.FOLDER.iterdir()} == {f"{name}.png" for name in screens}
    for name, screen in screens.items():
        assert "\x1b[" in screen
        # Where lines break depends on how long ago an article was published.
        shown, drawn = (
            examples.lasting(" ".join(text.split()))
            for text in (drawing.plain(screen), described(drawing.FOLDER / f"{name}.png"))
        )
        assert shown == drawn


def test_readme_shows_the_pictures(screenshots):
    """All of them, each with the command that it is of."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[`(.*)`\]\(docs/screenshots/(.*)\.png\)", readme))
    assert {name: command for command, name in shown.items()} == screenshots[0].SCREENS


def test_a_picture_is_drawn(screenshots, tmp_path):
    """As wide as 80 columns, as high as its lines, in the colours of the screen, with its text."""
    drawing, screens = screenshots
    image = importlib.import_module("PIL.Image")
    for screen in (screens["trends"], "क\nख\n"):
        drawing.draw(screen, tmp_path / "a.png")
        assert described(tmp_path / "a.png") == drawing.plain(screen)
        with image.open(tmp_path / "a.png") as drawn:
            lines = drawing.plain(screen).count("\n") + 1
            assert drawn.size == (1203, 36 * lines + 48)
            colors = {color for _, color in drawn.convert("RGB").getcolors()}
        assert any(max(color) - min(color) > 90 for color in colors) == ("\x1b[" in screen)


def test_both_tutorials_show_the_same_commands():
    """The Hindi and the English tutorial teach the same, in the same order."""
    commands, others = (
        [
            line.partition("||")[0]
            for line in (DOCS / page).read_text(encoding="utf-8").splitlines()
            if line.startswith("$ ")
        ]
        for page in ("tutorial.md", "tutorial.hi.md")
    )
    assert commands == others


@pytest.fixture
def in_newsroom(newsroom_index, tmp_path, monkeypatch):
    """A folder with the sample newsroom's index under the name that the examples have."""
    (tmp_path / "khabar-index").symlink_to(newsroom_index)
    monkeypatch.chdir(tmp_path)


def test_python_session_of_embedding(in_newsroom):
    """Each line of Python typed at a prompt gives what stands below it."""
    session = "\n".join(re.findall(r"^```pycon\n(.*?)^```", EMBEDDING, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(session, {}, "embedding.md", "embedding.md", 0)
    assert len(test.examples) > 15
    told: list[str] = []
    ran = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert (ran.failed, "".join(told)) == (0, "")


PROGRAMS = re.findall(r"^```python\n(.*?)^```", EMBEDDING, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("program", "printed"),
    [*zip(PROGRAMS, (r"(.+\n)+", r"\[\d+, \d+\]\n", r"(\(\d+, '.+'\)\n){2}"), strict=True)],
    ids=["async", "spawn", "own process"],
)
def test_programs_of_embedding(in_newsroom, tmp_path, program, printed):
    """Each whole program runs as it stands, from a file, and prints what it should."""
    Path("program.py").write_text(program, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "program.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert re.fullmatch(printed, ran.stdout)


def test_api_reference_is_fresh_and_whole():
    """docs/api.md is what the docstrings say now (write it anew with `make docs`), and has every exported name."""
    written = (DOCS / "api.md").read_text(encoding="utf-8")
    assert written == script("write_api_reference").api_reference()
    assert set(khabar.__all__) <= set(re.findall(r"^### (\w+)$", written, re.MULTILINE))
    assert " at 0x" not in written


def test_every_error_has_its_place_in_troubleshooting():
    """Each class of error but the root has a heading of its own."""
    classes = {name for name in errors.__all__ if name.endswith("Error")} - {"KhabarError"}
    assert set(re.findall(r"^### (\w+)$", TROUBLE, re.MULTILINE)) == classes


def test_messages_that_no_example_shows_are_those_of_the_program():
    """The fixed parts of each message in a text block stand in the program."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for package in ("indexer", "query")
        for path in (ROOT / package).rglob("*.py")
    )
    sources = re.sub(r'"\s+f?"', "", sources)
    blocks = re.findall(r"^```text\n(.*?)\n```", TROUBLE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        for fixed in block.split("…"):
            assert fixed in sources, fixed


def test_reasons_of_bad_articles_are_those_of_the_sources():
    """Each reason in the table is one that khabar gives."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "indexer").rglob("*.py"))
    table = TROUBLE[TROUBLE.index("| reason |") : TROUBLE.index("## Asking")]
    reasons = re.findall(r"`([a-z]+(?:-[a-z]+)*)`[,| ]", table)
    assert len(reasons) > 10
    assert [reason for reason in reasons if f'"{reason}"' not in sources] == []


PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Each link to a file of the project names one that is there, and a heading that the page has."""
    for target, anchor in re.findall(
        r"\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")
    ):
        linked = page.parent / target if target else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
            assert anchor in slugs, anchor
