"""The forms of a front-coded table that a word may be a slip for: a weighted edit distance, walked over the table as a trie.

Rows of the distance's table (Damerau's: a letter for another, one too many, one missing, two neighbours swapped) are kept a
letter of the form; a form takes over the rows of what it shares with the one before it. A beginning that no continuation can
bring within reach ends all forms that share it, and blocks of such forms are leapt over. Of a row only the cells within
reach are filled (Ukkonen, "Algorithms for approximate string matching", 1985).

Compiled, because it goes through 20,000 to 100,000 letters a word: 0.7 to 1.3 ms over 200,000 forms; rapidfuzz's process.extract,
which has no such costs, takes 9 ms. Bytes are not trusted: entries are held to their block, and ValueError says so.
"""

from cython cimport final
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.string cimport memcmp

from .front_coding cimport BLOCK, Bytes, Entry, FrontCoded, read_entry
from ..analysis.letter_code cimport SECOND, transcode

cdef enum:
    LONGEST = 40  # letters of a word; of a form, half as many more
    DEEPEST = 60
    # What a form's first letters may cost, 7 of two, then 3 more a letter: few words go wrong at once there and elsewhere.
    AT_FIRST = 7
    A_LETTER = 3
    FAR = 255
    NEVER = 1 << 30
    VIRAMA = SECOND + 0x0D
    FIRST_SIGN = SECOND - 3  # U+093E to U+094C: vowel signs; U+0940 is SECOND


def letter_code(str letter):
    """The byte that stands for an ASCII or Devanagari letter in ``Slips``' tables. Raises ValueError for others."""
    cdef unsigned char code[8]
    cdef bytes raw = letter.encode()
    if len(letter) != 1 or transcode(<Bytes>PyBytes_AS_STRING(raw), PyBytes_GET_SIZE(raw), code) != 1:
        raise ValueError(f"{letter!r} is no letter of one byte")
    return code[0]


@final
cdef class Slips:
    """What slips cost, in whole numbers up to 100.

    ``substituted``: 256 · one letter's code + the other's, 65,536 bytes. ``lost``: by code, 256 bytes, of a letter too many or
    missing; ``doubled`` where it is the second of two (क्क too), ``sign_too`` of a vowel sign missing with its consonant;
    ``swapped`` of two neighbours.
    """

    cdef bytes _substituted, _lost
    cdef Bytes substituted
    cdef Bytes lost
    cdef int doubled, swapped, sign_too

    def __init__(self, bytes substituted, bytes lost, int doubled, int swapped, int sign_too):
        if len(substituted) != 1 << 16 or len(lost) != 256:
            raise ValueError("costs are of 256 letters")
        if not 0 < min(doubled, swapped, sign_too) <= max(doubled, swapped, sign_too) <= 100:
            raise ValueError("costs are from 1 to 100")
        if max(substituted) > 100 or not 0 < min(lost) <= max(lost) <= 100:
            raise ValueError("costs are up to 100, and a letter is never lost for nothing")
        self._substituted, self._lost = substituted, lost
        self.substituted = <Bytes>PyBytes_AS_STRING(substituted)
        self.lost = <Bytes>PyBytes_AS_STRING(lost)
        self.doubled, self.swapped, self.sign_too = doubled, swapped, sign_too

    def near(self, FrontCoded forms, bytes word, int most):
        """Rows, ascending, of all forms that the slips of ``word`` (UTF-8) cost up to ``most`` (at most 100), and these costs.

        None for a word of more than 40 letters or of none.
        """
        cdef _Walk walk = _Walk()
        if not 0 <= most <= 100:
            raise ValueError("a distance is from 0 to 100")
        if walk.begin(self, word, most):
            walk.through(forms)
        return walk.rows, walk.costs


