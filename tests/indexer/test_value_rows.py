"""Values and entities of articles as rows: the same as each value cut and numbered by itself."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import value_rows
from indexer.aliases import person_names
from indexer.analysis.chain import Chain
from indexer.analysis.tokenize import add_numbers, chunk_search
from indexer.article import Entity
from indexer.codec import keyword_rows
from indexer.inversion import FieldTexts, Forms

GAP = 10
TEXTS = ["नरेंद्र मोदी", "मोदी", "SCO", "एस. जयशंकर", "अजय-विजय", "1,165", "https://khabar.in/a", "ग्राम।"]
VALUES = st.sampled_from(TEXTS) | st.text(max_size=8)
ALIASES = st.lists(VALUES, max_size=2).map(tuple)
ENTITIES = st.builds(Entity, st.sampled_from(["person", "place", "org"]), VALUES, ALIASES, st.just(1))
CHAIN = Chain()


class Field:
    """A field of rows, and beside it what its chunks must be."""

    def __init__(self, forms):
        self.forms, self.texts = forms, FieldTexts(forms)
        self.chunks, self.ends = array("i"), array("q")
        self.shown = keyword_rows.KeywordRows()
        self.rows = value_rows.ValueRows(
            forms, chunk_search(), forms.gap(GAP), self.texts.chunks, self.texts.ends, self.shown
        )

    def shown_values(self):
        """The values of each article, as the column has them."""
        codes = iter(self.shown.codes)
        return [[self.shown.values.text(next(codes)) for _ in range(count)] for count in self.shown.counts]

    def agrees(self):
        """Tell whether both have the same chunks."""
        return (self.texts.chunks, self.texts.ends) == (self.chunks, self.ends)

    def add_plain(self, values):
        """Cut and number each by itself."""
        for value in values:
            add_numbers(value, self.forms, self.chunks)
            self.chunks.append(self.forms.gap(GAP))
        self.ends.append(len(self.chunks))


@given(st.lists(st.lists(VALUES, max_size=4), max_size=6))
def test_values(articles):
    """Values are cut as any text is, again or for the first time; shown is each of an article's once."""
    field = Field(Forms(CHAIN))
    for values in articles:
        field.rows.add(values)
        field.add_plain(values)
    assert field.agrees()
    assert field.shown_values() == [list(dict.fromkeys(values)) for values in articles]


@given(st.lists(st.none() | VALUES, max_size=6))
def test_one_value(values):
    """One value or none; an empty one is none."""
    field = Field(Forms(CHAIN))
    for value in values:
        field.rows.add_one(value)
        field.add_plain([value] if value else [])
    assert field.agrees()
    assert field.shown_values() == [[value] if value else [] for value in values]


@given(st.lists(st.tuples(st.lists(ENTITIES, max_size=5), st.none() | VALUES), max_size=5))
def test_entities(articles):
    """Names and aliases go to the field of their kind, the article's place behind the places; those with aliases are told."""
    forms = Forms(CHAIN)
    fields = {kind: Field(forms) for kind in ("person", "place", "org")}
    persons = person_names.PersonNames(forms)
    rows = value_rows.EntityRows({kind: field.rows for kind, field in fields.items()}, persons)
    for entities, place in articles:
        told = rows.add(entities, place)
        assert told == [each for each in entities if each.kind != "person" and each.aliases]
        for kind, field in fields.items():
            own = [name for each in entities if each.kind == kind for name in (each.name, *each.aliases)]
            field.add_plain([*own, *([place] if kind == "place" and place else [])])
    for kind, field in fields.items():
        assert field.agrees()
        shown = [list(dict.fromkeys(each.name for each in own if each.kind == kind)) for own, _ in articles]
        assert field.shown_values() == shown


def test_unknown_kind():
    """A kind without a field is an error, not a crash."""
    field = Field(Forms(CHAIN))
    rows = value_rows.EntityRows(dict.fromkeys(("person", "place", "org"), field.rows), None)
    with pytest.raises(KeyError, match="river"):
        rows.add([Entity("river", "गंगा", (), 1)], None)


@pytest.mark.parametrize(
    "entity",
    [
        ("place", "गंगा", (), 1),
        Entity("place", "गंगा", ["नदी"], 1),
        Entity("place", "गंगा", None, 1),
        Entity("place", "गंगा", (None,), 1),
        Entity("person", "गंगा", (None,), 1),
        Entity("place", 7, (), 1),
        Entity("person", None, (), 1),
    ],
)
def test_no_entity(entity):
    """What is no entity, or one of other values, is a TypeError."""
    field = Field(Forms(CHAIN))
    rows = value_rows.EntityRows(dict.fromkeys(("person", "place", "org"), field.rows), None)
    with pytest.raises(TypeError):
        rows.add([entity], None)


def test_no_text():
    """A value that is no text is a TypeError."""
    field = Field(Forms(CHAIN))
    for add, value in ((field.rows.add, [None]), (field.rows.add_one, 7), (field.shown.add, [None])):
        with pytest.raises(TypeError):
            add(value)


@pytest.mark.parametrize(("chunks", "ends"), [(array("q"), array("q")), (array("i"), array("i"))])
def test_wrong_arrays(chunks, ends):
    """Arrays of other numbers are refused."""
    forms = Forms(CHAIN)
    with pytest.raises(TypeError):
        value_rows.ValueRows(forms, chunk_search(), forms.gap(GAP), chunks, ends, keyword_rows.KeywordRows())
