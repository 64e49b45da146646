"""The options of filters, one set for every command that has them.

They are made when such a command runs or shows its help: as parameters of each command they would cost every start 3 ms.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

from .commands import ShownWordsCommand

if TYPE_CHECKING:
    from .filters import Filters

__all__ = ["FilteredCommand"]

_VALUES = {
    "source": "Only of this source",
    "category": "Only of this category",
    "author": "Only by this author",
    "place": "Only about this place",
    "person": "Only about this person",
    "org": "Only about this organisation",
    "tag": "Only with this tag",
}
_DATES = {
    "date": "Only of this day, month or range: 2025-11, कल, 'पिछले हफ्ते'; repeatable.",
    "after": "Only from the start of this day on: 2025-11-01, सोमवार, '7 days ago'.",
    "before": "Only before the start of this day.",
}


@cache
def _options() -> list[TyperOption]:
    """One option a filter, named as it is in ``Filters``."""
    values = [
        _option(f"{negation}{name}", "VALUE", f"{said.replace('Only', verb)} (its whole name); repeatable.")
        for negation, verb in (("", "Only"), ("not-", "Not"))
        for name, said in _VALUES.items()
    ]
    dates = [_option(name, "DATE", said, multiple=name == "date") for name, said in _DATES.items()]
    return [*dates, *values]


def _option(name: str, metavar: str, said: str, *, multiple: bool = True) -> TyperOption:
    return TyperOption(
        param_decls=[f"--{name}", name.replace("-", "_")],
        type=str,
        metavar=metavar,
        help=said,
        multiple=multiple,
    )


class FilteredCommand(ShownWordsCommand):
    """A command of words that takes filters, and finds what was given of them in ``ctx.obj``: Filters, or None."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters: its own, the filters, --help."""
        *own, help_option = super().get_params(ctx)
        return [*own, *_options(), help_option]

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        given = {option.name: ctx.params.pop(option.name) for option in _options()}
        ctx.obj = _filters({name: value for name, value in given.items() if value})
        return super().invoke(ctx)


def _filters(given: dict[Any, Any]) -> Filters | None:
    if not given:
        return None
    from .filters import Filters

    return Filters(**given)
