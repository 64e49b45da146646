import pickle

import pytest
from whoosh import fields, qparser
from whoosh.filedb.filestore import RamStorage

from indexer.analysis.chain import Chain, HindiAnalyzer
from indexer.codec.positions import TermField

TEXT = "प्रधानमंत्री ने नेताओं से भारत-रूस सम्बन्धों पर बात की। ज़मीन के 1,165 मामले"


@pytest.fixture(scope="module")
def index(chain):
    """An index in RAM, by Whoosh's own writer."""
    schema = fields.Schema(id=fields.ID(stored=True), body=TermField("lemma"), body_exact=TermField("exact"))
    for name in ("body", "body_exact"):
        schema[name].analyzer = HindiAnalyzer(schema[name].analyzer.form, chain)
    index = RamStorage().create_index(schema)
    writer = index.writer()
    writer.add_document(id="text", body=TEXT, body_exact=TEXT)
    writer.add_document(id="terms", body="भारत चीन क ख ग घ ङ भारत-रूस", body_exact="क ख ग घ ङ च छ भारत-रूस")
    writer.add_document(id="empty", body="…", body_exact="…")
    writer.commit()
    return index


def found(index, field: str, query: str) -> set[str]:
    with index.searcher() as searcher:
        results = searcher.search(qparser.QueryParser(field, index.schema).parse(query))
        return {hit["id"] for hit in results}


@pytest.mark.parametrize(
    ("field", "query", "ids"),
    [
        ("body", "नेता", {"text"}),
        ("body", "नेताओं", {"text"}),
        ("body", "जमीन", {"text"}),
        ("body", "संबंध", {"text"}),
        ("body", "१,१६५", {"text"}),
        ("body", "भारत-रूस", {"text", "terms"}),
        ("body", '"भारत रूस"', {"text", "terms"}),
        ("body", '"भारत चीन"', {"terms"}),
        ("body", '"रूस भारत"', set()),
        ("body", '"रूस संबंध"', {"text"}),
        ("body", "पाकिस्तान", set()),
        ("body", "चीन OR मामला", {"text", "terms"}),
        ("body", "भारत NOT चीन", {"text"}),
        ("body", "नेत*", {"text"}),
        ("body_exact", "नेताओं", {"text"}),
        ("body_exact", "नेता", set()),
        ("body_exact", '"भारत रूस"', {"text", "terms"}),
        ("body_exact", "सम्बन्धों", {"text"}),
    ],
)
def test_whoosh_finds(index, field, query, ids):
    """Whoosh's own parser and matchers find what a query asks for."""
    assert found(index, field, query) == ids


def test_whoosh_highlights_the_original(index):
    """Whoosh's own highlighter marks whole words as written, by the analyzer's offsets."""
    with index.searcher() as searcher:
        hits = searcher.search(qparser.QueryParser("body", index.schema).parse("नेता OR जमीन OR संबंध"))
        marked = hits[0].highlights("body", text=TEXT)
    for word in ("नेताओं", "ज़मीन", "सम्बन्धों"):
        assert f">{word}</b>" in marked


def test_postings_are_read_back(index):
    """Frequencies and positions come back from Whoosh's postings."""
    with index.searcher() as searcher:
        read = {}
        for name, term in (("body", "भारत"), ("body_exact", "भारत-रूस"), ("body", "मामला")):
            matcher = searcher.postings(name, term)
            while matcher.is_active():
                key = (searcher.stored_fields(matcher.id())["id"], name, term)
                read[key] = (matcher.value_as("frequency"), matcher.value_as("positions"), matcher.weight())
                matcher.next()
    assert read == {
        ("text", "body", "भारत"): (1, [4], 1.0),
        ("terms", "body", "भारत"): (2, [0, 7], 2.0),
        ("text", "body_exact", "भारत-रूस"): (1, [4], 1.0),
        ("terms", "body_exact", "भारत-रूस"): (1, [7], 1.0),
        ("text", "body", "मामला"): (1, [13], 1.0),
    }


def test_merging_keeps_postings(index):
    """Whoosh's optimize, which combines segments, keeps positions."""
    schema = fields.Schema(id=fields.ID(stored=True), body=TermField("lemma"))
    merged = RamStorage().create_index(schema)
    for identity in "ab":
        writer = merged.writer()
        writer.add_document(id=identity, body="क ख ग भारत " + "घ " * 996 + "भारत")
        writer.commit(merge=False)
    merged.optimize()
    with merged.searcher() as searcher:
        matcher = searcher.postings("body", "भारत")
        assert [matcher.value_as("positions"), searcher.doc_frequency("body", "भारत")] == [[3, 1000], 2]


@pytest.mark.parametrize("form", ["exact", "lemma"])
def test_tokens(chain, form):
    """Tokens carry the form, position and offsets, moved by the start that Whoosh gives; lemmas have no compounds."""
    analyzer = HindiAnalyzer(form, chain)
    tokens = [
        (token.text, token.pos, token.startchar, token.endchar) for token in analyzer("नेताओं भारत-रूस", 10, 100)
    ]
    compound = [("भारत-रूस", 11, 107, 115)] if form == "exact" else []
    first = "नेताओं" if form == "exact" else "नेता"
    assert tokens == [(first, 10, 100, 106), *compound, ("भारत", 11, 107, 111), ("रूस", 12, 112, 115)]


def test_a_form_is_exact_or_lemma():
    """Any other form is refused at once."""
    with pytest.raises(ValueError, match="stem"):
        HindiAnalyzer("stem")


def test_pickle():
    """A pickled analyzer is small, and leaves its memo behind."""
    analyzer = HindiAnalyzer("lemma", Chain({}.get))
    assert [token.text for token in analyzer("कखग")] == ["कखग"]
    pickled = pickle.dumps(analyzer)
    assert len(pickled) < 300
    again = pickle.loads(pickled)
    assert again == analyzer
    assert again.form == "lemma"


def test_equality_is_of_forms():
    """Analyzers of one form are equal, used or not; of two forms they are not."""
    used = HindiAnalyzer("lemma", Chain({}.get))
    assert used == HindiAnalyzer("lemma") != HindiAnalyzer("exact")
    assert used != "lemma"
