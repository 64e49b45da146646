"""The rules of lemmas, for words that the dictionary does not have.

Compiled: of the distinct words of a corpus two in three are not in the dictionary, and three rules in four find nothing to cut. In
Python that took 1.9 µs a word, as long as forty words take to be found in a text.
"""

from cpython.unicode cimport PyUnicode_Concat, PyUnicode_Substring, PyUnicode_Tailmatch

from .tails cimport Tails
from .word_table cimport ask

from .late_pattern import late_pattern
from .lemma_endings import NOUN_ENDINGS, VERB_ENDINGS, by_tail
from .lemma_words import NO_HONORIFIC, VERBS
from .letters import latin_acronyms

cdef enum:
    LONGEST = 50  # no word of Hindi is longer, and a page's rubbish (ओंओंओं…) is not to be cut ending by ending

# Which rule led to a form: a row of _RULES.
cdef enum:
    DICTIONARY, ENGLISH_PLURAL, ORDINAL, LOST_NUKTA, VERB, JI, WALA, NOUN

_RULES = ("dictionary", "English plural", "ordinal", "lost nukta", "verb ending", "-जी", "-वाला", "noun ending")

cdef Py_UCS4 _VIRAMA = ord("\N{DEVANAGARI SIGN VIRAMA}"), _NUKTA = ord("\N{DEVANAGARI SIGN NUKTA}")
cdef str _DOT = "\N{DEVANAGARI SIGN NUKTA}"
cdef str _PLURAL_S = "\N{DEVANAGARI SIGN VIRAMA}स", _HONORIFIC = "जी", _INFINITIVE = "ना", _WALA = "वाला", _IN = "में"
cdef tuple _OF_ONE = ("वाले", "वालों", "वाली", "वालियों", "वालियां")
# English words in s that no rule tells from plurals, and plurals in -ies of words in -ie.
cdef dict _ENGLISH = {
    **{word: word for word in "news series species always philippines".split()},
    "movies": "movie",
    "selfies": "selfie",
    "cookies": "cookie",
    "zombies": "zombie",
}
_DEVANAGARI = late_pattern(r"\p{Devanagari}")
_ORDINAL = late_pattern(r"(\d+)(?:वां|वीं|वें|वे|वी)")

cdef dict _tails = by_tail(VERB_ENDINGS)
cdef Tails _VERB_TAILS = Tails(list(_tails))
cdef list _VERBS = [(), *_tails.values()]
_tails = by_tail(NOUN_ENDINGS)
cdef Tails _NOUN_TAILS = Tails(list(_tails))
cdef list _NOUNS = [(), *_tails.values()]
cdef dict _SINGULARS = NOUN_ENDINGS


def lemmatize(str exact not None, lookup):
    """See the stub."""
    return lemma_of(exact, lookup)


def lemma_steps(str exact not None, lookup):
    """See the stub."""
    cdef int rule = NOUN
    cdef list steps = []
    while (lemma := _once(exact, lookup, &rule)) != exact:
        steps.append((_RULES[rule], lemma))
        exact = lemma
    return steps


def with_dots(str word not None):
    """See the stub."""
    return dotted_form(word)


cdef str lemma_of(str exact, object lookup):
    cdef str lemma
    cdef int rule
    # What a rule makes may be a form itself, or lack a dot: झोपडियों → झोपडी → झोपड़ी.
    while (lemma := _once(exact, lookup, &rule)) is not exact and lemma != exact:
        exact = lemma
    return exact


cdef str _once(str exact, object lookup, int* rule):
    """The form that one rule leads to, and which rule it was; itself where there is none."""
    cdef Py_ssize_t size = len(exact), at
    cdef Py_UCS4 letter
    cdef bint may_lack_dot = False
    known = ask(lookup, exact)
    if known is not None:
        rule[0] = DICTIONARY
        return known
    if exact.isascii():
        rule[0] = ENGLISH_PLURAL
        return _latin_stem(exact) if exact.isalpha() else exact
    letter = exact[0]
    if letter.isdecimal() and (ordinal := _ORDINAL.fullmatch(exact)):
        rule[0] = ORDINAL
        return f"{ordinal[1]}वां"
    # Most begin with a plain letter, which needs no pattern to tell.
    if size > LONGEST or not (u"ऄ" <= letter <= u"ह" or _DEVANAGARI.match(exact)):
        return exact
    for letter in exact:
        may_lack_dot |= letter == u"ड" or letter == u"ढ"
    if may_lack_dot and (found := _with_nukta(exact, lookup)):
        rule[0] = LOST_NUKTA
        return found
    if found := _verb(exact, size, lookup):
        rule[0] = VERB
        return found
    if (_ends(exact, _HONORIFIC) or "वाल" in exact) and (found := _with_suffix(exact, lookup)):
        rule[0] = JI if _ends(exact, _HONORIFIC) else WALA
        return found
    rule[0] = NOUN
    return _noun(exact, size, lookup)


