"""Devanagari → Latin letters, and Latin letters → the key under which spellings meet: walks over the letters of one word.

Called for every form of a corpus when its lexicon is written, and for every likely reading of a word of a query. In Python, with
eighteen patterns for the key, both together took 16 µs a form, over lists of syllables 1.5; here, over C structures, 0.7, keys of
several spellings included.
"""

from cpython cimport array
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_FromKindAndData,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    Py_UNICODE_TOLOWER,
)
from libc.stdint cimport uint32_t
from libc.stdlib cimport realloc
from libc.string cimport memcmp

cdef enum:
    BLOCK = 128  # letters of the Devanagari block
    LONGEST = 3  # letters of a spelling: chh
    DDA = 0x921
    DDHA = 0x922
    NUKTA = 0x93C
    VIRAMA = 0x94D
    ANUSVARA = 0x902
    VISARGA = 0x903

# By place in the block: what a letter is in Latin, NULL where it is of another kind.
cdef const char *CONSONANTS[BLOCK]
cdef const char *SIGNS[BLOCK]
cdef const char *VOWELS[BLOCK]
cdef list SPELLINGS = []  # what they point into
cdef str GY_WRITTEN = "ज्ञ", GY_SAID = "ग्य"  # vigyan, gyan
cdef const char *INHERENT = "?"  # the vowel that is not written, and may be unspoken
cdef const char *SILENT = ""
cdef const char *ITSELF = NULL
cdef const char *SPOKEN = "a"
cdef const char *NASAL = "n"
cdef const char *DOTTED_D = "r"
cdef const char *DOTTED_DH = "rh"


cdef void set_latin(const char **table, str letters, str latin):
    cdef Py_ssize_t index
    cdef bytes spelling
    for index, spelling in enumerate(latin.encode().split()):
        SPELLINGS.append(spelling)
        table[<int>letters[index] - 0x900] = spelling


set_latin(
    CONSONANTS,
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
    "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l",
)
set_latin(SIGNS, "ािीुूृेैोौॉॅॆॊ", "aa i ee u oo ri e ai o au o e e o")
set_latin(VOWELS, "अआइईउऊऋएऐओऔऑऍऎऒ", "a aa i ee u oo ri e ai o au o e e o")

# Of an independent vowel its sign; ``a`` where it has none.
cdef Py_UCS4[BLOCK] SIGN_OF


cdef void set_signs(str vowels, str signs):
    cdef Py_ssize_t index
    for index in range(BLOCK):
        SIGN_OF[index] = c"a"
    for index in range(len(vowels)):
        SIGN_OF[<int>vowels[index] - 0x900] = signs[index]


set_signs("आइईउऊऋएऐओऔऑऍऎऒ", "ािीुूृेैोौॉॅॆॊ")

cdef struct Syllable:
    const char *onset  # SILENT where there is none; ITSELF where the letter is its own spelling
    Py_UCS4 letter
    bint dotted
    const char *vowel
    Py_UCS4 sign  # of the vowel, ``a`` where there is none for it; 0 without a vowel


cdef class Room:
    """Where a word is worked on, so that none asks for memory. Whoever uses it calls nothing that lets another thread run."""

    cdef Syllable *syllables
    cdef Py_UCS4 *letters
    cdef char *key
    cdef Py_ssize_t size

    cdef int make(self, Py_ssize_t size) except -1:
        """Room for a word of so many letters."""
        if size > self.size:
            self.syllables = <Syllable *>grown(self.syllables, size * sizeof(Syllable))
            self.letters = <Py_UCS4 *>grown(self.letters, 2 * LONGEST * size * sizeof(Py_UCS4))
            self.key = <char *>grown(self.key, 4 * LONGEST * size)  # an x is two letters there
            self.size = size
        return 0


cdef void *grown(void *memory, size_t size) except NULL:
    cdef void *found = realloc(memory, size)
    if found == NULL:
        raise MemoryError
    return found


cdef Room ROOM = Room()
ROOM.make(64)


def romanize(exact):
    """An exact Devanagari form as people type it in Latin letters: see the stub."""
    if not isinstance(exact, str):  # subclasses are well, which an argument typed str would refuse
        raise TypeError(f"a form is a str, not {type(exact).__name__}")
    cdef Py_ssize_t size = spell(<str>exact)
    return PyUnicode_FromKindAndData(4, ROOM.letters, size)


