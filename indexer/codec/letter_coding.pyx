"""UTF-8 in the code of ``letter_code`` and back.

Compiled, because Python has no step for bytes of so many lengths: a translation table and Latin-1 take 20 µs for an article's 2 kB.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE

from ..analysis.letter_code cimport of_code, transcode


def encode(bytes text not None):
    """The code of UTF-8, or of any bytes."""
    cdef Py_ssize_t size = PyBytes_GET_SIZE(text)
    cdef bytes code = PyBytes_FromStringAndSize(NULL, 2 * size)
    size = transcode(<const unsigned char *>PyBytes_AS_STRING(text), size, <unsigned char *>PyBytes_AS_STRING(code))
    return code[:size]


def decode(bytes code not None):
    """What was encoded. Raises ValueError for what ``encode`` never gives, or gives bytes that are no UTF-8."""
    return of_code(<const unsigned char *>PyBytes_AS_STRING(code), PyBytes_GET_SIZE(code))
