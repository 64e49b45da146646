"""Ascending numbers in a byte each and a little, any of them read without the others: what ``starts.encode_ascending`` writes.

Compiled, because compiled readers ask for one or two at a time: 10 ns, where a slice of a numpy array and its sum take 2 µs.
The layout is held to its bytes once, when it is opened; then no place below ``length`` leads out of them, whatever they hold.
"""

from libc.stdint cimport int64_t, uint32_t, uint64_t

import numpy as np

cdef enum:
    BLOCK = 32
    FAR = 255


cdef class AscendingNumbers:
    """Numbers over the bytes where they lie. ``length`` is how many there are. Raises ValueError where they cannot be that."""

    def __init__(self, content):
        self._held = content
        cdef Py_ssize_t size = self._held.shape[0]
        cdef const uint64_t *counts
        cdef uint64_t length, far
        if size < 16:
            raise ValueError("ascending numbers begin with two counts")
        counts = <const uint64_t *>&self._held[0]
        if <uint64_t>counts & 7:
            raise ValueError("ascending numbers begin at a multiple of 8 bytes")
        length, far = counts[0], counts[1]
        # Each bound before the sum, which could wrap round.
        if length > size or far > size or 16 + 8 * ((length + BLOCK - 1) // BLOCK) + 8 * far + length != size:
            raise ValueError("ascending numbers are not of as many bytes as they say")
        self.length, self._far = length, far
        self._bases = counts + 2
        self._far_places = <const uint32_t *>(self._bases + (self.length + BLOCK - 1) // BLOCK)
        self._far_steps = self._far_places + self._far
        self._steps = <const unsigned char *>(self._far_steps + self._far)

    def __len__(self):
        return self.length

    def __getitem__(self, Py_ssize_t place):
        if not 0 <= place < self.length:
            raise IndexError(place)
        return self.at(place)

    cdef Py_ssize_t _first_far(self, Py_ssize_t place) noexcept nogil:
        """The first of the large steps that is at a place or behind it."""
        cdef Py_ssize_t low = 0, high = self._far, middle
        while low < high:
            middle = (low + high) >> 1
            if self._far_places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low

    cdef int64_t at(self, Py_ssize_t place) noexcept nogil:
        """The number at a place from 0 to ``length`` - 1, which is not tried."""
        cdef Py_ssize_t first = place & ~(<Py_ssize_t>BLOCK - 1), each, far
        cdef uint64_t number = self._bases[place // BLOCK]  # damaged, it may wrap round
        cdef int large = 0
        for each in range(first + 1, place + 1):
            number += self._steps[each]
            large += self._steps[each] == FAR
        if large:
            far = self._first_far(first + 1)
            while far < self._far and self._far_places[far] <= place:
                number += <uint64_t>self._far_steps[far] - FAR
                far += 1
        return <int64_t>number

    cdef int64_t step(self, Py_ssize_t place) noexcept nogil:
        """By how much the number at a place from 1 on, which is not tried, is above the one before: 0 to 2³² - 1."""
        cdef Py_ssize_t far
        if self._steps[place] == FAR:
            far = self._first_far(place)
            if far < self._far and self._far_places[far] == place:
                return self._far_steps[far]
        return self._steps[place]

    cdef Py_ssize_t first_at_least(self, int64_t sought) noexcept nogil:
        """The first place whose number is not below ``sought``, or ``length``."""
        cdef Py_ssize_t low = 0, high = (self.length + BLOCK - 1) // BLOCK, middle
        cdef int64_t number
        while low < high:
            middle = (low + high) >> 1
            if <int64_t>self._bases[middle] < sought:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return 0
        cdef Py_ssize_t place = (low - 1) * BLOCK
        number = self._bases[low - 1]
        while number < sought:
            place += 1
            if place == self.length or place % BLOCK == 0:
                break
            number += self.step(place)
        return place

    def find_at_least(self, int64_t sought):
        """The first place whose number is not below ``sought``, or the number of numbers."""
        return self.first_at_least(sought)

    def read(self, Py_ssize_t first, Py_ssize_t past):
        """The numbers from place ``first`` to before ``past``, int64. Raises IndexError."""
        if not 0 <= first <= past <= self.length:
            raise IndexError(first)
        numbers = np.empty(past - first, np.int64)
        cdef int64_t[::1] into = numbers
        cdef Py_ssize_t place
        for place in range(first, past):
            into[place - first] = self.at(place) if place == first or place % BLOCK == 0 else (
                into[place - first - 1] + self.step(place)
            )
        return numbers
