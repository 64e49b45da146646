"""The names of CLDR that ship are those that babel has."""

from benchmarks.train_places import iter_cldr, iter_exonyms
from indexer.analysis.exonyms import exonyms
from indexer.entities.gazetteer import CLDR_PLACES


def test_shipped_places_are_not_stale():
    """After another version of CLDR, ``make train`` was run."""
    assert list(iter_cldr()) == CLDR_PLACES.read_text(encoding="utf-8").splitlines()
    assert dict(iter_exonyms()).items() <= exonyms().items()
