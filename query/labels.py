"""The words around results, in Hindi and English. Values, names and ids are shown as they are in both."""

from __future__ import annotations

from typing import NamedTuple

from indexer.languages import Language, said_articles, said_count

__all__ = ["LABELS", "Labels", "heading", "said_copies", "said_shown", "said_trend"]


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
    most: str
    part: str
    """Of a score: its own, and the most that it could be."""
    score: str
    aged: str
    periods: dict[str, str]
    """What trends count by."""
    kinds: dict[str, str]
    """Of entities and facets."""
    headings: dict[str, str]
    """Of tables; one that is missing is said as it is."""


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
        most="सबसे अधिक {count}, {period} में",
        part="{score:8.4f} / {most:.4f}",
        score="{score:8.4f} अंक",
        aged=" (× {factor:.4f} पुरानेपन से)",
        periods={"day": "दिनवार", "week": "सप्ताहवार", "month": "महीनेवार", "year": "वर्षवार"},
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
        },
    ),
    Language.en: Labels(
        shown="shown",
        meant="did you mean",
        untitled="(untitled)",
        nothing="nothing found",
        unknown="no article has the {kind} {value!r}",
        near="similar",
        words="words",
        names="names",
        more="and {count} more",
        undated="{count} without a date",
        most="most {count} in {period}",
        part="{score:8.4f} of {most:.4f}",
        score="{score:8.4f} score",
        aged=" (× {factor:.4f} for its age)",
        periods={"day": "by day", "week": "by week", "month": "by month", "year": "by year"},
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
    found = said_articles(total, lang)
    if stories is not None and stories < total:
        found = f"{_said_stories(stories, lang)} ({found})"
    numbers = f"{said_count(first, lang)}–{said_count(first + shown - 1, lang)}"
    if lang is Language.hi:
        return f"{numbers if shown else 'कोई नहीं'}, कुल {found}, {took_ms:,.0f} मि.से."
    return f"{numbers if shown else 'none'} of {found}, {took_ms:,.0f} ms"


def _said_stories(count: int, lang: Language) -> str:
    one, more = ("ख़बर", "ख़बरें") if lang is Language.hi else ("story", "stories")
    return f"{said_count(count, lang)} {one if count == 1 else more}"


def said_trend(query: str, total: int, by: str, lang: Language) -> str:
    """The legend of a trend: what was counted, how many, by what."""
    return f"{query or '*'}: {said_articles(total, lang)} {LABELS[lang].periods[by]}"
