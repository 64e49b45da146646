"""``python -m benchmarks.train_places``: CLDR's places; writes indexer/entities/cldr_places.txt, indexer/analysis/exonyms.txt."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from indexer.analysis.exonyms import EXONYMS
from indexer.analysis.normalize import normalize_word
from indexer.entities.gazetteer import CLDR_PLACES
from indexer.entities.tables import words

__all__ = ["iter_cldr", "iter_exonyms", "main"]

# Groupings and placeholders of CLDR that name no place, and two territories that are organisations.
_NO_TERRITORIES = frozenset(words("001 EU EZ UN XA XB ZZ 019 057"))


def iter_cldr() -> Iterator[str]:
    """Yield the names, without what is in brackets or after a comma."""
    locale = Locale("hi")
    for code, name in locale.territories.items():
        if code not in _NO_TERRITORIES:
            yield _plain(name)
    for zone in locale.time_zones.values():
        if city := zone.get("city"):
            yield _plain(city)


def iter_exonyms() -> Iterator[tuple[str, str]]:
    """Yield English names of territories, in lower case, with the exact form in Hindi: of one word each."""
    english, hindi = Locale("en").territories, Locale("hi").territories
    for code in sorted(english.keys() & hindi.keys() - _NO_TERRITORIES):
        name, form = _plain(english[code]).lower(), normalize_word(_plain(hindi[code]))
        if name.isascii() and name.isalpha() and " " not in form:
            yield name, form


def _plain(name: str) -> str:
    return name.partition("(")[0].partition(",")[0].partition(" - ")[0].partition(" – ")[0].strip()


def main() -> None:
    """Write the tables that ship."""
    CLDR_PLACES.write_text("\n".join(iter_cldr()) + "\n", encoding="utf-8")
    EXONYMS.write_text("".join(f"{name} {form}\n" for name, form in iter_exonyms()), encoding="utf-8")


if __name__ == "__main__":
    main()
