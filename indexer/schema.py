"""The fields of the index, in one table: what each holds, how it is analysed, and what a query calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whoosh import fields

from .codec.columns import NO_DATE
from .codec.positions import TermField

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DATELINE",
    "ENTITY_FIELDS",
    "EXACT_FIELDS",
    "KEYWORD_FIELDS",
    "LEAD",
    "QUERY_FIELDS",
    "RANKED_FIELDS",
    "STORED",
    "TEXT_FIELDS",
    "QueryField",
    "build_schema",
]

# Text of an article, each indexed in two forms: the lemma (`body`) for recall and the exact form (`body_exact`) for phrases,
# wildcards and +word. The lead is the first paragraph, so its postings are those of the body at positions below its length:
# the reader cuts them out, and the index holds them once (a fifth of all postings saved).
LEAD = "lead"
STORED = "article"
"""The field of the stored article, the bytes that ``codec.stored`` writes."""
TEXT_FIELDS = ("title", LEAD, "body")
EXACT_FIELDS: Mapping[str, str] = {name: f"{name}_exact" for name in TEXT_FIELDS}
ENTITY_FIELDS = ("person", "place", "org")
_LABEL_FIELDS = ("source", "category", "author", "tags")

DATELINE = "dateline"
"""The keyword column of the place that an article itself names: an update must know which places the corpus names."""
KEYWORD_FIELDS = (*_LABEL_FIELDS, *ENTITY_FIELDS, DATELINE)
"""The fields whose values can be counted over the articles that match."""
RANKED_FIELDS = (*TEXT_FIELDS, *ENTITY_FIELDS, "tags")
"""The fields that a bare query word is sought in; each has its exact length in words in the index."""


class QueryField(NamedTuple):
    """What ``name:`` in a query means: ``lemma`` fields for words, ``exact`` ones for phrases, wildcards and +words.

    ``hindi`` are its other names. A field without an exact form uses its lemma form for everything.
    """

    name: str
    hindi: tuple[str, ...]
    lemma: tuple[str, ...]
    exact: tuple[str, ...]


def _query_field(name: str, *hindi: str, fields: tuple[str, ...] = ()) -> QueryField:
    lemma = fields or (name,)
    return QueryField(name, hindi, lemma, tuple(EXACT_FIELDS.get(field, field) for field in lemma))


QUERY_FIELDS: tuple[QueryField, ...] = (
    _query_field("title", "शीर्षक", "headline"),
    _query_field("lead", "आमुख"),
    _query_field("body", "लेख", "text"),
    _query_field("entity", "नाम", fields=ENTITY_FIELDS),
    _query_field("person", "व्यक्ति"),
    _query_field("place", "स्थान"),
    _query_field("org", "संगठन", "organisation", "organization"),
    _query_field("source", "स्रोत"),
    _query_field("category", "श्रेणी"),
    _query_field("author", "लेखक"),
    _query_field("tag", "टैग", "tags", fields=("tags",)),
)


def build_schema() -> fields.Schema:
    """The Whoosh schema."""
    schema = fields.Schema(
        id=fields.ID(unique=True),
        url=fields.ID(),
        # Ranges are answered from the column: no terms of coarser steps for them.
        published=fields.NUMERIC(int, bits=64, shift_step=0, sortable=True, default=NO_DATE),
    )
    schema.add(STORED, fields.STORED())
    for name in ("title", "body"):
        schema.add(name, TermField("lemma"))
        schema.add(EXACT_FIELDS[name], TermField("exact"))
    for name in (*ENTITY_FIELDS, *_LABEL_FIELDS):
        schema.add(name, TermField("lemma"))
    return schema
