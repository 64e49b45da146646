"""The words around results, in Hindi and English. Values, names and ids are shown as they are in both."""

from __future__ import annotations

from typing import NamedTuple

from indexer.languages import Language, said_count

__all__ = ["LABELS", "Labels", "heading", "said_copies", "said_shown"]


class Labels(NamedTuple):
    """What is said in one language."""

    shown: str
    meant: str
    untitled: str
    nothing: str
    unknown: str
    near: str
    words: str
    names: str
    more: str
    undated: str
    trend: str
    most: str
    kinds: dict[str, str]
    """Of entities and facets."""
    headings: dict[str, str]
    """Of tables, and the periods of trends; one that is missing is said as it is."""


LABELS = {
    Language.hi: Labels(
        shown="दिखाए गए",
        meant="क्या आपका मतलब",
        untitled="(बिना शीर्षक)",
        nothing="कुछ नहीं मिला",
        unknown="{kind} {value!r} किसी लेख में नहीं",
        near="मिलते-जुलते",
        words="शब्द",
        names="नाम",
        more="और {count}",
        undated="{count} बिना तारीख",
        trend="{query}: {count} लेख, हर {period} के",
        most="सबसे अधिक {count}, {period} में",
        kinds={
            "person": "व्यक्ति",
            "place": "स्थान",
            "org": "संगठन",
            "source": "स्रोत",
            "category": "श्रेणी",
            "author": "लेखक",
            "tag": "टैग",
            "year": "वर्ष",
            "month": "महीना",
        },
        headings={
            "word": "शब्द",
            "kind": "प्रकार",
            "score": "अंक",
            "alias": "दूसरा नाम",
            "articles": "लेख",
            "evidence": "प्रमाण",
            "text": "लिखित",
            "start": "से",
            "end": "तक",
            "exact": "रूप",
            "lemma": "मूल",
            "stop": "आम",
            "rules": "नियम",
            "canonical": "पूरा नाम",
            "day": "दिन",
            "week": "सप्ताह",
            "month": "महीने",
            "year": "वर्ष",
        },
    ),
    Language.en: Labels(
        shown="shown",
        meant="did you mean",
        untitled="(untitled)",
        nothing="nothing found",
        unknown="no article has the {kind} {value!r}",
        near="there are",
        words="words",
        names="names",
        more="and {count} more",
        undated="{count} without a date",
        trend="{query}: {count} articles by {period}",
        most="most {count} in {period}",
        kinds={
            "person": "person",
            "place": "place",
            "org": "organisation",
            "source": "source",
            "category": "category",
            "author": "author",
            "tag": "tag",
            "year": "year",
            "month": "month",
        },
        headings={},
    ),
}


def heading(name: str, lang: Language) -> str:
    """The heading of a column."""
    return LABELS[lang].headings.get(name, name)


def said_copies(count: int, lang: Language, *, sources: bool) -> str:
    """Where else a hit stands: in so many other sources, or articles."""
    if lang is Language.hi:
        return f"और {said_count(count, lang)} {'स्रोत' if sources else 'लेख'}"
    return f"and {count:,} more {'source' if sources else 'article'}{'s' * (count != 1)}"


def said_shown(
    first: int, shown: int, total: int, stories: int | None, took_ms: float, lang: Language
) -> str:
    """The last line of a page: which hits it holds, of how many, and the time that took."""
    articles = said_count(total, lang)
    told = None if stories is None or stories >= total else said_count(stories, lang)
    numbers = f"{said_count(first, lang)}–{said_count(first + shown - 1, lang)}"
    if lang is Language.hi:
        counted = f"{told} ख़बरें ({articles} लेख)" if told else f"{articles} लेख"
        return f"{numbers if shown else 'कोई नहीं'}, कुल {counted}, {took_ms:,.0f} मि.से."
    counted = f"{told} stories ({articles} articles)" if told else f"{articles} articles"
    return f"{numbers if shown else 'none'} of {counted}, {took_ms:,.0f} ms"
