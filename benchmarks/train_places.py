"""``python -m benchmarks.train_places``: CLDR's places in Hindi; writes indexer/entities/cldr_places.txt."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from indexer.entities.gazetteer import CLDR_PLACES
from indexer.entities.tables import words

__all__ = ["iter_cldr", "main"]

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


def _plain(name: str) -> str:
    return name.partition("(")[0].partition(",")[0].partition(" - ")[0].partition(" – ")[0].strip()


def main() -> None:
    """Write the table that ships."""
    CLDR_PLACES.write_text("\n".join(iter_cldr()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
