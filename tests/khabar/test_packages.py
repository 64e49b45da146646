"""The name khabar: what it exports, and programs that have modules named query or indexer themselves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import indexer
import khabar
import query

ROOT = Path(__file__).resolve().parents[2]
# What the installed script holds: pyproject.toml, [project.scripts].
COMMAND = "import sys; from khabar.__main__ import main; sys.argv[0] = 'khabar'; sys.exit(main())"


def test_khabar_exports_all_that_both_packages_do():
    """Each name is the very object that query or indexer gives, and there is no other."""
    assert khabar.__all__ == sorted({*query.__all__, *indexer.__all__})
    for name in khabar.__all__:
        assert getattr(khabar, name) is getattr(query if name in query.__all__ else indexer, name)
    with pytest.raises(AttributeError, match="no attribute 'search'"):
        _ = khabar.search


@pytest.fixture(params=["query.py", "indexer.py", "query/__init__.py", "indexer/__init__.py"])
def program(request, tmp_path) -> Path:
    """A folder with a module of the program's own, which would fail where it were run as khabar's."""
    module = tmp_path / request.param
    module.parent.mkdir(exist_ok=True)
    module.write_text("def find():\n    return 'own'\n")
    return tmp_path


def run(program: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Python in the folder, which stands before khabar on the path, as where a program is started there."""
    path = os.pathsep.join([str(program), str(ROOT)])
    return subprocess.run(
        [sys.executable, *args],
        cwd=program,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_program_with_such_a_module_is_told(program):
    """To take a name from khabar is an ImportError with the name, both places and what to do; its own module stays its own."""
    (own,) = program.iterdir()
    name = own.stem
    told = run(program, "-c", f"import {name}; assert {name}.find() == 'own'; from khabar import Searcher")
    last = told.stderr.splitlines()[-1]
    assert last.startswith(f"ImportError: khabar needs its own package '{name}' ({ROOT / name}")
    for said in (str(own), f"myprogram.{name}", "docs/embedding.md"):
        assert said in last


def test_query_tells_of_another_indexer(tmp_path):
    """Where only indexer is the program's, ``from query import …`` says so too."""
    (tmp_path / "indexer.py").write_text("")
    told = run(tmp_path, "-c", "from query import Searcher")
    assert "ImportError: khabar needs its own package 'indexer'" in told.stderr.splitlines()[-1]


@pytest.mark.parametrize("args", [["-m", "khabar"], ["-c", COMMAND]], ids=["module", "script"])
def test_the_command_works_in_a_folder_with_such_modules(program, newsroom_index, args):
    """The command's process is khabar's own: it finds its packages whatever stands on the path."""
    ran = run(program, *args, "search", "बाढ़", "--index", str(newsroom_index), "--count")
    assert (ran.stdout, ran.stderr, ran.returncode) == ("10\n", "", 0)


def test_the_installed_script_is_this_command():
    """The script that is installed calls what these tests call."""
    assert 'khabar = "khabar.__main__:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_name_costs_nothing():
    """To import khabar loads neither of its packages."""
    ran = subprocess.run(
        [sys.executable, "-c", "import khabar, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"query", "indexer", "khabar.packages"} & set(ran.stdout.split())
