"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex

from indexer.analysis.late_pattern import late_pattern

PATTERN = r"(?V1x) ([\p{L}\p{M}]+) (?: - (\d+) )?"
TEXT = "कोविड-19, जन-जागरण 12"


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("findall", (TEXT,)),
        ("fullmatch", ("कोविड-19",)),
        ("match", (TEXT,)),
        ("match", ("19",)),
        ("search", (TEXT, 3)),
        ("sub", (r"<\1>", TEXT)),
        ("finditer", (TEXT,)),
    ],
)
def test_methods(method: str, args: tuple[object, ...]) -> None:
    """Each method gives what the compiled pattern's gives, at the first call and after it."""
    late, compiled = late_pattern(PATTERN), regex.compile(PATTERN)
    expected = shown(getattr(compiled, method)(*args))
    held = getattr(late, method)  # before it is compiled, as a caller may hold it
    assert [shown(held(*args)), shown(getattr(late, method)(*args)), shown(held(*args))] == [expected] * 3


def shown(found: object) -> object:
    """What can be compared of a result: matches by all that they hold."""
    if found is None or isinstance(found, str | list):
        return found
    matches = [found] if isinstance(found, regex.Match) else list(found)
    return [(match.span(), match.groups()) for match in matches]


def test_mistake() -> None:
    """A pattern that is none is told of when it is used."""
    late = late_pattern("(")
    with pytest.raises(regex.error):
        late.search("")


def test_nothing_is_loaded() -> None:
    """To make one does not load regex; to use it does."""
    program = (
        "import sys\nfrom indexer.analysis.late_pattern import late_pattern\nlate = late_pattern('.')\n"
        "before = 'regex' in sys.modules\nlate.match('a')\nprint(before, 'regex' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False True\n"
