"""Error lists and counts of rules on files of a few lines."""

from __future__ import annotations

import gzip
import json

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("ir_measures", reason="the bench extra is not installed")

from benchmarks.errors import main
from benchmarks.rule_counts import rule_tables

TREEBANK = [
    ("नेताओं", "नेता", "NOUN"),
    ("नेता", "नेता", "NOUN"),
    ("गिरा", "गिराना", "VERB"),
    ("गिरती", "गिरना", "VERB"),
    ("गिराया", "गिराना", "VERB"),
]

errors = typer.Typer()
errors.command()(main)


@pytest.fixture
def shared(tmp_path):
    lines = [f"{at}\t{form}\t{lemma}\t{kind}" for at, (form, lemma, kind) in enumerate(TREEBANK, 1)]
    for name in ("hdtb_dev.conllu", "pud_dev.conllu"):
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    bodies = {"wiki_hi": "हिन्दी हिन्दी नेताओं", "news_2020": "कांगे्रस हिन्दी"}
    for name, body in bodies.items():
        article = json.dumps({"id": name, "title": "मतदान", "body": body})
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(article.encode()))
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("merged", "| गिरना | 1 | गिरती (गिरना) गिरा (गिराना) | hdtb |"),
        ("parted", "| गिराना | 1 | गिरा (गिरना) गिराया (गिराना) | hdtb |"),
    ],
)
def test_lemmas(shared, kind, row):
    """Forms that share a term and no gold lemma, and the other way round, by the term or lemma that they share."""
    result = CliRunner().invoke(errors, [kind, "--shared", str(shared), "--limit", "1"])
    assert f"## {kind}: 1 of 2" in result.output
    assert row in result.output


def test_rule_counts(shared):
    """Each rule with the distinct words that it changes, how often they occur, and the commonest."""
    (table,) = rule_tables(shared)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["spelling: anusvara"] == ["1", "3", "हिन्दी → हिंदी"]
    assert rows["lemma: dictionary"] == ["1", "1", "नेताओं → नेता"]
    assert rows["spelling: virama after its vowel"][2] == "कांगे्रस → कांग्रेस"
    assert list(rows) == sorted(
        rows, key=lambda rule: ["word", "spelling", "lemma"].index(rule.split(":")[0])
    )


def test_no_corpus_no_table(tmp_path):
    """Without the corpus there is no table."""
    assert rule_tables(tmp_path) == []
