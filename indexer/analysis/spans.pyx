"""The best way to cut a word in Latin letters into what each sound of a Devanagari form was written as.

Run for every likely reading of a word of a query, up to three hundred: 0.6 µs a reading, where Python takes 60; and 2 µs a row of
probabilities instead of 30, of which a query word needs a hundred.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.math cimport logf

cdef enum:
    WIDEST = 4  # a sound is written by none to three letters
    LONGEST = 64
    MOST_ROWS = 128

cdef float IMPOSSIBLE = -1e9


def likelihood(rows, int letters, double least=IMPOSSIBLE):
    """The logarithm of the best cut's probability: see the stub."""
    cdef float best[LONGEST + 1]
    cdef float after[LONGEST + 1]
    cdef const float* row
    cdef int at, size, number = 0
    cdef float so_far, most
    check_size(number, letters)
    for at in range(letters + 1):
        best[at] = IMPOSSIBLE
    best[0] = 0
    for given in rows:
        number += 1
        check_size(number, letters)
        check_row(given, letters)
        row = <const float*>PyBytes_AS_STRING(given)
        most = IMPOSSIBLE
        for at in range(letters + 1):
            after[at] = IMPOSSIBLE
        for at in range(letters + 1):
            if best[at] <= IMPOSSIBLE:
                continue
            for size in range(min(WIDEST, letters - at + 1)):
                so_far = best[at] + row[at * WIDEST + size]
                if so_far > after[at + size]:
                    after[at + size] = so_far
                    most = max(most, so_far)
        if most < least:
            return IMPOSSIBLE
        best = after
    return best[letters]


def cut(list rows, int letters):
    """How many letters each sound is written by in the best cut: see the stub."""
    cdef float best[(MOST_ROWS + 1) * (LONGEST + 1)]
    cdef signed char taken[(MOST_ROWS + 1) * (LONGEST + 1)]
    cdef const float* row
    cdef int at, size, number, width = LONGEST + 1
    cdef float so_far
    cdef list sizes = []
    check(rows, letters)
    for at in range((len(rows) + 1) * width):
        best[at] = IMPOSSIBLE
    best[0] = 0
    for number in range(len(rows)):
        row = <const float*>PyBytes_AS_STRING(rows[number])
        for at in range(letters + 1):
            if best[number * width + at] <= IMPOSSIBLE:
                continue
            for size in range(min(WIDEST, letters - at + 1)):
                so_far = best[number * width + at] + row[at * WIDEST + size]
                if so_far > best[(number + 1) * width + at + size]:
                    best[(number + 1) * width + at + size] = so_far
                    taken[(number + 1) * width + at + size] = size
    if best[len(rows) * width + letters] <= IMPOSSIBLE:
        return None
    at = letters
    for number in range(len(rows), 0, -1):
        sizes.append(taken[number * width + at])
        at -= taken[number * width + at]
    return sizes[::-1]


def mixed(bytes unseen not None, dict places not None, list contexts not None, double weight):
    """A row of a sound, of what was observed in its contexts: see the stub."""
    cdef Py_ssize_t size = PyBytes_GET_SIZE(unseen) // sizeof(float), at
    cdef bytes row = PyBytes_FromStringAndSize(PyBytes_AS_STRING(unseen), size * sizeof(float))
    cdef float* made = <float*>PyBytes_AS_STRING(row)
    for observed in contexts:
        if observed is not None:
            times, total = observed
            _mix(made, size, places, times, total, weight)
    for at in range(size):
        made[at] = logf(made[at])
    return row


cdef int _mix(float* made, Py_ssize_t size, dict places, dict times, double total, double weight) except -1:
    """Mix what was observed into the probabilities of a shorter context."""
    cdef double scale = 1 / (total + weight), share = weight / (total + weight)
    cdef Py_ssize_t at
    for at in range(size):
        made[at] = <float>(share * made[at])
    if len(times) < len(places):
        for letters, number in times.items():
            found = places.get(letters)
            if found is not None:
                _add(made, size, found, number * scale)
    else:
        for letters, found in places.items():
            number = times.get(letters)
            if number is not None:
                _add(made, size, found, number * scale)
    return 0


cdef int _add(float* made, Py_ssize_t size, list places, double more) except -1:
    cdef Py_ssize_t at
    for at in places:
        if not 0 <= at < size:
            raise ValueError(f"no place {at} in a row of {size}")
        made[at] += <float>more
    return 0


cdef int check(list rows, int letters) except -1:
    check_size(len(rows), letters)
    for row in rows:
        check_row(row, letters)
    return 0


cdef int check_size(Py_ssize_t rows, int letters) except -1:
    if not 0 <= letters <= LONGEST or rows > MOST_ROWS:
        raise ValueError(f"{rows} sounds, {letters} letters: no more than {MOST_ROWS} and {LONGEST}")
    return 0


cdef int check_row(row, int letters) except -1:
    cdef Py_ssize_t wanted = (letters + 1) * WIDEST * sizeof(float)
    if not isinstance(row, bytes) or PyBytes_GET_SIZE(row) != wanted:
        raise ValueError(f"a row is {wanted} bytes")
    return 0
