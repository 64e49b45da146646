"""Articles between the two passes of a build: rows of a spool, which only the build that wrote them reads.

The letters lie in a row as they lie in memory. As JSON an article of wiki took 3.5 µs to write and 6.8 to read, most of it to bring
letters into UTF-8 and back, and to set the ten fields of a frozen object; here 1 each.

A row: how many texts there are (id, title, body, date, source, author, place, category, url, then tags), of each its widest letter
(0: there is none) and how many letters, then their letters; numbers are of 32 bits, all in the machine's own order of bytes.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.string cimport memcpy

from datetime import datetime

from ..article import Article

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_MAX_CHAR_VALUE(object text)
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 widest)
    int PyObject_GenericSetAttr(object self, object name, object value) except -1

cdef enum:
    FIELDS = 9  # before the tags
    MOST_LETTERS = 0xFFFFFFFF

cdef struct Head:
    unsigned int widest
    unsigned int size

_fromisoformat = datetime.fromisoformat


def pack(article):
    """See the stub."""
    published = article.published
    cdef list texts = [
        article.id,
        article.title,
        article.body,
        None if published is None else published.isoformat(),
        article.source,
        article.author,
        article.place,
        article.category,
        article.url,
        *article.tags,
    ]
    cdef Py_ssize_t count = len(texts), size = sizeof(int) + count * sizeof(Head)
    cdef str text
    for text in texts:
        if text is not None:
            if PyUnicode_GET_LENGTH(text) > MOST_LETTERS:
                raise OverflowError(f"a text of {len(text):,} letters")
            size += PyUnicode_GET_LENGTH(text) * PyUnicode_KIND(text)
    cdef bytes row = PyBytes_FromStringAndSize(NULL, size)
    cdef char *out = PyBytes_AS_STRING(row)
    cdef unsigned int number = <unsigned int>count
    cdef Head head
    memcpy(out, &number, sizeof(int))
    out += sizeof(int)
    cdef char *letters = out + count * sizeof(Head)
    for text in texts:
        head = Head(0, 0)
        if text is not None:
            head = Head(PyUnicode_MAX_CHAR_VALUE(text), <unsigned int>PyUnicode_GET_LENGTH(text))
            memcpy(letters, PyUnicode_DATA(text), head.size * PyUnicode_KIND(text))
            letters += head.size * PyUnicode_KIND(text)
        memcpy(out, &head, sizeof(Head))
        out += sizeof(Head)
    return row


def unpack(bytes row not None):
    """See the stub."""
    cdef const char *given = PyBytes_AS_STRING(row)
    cdef Py_ssize_t left = PyBytes_GET_SIZE(row) - <Py_ssize_t>sizeof(int), size, at
    cdef unsigned int count = 0
    cdef Head head
    cdef str text
    cdef list texts = []
    if left >= 0:
        memcpy(&count, given, sizeof(int))
    left -= count * <Py_ssize_t>sizeof(Head)
    if count < FIELDS or left < 0:
        raise ValueError("a row of a spool is cut short")
    given += sizeof(int)
    cdef const char *letters = given + count * sizeof(Head)
    for at in range(count):
        memcpy(&head, given + at * sizeof(Head), sizeof(Head))
        if not head.widest:
            texts.append(None)
            continue
        if head.widest != 0x7F and head.widest != 0xFF and head.widest != 0xFFFF and head.widest != 0x10FFFF:
            raise ValueError("a row of a spool has letters of no width")
        size = head.size * <Py_ssize_t>(1 if head.widest <= 0xFF else 2 if head.widest == 0xFFFF else 4)
        if size > left:
            raise ValueError("a row of a spool is cut short")
        text = PyUnicode_New(head.size, head.widest)
        memcpy(PyUnicode_DATA(text), letters, size)
        letters, left = letters + size, left - size
        texts.append(text)
    published = texts[3]
    return made(
        texts[0], texts[1], texts[2], None if published is None else _fromisoformat(published), *texts[4:FIELDS],
        tuple(texts[FIELDS:]),
    )


def made(identity, title, body, published, source, author, place, category, url, tags):
    """See the stub."""
    cdef object article = Article.__new__(Article)
    # Frozen: Article's own __init__ does the same by way of ten calls of object.__setattr__, 1.5 µs.
    PyObject_GenericSetAttr(article, "id", identity)
    PyObject_GenericSetAttr(article, "title", title)
    PyObject_GenericSetAttr(article, "body", body)
    PyObject_GenericSetAttr(article, "published", published)
    PyObject_GenericSetAttr(article, "source", source)
    PyObject_GenericSetAttr(article, "author", author)
    PyObject_GenericSetAttr(article, "place", place)
    PyObject_GenericSetAttr(article, "category", category)
    PyObject_GenericSetAttr(article, "url", url)
    PyObject_GenericSetAttr(article, "tags", tags)
    return article


def hash_of(str text not None):
    """See the stub."""
    cdef unsigned long long hashed = 0xCBF29CE484222325ULL  # Fowler, Noll, Vo; folded, as the upper bits stay behind
    cdef Py_UCS4 letter
    for letter in text:
        hashed = (hashed ^ <unsigned int>letter) * 0x100000001B3ULL
        hashed ^= hashed >> 29
    return hashed
