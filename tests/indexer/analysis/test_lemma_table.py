"""The file of the dictionary."""

import pytest

from indexer.analysis.lemma_table import LemmaTable, read_lemmas, write_lemmas

LEMMAS = {"नेताओं": "नेता", "नेता": "नेता", "गए": "जाना", "जाना": "जाना"}


def test_table_round_trip(tmp_path):
    """What is written is read again, and the same table in another order gives the same bytes."""
    write_lemmas(LEMMAS, tmp_path / "one")
    write_lemmas(dict(reversed(LEMMAS.items())), tmp_path / "other")
    assert read_lemmas(tmp_path / "one") == LEMMAS
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_lemma_that_is_no_form():
    """A mapping with a lemma that it does not have as a form is no table."""
    with pytest.raises(KeyError, match="जाना"):
        LemmaTable.of({"गए": "जाना"})


def test_table_of_another_version(tmp_path, monkeypatch):
    """A file of another version is refused, and what to do is said."""
    monkeypatch.setattr("indexer.analysis.lemma_table._VERSION", 9)
    write_lemmas(LEMMAS, tmp_path / "later")
    monkeypatch.undo()
    with pytest.raises(ValueError, match="version 9: run make train"):
        read_lemmas(tmp_path / "later")


def test_longest_form(tmp_path):
    """A form of 255 bytes is kept; one of more is refused, and no file is left."""
    form = "क" * 255
    write_lemmas({form: form}, tmp_path / "longest")
    assert read_lemmas(tmp_path / "longest") == {form: form}
    with pytest.raises(ValueError, match="256"):
        write_lemmas({f"{form}क": f"{form}क"}, tmp_path / "longer")
    assert not (tmp_path / "longer").exists()
