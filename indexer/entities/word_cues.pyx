"""What a word by itself says about names, looked up by its exact form.

Compiled: it is asked of every distinct word of a corpus, once in each process of a build, and most are in no table but in the
dictionary, or nowhere. In Python that took 2 µs. What is rare (capitals, letters' names) is asked of ``Lexicon``.
"""

from cpython.dict cimport PyDict_GetItem
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_Tailmatch

from ..analysis.tails cimport Tails
from ..analysis.word_table cimport ask

from ..analysis.letters import letter_name_ends, letter_name_starts
from . import cues

cdef unsigned long long COMMON = cues.COMMON, LATIN = cues.LATIN, NAME = cues.NAME, UNKNOWN = cues.UNKNOWN
cdef Py_ssize_t _SHORTEST_UNKNOWN = 3
cdef str _HONORIFIC = "जी"


cdef class Ending:
    """How words end, how long they are at least, and their cues."""

    cdef str text
    cdef Py_ssize_t least
    cdef unsigned long long cues

    def __cinit__(self, text, least, cues):
        self.text, self.least, self.cues = text, least, cues


cdef class WordCues:
    """See the stub."""

    def __cinit__(self, lexicon):
        self._lexicon, self._known = lexicon, lexicon.known
        self._by_form, self._short = lexicon.by_form, lexicon.short
        self._endings = [Ending(*each) for each in lexicon.endings]
        self._tails = Tails(tails := sorted({ending[-2:] for ending, _, _ in lexicon.endings} | {_HONORIFIC}))
        self._by_tail = [[], *map(self._endings_of, tails)]
        self._first_letters, self._last_letters = Tails(sorted(letter_name_starts())), Tails(sorted(letter_name_ends()))

    def cues(self, str text not None, str exact not None, str lemma not None):
        """See the stub."""
        return self.of(text, exact, lemma)

    cdef unsigned long long of(self, str text, str exact, str lemma) except? 0:
        cdef PyObject *row = PyDict_GetItem(self._by_form, exact)
        cdef unsigned long long found = 0 if row == NULL else <object>row
        if exact.isascii():
            return found | _latin(self, text, exact)
        if not found and self._is_common(exact, lemma):
            return self._lexicon.honoured(exact) if exact.endswith(_HONORIFIC) else COMMON
        if not found & COMMON and self._last_letters.row(exact) and self._first_letters.row(exact[:2]):
            found |= <unsigned long long>self._lexicon.letters(exact)
        if found:
            return found
        return self._by_ending(exact)

    def _endings_of(self, str tail not None):
        """Those of the lexicon's endings that words with this tail may have."""
        cdef Ending each
        return [each for each in self._endings if each.text.endswith(tail) or tail.endswith(each.text)]

    cdef unsigned long long _by_ending(self, str exact) except? 0:
        """Weigh a word that neither a table nor the dictionary has."""
        cdef int row = self._tails.row(exact)
        cdef Ending each
        if not row:
            return UNKNOWN
        if exact.endswith(_HONORIFIC) and self._lexicon.honoured(exact) == NAME:
            return NAME
        for each in <list>self._by_tail[row]:
            if len(exact) >= each.least and PyUnicode_Tailmatch(exact, each.text, 0, len(exact), 1):
                return each.cues
        return UNKNOWN

    cdef bint _is_common(self, str exact, str lemma) except -1:
        if ask(self._known, exact) is not None or (lemma != exact and ask(self._known, lemma) is not None):
            return True
        return not ((len(exact) >= _SHORTEST_UNKNOWN or exact in self._short) and devanagari_word(exact))


cdef unsigned long long _latin(WordCues own, str text, str exact) except? 0:
    cdef Py_UCS4 letter
    if not exact.isalpha():
        return COMMON
    for letter in text:
        if c"a" <= letter <= c"z":
            return LATIN
    return own._lexicon.capitals(text, exact)


def is_devanagari_word(str word not None):
    """See the stub."""
    return devanagari_word(word)


cdef bint devanagari_word(str word) noexcept:
    cdef Py_UCS4 letter
    for letter in word:
        if not (
            0x900 <= letter <= 0x950
            or 0x955 <= letter <= 0x963
            or 0x971 <= letter <= 0x97F
            or 0xA8E0 <= letter <= 0xA8F7
            or letter == 0xA8FB
            or 0xA8FD <= letter <= 0xA8FF
        ):
            return False
    return len(word) > 0
