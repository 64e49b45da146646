"""Devanagari → Latin letters, and Latin letters → the key under which spellings meet: walks over the letters of one word.

Called for every form of a corpus when its lexicon is written, and for every likely reading of a word of a query. In Python, with
eighteen patterns for the key, both together took 16 µs a form; here 1.6 µs, keys of several spellings included.
"""

# By place in the Devanagari block: what a letter is in Latin, None where it is of another kind.
cdef list CONSONANTS = [None] * 128
cdef list SIGNS = [None] * 128
cdef list VOWELS = [None] * 128
cdef str GY_WRITTEN = "ज्ञ", GY_SAID = "ग्य"  # vigyan, gyan
cdef str INHERENT = "?"  # the vowel that is not written, and may be unspoken

cdef enum:
    DDA = 0x921
    DDHA = 0x922
    NUKTA = 0x93C
    VIRAMA = 0x94D
    ANUSVARA = 0x902
    VISARGA = 0x903


cdef void set_latin(list table, str letters, str latin):
    cdef Py_ssize_t index
    for index, spelling in enumerate(latin.split()):
        table[<int>letters[index] - 0x900] = spelling


set_latin(
    CONSONANTS,
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
    "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l",
)
set_latin(SIGNS, "ािीुूृेैोौॉॅॆॊ", "aa i ee u oo ri e ai o au o e e o")
set_latin(VOWELS, "अआइईउऊऋएऐओऔऑऍऎऒ", "a aa i ee u oo ri e ai o au o e e o")


def romanize(exact):
    """An exact Devanagari form as people type it in Latin letters: see the stub."""
    if not isinstance(exact, str):  # subclasses are well, which an argument typed str would refuse
        raise TypeError(f"a form is a str, not {type(exact).__name__}")
    return romanized(<str>exact)


cdef str romanized(str word):
    # Of each syllable its consonant and its vowel; the vowel is empty under a virama.
    cdef list onsets = [], vowels = []
    cdef Py_UCS4 letter, before = 0
    cdef int place
    if GY_WRITTEN in word:
        word = word.replace(GY_WRITTEN, GY_SAID)
    for letter in word:
        place = <int>letter - 0x900
        if not 0 <= place < 128:
            onsets.append(letter)
            vowels.append("")
        elif CONSONANTS[place] is not None:
            onsets.append(CONSONANTS[place])
            vowels.append(INHERENT)
        elif onsets and SIGNS[place] is not None:
            vowels[len(vowels) - 1] = SIGNS[place]
        elif letter == VIRAMA:
            if onsets:
                vowels[len(vowels) - 1] = ""
        elif letter == NUKTA:
            # ड़ and ढ़ are typed r or d; r is the commoner, `roman.skeletons` gives both.
            if before == DDA or before == DDHA:
                onsets[len(onsets) - 1] = "r" if before == DDA else "rh"
        elif VOWELS[place] is not None:
            onsets.append("")
            vowels.append(VOWELS[place])
        elif letter != VISARGA:
            onsets.append("n" if letter == ANUSVARA else letter)
            vowels.append("")
        before = letter
    return "".join(spoken(onsets, vowels))


cdef list spoken(list onsets, list vowels):
    """Consonants and vowels in turn, each inherent vowel decided, from the end of the word to its start."""
    cdef Py_ssize_t index
    cdef list letters = [""] * (2 * len(onsets))
    for index in range(len(onsets) - 1, -1, -1):
        if vowels[index] is INHERENT:
            vowels[index] = "" if is_unspoken(onsets, vowels, index) else "a"
        letters[2 * index] = onsets[index]
        letters[2 * index + 1] = vowels[index]
    return letters


cdef bint is_unspoken(list onsets, list vowels, Py_ssize_t index):
    """At the end, and between two consonants that each have a spoken vowel on their outer side."""
    if index == 0:
        return False
    if index == len(vowels) - 1:
        return True
    # A vowel without a consonant before it keeps this one apart: रुपए is rupae, not rupe.
    return vowels[index - 1] != "" and vowels[index + 1] != "" and onsets[index + 1] != ""


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


cdef int apply(Rule rule, char* word, int size) noexcept:
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
    return folded((<str>latin).lower())


cdef str folded(str lower):
    cdef bytearray room = bytearray(2 * len(lower))
    cdef char* word = room
    cdef int size = 0, index
    cdef Py_UCS4 letter
    for letter in lower:
        if letter == c"x":
            word[size], word[size + 1] = code("k"), code("s")
            size += 2
        elif c"a" <= letter <= c"z":
            word[size] = code(letter)
            size += 1
    for index in range(LATE):
        size = apply(rules[index], word, size)
    size = fold_start(word, squeeze(word, size))
    for index in range(LATE, RULES):
        size = apply(rules[index], word, size)
    size = squeeze(word, size)
    for index in range(size):
        word[index] = c"C" if word[index] == CH else c"A" if word[index] == FIRST_VOWEL else 97 + word[index]
    return room[:size].decode("ascii")


def pieces(exact):
    """The sounds of an exact form, one after another: see the stub."""
    if not isinstance(exact, str):
        raise TypeError(f"a form is a str, not {type(exact).__name__}")
    return sounds(<str>exact)


cdef list sounds(str word):
    # As in ``romanized``, but letters stay what they are; an independent vowel is its sign.
    cdef list onsets = [], vowels = [], found = []
    cdef Py_UCS4 letter, before = 0
    cdef int place
    cdef Py_ssize_t index
    if GY_WRITTEN in word:
        word = word.replace(GY_WRITTEN, GY_SAID)
    for letter in word:
        place = <int>letter - 0x900
        if 0 <= place < 128 and CONSONANTS[place] is not None:
            onsets.append(chr(letter))
            vowels.append(INHERENT)
        elif 0 <= place < 128 and onsets and SIGNS[place] is not None:
            vowels[len(vowels) - 1] = chr(letter)
        elif letter == VIRAMA:
            if onsets:
                vowels[len(vowels) - 1] = ""
        elif letter == NUKTA:
            if before == DDA or before == DDHA:
                onsets[len(onsets) - 1] = onsets[len(onsets) - 1] + chr(NUKTA)
        elif 0 <= place < 128 and VOWELS[place] is not None:
            onsets.append("")
            vowels.append(SIGN_OF.get(chr(letter), "a"))
        else:
            onsets.append(chr(letter))
            vowels.append("")
        before = letter
    cdef set unspoken = set()
    for index in range(len(onsets) - 1, -1, -1):
        if vowels[index] is INHERENT:
            vowels[index] = "" if is_unspoken(onsets, vowels, index) else "a"
            if vowels[index] == "":
                unspoken.add(index)
    for index in range(len(onsets)):
        if onsets[index]:
            found.append(onsets[index])
        if vowels[index]:
            found.append(vowels[index])
        elif index in unspoken:
            found.append(UNSPOKEN)
    return found


cdef str UNSPOKEN = "-"
cdef dict SIGN_OF = dict(zip("आइईउऊऋएऐओऔऑऍऎऒ", "ािीुूृेैोौॉॅॆॊ"))
