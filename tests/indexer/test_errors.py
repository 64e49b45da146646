import copy
import inspect
import pickle
import re

import pytest

from indexer import errors
from indexer.errors import KhabarError, Origin, QueryError, QuerySyntaxError, SourceError

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, KhabarError)]


def drawn_tree() -> dict[str, str | None]:
    """Name → parent, as the docstring of the module draws it."""
    parents: dict[str, str | None] = {}
    stack: list[tuple[int, str]] = []
    for line in inspect.getdoc(errors).splitlines():
        found = re.match(r"[\s│├└─]*(?=[A-Z]\w*Error\b)", line)
        if found is None or not (
            line.startswith((" ", "│", "├", "└")) or line.strip().startswith("KhabarError")
        ):
            continue
        depth, name = found.end(), re.match(r"\w+", line[found.end() :])[0]
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parents[name] = stack[-1][1] if stack else None
        stack.append((depth, name))
    return parents


def test_the_tree_is_as_drawn():
    """The docstring's tree is the tree of the classes, all of them."""
    real = {each.__name__: None if each is KhabarError else each.__base__.__name__ for each in CLASSES}
    assert drawn_tree() == real


def test_all_are_exported():
    """__all__ is sorted and names every error."""
    assert errors.__all__ == sorted(errors.__all__)
    assert set(errors.__all__) == {each.__name__ for each in CLASSES} | {"Origin"}


def test_each_says_what_it_means():
    """Every error has a docstring of its own."""
    assert [each.__name__ for each in CLASSES if not each.__dict__.get("__doc__")] == []


def make(each: type[KhabarError]) -> KhabarError:
    if each is SourceError:
        return SourceError(Origin("a.jsonl", 7), "broken-json", "no colon at 12")
    if each is QuerySyntaxError:
        return QuerySyntaxError("a bracket is not closed", query="(मोदी", column=1)
    return each("what, where, what to do")


@pytest.mark.parametrize("each", CLASSES)
@pytest.mark.parametrize(
    "travel", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy]
)
def test_errors_travel(each, travel):
    """An error comes whole out of a worker: class, message and all it carries."""
    error = make(each)
    again = travel(error)
    assert type(again) is each
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_messages():
    """What is printed says where."""
    assert str(make(SourceError)) == "a.jsonl:7: broken-json: no colon at 12"
    assert str(make(QuerySyntaxError)) == "query, column 1: a bracket is not closed"
    assert str(make(QueryError)) == "what, where, what to do"


def test_origin():
    """An origin is path:line, and can be compared and hashed."""
    assert str(Origin("<stdin>", 1)) == "<stdin>:1"
    assert {Origin("a", 1)} == {Origin("a", 1)}
    assert Origin("a", 1) != Origin("a", 2)
