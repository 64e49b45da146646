"""A code for byte strings that keeps their order and takes one byte for a Devanagari letter, not UTF-8's three.

ASCII is itself. LOW and HIGH take any other byte as it is behind them, and stand before and after all Devanagari; MIDDLE does
the same between U+093F and U+0940, where bytes that are no UTF-8 could stand.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize

cdef enum:
    LOW = 0x80
    FIRST = 0x82
    MIDDLE = 0xC2
    SECOND = 0xC3
    HIGH = 0xF3
    HALF = 0x40  # U+0900 to U+093F are E0 A4 80 to E0 A4 BF, U+0940 and after are E0 A5 80 and after
    REST = 0x30  # up to U+096F, the last of the digits


cdef inline Py_ssize_t transcode(const unsigned char* raw, Py_ssize_t size, unsigned char* out) noexcept:
    """Write the code of ``raw``, at most 2 · size bytes; how many. Of two strings the codes compare as the strings do."""
    cdef Py_ssize_t at = 0, end = 0
    cdef unsigned char first, second, third
    while at < size:
        first = raw[at]
        if first < 0x80:
            out[end] = first
            end += 1
            at += 1
            continue
        second = raw[at + 1] if at + 1 < size else 0
        third = raw[at + 2] if at + 2 < size else 0
        if first == 0xE0 and second == 0xA4 and 0x80 <= third < 0x80 + HALF:
            out[end] = FIRST + third - 0x80
            end += 1
            at += 3
        elif first == 0xE0 and second == 0xA5 and 0x80 <= third < 0x80 + REST:
            out[end] = SECOND + third - 0x80
            end += 1
            at += 3
        else:
            if first < 0xE0 or (first == 0xE0 and (second < 0xA4 or (second == 0xA4 and third < 0x80))):
                out[end] = LOW
            elif first == 0xE0 and (second == 0xA4 or (second == 0xA5 and third < 0x80)):
                out[end] = MIDDLE
            else:
                out[end] = HIGH
            out[end + 1] = first
            end += 2
            at += 1
    return end


cdef inline bytes of_code(const unsigned char* code, Py_ssize_t size):
    """The string of a code."""
    cdef bytes raw = PyBytes_FromStringAndSize(NULL, 3 * size)
    cdef unsigned char* out = <unsigned char*>PyBytes_AS_STRING(raw)
    cdef Py_ssize_t at = 0, end = 0
    cdef unsigned char each
    while at < size:
        each = code[at]
        at += 1
        if each < 0x80:
            out[end] = each
            end += 1
        elif each == LOW or each == MIDDLE or each >= HIGH or each == LOW + 1:
            if at == size:
                raise ValueError("a string ends within a character")
            out[end] = code[at]
            end += 1
            at += 1
        else:
            out[end] = 0xE0
            out[end + 1] = 0xA4 if each < MIDDLE else 0xA5
            out[end + 2] = each - (FIRST if each < MIDDLE else SECOND) + 0x80
            end += 3
    return raw[:end]


cdef inline Py_ssize_t next_unit(const unsigned char* code, Py_ssize_t at, Py_ssize_t size, unsigned int* unit) noexcept nogil:
    """Of the code from ``at`` on, below ``size``: an ASCII or Devanagari character, or a byte of the string; where the next begins."""
    cdef unsigned char each = code[at]
    if each < 0x80:
        unit[0] = each
    elif each == LOW or each == MIDDLE or each >= HIGH or each == LOW + 1:
        at += 1
        unit[0] = code[at] if at < size else 0
    else:
        unit[0] = 0x0900 + each - FIRST if each < MIDDLE else 0x0940 + each - SECOND
    return at + 1
