"""Rounds, percentiles and ratios with made-up engines. No test asserts a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.engines import UnsupportedError
from benchmarks.questions import Question
from benchmarks.rounds import Timings, ask_in_rounds, percentile, ratio

QUESTIONS = [Question(str(number)) for number in range(25)]


class MadeUp:
    """Says that each answer took ``seconds``, and writes down who was asked what."""

    def __init__(self, name, log, seconds=0.001):
        self.name, self.log, self.seconds = name, log, seconds

    def ask(self, questions):
        """Answer in no time."""
        self.log.append((self.name, [int(question.text) for question in questions]))
        return [self.seconds] * len(questions)


class Refusing:
    """Has no such search."""

    def ask(self, questions):
        """Refuse."""
        raise UnsupportedError("no such search")


def test_engines_take_turns_every_ten_questions():
    """Each chunk is asked of all engines before the next one, in the warm-up and in each round."""
    log = []
    ask_in_rounds({name: MadeUp(name, log) for name in "ab"}, QUESTIONS, rounds=2, budget=10)
    a_round = [(name, list(range(start, min(start + 10, 25)))) for start in (0, 10, 20) for name in "ab"]
    assert log == a_round * 3


def test_an_engine_without_time_answers_the_first_chunk_only():
    """The others go on; the slow one has ten answers, in every round the same ones."""
    log = []
    engines = {"slow": MadeUp("slow", log, 1.0), "fast": MadeUp("fast", log)}
    timings = ask_in_rounds(engines, QUESTIONS, rounds=3, budget=4)
    assert {name: len(seconds) for name, seconds in timings.seconds.items()} == {"slow": 10, "fast": 25}
    assert all(asked == list(range(10)) for name, asked in log if name == "slow")


def test_an_engine_that_cannot_answer_is_named_with_its_reason():
    """It has no seconds, and is not asked again."""
    timings = ask_in_rounds({"not": Refusing(), "a": MadeUp("a", [])}, QUESTIONS, rounds=1, budget=1)
    assert timings.unsupported == {"not": "no such search"}
    assert list(timings.seconds) == ["a"]


def test_the_time_of_a_question_is_the_median_of_its_rounds():
    """The warm-up does not count, one slow round does not either."""

    class Uneven(MadeUp):
        """Slow in the warm-up and in the second round that counts."""

        def ask(self, questions):
            """Take 9, 1, 8, 2 seconds."""
            self.log.append(None)
            return [[9.0, 1.0, 8.0, 2.0][len(self.log) - 1]] * len(questions)

    timings = ask_in_rounds({"a": Uneven("a", [])}, QUESTIONS[:5], rounds=3, budget=1000)
    assert timings.seconds == {"a": [2.0] * 5}


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (99, 99), (100, 100), (0, 1)])
def test_percentiles_of_a_hundred(percent, value):
    """Of 1 to 100 the p-th percentile is p."""
    assert percentile([float(number) for number in range(100, 0, -1)], percent) == value


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0, 100))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(seconds, percent):
    """Nearest rank: it is one of the values, and at least so many per cent are not above it."""
    found = percentile(seconds, percent)
    assert found in seconds
    assert sum(value <= found for value in seconds) >= len(seconds) * percent / 100 - 1e-9


def test_no_values_have_no_percentile():
    """An empty class is an error, not a zero."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_a_ratio_is_over_what_both_answered():
    """The questions that only one engine had time for do not count."""
    timings = Timings({"ours": [1.0, 1.0, 9.0, 9.0, 9.0], "peer": [2.0, 2.0]})
    assert ratio(timings, "ours", "peer", 50) == 0.5
    assert ratio(timings, "ours", "absent", 50) is None
