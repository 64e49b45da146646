"""Texts and rows of values in the code of ``letter_code``, and back.

Compiled, because Python has no step for bytes of so many lengths: a translation table and Latin-1 take 20 µs for an article's 2 kB.
Written from the letters of a str as they lie: by way of UTF-8, and for the values of an article of JSON, it was 13 µs instead of 2.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.tuple cimport PyTuple_GET_ITEM
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdio cimport sprintf
from libc.stdlib cimport free, realloc
from libc.string cimport memcpy

from ..analysis.letter_code cimport FIRST, HALF, REST, of_code, transcode

cdef enum:
    LEAST_ROOM = 1024
    AT_ONCE = 64  # letters
    MOST_BYTES = 8  # of a letter's code, four bytes of UTF-8 each after one that says so; and of one that JSON escapes

cdef const char *HEX = "0123456789abcdef"


ctypedef fused Letter:  # as a str keeps them
    unsigned char
    unsigned short
    unsigned int


cdef struct Row:
    unsigned char *code
    Py_ssize_t size, room


def encode(str text not None):
    """See the stub."""
    cdef Row row = Row(NULL, 0, 0)
    try:
        _add_letters(&row, text, False)
        return PyBytes_FromStringAndSize(<char *>row.code, row.size)
    finally:
        free(row.code)


def encode_json(value):
    """See the stub."""
    cdef Row row = Row(NULL, 0, 0)
    try:
        _add_value(&row, value)
        return PyBytes_FromStringAndSize(<char *>row.code, row.size)
    finally:
        free(row.code)


def decode(bytes code not None):
    """See the stub."""
    return of_code(<const unsigned char *>PyBytes_AS_STRING(code), PyBytes_GET_SIZE(code))


cdef int _add_value(Row *row, value) except -1:
    if isinstance(value, str):
        _add(row, c'"')
        _add_letters(row, <str>value, True)
        return _add(row, c'"')
    if isinstance(value, tuple):
        return _add_tuple(row, <tuple>value)
    if isinstance(value, list):
        return _add_tuple(row, tuple(<list>value))
    if isinstance(value, int):
        return _add_number(row, value)
    if value is None:
        return _add_ascii(row, "null", 4)
    raise TypeError(f"no text, number, null or list of them: {value!r}")


cdef int _add_tuple(Row *row, tuple values) except -1:
    """By its places: to iterate over a named tuple takes an object."""
    cdef Py_ssize_t at
    _add(row, c"[")
    for at in range(len(values)):
        if at:
            _add(row, c",")
        _add_value(row, <object>PyTuple_GET_ITEM(values, at))
    return _add(row, c"]")


cdef int _add_number(Row *row, long long value) except -1:
    cdef char digits[24]
    if 0 <= value <= 9:
        return _add(row, <unsigned char>(c"0" + value))
    return _add_ascii(row, digits, sprintf(digits, "%lld", value))


cdef inline int _add(Row *row, unsigned char byte) except -1:
    _make_room(row, 1)
    row.code[row.size] = byte
    row.size += 1
    return 0


cdef int _add_ascii(Row *row, const char *text, Py_ssize_t size) except -1:
    _make_room(row, size)
    memcpy(row.code + row.size, text, size)
    row.size += size
    return 0


cdef inline int _make_room(Row *row, Py_ssize_t size) except -1:
    cdef void *grown
    if row.size + size <= row.room:
        return 0
    row.room = 2 * (row.room + size) + LEAST_ROOM
    grown = realloc(row.code, row.room)
    if grown == NULL:
        raise MemoryError
    row.code = <unsigned char *>grown
    return 0


cdef int _add_letters(Row *row, str text, bint escaped) except -1:
    """Add a text; ``escaped``, as it stands between the quotes of JSON."""
    cdef int width = PyUnicode_KIND(text)
    cdef void *letters = PyUnicode_DATA(text)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    if width == 1:
        return _add_from(row, <unsigned char *>letters, size, escaped)
    if width == 2:
        return _add_from(row, <unsigned short *>letters, size, escaped)
    return _add_from(row, <unsigned int *>letters, size, escaped)


cdef int _add_from(Row *row, Letter *letters, Py_ssize_t size, unsigned int escaped) except -1:
    """Some letters at a time without a branch, which compilers do side by side; again one by one where that does not do."""
    cdef Py_ssize_t first = 0, at, past
    cdef unsigned int letter, others
    cdef unsigned char *out
    while first < size:
        past = min(first + <Py_ssize_t>AT_ONCE, size)
        _make_room(row, MOST_BYTES * AT_ONCE)
        out = row.code + row.size
        others = 0
        for at in range(past - first):
            letter = letters[first + at]
            others |= (letter >= 0x80) & (letter - 0x900 >= <unsigned int>(HALF + REST))
            others |= escaped & ((letter < 0x20) | (letter == c'"') | (letter == c"\\"))
            # Of SECOND - FIRST HALF is in the difference of the letters, the code of MIDDLE is not.
            out[at] = <unsigned char>(letter - (0x900 - FIRST) + (letter >= 0x900 + HALF) if letter >= 0x80 else letter)
        if others:
            for at in range(first, past):
                out += _add_letter(letters[at], escaped, out)
            row.size = out - row.code
        else:
            row.size += past - first
        first = past
    return 0


cdef inline Py_ssize_t _add_letter(unsigned int letter, bint escaped, unsigned char *out) except -1:
    """Write any letter; how many bytes."""
    if letter >= 0x80:
        return _transcode_letter(letter, out)
    if escaped and (letter < 0x20 or letter == c'"' or letter == c"\\"):
        return _escape(<unsigned char>letter, out)
    out[0] = <unsigned char>letter
    return 1


cdef Py_ssize_t _transcode_letter(unsigned int letter, unsigned char *out) except -1:
    cdef bytes raw
    if 0x900 <= letter < 0x900 + HALF + REST:
        out[0] = <unsigned char>(letter - 0x900 + FIRST + (letter >= 0x900 + HALF))
        return 1
    raw = chr(<Py_UCS4>letter).encode()
    return transcode(<const unsigned char *>PyBytes_AS_STRING(raw), PyBytes_GET_SIZE(raw), out)


cdef Py_ssize_t _escape(unsigned char letter, unsigned char *out) noexcept:
    """Write ``\\n``, ``\\"`` or ``\\u001f``; how many bytes."""
    cdef const char *short = "btn\0fr"  # from U+0008 on
    out[0] = c"\\"
    if letter >= 0x20:
        out[1] = letter
        return 2
    if 8 <= letter <= 13 and short[letter - 8]:
        out[1] = short[letter - 8]
        return 2
    memcpy(out + 1, b"u00", 3)
    out[4] = HEX[letter >> 4]
    out[5] = HEX[letter & 15]
    return 6
