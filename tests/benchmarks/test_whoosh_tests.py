from benchmarks.whoosh_tests import LEFT_OUT, _path_of, read_outcomes, regressions

REPORT = """<?xml version="1.0"?><testsuites><testsuite>
<testcase classname="tests.test_a" name="test_one"/>
<testcase classname="tests.test_a" name="test_two[x]"><failure message="no">…</failure></testcase>
<testcase classname="tests.test_b" name="test_three"><skipped/></testcase>
<testcase classname="tests.test_b" name="test_four"><failure/><error/></testcase>
<testcase classname="" name="tests.test_c"><error message="collection failure"/></testcase>
</testsuite></testsuites>"""


def test_outcomes_are_read(tmp_path):
    """Each test of pytest's report has one outcome; a failure in the test stands before one in what clears up after it."""
    (tmp_path / "report.xml").write_text(REPORT, encoding="utf-8")
    assert read_outcomes(tmp_path / "report.xml") == {
        "tests.test_a::test_one": "passed",
        "tests.test_a::test_two[x]": "failed",
        "tests.test_b::test_three": "skipped",
        "tests.test_b::test_four": "failed",
        "::tests.test_c": "error",
    }


def test_only_new_failures_count():
    """What fails, or is missing, with ours and passes with theirs counts, unless it is left out."""
    left_out = next(iter(LEFT_OUT))
    theirs = {"a::x": "passed", "a::y": "failed", "a::z": "passed", "a::gone": "passed", left_out: "passed"}
    ours = {"a::x": "passed", "a::y": "failed", "a::z": "error", left_out: "failed"}
    assert regressions(theirs, ours) == ["a::gone", "a::z"]


def test_paths_of_tests():
    """A test's name in the report is turned back into what pytest takes."""
    assert _path_of("tests.test_codecs::test_skip[2]") == "tests/test_codecs.py::test_skip[2]"
