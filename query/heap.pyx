"""The highest of many scores, by heaps. Compiled, as all of ``query.scoring``."""

from libc.math cimport INFINITY
from libc.stdint cimport int64_t

import numpy as np


cdef double contending(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil:
    """The least of the ``top_k`` highest scores, of which there are fewer than ``n``; the heap has room for them."""
    if top_k == 0:
        return INFINITY
    gather(scores, n, heap, top_k)
    return scores[heap[0]]


def best(const double[::1] scores, most):
    """Places of the ``most`` highest scores, highest first, of equal ones the lower place first; int64[min(n, most)]."""
    cdef Py_ssize_t n = len(scores), place
    cdef Py_ssize_t size = min(most, n)  # ``most`` may be any integer
    kept = np.empty(size, np.int64)
    if size == 0:
        return kept
    cdef int64_t[::1] heap = kept
    gather(&scores[0], n, &heap[0], size)
    while size > 1:
        size -= 1
        place = heap[size]
        heap[size] = heap[0]
        _sink(&scores[0], &heap[0], size, place)
    return kept


cdef void gather(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil:
    """A heap of the places of the best, the worst of these on top; at least one, at most ``n``."""
    cdef Py_ssize_t place, node
    for place in range(top_k):
        node = place
        while node and _worse(scores, place, heap[(node - 1) // 2]):
            heap[node] = heap[(node - 1) // 2]
            node = (node - 1) // 2
        heap[node] = place
    for place in range(top_k, n):
        if scores[place] > scores[heap[0]]:
            _sink(scores, heap, top_k, place)


cdef inline bint _worse(const double *scores, int64_t one, int64_t other) noexcept nogil:
    return scores[one] < scores[other] or (scores[one] == scores[other] and one > other)


cdef inline void _sink(const double *scores, int64_t *heap, Py_ssize_t size, int64_t place) noexcept nogil:
    """Put a place on top of a heap of ``size`` and let it sink to where it belongs."""
    cdef Py_ssize_t node = 0, child
    while 2 * node + 1 < size:
        child = 2 * node + 1
        if child + 1 < size and _worse(scores, heap[child + 1], heap[child]):
            child += 1
        if not _worse(scores, heap[child], place):
            break
        heap[node] = heap[child]
        node = child
    heap[node] = place
