"""The values and entities of articles → the rows of their fields.

Compiled: an article has seven such fields and as many entities, a long one fifty; in Python, with a list a field, a call for each
and three walks over the entities, they took 55 µs an article, here 6.
"""

from cpython cimport array
from cpython.tuple cimport PyTuple_GET_ITEM
from libc.string cimport memcpy

from .aliases.person_names cimport PersonNames
from .analysis.term_rows cimport TermRows
from .codec.keyword_rows cimport KeywordRows

from .article import Entity
from .entities.entity import PERSON as _PERSON
from .entities.entity import PLACE as _PLACE

cdef enum:  # of an Entity
    KIND = 0
    NAME = 1
    ALIASES = 2


cdef class ValueRows:
    """See the stub."""

    cdef TermRows _forms
    cdef object _search
    cdef int _gap
    cdef array.array _chunks, _ends
    cdef array.array _cut, _sizes  # by code of a value: where its chunks were put first, and how many they are
    cdef KeywordRows _shown

    def __cinit__(
        self,
        TermRows forms not None,
        search,
        int gap,
        array.array chunks not None,
        array.array ends not None,
        KeywordRows shown not None,
    ):
        if chunks.ob_descr.itemsize != sizeof(int) or ends.ob_descr.itemsize != sizeof(long long):
            raise TypeError("chunks are C ints, and where they end are numbers of 64 bits")
        self._forms, self._search, self._gap = forms, search, gap
        self._chunks, self._ends, self._shown = chunks, ends, shown
        self._cut, self._sizes = array.array("q"), array.array("i")
        if len(shown.values):
            raise ValueError("a column that has values already")

    def add(self, values):
        """See the stub."""
        for value in values:
            self.add_value(<str?>value)
        self.end()

    def add_one(self, value):
        """See the stub."""
        if value:
            self.add_value(<str?>value)
        self.end()

    cdef Py_ssize_t add_value(self, str value) except -1:
        """Add a value to be searched and shown; how many chunks it has. One that was added before is not cut again."""
        cdef Py_ssize_t code = self._shown.add_value(value), before = len(self._chunks), size
        if code == len(self._cut):
            size = self.add_text(value)
            array.resize_smart(self._cut, code + 1)
            self._cut.data.as_longlongs[code] = before
            array.resize_smart(self._sizes, code + 1)
            self._sizes.data.as_ints[code] = <int>size
            return size
        if code > len(self._cut):
            raise ValueError("a value before could not be cut")
        size = self._sizes.data.as_ints[code]
        array.resize_smart(self._chunks, before + size + 1)
        memcpy(
            self._chunks.data.as_ints + before,
            self._chunks.data.as_ints + self._cut.data.as_longlongs[code],
            (size + 1) * sizeof(int),
        )
        return size

    cdef Py_ssize_t add_text(self, str text) except -1:
        """Add a text to be searched; how many chunks it has."""
        cdef Py_ssize_t before = len(self._chunks), size
        self._forms._add_text(text, self._search, self._chunks)
        size = len(self._chunks)
        array.resize_smart(self._chunks, size + 1)
        self._chunks.data.as_ints[size] = self._gap
        return size - before

    cdef const int *last(self, Py_ssize_t size) noexcept:
        """The chunks of the text that was added last, which are that many."""
        return self._chunks.data.as_ints + len(self._chunks) - 1 - size

    cdef int end(self) except -1:
        cdef Py_ssize_t articles = len(self._ends)
        array.resize_smart(self._ends, articles + 1)
        self._ends.data.as_longlongs[articles] = len(self._chunks)
        return self._shown.end()


cdef class EntityRows:
    """See the stub."""

    cdef dict _fields
    cdef ValueRows _places, _person_rows
    cdef PersonNames _persons

    def __cinit__(self, fields not None, PersonNames persons):
        self._fields, self._persons = dict(fields), persons
        self._person_rows, self._places = fields[_PERSON], fields[_PLACE]

    def add(self, entities not None, place):
        """See the stub."""
        cdef list several = []
        cdef ValueRows field
        cdef tuple aliases
        cdef str name
        for entity in entities:
            if not isinstance(entity, Entity):
                raise TypeError(f"no entity: {entity!r}")
            # By its places: to unpack a named tuple takes an object.
            field = self._fields[<object>PyTuple_GET_ITEM(entity, KIND)]
            name, aliases = <str?><object>PyTuple_GET_ITEM(entity, NAME), <object>PyTuple_GET_ITEM(entity, ALIASES)
            if field is self._person_rows:
                self._add_person(field, name, aliases)
                continue
            field.add_value(name)
            for alias in aliases:
                field.add_text(<str?>alias)
            if aliases:
                several.append(entity)
        if place:
            self._places.add_text(<str?>place)
        for field in self._fields.values():
            field.end()
        if self._persons is not None:
            self._persons.end_article()
        return several

    cdef int _add_person(self, ValueRows field, str name, tuple aliases) except -1:
        cdef Py_ssize_t size = field.add_value(name)
        if self._persons is not None:
            self._persons.add_name(field.last(size), size)
        for alias in aliases:
            size = field.add_text(<str?>alias)
            if self._persons is not None:
                self._persons.add_alias(field.last(size), size)
        return 0
