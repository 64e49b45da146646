import pickle

import pytest
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from indexer.analysis.normalize import normalize_word
from indexer.codec.positions import TermField
from indexer.schema import (
    ENTITY_FIELDS,
    EXACT_FIELDS,
    LEAD,
    QUERY_FIELDS,
    RANKED_FIELDS,
    TEXT_FIELDS,
    build_schema,
)


def test_fields():
    """The schema has these fields, text in both forms, and no other."""
    assert sorted(build_schema().names()) == sorted(
        "id url published article title title_exact body body_exact person place org source category author tags".split()
    )


def test_ranked_fields_are_indexed():
    """A bare word is sought in fields that exist; the lead is cut out of the body."""
    names = set(build_schema().names())
    assert set(RANKED_FIELDS) - names == {LEAD}
    assert set(TEXT_FIELDS) < set(RANKED_FIELDS)
    assert set(ENTITY_FIELDS) < set(RANKED_FIELDS)


@pytest.mark.parametrize("field", QUERY_FIELDS, ids=lambda field: field.name)
def test_query_fields_are_indexed(field):
    """Each field of a query stands for indexed fields, exact forms where there are some."""
    real = {LEAD: "body", EXACT_FIELDS[LEAD]: EXACT_FIELDS["body"]}
    schema = build_schema()
    for name in (*field.lemma, *field.exact):
        assert isinstance(schema[real.get(name, name)], TermField)
    assert field.exact == tuple(EXACT_FIELDS.get(name, name) for name in field.lemma)
    assert len(field.lemma) >= 1


def test_names_of_query_fields():
    """No name stands for two fields; the names of the issue are there; each can be typed in any spelling."""
    names = [name for field in QUERY_FIELDS for name in (field.name, *field.hindi)]
    assert len(set(names)) == len(names)
    assert set(
        "title body entity source category author place tag person org lead शीर्षक स्रोत".split()
    ) <= set(names)
    assert len({normalize_word(name) for name in names}) == len(names)


def test_forms():
    """Fields named exact hold exact forms, all other text fields lemmas."""
    for name, field in build_schema().items():
        if isinstance(field, TermField):
            assert field.analyzer.form == ("exact" if name.endswith("_exact") else "lemma")


def test_schema_travels():
    """A pickled schema comes back equal, also after its analyzers were used."""
    schema = build_schema()
    assert [token.text for token in schema["body"].analyzer("नेताओं")] == ["नेता"]
    again = pickle.loads(pickle.dumps(schema))
    assert {name: type(field) for name, field in again.items()} == {
        name: type(field) for name, field in build_schema().items()
    }
    assert again["body"] == schema["body"]
    assert len(pickle.dumps(schema)) < 20_000


def test_an_article_by_whoosh():
    """Whoosh's own writer takes an article of all fields and gives it back."""
    index = RamStorage().create_index(build_schema())
    writer = index.writer()
    writer.add_document(
        id="1", url="http://a.in/1", published=-4_000_000_000, article=b"stored", title="चुनाव", title_exact="चुनाव",
        body="नेताओं ने कहा", body_exact="नेताओं ने कहा", person="मोदी", place="दिल्ली", org="भाजपा",
        source="अमर उजाला", category="दुनिया", author="देवेश", tags="s jaishankar",
    )  # fmt: skip
    writer.add_document(id="2", published=None, article=b"bare")
    writer.commit()
    with index.searcher() as searcher:
        assert searcher.document(id="1")["article"] == b"stored"
        assert searcher.document(person="मोदी")["article"] == b"stored"
        assert searcher.document(published=-4_000_000_000)["article"] == b"stored"
        assert searcher.document(id="2")["article"] == b"bare"


def test_id_is_unique():
    """The id is the field by which Whoosh replaces an article."""
    schema = build_schema()
    assert [name for name, field in schema.items() if field.unique] == ["id"]
    assert isinstance(schema["article"], fields.STORED)
