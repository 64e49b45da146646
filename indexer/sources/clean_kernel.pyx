"""One look at every character of a text, to tell that nothing in it wants cleaning.

Nearly every body of an archive is clean already. To find that out by cleaning it (split into lines, each into words, all joined
again) takes 33 µs of a body of 360 words, with patterns 20 µs; here 5 µs.
"""

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *characters, Py_ssize_t at)
    bint Py_UNICODE_ISSPACE(Py_UCS4 character)


def is_clean(str text not None):
    """Tell whether the text is lines of words: one space between words, one line end between lines, no other white space."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *characters = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef Py_UCS4 character
    cdef bint between = True, after
    for at in range(len(text)):
        character = PyUnicode_READ(kind, characters, at)
        # All white space is below 0x3001, and of what Hindi is written with only space and line end.
        if character == c" " or character == c"\n":
            if between:
                return False
            between = True
        else:
            if character <= 0x3000 and not 0x0370 <= character < 0x1680 and Py_UNICODE_ISSPACE(character):
                return False
            between = False
    return not between or not text


def is_sound(str text not None):
    """Tell whether the text has neither a NUL nor half a character (a lone surrogate)."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *characters = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef Py_UCS4 character
    for at in range(len(text)):
        character = PyUnicode_READ(kind, characters, at)
        if character == 0 or 0xD800 <= character < 0xE000:
            return False
    return True
