"""What the commands of ``khabar`` share: errors as messages and exit codes, words that begin with a hyphen, how it is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from indexer.errors import KhabarError
from indexer.languages import Language, said_language

__all__ = [
    "FAILED",
    "FOUND",
    "NOTHING_FOUND",
    "AllOption",
    "Color",
    "Display",
    "ExactScriptOption",
    "JsonOption",
    "KhabarGroup",
    "LiteralOption",
    "ShownCommand",
    "ShownWordsCommand",
    "display_of",
    "json_text",
    "read_facets",
    "set_up_streams",
]

FOUND, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes, as grep's: something found, nothing found, an error; and the shell's for Ctrl-C."""


class Color(StrEnum):
    """When to colour: ``auto`` is on a terminal, unless NO_COLOR is set."""

    auto = "auto"
    always = "always"
    never = "never"


class Display(NamedTuple):
    """How results are shown to a person."""

    color: Color = Color.auto
    lang: Language = Language.en
    pager: bool = True


JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every word must occur.")]
LiteralOption = Annotated[
    bool, typer.Option("--literal", "-F", help="Plain words: no mark of the query language means anything.")
]
ExactScriptOption = Annotated[
    bool, typer.Option("--exact-script", help="Seek no word in the other script: jaishankar is not जयशंकर.")
]


_LATE = {
    **dict.fromkeys(("facets", "trends"), "cli_counts"),
    **dict.fromkeys(("suggest", "aliases"), "cli_words"),
    **dict.fromkeys(("show", "story", "similar"), "cli_articles"),
    **dict.fromkeys(("analyze", "entities"), "cli_words"),
    "index": "cli_index",
}
"""Commands that are made when they are called for, and their modules: made at every start they would cost 3 ms."""


class KhabarGroup(TyperGroup):
    """All commands; the one place where errors become messages and exit codes."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(dict.fromkeys(["search", *_LATE]))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command by its name, or None; then all late ones are known, one of which may have been meant."""
        if cmd_name not in self.commands:
            for module in {_LATE[cmd_name]} if cmd_name in _LATE else {*_LATE.values()}:
                self.commands = {**self.commands, **_late_commands(module)}
        return super().get_command(ctx, cmd_name)

    def make_context(self, *args: Any, **options: Any) -> Any:
        """Read the command line; --help and --version print here."""
        with _exit_codes():
            return super().make_context(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was typed."""
        with _exit_codes():
            return super().invoke(ctx)


def _late_commands(module: str) -> Mapping[str, Any]:
    from typer.main import get_group

    return get_group(import_module(f".{module}", __package__).app).commands


@cache
def _display_options() -> list[TyperOption]:
    """Made when such a command runs or shows its help: as parameters of each they would cost every start 2 ms."""
    from typer.main import get_click_type

    colors, languages = (
        get_click_type(annotation=choices, parameter_info=typer.models.OptionInfo())
        for choices in (Color, Language)
    )
    return [
        TyperOption(
            param_decls=["--color"],
            type=colors,
            default=Color.auto.value,
            show_default=True,
            help="When to colour the output; NO_COLOR is heeded.",
        ),
        TyperOption(
            param_decls=["--lang"],
            type=languages,
            envvar="KHABAR_LANG",
            show_default="as the locale",
            show_envvar=True,
            help="Language of labels, counts and times.",
        ),
        TyperOption(
            param_decls=["--no-pager"],
            is_flag=True,
            help="Do not send what is longer than the terminal through KHABAR_PAGER, PAGER or less.",
        ),
    ]


class ShownCommand(TyperCommand):
    """A command whose results a person reads; ``display_of(ctx)`` says how."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters: its own, those of the display, --help."""
        *own, help_option = super().get_params(ctx)
        return [*own, *_display_options(), help_option]

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        color, lang, no_pager = (ctx.params.pop(name) for name in ("color", "lang", "no_pager"))
        said = Language(lang) if lang else said_language(os.environ)
        ctx.meta[_DISPLAY] = Display(Color(color), said, not no_pager)
        return super().invoke(ctx)


_DISPLAY = f"{__name__}.display"


def display_of(ctx: typer.Context) -> Display:
    """How a ``ShownCommand`` that runs is to show its results."""
    display: Display = ctx.meta[_DISPLAY]
    return display


class ShownWordsCommand(ShownCommand):
    """A command whose words may begin with a hyphen: -कोरोना leaves it out.

    An option is what is written exactly as one, so that -nepal is a word though there is -n. What begins with two hyphens is
    never a word, so that a mistyped option is told; after -- all are words.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Sort the arguments: options first, then -- and the words."""
        takes_value = {
            name: not option.is_flag
            for option in self.get_params(ctx)
            if hasattr(option, "is_flag")
            for name in option.opts
        }
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg.startswith("--") or arg in takes_value:
                options += [arg, *islice(rest, takes_value.get(arg, False))]
            else:
                words.append(arg)
        parsed: list[str] = super().parse_args(ctx, [*options, "--", *words])
        return parsed


def set_up_streams() -> None:
    """Write UTF-8 whatever the locale; a byte of an argument or a path that is not UTF-8 as JSON would escape it."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def _exit_codes() -> Iterator[None]:
    try:
        try:
            yield
        finally:
            print(
                end="", flush=True
            )  # what cannot be written must show here, not when Python flushes at its end
    except BrokenPipeError:  # whoever read us (head, less) has seen enough
        _drop_output()
        raise typer.Exit(FOUND) from None
    except KhabarError as error:
        typer.echo(f"khabar: {error}", err=True)
        raise typer.Exit(FAILED) from None
    except OSError as error:  # of the output mostly (a full disk): what is read has errors of its own
        _drop_output()
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"khabar: {place}{error.strerror or error}", err=True)
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        typer.echo("khabar: interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _drop_output() -> None:
    """Send what is still unwritten nowhere: Python would complain once more when it flushes at its end."""
    with suppress(OSError, AttributeError):  # no standard output, or one that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def json_text(value: dict[str, Any]) -> str:
    """JSON on one line, Devanagari as it is."""
    import json

    return json.dumps(value, ensure_ascii=False)


def read_facets(given: list[str]) -> list[str]:
    """The names, of lists between commas or apart. Raises BadParameter for another."""
    if not given:
        return []
    from .facets import check_facets

    names = [name.strip() for part in given for name in part.split(",") if name.strip()]
    try:
        check_facets(names)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--facet") from None
    return names
