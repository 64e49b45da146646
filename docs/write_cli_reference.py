"""Write ``docs/cli.md`` from the commands themselves: ``make docs``. A test fails when the file is stale.

A script, not a package: it is run by its path and nothing of it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer import Context
from typer.main import get_command

from query.cli import app

PAGE = Path(__file__).with_name("cli.md")
_HEAD = """\
# The command line

Written by `make docs` from the commands; do not edit by hand.

Exit codes are as grep's: 0 something was found (or done), 1 nothing was found, 2 an error, 130 interrupted by Ctrl-C. A closed
pipe (`khabar search … | head`) is success. Results go to standard output, messages to standard error.
"""


def cli_reference() -> str:
    """The page: each command with its usage, arguments and options, in the order of ``khabar --help``."""
    return "\n".join([_HEAD, *_command_lines(get_command(app), "khabar")])


def _command_lines(command: Any, path: str) -> Iterator[str]:
    context = Context(command)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    children = {name: command.get_command(context, name) for name in names}
    params = [each for each in command.get_params(context) if each.name != "help"]
    arguments = [each for each in params if each.param_type_name == "argument"]
    options = [each for each in params if each.param_type_name == "option" and not each.hidden]
    usage = [
        path,
        "[OPTIONS]" if options else "",
        "COMMAND …" if children else "",
        *map(_placeholder, arguments),
    ]
    yield f"## `{' '.join(filter(None, usage))}`\n"
    yield f"{command.help}\n"
    for argument in arguments:
        yield f"- `{_placeholder(argument)}`: {argument.help}"
    for option in options:
        yield f"- {_option_line(option)}"
    yield "- `--help`: Show this message and exit.\n"
    for name, child in children.items():
        if not child.hidden:
            yield from _command_lines(child, f"{path} {name}")


def _placeholder(argument: Any) -> str:
    name = f"{argument.metavar or argument.name.upper()}{'…' if argument.nargs != 1 else ''}"
    return name if argument.required else f"[{name}]"


def _option_line(option: Any) -> str:
    value = "" if option.is_flag else f" {_value(option)}"
    facts = [f"environment: `{option.envvar}`"] if option.envvar else []
    if isinstance(option.show_default, str):
        facts.append(f"default: {option.show_default}")
    elif option.default is not None and not option.is_flag:
        facts.append(f"default: `{getattr(option.default, 'value', option.default)}`")
    names = ", ".join(f"`{name}{value}`" for name in option.opts)
    return f"{names}: {option.help}" + (f" ({'; '.join(facts)})" if facts else "")


def _value(option: Any) -> str:
    """What stands after the option: its name, or what there is to choose from."""
    if option.metavar:
        return str(option.metavar)
    return "|".join(str(getattr(choice, "value", choice)) for choice in option.type.choices)


if __name__ == "__main__":
    PAGE.write_text(cli_reference(), encoding="utf-8")
