"""Who may evaluate: as many threads at once as there are processors.

What one evaluation writes on takes 20 MB of a million articles. With eight of them the caches hold none: eight threads answered
half as many queries a second as one. Compiled, so that between two of its steps no other thread runs: all is done under the
interpreter's lock, which is given up only while waiting.
"""

from cython cimport final

from _thread import allocate_lock
from os import cpu_count, getpid


@final
cdef class Turns:
    """Room for evaluations, handed from one to the next. In a forked child what others held is taken for lost."""

    def __cinit__(self):
        self.free, self.waiting = [], []
        self.most = max(2, cpu_count() or 2)
        self.process = getpid()

    cdef object take(self):
        """What another has used, or None where there is more room; waits where there is neither."""
        if self.process != getpid():
            self.process, self.out, self.waiting = getpid(), 0, []
        while self.out >= self.most:
            self._wait()
        self.out += 1
        return self.free.pop() if self.free else None

    cdef int _wait(self) except -1:
        turn = allocate_lock()
        turn.acquire()
        self.waiting.append(turn)
        try:
            turn.acquire()
        except BaseException:
            # Interrupted: if it was called already, another is.
            if turn in self.waiting:
                self.waiting.remove(turn)
            else:
                self._call()
            raise
        return 0

    cdef int _call(self) except -1:
        if self.waiting:
            self.waiting.pop(0).release()
        return 0

    cdef int give(self, object used) except -1:
        """Give back what was taken, or None in place of what nobody should use again.

        Whoever is called waits for the interpreter first; who comes before goes before, so that no turn is lost meanwhile.
        """
        self.out -= 1
        if used is not None:
            self.free.append(used)
        return self._call()
