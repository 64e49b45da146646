"""Which column of a source is which field of an Article: one table of names, English and Hindi."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

import regex

from ..article import Article
from ..errors import BuildError

__all__ = ["NAMES", "ColumnMapError", "Columns", "Selection", "fold_name"]


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


# In order of preference: the first that holds something is taken. Hindi before English, where a site gives
# both (title_hn); a description only where nothing is longer; a publication date before that of an update.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": _names("id|_id|doc_id|docno|article_id|news_id|guid|uuid|क्रमांक|आईडी"),
    "title": _names(
        "title_hn|title_hi|headline_hn|headline_hi|title|headline|heading|head_line|news_title|article_title|post_title"
        "|शीर्षक|हेडलाइन|सुर्खी"
    ),
    "body": _names(
        "body_hn|body_hi|content_hn|content_hi|body|text|content|article|article_body|full_text|article_text"
        "|article_content|content_text|content_html|body_text|news_body|news_text|post_content|main_text|story|news"
        "|लेख|समाचार|खबर|पाठ|सामग्री|मजमून|description|विवरण"
    ),
    "published": _names(
        "published|published_at|publish_date|published_date|published_on|published_time|date_published|publication_date"
        "|pub_date|post_date|news_date|article_date|date|datetime|dated|timestamp|created_at|created"
        "|तारीख|दिनांक|तिथि|प्रकाशित|प्रकाशन_तिथि|प्रकाशन_तारीख|updated_at|updated|modified|last_updated"
    ),
    "source": _names(
        "source|source_name|publisher|publication|paper|newspaper|news_source|site_name"
        "|स्रोत|स्त्रोत|अखबार|समाचार_पत्र|प्रकाशक"
    ),
    "author": _names(
        "author|authors|author_name|byline|writer|reporter|creator|dc:creator|लेखक|लेखिका|रिपोर्टर|संवाददाता|पत्रकार"
    ),
    "place": _names("place|dateline|city|location|स्थान|शहर|जगह"),
    "category": _names(
        "category_hn|category_hi|category|categories|category_name|section|section_name|news_category"
        "|श्रेणी|विषय|वर्ग|खंड|अनुभाग"
    ),
    "url": _names("url|link|permalink|canonical_url|article_url|news_url|source_url|web_url|कड़ी|लिंक"),
    "tags": _names("tags|tag|keywords|keyword|news_keywords|topics|टैग|टैग्स|कीवर्ड"),
}

Selection = Mapping[str, tuple[str, ...]]
"""For each field, the columns that may hold it, the preferred first; without fields that have none."""

_SEPARATORS = regex.compile(r"[\s_\-.:\uFEFF\u200B\u200C\u200D\N{DEVANAGARI SIGN NUKTA}]+")
_CACHED_HEADERS = 256  # JSON objects of one file have few sets of keys, but nothing promises it


class ColumnMapError(BuildError, ValueError):
    """``--map`` names a field that Article does not have."""


def fold_name(name: str) -> str:
    """Take case, separators and nukta off a column's name: "Pub-Date" = "pub_date", "ख़बर" = "खबर"."""
    # NFD after the folding: a nukta may be part of a letter (ख़) and must come off it.
    return str(_SEPARATORS.sub("", unicodedata.normalize("NFD", name).casefold()))


_FOLDED = {field: tuple(dict.fromkeys(map(fold_name, names))) for field, names in NAMES.items()}
BODY_NAMES = frozenset(_FOLDED["body"])
KNOWN_NAMES = frozenset(name for names in _FOLDED.values() for name in names)


class Columns:
    """The table of names with the user's own choices (field → column) before it.

    Raises:
        ColumnMapError: a choice is for a field that Article does not have.

    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        known = [field.name for field in fields(Article)]
        for name in asked:
            if name not in known:
                raise ColumnMapError(
                    f"--map {name}={asked[name]}: an article has no field {name!r}; it has {', '.join(known)}"
                )
        self.asked = dict(asked)
        self.select = lru_cache(_CACHED_HEADERS)(self._select)

    def missing(self, header: tuple[str, ...]) -> dict[str, str]:
        """Give the user's choices (field → column) that this header does not have."""
        there = {fold_name(name) for name in header}
        return {field: column for field, column in self.asked.items() if fold_name(column) not in there}

    def _select(self, header: tuple[str, ...]) -> Selection:
        by_name: dict[str, list[str]] = {}
        for name in header:
            by_name.setdefault(fold_name(name), []).append(name)
        selection = {}
        for field, names in _FOLDED.items():
            # A column that the user gave to one field is no other field's.
            free = [name for name in names if name not in self._taken(field)]
            wanted = [fold_name(self.asked[field])] if field in self.asked else []
            found = [column for name in dict.fromkeys(wanted + free) for column in by_name.get(name, ())]
            if found:
                selection[field] = tuple(found)
        return selection

    def _taken(self, field: str) -> set[str]:
        return {fold_name(column) for other, column in self.asked.items() if other != field}
