"""Updates of an index: what is counted, shared, re-analysed and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import indexer
from indexer import merging
from indexer.codec.container import Container
from indexer.codec.deletions import DELETIONS
from indexer.codec.evidence import read_evidence
from indexer.errors import (
    AnalysisMismatchError,
    BuildError,
    IndexCorruptError,
    IndexLockedError,
    IndexMissingError,
)
from indexer.generations.generation import read_current, verify_generation
from indexer.generations.lock import write_lock
from query import Searcher

RAIN = {
    "id": "rain",
    "title": "पटना में बारिश",
    "body": "पटना में दिन भर तेज बारिश हुई।",
    "url": "https://example.org/rain",
}
SUN = {"id": "sun", "title": "रांची में धूप", "body": "रांची में दिन भर धूप खिली रही।"}
FAIR = {"id": "fair", "title": "मेला शुरू", "body": "मेले में भीड़ ने सोनवर्षा देखा।\nमेला तीन दिन चलेगा।"}
WIND = {"id": "wind", "body": "तटों पर हवा चली।"}
COLD = {"id": "cold", "body": "पहाड़ों पर ठंड बढ़ गई।"}
# Names its own place, of which no table has heard.
ROAD = {"id": "road", "title": "सड़क बनी", "body": "नई सड़क पर आवाजाही शुरू हुई।", "place": "सोनवर्षा"}


@pytest.fixture(autouse=True)
def _small_lexicon(monkeypatch) -> None:
    """Leave the dictionary out of the lexicons of indexes made here: most of the time of a small build."""
    for module in ("pipeline", "updates"):
        monkeypatch.setattr(f"indexer.{module}.hindi_dictionary", dict)


def write(path: Path, *records: dict[str, str]) -> Path:
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8"
    )
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Give an index of rain, sun, fair, wind and cold."""
    indexer.build([write(tmp_path / "base.jsonl", RAIN, SUN, FAIR, WIND, COLD)], tmp_path / "index")
    return tmp_path / "index"


def update(index: Path, *records: dict[str, str], delete=(), **options):
    return indexer.update([write(index.parent / "new.jsonl", *records)], index, delete=delete, **options)


def ids(index: Path, query: str = "में") -> set[str]:
    with Searcher.open(index) as searcher:
        return {hit.id for hit in searcher.search(query)}


def counts(report) -> dict[str, int]:
    names = ("added", "replaced", "unchanged", "deleted", "reanalysed")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_add_replace_delete(index):
    """New ids are added, known ones replaced, and the ids to delete go before; each is counted."""
    storm = {**RAIN, "body": "पटना में आंधी आई।"}
    report = update(index, storm, {"id": "fog", "body": "गया में कोहरा छाया।"}, delete=["sun", "none"])
    assert counts(report) == {"added": 1, "replaced": 1, "deleted": 1}
    assert (report.articles, report.missing, report.published, report.generation) == (5, ["none"], True, 2)
    assert ids(index) == {"rain", "fog", "fair"}
    assert ids(index, "बारिश") == {"rain"}  # its title
    assert ids(index, "तेज") == set()
    assert ids(index, "आंधी") == {"rain"}


def test_the_same_url(index):
    """An article takes the place of another of its url, in the index and in the batch."""
    shower = {"id": "shower", "body": "पटना में बौछारें पड़ीं।", "url": RAIN["url"]}
    flood = {"id": "flood", "body": "पटना में बाढ़ आई।", "url": RAIN["url"]}
    report = update(index, shower, flood, max_rejects=1)
    assert counts(report) == {"replaced": 1}
    assert report.rejected == {"duplicate-url": 1}
    assert [error.origin.line for error in report.rejects] == [1]
    assert ids(index, "पटना") == {"flood"}


def test_the_same_id_in_one_batch(index):
    """Of several with one id the last wins, as in a build."""
    report = update(index, {**SUN, "body": "पहला"}, {**SUN, "body": "दूसरा"}, max_rejects=1)
    assert (counts(report), report.rejected) == ({"replaced": 1}, {"duplicate-id": 1})
    assert ids(index, "दूसरा") == {"sun"} and not ids(index, "पहला")


