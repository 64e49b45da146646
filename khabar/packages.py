"""Whether ``query`` and ``indexer`` are khabar's: other programs have modules of these names too."""

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location

# Without pathlib: half of what `import query` takes.
_HOME = __file__.rpartition("khabar")[0]
_PACKAGES = ("indexer", "query")

__all__ = ["check_packages", "load_packages"]


def check_packages() -> None:
    """Raise ImportError where one of the packages that would be imported is not the one beside this."""
    for name in _PACKAGES:
        found = _place(name)
        if found != _own(name):
            raise ImportError(
                f"khabar needs its own package {name!r} ({_own(name)}), but this program has another module of that name: "
                f"{found}. Move that one into a package (myprogram.{name}), or ask khabar in a process of its own: "
                'see docs/embedding.md of khabar, "A program with its own query or indexer"',
                name=name,
            )


def load_packages() -> None:
    """Load khabar's own packages whatever the path holds: for the command, whose process is all khabar's."""
    for name in _PACKAGES:
        if _place(name) != _own(name):
            spec = spec_from_file_location(name, _own(name), submodule_search_locations=[_HOME + name])
            assert spec
            assert spec.loader
            sys.modules[name] = module = module_from_spec(spec)
            spec.loader.exec_module(module)


def _place(name: str) -> str | None:
    """The file of the module that is imported by this name, or would be."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        return getattr(loaded, "__file__", None)
    spec = find_spec(name)
    return spec.origin if spec else None


def _own(name: str) -> str:
    return f"{_HOME}{name}{_HOME[-1]}__init__.py"
