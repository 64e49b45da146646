"""The loop that joins a term's postings of several segments into one list.

Only the first article of a part changes, by the articles of the segments before; but a list has its articles first and its
frequencies behind, so a part must be walked over to be cut. With numpy each list takes 20 µs, and a million articles have 12 million;
here 0.1 µs, and 1 ns a byte.
"""

from .leb128 cimport copy, read, skip_numbers


def join_postings(
    const unsigned char[::1] data,
    const long long[::1] starts,
    const long long[::1] ends,
    const long long[::1] counts,
    const long long[::1] bases,
    const long long[::1] first_part,
    int flags,
    unsigned char[::1] out,
    long long[::1] out_starts,
    long long[::1] scratch,
):
    """Join lists of postings; gives how many bytes.

    Part p is the bytes ``starts[p]`` to ``ends[p]`` of ``data``: ``counts[p]`` postings of a segment that has ``bases[p]`` articles
    before it. The parts of list t, in order, are ``first_part[t]`` to ``first_part[t + 1]``. ``flags`` is how many bits of an
    article's number say other things: 1, or 2 of a field with a lead. ``out`` has room for ``data`` and 5 bytes a part more,
    ``scratch`` for two numbers a part. Raises ValueError where the bytes are not such lists.
    """
    cdef Py_ssize_t lists = first_part.shape[0] - 1, parts = starts.shape[0], term, part, at, size = 0, cut, number
    cdef unsigned long long head, last, sum_
    cdef long long several, both
    cdef bint wrong = first_part[lists] != parts or scratch.shape[0] < 2 * parts or out_starts.shape[0] != lists + 1
    if wrong or ends.shape[0] != parts or counts.shape[0] != parts or bases.shape[0] != parts:
        raise ValueError("the arrays do not fit each other")
    if out.shape[0] < data.shape[0] + 5 * parts:
        raise ValueError("there is no room for the lists")
    for part in range(parts):
        if not 0 <= starts[part] <= ends[part] <= data.shape[0]:
            raise ValueError("a part lies outside the bytes")
    with nogil:
        for term in range(lists):
            out_starts[term] = size
            last = 0
            for part in range(first_part[term], first_part[term + 1]):
                if bases[part] < <long long>last:
                    wrong = True
                    break
                several = both = 0
                at, sum_ = starts[part], 0
                for number in range(counts[part]):
                    cut = at
                    at = read(data, at, ends[part], &head)
                    if at < 0:
                        wrong = True
                        break
                    sum_ += head >> flags
                    several += head & 1
                    both += (head & 3) == 3
                    if number == 0:
                        # The first article alone is written anew: by its distance to the last of the part before.
                        head += (bases[part] - last) << flags
                        while head >= 0x80:
                            out[size] = (head & 0x7F) | 0x80
                            size += 1
                            head >>= 7
                        out[size] = head
                        size += 1
                    else:
                        size = copy(data, cut, at, out, size)
                if wrong:
                    break
                last = bases[part] + sum_
                scratch[2 * part] = at
                cut = skip_numbers(data, at, ends[part], several)
                at = skip_numbers(data, cut, ends[part], both) if flags == 2 and cut >= 0 else cut
                scratch[2 * part + 1] = cut
                if at != ends[part]:
                    wrong = True
                    break
            if wrong:
                break
            for part in range(first_part[term], first_part[term + 1]):
                size = copy(data, scratch[2 * part], scratch[2 * part + 1], out, size)
            for part in range(first_part[term], first_part[term + 1]):
                size = copy(data, scratch[2 * part + 1], ends[part], out, size)
        out_starts[lists] = size
    if wrong:
        raise ValueError("the bytes are not lists of postings")
    return size


def join_bytes(
    const unsigned char[::1] data,
    const long long[::1] starts,
    const long long[::1] ends,
    unsigned char[::1] out,
):
    """Copy parts of ``data`` one after another; ``out`` has room for all that is copied."""
    cdef Py_ssize_t part, size = 0
    for part in range(starts.shape[0]):
        if not 0 <= starts[part] <= ends[part] <= data.shape[0] or size + ends[part] - starts[part] > out.shape[0]:
            raise ValueError("a part lies outside the bytes")
        size = copy(data, starts[part], ends[part], out, size)
    return size
