"""The loop over a text's characters that cuts it into chunks and looks their numbers up.

Nine chunks in ten are Devanagari words followed by nothing that could make more of them, most others ASCII words and numbers
before a space: those are cut here. Everything else goes to the pattern of ``tokenize``, tried at the place where it stands. With ``regex.findall`` and ``map`` a chunk costs 0.5 µs for
the cutting and 0.3 to 0.9 µs for the looking up (2.3 million chunks of Wikipedia), here both take 0.1 µs.
"""

from cpython cimport array
from cpython.dict cimport PyDict_GetItemWithError
from cpython.ref cimport PyObject

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *characters, Py_ssize_t at)
    object PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)

cdef enum:
    BEGINS = 1
    SIGN = 2
    CONTINUES = 4
    ENDS_OTHERWISE = 8
    ASCII_LETTER = 16
    ASCII_DIGIT = 32
    ENDS = 64


cdef inline unsigned char class_of(const unsigned char[::1] classes, Py_UCS4 character) noexcept:
    return classes[character] if character < 0x10000 else BEGINS


def number_chunks(str text not None, numbers, const unsigned char[::1] classes, match, array.array out not None):
    """Append to ``out``, an array of type i, the number of every chunk of ``text``.

    ``classes`` has a byte for each code point below 0x10000; ``match`` is the pattern's, for all that is not plain.
    ``numbers`` is a dictionary, and asked for the chunks that it does not hold.
    """
    if classes.shape[0] != 0x10000 or out.typecode != "i" or not isinstance(numbers, dict):
        raise ValueError("classes of 0x10000 code points, an array of type i and a dictionary are wanted")
    cdef int kind = PyUnicode_KIND(text)
    cdef void *characters = PyUnicode_DATA(text)
    cdef Py_ssize_t length = len(text), start = 0, end, count = len(out), room
    cdef unsigned char own, following
    cdef PyObject *known
    room = count + length // 4 + 8
    array.resize_smart(out, room)
    try:
        while start < length:
            own = class_of(classes, PyUnicode_READ(kind, characters, start))
            if not own & BEGINS:
                start += 1
                continue
            end = start
            following = 0
            if own & SIGN:
                end += 1
                while end < length:
                    following = class_of(classes, PyUnicode_READ(kind, characters, end))
                    if not following & CONTINUES:
                        break
                    end += 1
                if end < length and following & ENDS_OTHERWISE:
                    end = start
            elif own & (ASCII_LETTER | ASCII_DIGIT):
                end += 1
                while end < length:
                    following = class_of(classes, PyUnicode_READ(kind, characters, end))
                    if not following & own & (ASCII_LETTER | ASCII_DIGIT):
                        break
                    end += 1
                if end < length and not following & ENDS:
                    end = start
            if end == start:
                found = match(text, start)
                if found is None:
                    start += 1
                    continue
                end = found.end()
            chunk = PyUnicode_Substring(text, start, end)
            known = PyDict_GetItemWithError(numbers, chunk)
            if count == room:
                room += room // 2 + 8
                array.resize_smart(out, room)
            out.data.as_ints[count] = <object>known if known is not NULL else numbers[chunk]
            count += 1
            start = end
    finally:
        array.resize(out, count)
