"""Random histories of builds, failures, damage, rollbacks and prunings against a model in two lists."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from indexer.errors import IndexMissingError, IndexStateError
from indexer.generations.publish import (
    list_generations,
    prune,
    read_current,
    rollback,
    stage_generation,
    verify_generation,
)

keeps = st.integers(1, 4)


class Index(RuleBasedStateMachine):
    """An index on the disk and the numbers that it should hold: whole, damaged, and the served one."""

    @initialize()
    def make(self) -> None:
        """Begin with no index."""
        self.folder = Path(tempfile.mkdtemp())
        self.index = self.folder / "index"
        self.whole: list[int] = []
        self.damaged: list[int] = []
        self.served = 0
        self.highest = 0

    def teardown(self) -> None:
        """Leave nothing on the disk."""
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def _forget(self, gone: set[int]) -> None:
        self.whole = [number for number in self.whole if number not in gone]
        self.damaged = [number for number in self.damaged if number not in gone]

    def _prune(self, keep: int) -> set[int]:
        kept = self.whole[-keep:]
        too_old = {number for number in self.whole + self.damaged if number < kept[0]}
        return too_old - {self.served} if len(kept) == keep else set()

    @rule(keep=keeps)
    def build(self, keep: int) -> None:
        """Publish: the build is served under a new number; rolled-back-from and surplus ones go."""
        with stage_generation(self.index) as staging:
            (staging.path / "number").write_text(f"{staging.number}")
            published = staging.publish(fingerprint="hi-1", articles=0, details={}, keep=keep)
        assert published.number > self.highest
        self._forget({number for number in self.whole + self.damaged if number > self.served})
        self.served = self.highest = published.number
        self.whole.append(self.served)
        self._forget(self._prune(keep))

    @rule()
    def fail(self) -> None:
        """Fail in a build: nothing changes."""
        with pytest.raises(ZeroDivisionError), stage_generation(self.index):
            raise ZeroDivisionError

    @precondition(lambda self: self.served)
    @rule(keep=keeps)
    def prune(self, keep: int) -> None:
        """Pruning removes just what is older than the last N whole ones."""
        expected = self._prune(keep) if self.whole else set()
        assert prune(self.index, keep) == sorted(expected)
        self._forget(expected)

    @precondition(lambda self: self.served)
    @rule()
    def roll_back(self) -> None:
        """Rollback serves the next older whole one, or fails and changes nothing."""
        older = [number for number in self.whole if number < self.served]
        if older:
            self.served = rollback(self.index).number
            assert self.served == older[-1]
        else:
            with pytest.raises(IndexStateError):
                rollback(self.index)

    @precondition(lambda self: [number for number in self.whole if number != self.served])
    @rule(data=st.data())
    def damage(self, data: st.DataObject) -> None:
        """Lose a file of a generation that is not served."""
        number = data.draw(st.sampled_from([number for number in self.whole if number != self.served]))
        (self.index / "generations" / f"{number:06d}" / "number").unlink()
        self.whole.remove(number)
        self.damaged.append(number)

    @invariant()
    def serves_what_it_should(self) -> None:
        """Serve a whole generation, the one expected."""
        if not self.served:
            with pytest.raises(IndexMissingError):
                read_current(self.index)
            return
        served = read_current(self.index)
        verify_generation(served)
        assert served.number == self.served
        assert (served.path / "number").read_text() == f"{self.served}"

    @invariant()
    def holds_what_it_should(self) -> None:
        """Only what should be there is there."""
        assert [generation.number for generation in list_generations(self.index)] == self.whole
        folders = sorted(path.name for path in self.index.glob("generations/*"))
        assert folders == [f"{number:06d}" for number in sorted(self.whole + self.damaged)]


Index.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestIndex = Index.TestCase
