"""The dictionary of lemmas, mostly asked for words that it does not have.

Compiled: of a build's distinct words two in three are not in the dictionary of Hindi, and each is asked for three times, with other
endings. And made from the file's bytes as they are: as str, list and dict 83,000 forms take 50 ms of each build, here 8.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.string cimport memchr, memset

from .letter_code cimport transcode
from .text_numbers cimport STEP, TextNumbers, check_of, found_number, head_of


cdef class WordTable:
    """See the stub."""

    def __cinit__(self, bytes forms not None, const int[::1] rows not None):
        cdef const unsigned char *at = <const unsigned char *>PyBytes_AS_STRING(forms)
        cdef const unsigned char *end = at + PyBytes_GET_SIZE(forms)
        cdef const unsigned char *line_end
        cdef Py_ssize_t row, count = rows.shape[0]
        self._forms, self._rows = TextNumbers(), rows
        self._forms.reserve(count)
        for row in range(count):
            if at > end:
                raise ValueError(f"{row} forms where {count} have lemmas")
            line_end = <const unsigned char *>memchr(at, c"\n", end - at)
            if line_end == NULL:
                line_end = end
            self._add(at, line_end - at)
            at = line_end + 1
            if not 0 <= rows[row] < count:
                raise ValueError(f"no form has the row {rows[row]}")
        if at <= end and count:
            raise ValueError(f"more forms than the {count} that have lemmas")

    cdef int _add(self, const unsigned char *raw, Py_ssize_t length) except -1:
        cdef unsigned char *code = self._forms.room(length)
        cdef Py_ssize_t size = transcode(raw, length, code)
        memset(code + size, 0, STEP)
        cdef unsigned long long head = head_of(code)
        cdef unsigned int check = check_of(self._forms, code, size, head)
        if found_number(self._forms, code, size, head, check) >= 0:
            raise ValueError("a form twice")
        self._forms.new_number("", size, head, check)
        return 0

    def __call__(self, str word not None, /):
        """See the stub."""
        return self.find(word)

    cdef object find(self, str word):
        cdef Py_ssize_t size = self._forms._seek(
            PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word)
        )
        cdef const unsigned char *code = self._forms._sought
        cdef unsigned long long head = head_of(code)
        cdef int row = found_number(self._forms, code, size, head, check_of(self._forms, code, size, head))
        if row < 0:
            return None
        return word if self._rows[row] == row else self._forms.text_of(self._rows[row])


cdef object ask(object lookup, str word):
    """What a look-up says, a table or any other."""
    return (<WordTable>lookup).find(word) if isinstance(lookup, WordTable) else lookup(word)