@final
cdef class _Walk:
    """One word on its way through the forms."""

    cdef readonly list rows, costs
    cdef Slips slips
    cdef int most
    cdef Py_ssize_t size
    cdef Py_ssize_t length  # of the form before
    cdef Py_ssize_t dead  # letters of it that no form near the word begins with; NEVER where there are none
    cdef unsigned char text[2 * 4 * LONGEST]
    cdef int extra[LONGEST]  # what each letter of the word costs where the form has it not
    cdef unsigned char form[DEEPEST]
    # cost[i][j]: of the form's first i letters to the word's first j; outside of low[i] to high[i] it is out of reach.
    cdef unsigned char cost[DEEPEST + 1][LONGEST + 1]
    cdef Py_ssize_t low[DEEPEST + 1]
    cdef Py_ssize_t high[DEEPEST + 1]

    cdef bint begin(self, Slips slips, bytes word, int most):
        """Fill row 0; whether there is anything to seek."""
        cdef Py_ssize_t place
        cdef int sum = 0
        self.rows, self.costs, self.slips, self.most = [], [], slips, most
        if not 0 < PyBytes_GET_SIZE(word) <= 4 * LONGEST:
            return False
        self.size = transcode(<Bytes>PyBytes_AS_STRING(word), PyBytes_GET_SIZE(word), self.text)
        if self.size > LONGEST:
            return False
        self.length, self.dead = 0, NEVER
        self.low[0], self.high[0], self.cost[0][0] = 0, 0, 0
        for place in range(self.size):
            self.extra[place] = self.loss(self.text, place)
            sum += self.extra[place]
            if sum <= most:
                self.cost[0][place + 1] = <unsigned char>sum
                self.high[0] = place + 1
        return True

    cdef int loss(self, const unsigned char* letters, Py_ssize_t place) noexcept:
        """What it costs to have the letter at a place on one side only."""
        cdef unsigned char letter = letters[place]
        if place and (letters[place - 1] == letter or (
            place > 1 and letters[place - 1] == VIRAMA and letters[place - 2] == letter
        )):
            return min(self.slips.doubled, self.slips.lost[letter])
        return self.slips.lost[letter]

    cdef inline int at(self, Py_ssize_t row, Py_ssize_t column) noexcept:
        return self.cost[row][column] if self.low[row] <= column <= self.high[row] else FAR

    cdef bint fill(self, Py_ssize_t row) noexcept:
        """Fill the row of the form's first letters; whether any form that begins so may be near."""
        cdef unsigned char letter = self.form[row - 1]
        cdef Bytes substituted = self.slips.substituted + letter
        cdef int missing = self.loss(self.form, row - 1), most = min(self.most, AT_FIRST + A_LETTER * max(0, row - 2)), left = FAR, best
        cdef bint sign = row > 1 and FIRST_SIGN <= letter < VIRAMA
        cdef int missing_before = self.loss(self.form, row - 2) if sign else 0
        cdef Py_ssize_t column = self.low[row - 1], past = self.high[row - 1] + 1
        if row > 1:
            column, past = min(column, self.low[row - 2] + 2), max(past, self.high[row - 2] + 2)
        cdef Py_ssize_t low = self.size + 1, high = -1
        cdef int above, before = self.at(row - 1, column - 1) if column else FAR
        while column <= self.size and (column <= past or left <= most):
            above = self.at(row - 1, column)
            # Where the letter before it is missing as well, they went together.
            best = above + (
                self.slips.sign_too if sign and above == self.at(row - 2, column) + missing_before else missing
            )
            if column:
                best = min(best, left + self.extra[column - 1])
                best = min(best, before + substituted[self.text[column - 1] << 8])
                if row > 1 and column > 1 and self.text[column - 2] == letter and self.text[column - 1] == self.form[row - 2]:
                    best = min(best, self.at(row - 2, column - 2) + self.slips.swapped)
            left, before = best if best <= most else FAR, above
            self.cost[row][column] = <unsigned char>left
            if left <= most:
                low, high = min(low, column), column
            column += 1
        self.low[row], self.high[row] = low, high
        return high >= 0 or self.may_swap(row)

    cdef bint may_swap(self, Py_ssize_t row) noexcept:
        """Whether the row before may still be left by a swap of its next two letters."""
        cdef Py_ssize_t column
        for column in range(self.low[row - 1], min(self.high[row - 1], self.size - 2) + 1):
            if self.text[column + 1] == self.form[row - 1] and self.cost[row - 1][column] + self.slips.swapped <= self.most:
                return True
        return False

    cdef int through(self, FrontCoded forms) except -1:
        cdef Py_ssize_t block = 0, at, end, place, row
        cdef Entry entry
        while block < forms._blocks:
            block = self.leap(forms, block)
            at = forms._block(block, &end)
            row = block * BLOCK
            for place in range(min(BLOCK, forms._count - row)):
                read_entry(forms._text, at, end, &entry)
                at = entry.at + entry.size
                if place == 0:
                    if entry.shared:
                        raise ValueError("the first string of a block shares something")
                    self.share(forms._text, &entry)
                if entry.shared > self.length:
                    raise ValueError("a string shares more than there is")
                self.take(forms._text, &entry, row + place)
            block += 1
        return 0

    cdef void share(self, Bytes text, Entry* entry) noexcept:
        """Write of a block's first form how much it shares with the one before."""
        cdef Py_ssize_t known = min(min(self.length, self.dead), min(entry.size, DEEPEST)), shared = 0
        while shared < known and text[entry.at + shared] == self.form[shared]:
            shared += 1
        entry.shared, entry.size, entry.at = shared, entry.size - shared, entry.at + shared

    cdef int take(self, Bytes text, Entry* entry, Py_ssize_t row) except -1:
        """Go on to a form, and keep it where it is near."""
        cdef Py_ssize_t place
        self.length = entry.shared + entry.size
        if entry.shared >= self.dead:
            return 0
        self.dead = NEVER
        for place in range(entry.shared, self.length):
            if place == DEEPEST:
                self.dead = DEEPEST
                return 0
            self.form[place] = text[entry.at + place - entry.shared]
            if not self.fill(place + 1):
                self.dead = place + 1
                return 0
        if self.at(self.length, self.size) <= self.most:
            self.rows.append(row)
            self.costs.append(self.cost[self.length][self.size])
        return 0

    cdef Py_ssize_t leap(self, FrontCoded forms, Py_ssize_t block) except -1:
        """The last block from this one on whose first form still begins with the letters that are dead, or this one."""
        cdef Py_ssize_t step = 1
        if self.dead == NEVER or not self.begins_dead(forms, block):
            return block
        while block + step < forms._blocks and self.begins_dead(forms, block + step):
            block += step
            step *= 2
        while step:
            if block + step < forms._blocks and self.begins_dead(forms, block + step):
                block += step
            step //= 2
        return block

    cdef bint begins_dead(self, FrontCoded forms, Py_ssize_t block) except -1:
        cdef Entry entry
        cdef Py_ssize_t end
        cdef Py_ssize_t at = forms._block(block, &end)
        read_entry(forms._text, at, end, &entry)
        return entry.size >= self.dead and memcmp(forms._text + entry.at, self.form, self.dead) == 0
