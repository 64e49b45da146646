"""Write docs/api.md anew from the docstrings; `make docs` does it, and a test tells when it is stale."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import indexer
import query
from indexer import article
from indexer.codec import stored
from query import collapse, filters, results, vocabulary

PAGE = Path(__file__).with_name("api.md")
_HEAD = """# The API

Written by `make docs` from the docstrings; change those. How the parts go together: [embedding.md](embedding.md).

What is named here stays as it is until the next major version; all other modules and names may change at any time.
"""
_LINE = 100
_HELD = {
    each.__name__: each
    for each in (
        collapse.Copies,
        vocabulary.Correction,
        article.Entity,
        results.Explanation,
        stored.StoredArticle,
        stored.StoredHead,
        filters.UnknownValue,
    )
}
# Of named tuples and exceptions, said better by their fields.
_UNSAID = {"with_traceback", "add_note"}


def api_reference() -> str:
    """The whole page."""
    lines = [_HEAD]
    for module in (query, indexer):
        lines.append(f"## {module.__name__}\n")
        for name in module.__all__:
            if module is query or name not in query.__all__:
                lines += _iter_lines(name, getattr(module, name))
    lines.append("## What these hold\n")
    for name, value in _HELD.items():
        lines += _iter_lines(name, value)
    return "\n".join(lines).rstrip() + "\n"


def _iter_lines(name: str, value: Any) -> Iterator[str]:
    yield f"### {name}\n"
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        yield _code(f"{name} = {str(value).removeprefix('typing.')}")
    elif inspect.isfunction(value):
        yield _code(_signed(name, value))
        yield _prose(value)
    elif issubclass(value, BaseException):
        bases = ", ".join(base.__name__ for base in value.__bases__)
        yield f"*An error, a kind of `{bases}`.*\n"
        yield _prose(value)
    else:
        yield _code("\n".join([f"class {name}", *_iter_fields(value)]))
        yield _prose(value)
        for member, what in vars(value).items():
            yield from _iter_member_lines(name, member, what)


def _iter_fields(value: type) -> Iterator[str]:
    """What an object holds, or what a dictionary may: the annotations, with what they are where nothing else is said."""
    for base in reversed(value.__mro__):
        fields = vars(base).get("__annotations__", {})
        for field, type_ in fields.items() if hasattr(value, "__match_args__") or _is_options(value) else ():
            said = getattr(type_, "__forward_arg__", type_)
            default = getattr(value, "_field_defaults", {}).get(field, inspect.Parameter.empty)
            said = re.sub(r"\b_\w+", lambda alias: _spelt_out(value, alias[0]), str(said))
            yield f"    {field}: {said}" + (f" = {default!r}" if type(default) in {str, float, tuple} else "")


def _spelt_out(value: type, alias: str) -> str:
    """A private name for a type, as the type that it is."""
    meant = vars(sys.modules[value.__module__]).get(alias, alias)
    return re.sub(r"\b(?:collections\.abc|datetime|typing)\.", "", str(meant))


def _is_options(value: type) -> bool:
    return hasattr(value, "__total__")


def _iter_member_lines(owner: str, name: str, what: Any) -> Iterator[str]:
    function = what.__func__ if isinstance(what, classmethod) else what
    if name.startswith("_") or name in _UNSAID or not inspect.getdoc(function):
        return
    if isinstance(what, property):
        type_ = what.fget.__annotations__["return"] if what.fget else ""
        yield f"- `{name}: {type_}`: {_flat(what)}\n"
    elif inspect.isfunction(function):
        yield f"#### {owner}.{name}\n"
        yield _code(_signed(name, function))
        yield _prose(function)


def _signed(name: str, function: Any) -> str:
    """The signature without self, an argument a line where it is long."""
    listed, keyword_only = [], False
    signature = inspect.signature(function)
    for each in signature.parameters.values():
        if each.name in {"self", "cls"}:
            continue
        if each.kind is each.KEYWORD_ONLY and not keyword_only:
            keyword_only = True
            listed.append("*")
        listed.append(_argument(each))
    is_awaited = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    begin, end = f"{'async ' * is_awaited}def {name}(", f") -> {signature.return_annotation}"
    line = f"{begin}{', '.join(listed)}{end}"
    if len(line) <= _LINE:
        return line
    return "\n".join([begin, *(f"    {each}," for each in listed), end])


def _argument(parameter: inspect.Parameter) -> str:
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
    default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{stars}{parameter.name}: {parameter.annotation}{default}"


def _code(text: str) -> str:
    quoted = text.replace("'", '"')  # as the formatter, which looks into pages too, has it
    return f"```python\n{quoted}\n```\n"


def _prose(value: Any) -> str:
    """The docstring as Markdown."""
    text = (inspect.getdoc(value) or "").replace("``", "`")
    text = re.sub(r"::\n\n((?:    .*\n?|\n)+)", lambda block: ":\n\n" + block[1], text)
    return f"{text}\n"


def _flat(value: Any) -> str:
    return " ".join(_prose(value).split())


if __name__ == "__main__":
    PAGE.write_text(api_reference(), encoding="utf-8")
