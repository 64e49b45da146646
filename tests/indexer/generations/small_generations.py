"""Small generations to publish, keep, damage and roll back."""

from pathlib import Path

from indexer.generations.publish import Generation, stage_generation

FILES = {"शब्द.bin": "हिंदी भारत चुनाव".encode(), "postings/पद.bin": bytes(range(64)), "empty.bin": b""}


def build(index: Path, *, keep: int = 9) -> Generation:
    """Publish a generation of FILES, each ending with the generation's number, of as many articles."""
    with stage_generation(index) as staging:
        for name, content in FILES.items():
            (staging.path / name).parent.mkdir(exist_ok=True)
            (staging.path / name).write_bytes(content + b"%d" % staging.number)
        return staging.publish(fingerprint="hi-1", articles=staging.number, details={"rejects": 0}, keep=keep)


def folders(index: Path) -> list[str]:
    """Return the names of the generations' folders, in order."""
    return sorted(path.name for path in (index / "generations").iterdir())