def test_nothing_changes(index):
    """What the index has word for word makes no new generation, and neither do ids that it has not."""
    report = update(index, RAIN, SUN, FAIR, WIND, delete=["none"])
    assert counts(report) == {"unchanged": 4}
    assert (report.published, report.generation, report.articles) == (False, 1, 5)
    assert [path.name for path in (index / "generations").iterdir()] == ["000001"]


def places(searcher: Searcher) -> list[str]:
    return [each.name for each in searcher.article("fair").entities if each.kind == "place"]


def test_a_new_place_is_found_in_old_articles(index):
    """A place that a new dateline names is one in the old articles too that hold the word; when it goes, it is none again."""
    with Searcher.open(index) as searcher:
        assert places(searcher) == []
        report = update(index, ROAD)
        assert counts(report) == {"added": 1, "reanalysed": 1}
        assert searcher.refresh()
        assert places(searcher) == ["सोनवर्षा"]
        assert {hit.id for hit in searcher.search("place:सोनवर्षा")} == {"fair", "road"}
        report = update(index, delete=["road"])
        assert counts(report) == {"deleted": 1, "reanalysed": 1}
        assert searcher.refresh()
        assert places(searcher) == []


def test_unchanged_segments_are_shared(index, monkeypatch):
    """Old segments are the same files under a second name, and the list of deleted articles says what is left of them."""
    monkeypatch.setattr(merging, "_LEAST", 0)
    before = read_current(index)
    update(index, {"id": "fog", "body": "कोहरा"}, delete=["sun"])
    after = read_current(index)
    (segment,) = before.manifest.details["segments"]
    assert after.manifest.details["segments"][0] == segment
    assert (after.path / segment).samefile(before.path / segment)
    assert DELETIONS in after.manifest.files and DELETIONS not in before.manifest.files
    verify_generation(after)


def test_without_hard_links(index, monkeypatch):
    """Where the file system has no hard links, files are copied, and read back as new ones are."""
    monkeypatch.setattr(merging, "_LEAST", 0)

    def refuse(self, target):
        raise PermissionError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    update(index, {"id": "fog", "body": "कोहरा"})
    first, second = (index / "generations" / number / "00-0000.kh" for number in ("000001", "000002"))
    assert first.read_bytes() == second.read_bytes() and not first.samefile(second)
    verify_generation(read_current(index))


def test_worn_segments_are_rewritten(index):
    """A segment of which more than a quarter is deleted is rewritten: its words are in no dictionary any more."""
    report = update(index, delete=["sun", "cold"])
    assert (report.merged, report.articles) == (1, 3)
    generation = read_current(index)
    (segment,) = generation.manifest.details["segments"]
    assert DELETIONS not in generation.manifest.files
    assert Container(generation.path / segment).meta["articles"] == 3
    assert "धूप".encode() not in (generation.path / segment).read_bytes()


def test_what_deleted_articles_said_is_kept(tmp_path):
    """The list of deleted articles has their evidence, as long as they are in a segment; what is left says the same as alone."""
    names = "विमला राजवंशी,अनिल सोनकर,कमला बिष्ट,दिनेश चौहान,सरिता यादव,महेश कुशवाहा,गीता नेगी,नरेश पटेल".split(",")
    people = [{"id": str(place), "body": f"मंत्री {name} पटना आए।"} for place, name in enumerate(names)]
    indexer.build([write(tmp_path / "base.jsonl", *people)], tmp_path / "index")
    gone: list[str] = []
    for identity in "25":
        gone.append(f"N\t{names[int(identity)]}")
        update(tmp_path / "index", delete=[identity])
        kept = read_evidence(Container(read_current(tmp_path / "index").path / DELETIONS))
        assert [line for line in kept if line.startswith("N")] == sorted(gone)
        assert {line for line in kept if line.startswith("L")} == {
            f"L\t{word}" for line in gone for word in line[2:].split()
        }
    update(tmp_path / "index", delete=["0"])  # three of eight: the segment is rewritten
    generation = read_current(tmp_path / "index")
    assert DELETIONS not in generation.manifest.files
    (segment,) = generation.manifest.details["segments"]
    left = [f"N\t{name}" for place, name in enumerate(names) if place not in (0, 2, 5)]
    assert [line for line in read_evidence(Container(generation.path / segment)) if line[0] == "N"] == sorted(
        left
    )