cdef Py_ssize_t spell(str word) except -1:
    """Write the word in Latin letters; how many."""
    cdef Py_ssize_t size, index
    cdef Syllable *syllable
    cdef Py_UCS4 *out
    size = cut(word, False)
    decide_vowels(ROOM.syllables, size)
    out = ROOM.letters
    for index in range(size):
        syllable = ROOM.syllables + index
        if syllable.onset == ITSELF:
            out[0] = syllable.letter
            out += 1
        else:
            out = written(syllable.onset, out)
        out = written(syllable.vowel, out)
    return out - ROOM.letters


cdef inline Py_UCS4 *written(const char *spelling, Py_UCS4 *out) noexcept:
    while spelling[0]:
        out[0] = spelling[0]
        spelling += 1
        out += 1
    return out


cdef Py_ssize_t cut(str word, bint with_visarga) except -1:
    """Consonants, each with the vowel after it, and what else there is; how many. The vowel is silent under a virama."""
    if GY_WRITTEN in word:
        word = word.replace(GY_WRITTEN, GY_SAID)
    ROOM.make(PyUnicode_GET_LENGTH(word))
    cdef int width = PyUnicode_KIND(word), place
    cdef const void *letters = PyUnicode_DATA(word)
    cdef Syllable *syllables = ROOM.syllables
    cdef Py_UCS4 letter, before = 0
    cdef Py_ssize_t at, size = 0
    for at in range(PyUnicode_GET_LENGTH(word)):
        letter = PyUnicode_READ(width, letters, at)
        place = <int>letter - 0x900
        if not 0 <= place < BLOCK:
            syllables[size] = Syllable(ITSELF, letter, False, SILENT, 0)
            size += 1
        elif CONSONANTS[place] != NULL:
            syllables[size] = Syllable(CONSONANTS[place], letter, False, INHERENT, c"a")
            size += 1
        elif size and SIGNS[place] != NULL:
            syllables[size - 1].vowel, syllables[size - 1].sign = SIGNS[place], letter
        elif letter == VIRAMA:
            if size:
                syllables[size - 1].vowel, syllables[size - 1].sign = SILENT, 0
        elif letter == NUKTA:
            # ड़ and ढ़ are typed r or d; r is the commoner, ``skeletons`` gives both.
            if before == DDA or before == DDHA:
                syllables[size - 1].onset, syllables[size - 1].dotted = DOTTED_D if before == DDA else DOTTED_DH, True
        elif VOWELS[place] != NULL:
            syllables[size] = Syllable(SILENT, 0, False, VOWELS[place], SIGN_OF[place])
            size += 1
        elif letter != VISARGA or with_visarga:
            syllables[size] = Syllable(ITSELF, letter, False, SILENT, 0)
            if letter == ANUSVARA:
                syllables[size].onset = NASAL
            size += 1
        before = letter
    return size


cdef void decide_vowels(Syllable *syllables, Py_ssize_t size) noexcept:
    """Decide each inherent vowel, from the end of the word to its start."""
    cdef Py_ssize_t index
    for index in range(size - 1, -1, -1):
        if syllables[index].vowel == INHERENT:
            syllables[index].vowel = SILENT if is_unspoken(syllables, index, size) else SPOKEN


cdef bint is_unspoken(const Syllable *syllables, Py_ssize_t index, Py_ssize_t size) noexcept:
    """At the end, and between two consonants that each have a spoken vowel on their outer side."""
    if index == 0:
        return False
    if index == size - 1:
        return True
    # A vowel without a consonant before it keeps this one apart: रुपए is rupae, not rupe.
    return (
        syllables[index - 1].vowel[0] != 0
        and syllables[index + 1].vowel[0] != 0
        and (syllables[index + 1].onset == ITSELF or syllables[index + 1].onset[0] != 0)
    )


# Of the key, letters are numbers: a is 0, z is 25, then C for ch and A for any vowels at the start. A set of them is a sum of bits.
cdef enum:
    CH = 26
    FIRST_VOWEL = 27
    NOTHING = 28
    EDGE = 1 << 29  # no letter: start or end of the word
    VOWEL = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20
    NO_VOWEL = (1 << NOTHING) - 1 - VOWEL
    ANY = EDGE | VOWEL | NO_VOWEL
    RULES = 14
    # The first of the rules that come after vowels at the start are folded.
    LATE = 12