cdef inline bint _ends(str word, str ending):
    return PyUnicode_Tailmatch(word, ending, 0, len(word), 1) == 1


cdef object _with_nukta(str exact, object lookup):
    """Give the lemma of लड़की for लडकी: a ड or ढ inside a word that lost its dot, where the dictionary has it."""
    dotted = dotted_form(exact)
    return ask(lookup, dotted) if dotted is not exact else None


cdef str dotted_form(str word):
    """With a dot at each ड and ढ that is not the first letter and has neither dot nor virama; the word itself if there is none."""
    cdef Py_ssize_t size = len(word), at, start = 0
    cdef list parts = []
    for at in range(1, size):
        if (word[at] == u"ड" or word[at] == u"ढ") and (at + 1 == size or (word[at + 1] != _NUKTA and word[at + 1] != _VIRAMA)):
            parts.append(PyUnicode_Substring(word, start, at + 1))
            start = at + 1
    if not parts:
        return word
    parts.append(PyUnicode_Substring(word, start, size))
    return _DOT.join(parts)


cdef object _verb(str exact, Py_ssize_t size, object lookup):
    """Give the infinitive, where cutting a verb's ending and adding ना gives one that the dictionary has.

    Of 1,339 words in ना there 230 are no verbs (सवाना, योजना, दीवाना): they lack the form in ता.
    """
    cdef str ending, stem
    for ending in <tuple>_VERBS[_VERB_TAILS.row(exact)]:
        # Three characters of stem at least: of shorter ones too many are names (सपा, टोनी).
        if size >= 3 + len(ending) and _ends(exact, ending):
            stem = PyUnicode_Substring(exact, 0, size - len(ending))
            infinitive = PyUnicode_Concat(stem, _INFINITIVE)
            if ask(lookup, infinitive) == infinitive and (infinitive in VERBS or ask(lookup, stem + "ता") == infinitive):
                return infinitive
    return None


cdef object _with_suffix(str exact, object lookup):
    """Give the name without its honorific, मोदीजी → मोदी, and वाला for its other forms: रहनेवालों → रहनेवाला."""
    cdef Py_ssize_t size = len(exact)
    if _ends(exact, _HONORIFIC) and size >= 5 and exact not in NO_HONORIFIC and exact[size - 3] != _VIRAMA:
        # A name in letters is none: सीएजी.
        # Nor is what is left an inflected word: फिरोजी, समाजी.
        name = exact[: size - 2]
        return name if ask(lookup, name) == name and not latin_acronyms(exact) else None
    for ending in _OF_ONE:
        stem = exact.removesuffix(ending)
        # In the feminine only after an infinitive: कोतवाली and गढ़वाली are other words.
        if stem != exact and len(stem) >= 2 and (ending != "वाली" or stem.endswith("ने")):
            return None if ask(lookup, stem + "वाल") else stem + _WALA
    return None


cdef str _noun(str exact, Py_ssize_t size, object lookup):
    cdef str ending, stem
    # The postposition is stuck to some: रूपमें, नेपालमें. टीमें is the plural of टीम.
    if size >= 6 and _ends(exact, _IN) and not ask(lookup, exact[: size - 2]):
        if found := ask(lookup, exact[: size - 3]):
            return found
    for ending in <tuple>_NOUNS[_NOUN_TAILS.row(exact)]:
        # A stem keeps two characters at least.
        if size >= 2 + len(ending) and _ends(exact, ending):
            stem = PyUnicode_Substring(exact, 0, size - len(ending))
            if stem[len(stem) - 1] != _VIRAMA:
                candidates = [stem + singular for singular in _SINGULARS[ending]]
                lemmas = list(filter(None, [ask(lookup, each) for each in candidates]))
                if ending[0] == u"ि":
                    # No verb has such forms: उपजातियां is none of उपजाना.
                    lemmas = [lemma for lemma in lemmas if not lemma.endswith(_INFINITIVE)]
                return lemmas[0] if lemmas else candidates[0]
    # Endings that are cut only where the dictionary has what is left: मसौदे → मसौदा but पांडे, डॉक्टर्स → डॉक्टर but मार्क्स.
    # Four characters of stem at least: कोर्स is no plural of कोर.
    if size >= 5 and exact[size - 1] == u"े":
        return ask(lookup, exact[: size - 1] + "ा") or exact
    if size >= 6 and _ends(exact, _PLURAL_S):
        return ask(lookup, exact[: size - 2]) or exact
    return exact


cdef str _latin_stem(str word):
    """Cut English plurals as the S-stemmer does: elections → election, classes → class.

    Harman, "How effective is suffixing?", JASIS 42, 1991; its rule for -es leaves classe and boxe, so that those
    plurals would not meet their singulars: mended here.
    """
    cdef Py_ssize_t size = len(word)
    if word[size - 1] != u"s":  # as every rule asks
        return word
    if word in _ENGLISH:
        return _ENGLISH[word]
    if size <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[: size - 3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[: size - 2]
    return word[: size - 1]
