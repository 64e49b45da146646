"""Numbers of LEB128 in buffers of bytes: 7 bits a byte, the lowest first, the high bit set in all but the last byte."""

cdef inline Py_ssize_t read(
    const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t end, unsigned long long *number
) noexcept nogil:
    """Read a number; where it ends, or -1."""
    cdef int shift = 0
    number[0] = 0
    while at < end and shift < 35:
        number[0] |= <unsigned long long>(data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return at
        shift += 7
    return -1


cdef inline Py_ssize_t skip_numbers(
    const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t end, long long count
) noexcept nogil:
    """Where ``count`` numbers from ``at`` on have ended; -1 where they do not."""
    while count > 0:
        if at < 0 or at >= end:
            return -1
        count -= data[at] < 0x80
        at += 1
    return at


cdef inline Py_ssize_t copy(
    const unsigned char[::1] data, Py_ssize_t start, Py_ssize_t end, unsigned char[::1] out, Py_ssize_t size
) noexcept nogil:
    """Copy bytes behind the first ``size`` of ``out``; how many it has now."""
    while start < end:
        out[size] = data[start]
        size += 1
        start += 1
    return size


cdef inline Py_ssize_t write(unsigned long long number, unsigned char[::1] out, Py_ssize_t size) noexcept nogil:
    """Write a number behind the first ``size`` bytes of ``out``; how many it has now."""
    while number >= 0x80:
        out[size] = (number & 0x7F) | 0x80
        size += 1
        number >>= 7
    out[size] = number
    return size + 1