cdef struct Rule:
    unsigned int letters
    unsigned int before
    unsigned int after
    int becomes

cdef Rule[RULES] rules


cdef inline int code(Py_UCS4 letter) noexcept:
    return <int>letter - 97


cdef unsigned int bits(str letters):
    cdef Py_UCS4 letter
    cdef unsigned int found = 0
    for letter in letters:
        found |= 1u << code(letter)
    return found


# Both sides go through the same folding, so it need not be right, only alike for the spellings of one word. Neighbours are those
# before the rule. An h after a consonant goes, so ph needs no rule, and ch only one for its c.
rules = [
    Rule(bits("c"), ANY, bits("k"), NOTHING),
    Rule(bits("q"), ANY, ANY, code("k")),
    Rule(bits("c"), ANY, bits("h"), CH),
    Rule(bits("c"), ANY, bits("eiy"), code("s")),
    Rule(bits("c"), ANY, ANY, code("k")),
    Rule(bits("f"), ANY, ANY, code("p")),
    Rule(bits("z"), ANY, ANY, code("j")),
    Rule(bits("y"), bits("i"), ANY, NOTHING),
    Rule(bits("wy"), VOWEL, NO_VOWEL | EDGE, NOTHING),
    Rule(bits("w"), ANY, ANY, code("v")),
    Rule(bits("h"), NO_VOWEL, ANY, NOTHING),
    Rule(bits("m"), ANY, bits("bpv"), code("n")),  # samvidhan, mumbai; before others m is seldom typed for a nasal
    Rule(bits("y"), NO_VOWEL, ANY, NOTHING),
    Rule(VOWEL, ANY, ANY, NOTHING),
]


cdef int apply(const Rule *rule, char* word, int size) noexcept:
    """Apply the rule in place; the new size."""
    cdef int index, kept = 0
    cdef unsigned int letter, before = EDGE, after
    for index in range(size):
        letter = 1u << word[index]
        after = 1u << word[index + 1] if index + 1 < size else EDGE
        if letter & rule.letters and before & rule.before and after & rule.after:
            if rule.becomes != NOTHING:
                word[kept] = rule.becomes
                kept += 1
        else:
            word[kept] = word[index]
            kept += 1
        before = letter
    return kept


cdef int apply_all(int first, int past, char *word, int size) noexcept:
    """Apply these rules, those that have a letter to change; the new size."""
    cdef unsigned int present = 0
    cdef int index
    for index in range(size):
        present |= 1u << word[index]
    for index in range(first, past):
        if present & rules[index].letters:
            size = apply(&rules[index], word, size)
            if rules[index].becomes != NOTHING:
                present |= 1u << rules[index].becomes
    return size


cdef int squeeze(char* word, int size) noexcept:
    """Make doubled letters single; the new size."""
    cdef int index, kept = 0
    for index in range(size):
        if kept == 0 or word[index] != word[kept - 1]:
            word[kept] = word[index]
            kept += 1
    return kept


cdef int fold_start(char* word, int size) noexcept:
    """Make one letter of the vowels at the start; the new size."""
    cdef int index, vowels = 0
    while vowels < size and 1u << word[vowels] & VOWEL:
        vowels += 1
    if vowels == 0:
        return size
    word[0] = FIRST_VOWEL
    for index in range(vowels, size):
        word[index - vowels + 1] = word[index]
    return size - vowels + 1


def skeleton(latin):
    """The consonants of a word in Latin letters, folded: see the stub."""
    if not isinstance(latin, str):
        raise TypeError(f"a word is a str, not {type(latin).__name__}")
    cdef str word = <str>latin
    cdef int width = PyUnicode_KIND(word)
    cdef const void *letters = PyUnicode_DATA(word)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), at
    ROOM.make(size)
    for at in range(size):
        ROOM.letters[at] = PyUnicode_READ(width, letters, at)
    return key_of(size)


def skeletons(exact):
    """The keys of an exact form: see the stub."""
    if not isinstance(exact, str):
        raise TypeError(f"a form is a str, not {type(exact).__name__}")
    return {key_of(spell(<str>spelling)) for spelling in spellings(<str>exact)}


