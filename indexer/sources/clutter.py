"""What scraped news pages hold beside the article: whole lines, and patterns.

Every rule takes a whole line or nothing, and none takes a line that could be a sentence of the article: when
in doubt, keep.
"""

from __future__ import annotations

import regex

__all__ = ["CREDIT", "CREDIT_WITH_CAPTION", "TWEET_LINK", "TWEET_SIGNATURE", "is_clutter", "is_final"]

# Lines that are nothing but this, without case and punctuation around.
_LINES = frozenset(
    """
    विज्ञापन|advertisement|advertisements|sponsored|ad|ads
    सार|विस्तार|summary|detail
    trending videos|trending|trending news|recommended|recommended for you|related news|related stories
    संबंधित खबरें|ट्रेंडिंग
    story continues below this ad|story continues below advertisement|scroll to continue|loading|loading...
    read more|read full story|और पढ़ें|पूरी खबर पढ़ें|आगे पढ़ें|और देखें|view all|see more|next article|अगली खबर|अगला लेख
    share|share this article|share this story|शेयर|शेयर करें|follow|follow us|फॉलो करें|हमें फॉलो करें
    subscribe|सब्सक्राइब करें|copy link|link copied|लिंक कॉपी करें|लिंक कॉपी हुआ|comments|comment|कमेंट|टिप्पणी करें
    print|email|whatsapp|facebook|twitter|telegram|watch video|वीडियो देखें|video|photo|photos|home|होम
    login|sign in|लॉगिन|फाइल फोटो|file photo|photo gallery|फोटो गैलरी
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}

_PATTERNS = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        # A link to another article: its headline would be found as if it were this one's text.
        r"[\[(*]*(?:यह भी|ये भी|इसे भी|इन्हें भी|यह खबर भी) (?:पढ़ें|पढ़े|देखें|जानें)\s*[:：\-–—|].{0,200}",
        r"[\[(*]*(?:also read|read also|must read|also see|watch)\s*[:：\-–—|].{0,200}",
        # Navigation: "Hindi News / National / …", "होम > देश".
        r"(?:home|होम|hindi news|हिंदी न्यूज|हिन्दी न्यूज)\s*[/>»›|].{0,200}",
        # Calls to follow the paper elsewhere: they speak of "us", name the service, and end in an imperative.
        r"(?=.{0,160}(?:हमें|हमारे|हमसे|ताजा खबर|ताज़ा खबर|लेटेस्ट))(?!.*कहा)"
        r".{0,160}(?:google news|गूगल न्यूज|whatsapp|व्हाट्सएप|वॉट्सऐप|telegram|टेलीग्राम|facebook|फेसबुक|एप|ऐप|app)\b"
        r".{0,60}(?:फॉलो करें|जुड़ें|ज्वॉइन करें|ज्वाइन करें|डाउनलोड करें|सब्सक्राइब करें|यहां क्लिक करें)\s*[।.!]?",
        r"(?:follow us|join us|subscribe to|download (?:the|our))\b.{0,160}",
        r"(?:रहें हर खबर से अपडेट|get all .{0,40}news in hindi).{0,400}",
        r"(?:copyright|©|all rights reserved).{0,160}",
        # Where a tweet or picture is from: "(Source: Ministry of …)".
        r"\((?:source|स्रोत|सौजन्य|courtesy)\s*[:：].{0,120}\)",
    )
)

CREDIT = regex.compile(
    r"[-–—(\[]*\s*(?:फोटो|फ़ोटो|तस्वीर|photo|image|picture|pic)(?:\s+(?:credit|courtesy|source|साभार|सौजन्य|क्रेडिट))?s?\s*[:：]\s*[^।]{0,60}",
    regex.IGNORECASE,
)
"""A photo credit: "- फोटो : X@DrSJaishankar". The caption is the line before it."""

CREDIT_WITH_CAPTION = regex.compile(
    r"[^।|]{1,160}(?:\s[-–—|]\s|\s?[(\[]\s?)(?:फोटो|फ़ोटो|photo)(?:\s+(?:credit|साभार))?\s*[:：]\s*[^।]{1,40}",
    regex.IGNORECASE,
)
"""Both on one line: "… करते नेता - फोटो : एएनआई"."""

TWEET_SIGNATURE = regex.compile(r"[-–—]{1,2}\s?.{0,80}\(@\w{1,20}\).{0,40}")
"""The last line of an embedded tweet: "— ANI (@ANI) July 15, 2025"."""

TWEET_LINK = regex.compile(r"\s*(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+")

_CLOSERS = "\"'”’»)]}*_ "
_FULL_STOP_FROM = 40  # a shorter line with a full stop may be a headline, an initial, "जूनियर."


def is_clutter(text: str) -> bool:
    """Tell whether a whole line is none of the article's text."""
    if text.strip(" :：।.|-–—*[]()»>").casefold() in _LINES:
        return True
    return any(pattern.fullmatch(text) for pattern in _PATTERNS)


def is_final(text: str) -> bool:
    """Tell whether a line ends as a sentence does: with a danda (or "|"), or, if it is long, a full stop.

    Question and exclamation marks end headlines as well; so do "..".
    """
    end = text.rstrip(_CLOSERS)
    if end.endswith(("।", "॥", "|")):
        return True
    return end.endswith(".") and not end.endswith("..") and len(end) >= _FULL_STOP_FROM
