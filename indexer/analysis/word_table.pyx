"""The dictionary of lemmas, mostly asked for words that it does not have.

Compiled: of a build's distinct words two in three are not in the dictionary of Hindi, and each is asked for three times, with other
endings. And made from the file's codes as they are: as str, list and dict 83,000 forms take 50 ms of each build, here 3.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from .text_numbers cimport TextNumbers, check_of, found_number, head_of


cdef class WordTable:
    """See the stub."""

    def __cinit__(
        self, const unsigned char[::1] codes not None, const long long[::1] ends not None, const int[::1] rows not None
    ):
        cdef Py_ssize_t row, end = 0, count = rows.shape[0]
        cdef unsigned char none = 0
        if ends.shape[0] != count:
            raise ValueError(f"{ends.shape[0]} forms where {count} have lemmas")
        for row in range(count):
            if not end <= ends[row] <= codes.shape[0]:
                raise ValueError(f"form {row + 1} ends outside the codes")
            if not 0 <= rows[row] < count:
                raise ValueError(f"no form has the row {rows[row]}")
            end = ends[row]
        if end != codes.shape[0]:
            raise ValueError("codes of more than the forms")
        self._forms, self._rows = TextNumbers(), rows
        if count:
            self._forms.fill(&codes[0] if end else &none, &ends[0], count)

    def forms(self):
        """See the stub."""
        cdef Py_ssize_t row
        return [self._forms.text_of(row) for row in range(self._rows.shape[0])]

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