def has_key(exact, key):
    """Whether a form has the key: see the stub."""
    cdef bytes wanted = (<str?>key).encode()
    cdef str spelling
    cdef int size
    for spelling in spellings(<str?>exact):
        size = fold(spell(spelling))
        if size == len(wanted) and not memcmp(ROOM.key, <const char *>wanted, size):
            return True
    return False


def add_key_sums(forms, numbers, array.array pairs not None):
    """Append the sums of the keys of forms: see the stub."""
    if pairs.ob_descr.itemsize != sizeof(unsigned long long):
        raise TypeError("pairs are numbers of 64 bits")
    cdef bytes form
    cdef unsigned int number
    cdef str spelling
    cdef int size
    cdef Py_ssize_t count = len(pairs)
    for form, number in zip(forms, numbers, strict=True):
        for spelling in spellings(form.decode()):
            size = fold(spell(spelling))
            if size:
                array.resize_smart(pairs, count + 1)
                pairs.data.as_ulonglongs[count] = <unsigned long long>crc32(ROOM.key, size) << 32 | number
                count += 1


cdef list spellings(str exact):
    """The ways in which a form is written in Latin letters, each as a form."""
    cdef list found = [exact]
    if chr(NUKTA) in exact:
        found.append(exact.replace(chr(NUKTA), ""))
    if exact.endswith(chr(ANUSVARA)):
        found += [spelling[: len(spelling) - 1] for spelling in found]
    return found


cdef uint32_t[256] CRC_OF_BYTE


cdef void set_crcs() noexcept:
    cdef uint32_t byte, crc
    cdef int bit
    for byte in range(256):
        crc = byte
        for bit in range(8):
            crc = crc >> 1 ^ (0xEDB88320u if crc & 1 else 0)
        CRC_OF_BYTE[byte] = crc


set_crcs()


cdef uint32_t crc32(const char *text, int size) noexcept:
    """As ``zlib.crc32``, without an object of Python's for text and sum."""
    cdef uint32_t crc = 0xFFFFFFFFu
    cdef int at
    for at in range(size):
        crc = crc >> 8 ^ CRC_OF_BYTE[(crc ^ <unsigned char>text[at]) & 0xFF]
    return ~crc


cdef str key_of(Py_ssize_t count):
    """The key of the letters in the room."""
    return PyUnicode_FromKindAndData(1, ROOM.key, fold(count))


cdef int fold(Py_ssize_t count) noexcept:
    """Write the key of the letters in the room there, in ASCII; its size."""
    cdef char *word = ROOM.key
    cdef int size = 0, index
    cdef Py_ssize_t at
    cdef Py_UCS4 letter
    for at in range(count):
        letter = Py_UNICODE_TOLOWER(ROOM.letters[at])
        if letter == c"x":
            word[size], word[size + 1] = code("k"), code("s")
            size += 2
        elif c"a" <= letter <= c"z":
            word[size] = code(letter)
            size += 1
    size = apply_all(0, LATE, word, size)
    size = fold_start(word, squeeze(word, size))
    size = squeeze(word, apply_all(LATE, RULES, word, size))
    for index in range(size):
        word[index] = c"C" if word[index] == CH else c"A" if word[index] == FIRST_VOWEL else 97 + word[index]
    return size


def pieces(exact):
    """The sounds of an exact form, one after another: see the stub."""
    if not isinstance(exact, str):
        raise TypeError(f"a form is a str, not {type(exact).__name__}")
    return sounds(<str>exact)


cdef list sounds(str word):
    # As in ``spell``, but letters stay what they are; an independent vowel is its sign.
    cdef list found = []
    cdef Py_ssize_t size = cut(word, True), index
    cdef Syllable syllable
    decide_vowels(ROOM.syllables, size)
    for index in range(size):
        syllable = ROOM.syllables[index]
        if syllable.letter:
            found.append(chr(syllable.letter) + (chr(NUKTA) if syllable.dotted else ""))
        if syllable.vowel[0]:
            found.append(chr(syllable.sign))
        elif syllable.sign:
            found.append(UNSPOKEN)
    return found


cdef str UNSPOKEN = "-"
