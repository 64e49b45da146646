"""One pass of stochastic gradient ascent over the sentences of a linear-chain conditional random field.

Only ``make train`` runs it. Compiled: a sentence is some hundred thousand additions, seconds a sentence in Python; numpy's calls
cost ten times their numbers. Lafferty, McCallum, Pereira 2001; steps by AdaGrad (Duchi, Hazan, Singer 2011).
"""

from libc.math cimport exp, log, sqrtf

cdef enum:
    TAGS = 7
    OFFSETS = 5
    RULE_OFFSETS = 3
    LONGEST = 512  # pieces of a sentence; a longer one is passed over


cdef struct Chain:
    double unary[LONGEST][TAGS]
    double forward[LONGEST][TAGS]
    double backward[LONGEST][TAGS]
    double pairs[TAGS][TAGS]


cdef class Trainer:
    """Weights and the sums of their squared gradients, all float32, changed in place.

    ``weights`` [features, 35], ``rules`` [3, 7, 7] by offset −1…+1 and the rules' tag there, ``transitions`` [8, 7] (the last row:
    from a sentence's beginning). A sentence is a slice of ``forms`` (int32, rows of ``starts`` into ``features``), ``marked`` (the
    rules' tags) and ``gold`` (uint8). Form 0 stands for what is outside.
    """

    cdef float[:, ::1] weights, weight_squares
    cdef float[:, :, ::1] rules, rule_squares
    cdef float[:, ::1] transitions, transition_squares
    cdef const int[::1] starts, features
    cdef float rate, decay
    cdef Chain chain

    def __cinit__(self, weights, rules, transitions, squares, starts, features, rate, decay):
        self.weights, self.rules, self.transitions = weights, rules, transitions
        self.weight_squares, self.rule_squares, self.transition_squares = squares
        self.starts, self.features = starts, features
        self.rate, self.decay = rate, decay

    def learn(self, const int[::1] forms, const unsigned char[::1] marked, const unsigned char[::1] gold):
        """Take one step on a sentence."""
        cdef Py_ssize_t size = forms.shape[0], at
        cdef int tag, before
        cdef double wanted
        if not 0 < size <= LONGEST:
            return
        self._score(forms, marked)
        self._forward_backward(size)
        for tag in range(TAGS):
            for before in range(TAGS):
                wanted = 0
                for at in range(1, size):
                    wanted += gold[at - 1] == before and gold[at] == tag
                self._step(&self.transitions[before, tag], &self.transition_squares[before, tag], wanted - self.chain.pairs[before][tag])
            self._step(&self.transitions[TAGS, tag], &self.transition_squares[TAGS, tag], (gold[0] == tag) - self._share(0, tag))
        for at in range(size):
            self._update(forms, marked, gold[at], at)

    cdef double _share(self, Py_ssize_t at, int tag) noexcept:
        return self.chain.forward[at][tag] * self.chain.backward[at][tag]

    cdef void _score(self, const int[::1] forms, const unsigned char[::1] marked) noexcept:
        cdef Py_ssize_t size = forms.shape[0], at, other, index
        cdef int offset, tag, form
        cdef float *row
        for at in range(size):
            for tag in range(TAGS):
                self.chain.unary[at][tag] = 0
            for offset in range(OFFSETS):
                other = at + offset - 2
                form = forms[other] if 0 <= other < size else 0
                for index in range(self.starts[form], self.starts[form + 1]):
                    row = &self.weights[self.features[index], offset * TAGS]
                    for tag in range(TAGS):
                        self.chain.unary[at][tag] += row[tag]
            for offset in range(RULE_OFFSETS):
                other = at + offset - 1
                if 0 <= other < size:
                    for tag in range(TAGS):
                        self.chain.unary[at][tag] += self.rules[offset, marked[other], tag]

    cdef void _forward_backward(self, Py_ssize_t size) noexcept:
        """Forward and backward shares, each position of ``forward`` summing to one (Rabiner 1989, scaled)."""
        cdef double links[TAGS][TAGS]
        cdef double emit[LONGEST][TAGS]
        cdef double scale[LONGEST]
        cdef double top, value
        cdef Py_ssize_t at
        cdef int tag, before
        for before in range(TAGS):
            for tag in range(TAGS):
                links[before][tag] = exp(self.transitions[before, tag])
                self.chain.pairs[before][tag] = 0
        for at in range(size):
            top = self.chain.unary[at][0]
            for tag in range(1, TAGS):
                top = max(top, self.chain.unary[at][tag])
            scale[at] = 0
            for tag in range(TAGS):
                emit[at][tag] = exp(self.chain.unary[at][tag] - top)
                value = 0
                if at == 0:
                    value = exp(self.transitions[TAGS, tag])
                else:
                    for before in range(TAGS):
                        value += self.chain.forward[at - 1][before] * links[before][tag]
                self.chain.forward[at][tag] = value * emit[at][tag]
                scale[at] += self.chain.forward[at][tag]
            for tag in range(TAGS):
                self.chain.forward[at][tag] /= scale[at]
        for tag in range(TAGS):
            self.chain.backward[size - 1][tag] = 1
        for at in range(size - 2, -1, -1):
            for before in range(TAGS):
                value = 0
                for tag in range(TAGS):
                    top = links[before][tag] * emit[at + 1][tag] * self.chain.backward[at + 1][tag] / scale[at + 1]
                    value += top
                    self.chain.pairs[before][tag] += self.chain.forward[at][before] * top
                self.chain.backward[at][before] = value

    cdef void _update(self, const int[::1] forms, const unsigned char[::1] marked, int gold, Py_ssize_t at) noexcept:
        cdef double slopes[TAGS]
        cdef Py_ssize_t size = forms.shape[0], other, index
        cdef int offset, tag, form
        for tag in range(TAGS):
            slopes[tag] = (gold == tag) - self._share(at, tag)
        for offset in range(OFFSETS):
            other = at + offset - 2
            form = forms[other] if 0 <= other < size else 0
            for index in range(self.starts[form], self.starts[form + 1]):
                for tag in range(TAGS):
                    self._step(
                        &self.weights[self.features[index], offset * TAGS + tag],
                        &self.weight_squares[self.features[index], offset * TAGS + tag],
                        slopes[tag],
                    )
        for offset in range(RULE_OFFSETS):
            other = at + offset - 1
            if 0 <= other < size:
                for tag in range(TAGS):
                    self._step(&self.rules[offset, marked[other], tag], &self.rule_squares[offset, marked[other], tag], slopes[tag])

    cdef inline void _step(self, float *weight, float *squares, double slope) noexcept:
        cdef float own
        if -1e-4 < slope < 1e-4:  # nothing to learn, and most are such
            return
        own = <float>slope - self.decay * weight[0]
        squares[0] += own * own
        weight[0] += self.rate * own / sqrtf(squares[0] + 1e-6)