def test_merge(index, monkeypatch):
    """Merging leaves one segment without deleted articles, and answers as before; a second time there is nothing to do."""
    monkeypatch.setattr(merging, "_LEAST", 0)
    update(index, {"id": "fog", "body": "गया में कोहरा"}, delete=["sun"])
    found = ids(index)
    report = indexer.merge(index)
    assert (report.merged, report.articles, report.published) == (2, 5, True)
    assert ids(index) == found
    generation = read_current(index)
    assert len(generation.manifest.details["segments"]) == 1 and DELETIONS not in generation.manifest.files
    assert not indexer.merge(index).published


def test_all_articles_go_and_come(index):
    """An index of which every article was deleted serves nothing, and takes new ones."""
    assert update(index, delete=["rain", "sun", "fair", "wind", "cold"]).articles == 0
    assert ids(index) == set()
    assert update(index, SUN).articles == 1
    assert ids(index) == {"sun"}


def test_without_an_index(tmp_path):
    """The first update of an index builds it; there is nothing to delete from or to merge."""
    report = indexer.update([write(tmp_path / "a.jsonl", RAIN)], tmp_path / "index", delete=["none"])
    assert (report.added, report.missing, report.generation) == (1, ["none"], 1)
    for call in (
        lambda: indexer.update([], tmp_path / "none", delete=["a"]),
        lambda: indexer.merge(tmp_path / "none"),
    ):
        with pytest.raises(IndexMissingError, match="khabar index build"):
            call()
    assert not (tmp_path / "none").exists()


def test_too_many_rejects(index):
    """Past the share of rejects nothing is published, and the old generation is served."""
    with pytest.raises(BuildError, match="1 of 2 articles rejected"):
        update(index, {"id": "empty", "body": ""}, {"id": "fog", "body": "कोहरा"})
    assert read_current(index).number == 1
    assert (
        update(index, {"id": "empty", "body": ""}, {"id": "fog", "body": "कोहरा"}, max_rejects=0.5).added == 1
    )


def test_another_analysis(index, monkeypatch):
    """An index of another version of the analysis is not updated, but has to be rebuilt."""
    monkeypatch.setattr("indexer.served.FINGERPRINT", "khabar-analysis-0")
    with pytest.raises(AnalysisMismatchError, match="khabar index build"):
        update(index, SUN, delete=["rain"])


def test_locked(index):
    """While somebody writes the index, an update ends at once."""
    with write_lock(index), pytest.raises(IndexLockedError):
        update(index, delete=["rain"])


def test_a_damaged_segment(index):
    """An update that meets damage publishes nothing."""
    (segment,) = read_current(index).manifest.details["segments"]
    path = read_current(index).path / segment
    content = bytearray(path.read_bytes())
    offset, length = Container(path).place("body/postings")
    content[offset : offset + length] = b"\xff" * length
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError, match=segment):
        update(index, delete=["rain", "sun"])
    assert read_current(index).number == 1


def test_open_readers_keep_their_generation(index):
    """Who has a generation open reads it to the end, though updates have pruned it; refresh() takes up the newest."""
    with Searcher.open(index) as searcher:
        for number in range(4):
            update(index, {"id": f"fog{number}", "body": "गया में कोहरा छाया।"}, keep=1)
        assert [path.name for path in (index / "generations").iterdir()] == ["000005"]
        assert {hit.id for hit in searcher.search("में", facets=("place",), suggest=True)} == {
            "rain",
            "sun",
            "fair",
        }
        assert searcher.article("sun").article.body == SUN["body"]
        assert searcher.suggest("बारश") and searcher.search("kohra").total == 0
        assert searcher.refresh() and not searcher.refresh()
        assert searcher.search("कोहरा").total == 4


@pytest.mark.parametrize("options", [{"keep": 0}, {"max_rejects": 1.5}, {"memory_mb": 10}])
def test_options_out_of_range(index, options):
    """Options out of range are refused as a build refuses them, before anything is read."""
    with pytest.raises(ValueError, match="keep is 1 or more"):
        update(index, SUN, **options)
    assert read_current(index).number == 1
