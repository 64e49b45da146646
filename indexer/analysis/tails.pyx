"""How a word ends, told by its last two letters in one look-up of a table.

Compiled: the rules of lemmas and of names ask it of every distinct word of a corpus. Slicing the letters off and looking them up in
a dict cost 0.1 µs each time, as much as all of the exact form.
"""


cdef inline int place(Py_UCS4 letter) noexcept:
    return <int>letter - 0x900 if 0x900 <= letter < 0x980 else 128


cdef class Tails:
    """See the stub."""

    def __cinit__(self, tails):
        cdef int row, before
        cdef str tail
        for tail in tails:
            if not 1 <= len(tail) <= 2 or any(place(letter) == 128 for letter in tail):
                raise ValueError("a tail is of one or two letters of Devanagari")
        if len(set(tails)) != len(tails) or len(tails) > 255:
            raise ValueError("at most 255 tails, none twice")
        for row, tail in enumerate(tails, start=1):
            if len(tail) == 2:
                self._rows[place(tail[0])][place(tail[1])] = row
        for row, tail in enumerate(tails, start=1):
            if len(tail) == 1:
                for before in range(129):
                    if not self._rows[before][place(tail[0])]:
                        self._rows[before][place(tail[0])] = row

    def find(self, str word not None):
        """See the stub."""
        return self.row(word)

    cdef int row(self, str word) noexcept:
        cdef Py_ssize_t size = len(word)
        if not size:
            return 0
        return self._rows[place(word[size - 2]) if size > 1 else 128][place(word[size - 1])]
