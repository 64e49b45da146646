"""What parts of an index cost: each is left out where it says so, and what is timed is a search."""

import json

import pytest

from benchmarks import feature_costs
from query import Searcher

BODY = "आपदा राहत समिति (एआरएस) के अध्यक्ष मोहन वर्मा ने पटना में कहा कि एआरएस सोमवार को शिविर लगाएगी। मोहन वर्मा ने राहत बांटी।"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "articles.jsonl"
    records = [
        {"id": str(number), "title": f"राहत शिविर {number} पटना में लगा", "body": BODY, "date": "2025-11-10"}
        for number in range(4)
    ]
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records), encoding="utf-8")
    return path


def test_parts_are_left_out(source, tmp_path, monkeypatch):
    """A build without aliases has none of those that the whole build has; all took some time."""
    monkeypatch.setattr(feature_costs, "_ROUNDS", 1)
    seconds = feature_costs.build_seconds(source, tmp_path)
    assert set(seconds) == {"all", "the tagger", "aliases", "tagger and aliases"}
    assert min(seconds.values()) > 0
    for name, known in (("all", True), ("the tagger", True), ("aliases", False)):
        with Searcher.open(tmp_path / name) as searcher:
            assert bool(searcher.aliases("एआरएस")) is known


def test_costs_are_ratios(source, tmp_path, monkeypatch):
    """Of a build without each part, and of a search without aliases, it is said how many times as long all takes."""
    monkeypatch.setattr(feature_costs, "_ROUNDS", 1)
    costs = feature_costs.feature_costs(source, tmp_path, 3)
    assert len(costs) == 4
    assert all(0.01 < cost < 100 for cost in costs.values())
