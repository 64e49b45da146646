"""HTML inside a field → text: block elements become newlines, entities characters; script and style go.

Not ``html.parser``: it takes "a<b है …" for a tag, and what it does with an unfinished one differs between
versions of Python. Here a tag is a known element's name with well-formed attributes; every other "<" is
text.
"""

from __future__ import annotations

import html
import re

__all__ = ["strip_markup"]

_BLOCK = (
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6"
    "|head|header|hr|html|iframe|li|main|nav|ol|option|p|pre|section|select|summary|table|tbody|td|tfoot|th|thead|title"
    "|tr|ul|video"
)
_INLINE = (
    "a|abbr|acronym|amp-ad|amp-img|audio|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|embed|font|i|img|input|ins|kbd"
    "|label|link|mark|meta|nobr|o:p|object|param|picture|q|rp|rt|ruby|s|samp|small|source|span|strike|strong|sub|sup"
    "|svg|time|tt|u|var|wbr"
)
_DROPPED = "script|style|noscript|template"  # with all that they hold
_BLOCK_NAMES = frozenset(_BLOCK.split("|"))
_DROPPED_NAMES = frozenset(_DROPPED.split("|"))

# Outside quotes, attributes are ASCII: "a<b है तथा b>c" is mathematics.
# Possessive (*+): no backtracking, so that a field of nothing but "<p <p <p" is read in one pass.
_TAG = re.compile(
    rf"""<(?:(?P<close>/)?(?P<name>{_BLOCK}|{_INLINE}|{_DROPPED})(?=[\s/>])(?:[\x00-!#-&(-;=?-\x7f]|"[^"]*+"|'[^']*+')*+>"""
    r"|(?P<comment>!--)|(?P<declaration>!doctype[^<>]*+>|\?xml[^<>]*+>|!\[CDATA\[))",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|strong)\b", re.IGNORECASE)


def strip_markup(text: str) -> str:
    """Give ``text`` as a reader sees it, line ends around blocks; as it is where it has no "<" or "&".

    Only entities with their semicolon are decoded: "?a=1&region=2" is a URL, not a ®. A field that was
    escaped once too often ("&lt;p&gt;") is read as the HTML that it was.
    """
    if "<" not in text and "&" not in text:
        return text
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = _decode(text)
    return _decode(_strip_tags(text))


def _decode(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _strip_tags(text: str) -> str:
    parts: list[str] = []
    position = 0
    ends = _Ends(text)
    while match := _TAG.search(text, position):
        parts.append(text[position : match.start()])
        name = (match["name"] or "").lower()
        position = match.end()
        if name in _BLOCK_NAMES:
            parts.append("\n")
        if match["comment"]:
            position = ends.after("-->", position)
        elif name in _DROPPED_NAMES and not match["close"]:
            position = ends.after(f"</{name}>", position)
    parts.append(text[position:])
    return "".join(parts)


class _Ends:
    """Where comments and scripts end. One that never ends loses its tag only: the prose after it stays."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[str] = set()  # looked for once in vain: not again for each of a million openings

    def after(self, end: str, position: int) -> int:
        if end not in self._absent:
            # The case of ASCII letters only: lower() would change lengths (İ).
            if match := re.compile(re.escape(end), re.IGNORECASE).search(self._text, position):
                return match.end()
            self._absent.add(end)
        return position
