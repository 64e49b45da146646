"""The measuring of updates."""

from benchmarks.updates import measure
from indexer.generations.generation import read_current


def test_measure(tmp_path, monkeypatch):
    """A row has a figure for each update, and what was added is deleted again at the end."""
    for module in ("pipeline", "updates"):  # most of the time of a small build
        monkeypatch.setattr(f"indexer.{module}.hindi_dictionary", dict)
    row = measure(30, 5, tmp_path)
    assert row[0] == "30"
    # An update with nothing new may take no hundredth of a second.
    assert all(float(each) > 0 for each in row[1:-1])
    assert float(row[-1]) >= 0
    served = read_current(tmp_path / "index")
    assert (served.number, served.manifest.articles) == (4, 30)
