"""What other compiled modules call of heaps."""

from libc.stdint cimport int64_t

cdef double contending(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil
cdef void gather(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil


cdef inline void settle(double *heap, Py_ssize_t size, Py_ssize_t node, double total) noexcept nogil:
    """Put a total into a heap, the least on top, in place of what stands at a node, and let it sink."""
    cdef Py_ssize_t child
    while 2 * node + 1 < size:
        child = 2 * node + 1
        child += child + 1 < size and heap[child + 1] < heap[child]
        if heap[child] >= total:
            break
        heap[node] = heap[child]
        node = child
    heap[node] = total
